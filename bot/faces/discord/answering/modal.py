"""A form as one of Discord's modals: the options of a command that a button begins and a person fills in."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import ui

from bot.commands.command import Option, OptionKind
from bot.commands.form import Form, field_label
from bot.faces.utf16 import fitting
from bot.locale.voice import Voice

Interaction = discord.Interaction[discord.Client]
Filled = Mapping[str, tuple[str, ...]]
"""What was filled in, by option; more than one where several may be chosen."""
Submit = Callable[[Interaction, Form, Filled], Awaitable[None]]

_TITLE_LIMIT = 45
_TEXT_LIMIT = 4000
_CHOICES = 25
"""Discord, "Component Reference": titles and labels of modals, texts, options of a select."""
_OPEN_FOR = 900.0
"""Seconds that a form may be open; an interaction's token lives as long."""
_LONG = 200
"""Characters from which a text is given more than one line to be typed in."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen of an option."""

    named: tuple[tuple[str, str], ...]
    """Pairs: the value, and its name in the reader's language."""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form starts with, by option."""

    choices: Mapping[str, Choices] = field(default_factory=dict)
    """Options without any are typed."""
    filled: Mapping[str, str] = field(default_factory=dict)


class FormModal(ui.Modal):
    """A modal that asks for the options of a form."""

    def __init__(self, form: Form, fields: Fields, voice: Voice, submit: Submit) -> None:
        """Ask for `form.asked`; `submit` is called with what was filled in."""
        name = voice.say(f"command.{form.command.key}.name")
        super().__init__(title=fitting(name, _TITLE_LIMIT), timeout=_OPEN_FOR)
        self._form = form
        self._submit = submit
        self._inputs: dict[str, ui.TextInput[Any] | ui.Select[Any]] = {}
        for option in form.asked:
            entry = _input(option, fields)
            self._inputs[option.name] = entry
            about = voice.say(f"command.{form.command.key}.option.{option.name}")
            label = fitting(field_label(option, voice), _TITLE_LIMIT)
            self.add_item(ui.Label(text=label, description=fitting(about, 100), component=entry))

    async def on_submit(self, interaction: Interaction) -> None:
        """Hand over what was filled in; a field left empty is left out."""
        await self._submit(interaction, self._form, self._filled())

    def _filled(self) -> Filled:
        filled: dict[str, tuple[str, ...]] = {}
        for name, entry in self._inputs.items():
            values = tuple(entry.values) if isinstance(entry, ui.Select) else (entry.value.strip(),)
            if given := tuple(filter(None, values)):
                filled[name] = given
        return filled


def _input(option: Option, fields: Fields) -> ui.TextInput[Any] | ui.Select[Any]:
    before = fields.filled.get(option.name)
    if chosen := fields.choices.get(option.name):
        options = [
            discord.SelectOption(label=fitting(name, 100), value=value, default=value == before)
            for value, name in chosen.named[:_CHOICES]
        ]
        most = len(options) if chosen.several else 1
        # An option that may be left out is one of which nothing may be chosen.
        return ui.Select(
            options=options, min_values=1 if option.required else 0, max_values=most, required=option.required
        )
    longest = min(option.maximum or _TEXT_LIMIT, _TEXT_LIMIT) if option.kind is OptionKind.TEXT else 200
    long = option.kind is OptionKind.TEXT and longest > _LONG
    return ui.TextInput(
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        required=option.required,
        max_length=longest,
        default=fitting(before, longest) if before else None,
    )
