"""What people do with the bot on Slack, handed on to the dispatcher: commands, buttons, shortcuts, messages."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.cards.card import Action, Card, CardKind
from bot.cards.error import error_card
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.form import Form
from bot.faces.pressed import Ask, Page, Press, is_in_place, read_pressed
from bot.faces.slack.answering.asked import Asked, Body, of_command, of_event, of_interaction
from bot.faces.slack.answering.forms import Changed, Forms
from bot.faces.slack.answering.shortcuts import question, words_of
from bot.faces.slack.answering.speaking import Speaker
from bot.faces.slack.answering.typed_text import plain_line
from bot.faces.slack.cards.action_rows import carried
from bot.faces.slack.places.channels import OF_TWO

_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)>")
_DOTS = re.compile(r"\s*(?:…|\.{3})$")
_CHANNELS = 3
"""Channels named in one line that are looked at."""


class Conversation:
    """Answers people, each as themselves and where they are. Nothing makes it raise."""

    def __init__(self, speaker: Speaker, forms: Forms, changed: Changed) -> None:
        """Take who answers, who asks for what is lacking, and who is told that something may have changed."""
        self._speaker = speaker
        self._dispatcher = speaker.dispatcher
        self._forms = forms
        self._changed = changed

    async def command(self, body: Body) -> None:
        """Answer a slash command."""
        asked = of_command(body)
        await self._speaker.safely(asked, self._line(asked, plain_line(str(body.get("text") or ""))))

    async def typed(self, body: Body) -> None:
        """Answer what somebody wrote to the bot: directly, or by mentioning it, then among the replies to it."""
        asked, event = of_event(body), body["event"]
        if not asked.channel.startswith(OF_TWO) and not asked.thread:
            asked = replace(asked, thread=str(event.get("ts") or ""))
        await self._speaker.safely(asked, self._typed(asked, str(event.get("text") or "")))

    async def press(self, body: Body) -> None:
        """Do what a button says; those of other versions get an answer, too."""
        asked = replace(of_interaction(body), arrived=asyncio.get_running_loop().time())
        what = read_pressed(carried((body.get("actions") or [{}])[0]))
        match what:
            case Press(stored=False) as press:
                handling = self._with_line(asked, press.line, self._press)
            case Page(stored=False) as page:
                handling = self._with_line(asked, page.line, partial(self._turn, page=page.number))
            case Ask(stored=False) as ask:
                handling = self._with_line(asked, ask.line, self._ask)
            case _:
                handling = self._outdated(asked)
        await self._speaker.safely(asked, handling)

    async def why(self, body: Body) -> None:
        """Answer why a message was posted, or would not be."""
        asked = of_interaction(body)
        await self._speaker.safely(asked, self._why(asked, question(body.get("message") or {})))

    async def track(self, body: Body) -> None:
        """Open the form that makes a watch term of a message's words."""
        asked = of_interaction(body)
        await self._speaker.safely(asked, self._track(asked, words_of(body.get("message") or {})))

    async def _typed(self, asked: Asked, text: str) -> None:
        installed = await self._speaker.installed(asked)
        await self._line(asked, plain_line(text, installed.user))

    async def _line(self, asked: Asked, line: str) -> None:
        who = await self._speaker.who(asked)
        for channel in _CHANNEL.findall(line)[:_CHANNELS]:
            if not await self._speaker.knows(asked, who, channel):
                await self._tell(asked, who, "slack.not-in-channel", "slack.invite-there")
                return
        if asked.trigger and (begun := _DOTS.sub("", line)) != line:
            who, form = await self._speaker.begin(asked, who, begun)
            if form is not None and not form.command.options:
                line = begun  # there is nothing to ask for
            elif await self._opened_in_full(asked, who, form):
                return
        who, form = await self._speaker.begin(asked, who, line)
        if _lacks(form, who) and form is not None:
            if asked.trigger and await self._forms.open(asked, who, form):
                return
            await self._speaker.answer(asked, who, self._what_it_lacks(who, line), private=True)
            return
        private = form is None or form.command.private
        await self._run(asked, who, line, form, private=private)

    async def _opened_in_full(self, asked: Asked, who: Who, form: Form | None) -> bool:
        """Open the form for all that a command takes; tell whether it is open."""
        if form is None or not form.left or form.command.needs > who.permission:
            return False  # the dots are part of a text, or nothing can be given
        return await self._forms.open(asked, who, form)

    async def _what_it_lacks(self, who: Who, line: str) -> Card:
        """Return what is missing, with a button that opens the form for it."""
        card = await self._dispatcher.answer(who, line)
        if card.kind is not CardKind.ERROR:
            return card
        voice = await self._dispatcher.voice_of(who)
        return replace(card, actions=(Action(voice.say("slack.fill-in"), _one(line), form=True), *card.actions))

    async def _run(
        self,
        asked: Asked,
        who: Who,
        line: str,
        form: Form | None,
        *,
        private: bool = True,
        same: bool = False,
        page: int = 0,
    ) -> None:
        """Answer a line, and let it be known where it may have changed something."""
        repeatable = form is not None and form.command.repeatable
        card = await self._speaker.answer(
            asked,
            who,
            self._speaker.line(who, line, form),
            private=private,
            same=same,
            again=_one(line) if repeatable else None,
            page=page,
        )
        if card is not None and card.kind is not CardKind.ERROR and not repeatable:
            await self._changed(asked)

    async def _with_line(self, asked: Asked, line: str, then: Callable[[Asked, Who, str], Awaitable[None]]) -> None:
        await then(asked, await self._speaker.who(asked), line)

    async def _press(self, asked: Asked, who: Who, line: str) -> None:
        who, form = await self._speaker.begin(asked, who, line)
        if _lacks(form, who) and form is not None and await self._forms.open(asked, who, form):
            return
        await self._run(asked, who, line, form, same=is_in_place(line))

    async def _turn(self, asked: Asked, who: Who, line: str, *, page: int) -> None:
        who, form = await self._speaker.begin(asked, who, line)
        if form is None or not form.command.repeatable:
            await self._outdated(asked)
            return
        await self._run(asked, who, line, form, same=True, page=page)

    async def _ask(self, asked: Asked, who: Who, line: str) -> None:
        who, form = await self._speaker.begin(asked, who, line)
        if form is None or form.command.needs > who.permission or not await self._forms.open(asked, who, form):
            await self._run(asked, who, line, form)

    async def _why(self, asked: Asked, line: str | None) -> None:
        who = await self._speaker.who(asked)
        if line is not None:
            who, form = await self._speaker.begin(asked, who, line)
            await self._run(asked, who, line, form)
            return
        await self._tell(asked, who, "chats.no-link", "chats.choose-another")

    async def _track(self, asked: Asked, words: str) -> None:
        who = await self._speaker.who(asked)
        line = "term add"
        who, form = await self._speaker.begin(asked, who, line)
        filled = {"expression": f'"{words}"'} if words else {}
        if form is None or who.permission < Permission.ADMIN or not await self._forms.open(asked, who, form, filled):
            await self._run(asked, who, line, form)

    async def _outdated(self, asked: Asked) -> None:
        """Say that something has changed since the button was made: ask again."""
        await self._tell(asked, await self._speaker.who(asked), "slack.outdated", "slack.ask-again")

    async def _tell(self, asked: Asked, who: Who, what: str, todo: str) -> None:
        """Tell the asker alone what is wrong, and what to do; both are messages."""
        voice = await self._dispatcher.voice_of(who)
        await self._speaker.tell(asked, who, error_card(voice.say(what), voice, todo=voice.say(todo)))


def _one(line: str) -> str:
    """Return what was typed on one line, for a button to carry."""
    return " ".join(line.split())


def _lacks(form: Form | None, who: Who) -> bool:
    """Tell whether a form is to be opened: who may not use the command is told that instead."""
    return form is not None and form.incomplete and form.command.needs <= who.permission
