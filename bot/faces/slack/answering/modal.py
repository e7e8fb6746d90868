"""A form as one of Slack's modals: the options of a command that somebody begins and fills in."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.commands.command import Command, Offered, Option, OptionKind
from bot.commands.following.place import CHANNEL
from bot.commands.form import Form, field_label
from bot.commands.offered import is_stored
from bot.faces.slack.answering.asked import Asked
from bot.faces.slack.answering.given_files import GivenFile
from bot.faces.slack.answering.typed_text import straight
from bot.faces.slack.answering.views import TITLE, View, capital, plain_text
from bot.faces.slack.cards import mrkdwn
from bot.faces.slack.places.channels import OF_TWO
from bot.faces.utf16 import size
from bot.locale.voice import Voice

CALLBACK = "visabot-form"
"""By which our forms are known when they are sent."""
FIELD = "option-"
"""Before an option's name: the id of its field, and of the block that it stands in."""
PROBLEM = "visabot-problem"
"""The block that says what is wrong with the form as a whole."""

_METADATA = 3000
_LABEL, _HINT, _SAID = 2000, 2000, 3000
_TEXT = 3000
"""Characters: of what a form keeps, of labels, of hints, of a section, of what is typed into one field."""
_CHOICES = 100
_CHOICE, _VALUE = 75, 150
"""Choices of a menu, and characters of what one shows and carries (Slack, "Select menu element", "Option object")."""
_MENTIONED = re.compile(r"<#[CG][A-Z0-9]+>")
_LONG = 200
"""Characters from which a text is given more than one line to be typed in."""

Filled = Mapping[str, tuple[str, ...]]
"""What was filled in, by option; more than one where several may be chosen."""
Named = Sequence[tuple[str, str]]
"""What may be chosen: the value, and its name in the reader's language."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form keeps until it is sent."""

    line: str
    """The command, with the options that were given before."""
    channel: str = ""
    """Where it was opened; "" in the App Home."""
    thread: str = ""
    response_url: str = field(default="", repr=False)
    """Where to answer; "" in the App Home: then in the modal."""

    @classmethod
    def of(cls, line: str, asked: Asked) -> "Kept":
        """Return what to keep of whom the form is opened for."""
        return cls(line, asked.channel, asked.thread, asked.response_url)

    def written(self) -> str:
        """Return it as a view keeps it; what does not fit is answered in the modal."""
        text = json.dumps([self.line, self.channel, self.thread, self.response_url], ensure_ascii=False)
        if size(text) > _METADATA:
            text = json.dumps([self.line, self.channel, self.thread, ""], ensure_ascii=False)
        return text

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> "Kept | None":
        """Return what a form has kept; None: it is of another version of the bot."""
        try:
            line, channel, thread, url = json.loads(str(view.get("private_metadata") or ""))
        except (TypeError, ValueError):
            return None
        return cls(str(line), str(channel), str(thread), str(url))


def completes(option: Option) -> bool:
    """Tell whether what may be chosen is asked of us while one types."""
    if option.kind in {OptionKind.TEXT, OptionKind.CHANNEL} or option.offered is Offered.NOTHING:
        return option.offered is Offered.TERMS
    return is_stored(option) or option.kind in {OptionKind.TOPIC, OptionKind.ZONE, OptionKind.COMMAND}


def is_long(option: Option) -> bool:
    """Tell whether a text may be longer than a field takes: then it is given as a file."""
    return option.kind is OptionKind.TEXT and option.maximum is not None and option.maximum > _TEXT


def listed(option: Option) -> bool:
    """Tell whether what may be chosen stands in the form from the start."""
    return option.kind in {OptionKind.CHOICE, OptionKind.FLAG} and not completes(option)


def form_view(
    form: Form,
    kept: Kept,
    voice: Voice,
    *,
    choices: Mapping[str, Named],
    filled: Mapping[str, str] | None = None,
    elsewhere: bool = True,
) -> View:
    """Return the modal that asks for what a form lacks.

    Args:
        form: the command, with what is given.
        kept: what to know when it is sent.
        voice: the reader's.
        choices: what may be chosen, by the options that are `listed`.
        filled: what stands in it from the start, by option.
        elsewhere: whether the reader may name another channel than the one they are in.
    """
    fields = [
        _field(form.command, option, voice, choices.get(option.name, ()), (filled or {}).get(option.name, ""))
        for option in form.left
        if (not listed(option) or choices.get(option.name)) and (elsewhere or option.name != CHANNEL.name)
    ]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": kept.written(),
        "title": plain_text(capital(voice.say(f"command.{form.command.key}.name")), TITLE),
        "submit": plain_text(voice.say("slack.send"), TITLE),
        "close": plain_text(voice.say("slack.cancel"), TITLE),
        "blocks": [
            {"type": "section", "text": plain_text(voice.say(f"command.{form.command.key}.about"), _SAID)},
            *_where(form, kept.channel, voice, elsewhere=elsewhere),
            *fields,
        ],
    }


def filled_in(view: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what was filled into a form; a field left empty is left out."""
    filled: dict[str, tuple[str, ...]] = {}
    for states in ((view.get("state") or {}).get("values") or {}).values():
        for name, state in states.items():
            if name.startswith(FIELD) and (given := tuple(filter(None, _given(state)))):
                filled[name.removeprefix(FIELD)] = given
    return filled


def files_in(view: Mapping[str, Any]) -> dict[str, GivenFile]:
    """Return the files that were given in a form, by option."""
    return {
        name.removeprefix(FIELD): GivenFile.of(state["files"][0])
        for states in ((view.get("state") or {}).get("values") or {}).values()
        for name, state in states.items()
        if name.startswith(FIELD) and state.get("type") == "file_input" and state.get("files")
    }


def beside_fields(view: Mapping[str, Any], wrong: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong by the blocks of its fields, as far as they are in the form."""
    there = {str(block.get("block_id")) for block in view.get("blocks") or ()}
    return {f"{FIELD}{name}": words for name, words in wrong.items() if f"{FIELD}{name}" in there}


def with_problem(view: Mapping[str, Any], words: str) -> View:
    """Return the same form with what is wrong above it; what was filled in stays, for the blocks are the same."""
    problem = {"type": "section", "block_id": PROBLEM, "text": plain_text(f"⚠️ {words}", _SAID)}
    blocks = [block for block in view["blocks"] if block.get("block_id") != PROBLEM]
    kept = {name: view[name] for name in ("type", "callback_id", "private_metadata", "title", "submit", "close")}
    return kept | {"blocks": [problem, *blocks]}


def choice(value: str, name: str) -> dict[str, Any] | None:
    """Return one choice of a menu; None: it carries more than Slack lets it."""
    return {"text": plain_text(name or value, _CHOICE), "value": value} if 0 < size(value) <= _VALUE else None


def _where(form: Form, channel: str, voice: Voice, *, elsewhere: bool) -> list[dict[str, Any]]:
    """Return what names the place that a command is for: the one that was named, else the one it was opened in."""
    if all(option.name != CHANNEL.name for option in form.command.options):
        return []
    named = str(form.given.get(CHANNEL.name, ""))
    here = f"<#{channel}>" if channel and not channel.startswith(OF_TWO) else ""
    place = (named if _MENTIONED.fullmatch(named) else mrkdwn.escape(named)) or here
    words = voice.say("slack.form-here", channel=place) if place else voice.say("slack.form-direct")
    if elsewhere and not named:
        words = f"{words} {voice.say('slack.form-elsewhere')}"
    return [{"type": "context", "elements": [{"type": "mrkdwn", "text": words, "verbatim": True}]}]


def _field(command: Command, option: Option, voice: Voice, named: Named, filled: str) -> dict[str, Any]:
    block = f"{FIELD}{option.name}"
    about = voice.say(f"command.{command.key}.option.{option.name}")
    return {
        "type": "input",
        "block_id": block,
        "optional": not option.required,
        "label": plain_text(field_label(option, voice), _LABEL),
        "hint": plain_text(about, _HINT),
        "element": {"action_id": block, **_element(option, voice, named, filled)},
    }


def _element(option: Option, voice: Voice, named: Named, filled: str) -> dict[str, Any]:
    """Return what is typed or chosen in; it fits the option's kind as far as Slack has something that does."""
    if completes(option):
        kind = "multi_external_select" if option.several else "external_select"
        return {"type": kind, "min_query_length": 0, "placeholder": plain_text(voice.say("slack.choose"), _VALUE)}
    match option.kind:
        case OptionKind.CHOICE | OptionKind.FLAG:
            element: dict[str, Any] = {
                "type": "static_select",
                "options": [made for value, name in named[:_CHOICES] if (made := choice(value, name))],
            }
        case OptionKind.CHANNEL:
            only = {"include": ["public", "private"], "exclude_bot_users": True}
            element = {"type": "conversations_select", "filter": only}
        case OptionKind.PERSON:
            element = {"type": "users_select"}
        case OptionKind.TIME if not option.choices:
            element = {"type": "timepicker"}
        case OptionKind.INTEGER:
            limits = {"min_value": option.minimum, "max_value": option.maximum}
            bounds = {name: str(limit) for name, limit in limits.items() if limit is not None}
            element = {"type": "number_input", "is_decimal_allowed": False, **bounds}
        case _:
            element = {"type": "file_input", "max_files": 1} if is_long(option) else _typed_in(option, filled)
    return element


def _typed_in(option: Option, filled: str) -> dict[str, Any]:
    longest = min(option.maximum or _TEXT, _TEXT) if option.kind is OptionKind.TEXT else _LONG
    started = {"initial_value": filled[:longest]} if filled else {}
    return {"type": "plain_text_input", "multiline": longest > _LONG, "max_length": longest, **started}


def _given(state: Mapping[str, Any]) -> Sequence[str]:
    """Return what one field holds (Slack, "View state values")."""
    match state.get("type"):
        case "static_select" | "external_select":
            chosen = state.get("selected_option") or {}
            return (str(chosen.get("value") or ""),)
        case "multi_external_select":
            return [str(one.get("value") or "") for one in state.get("selected_options") or ()]
        case "conversations_select":
            return (str(state.get("selected_conversation") or ""),)
        case "users_select":
            return (str(state.get("selected_user") or ""),)
        case "timepicker":
            return (str(state.get("selected_time") or ""),)
        case _:
            return (straight(str(state.get("value") or "")).strip(),)
