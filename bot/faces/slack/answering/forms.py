"""Forms: opened for a command that lacks something, completed while one types, and run when they are sent."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import structlog
from slack_sdk.errors import SlackApiError

from bot.cards.card import Card, CardKind
from bot.cards.error import error_card
from bot.cards.plain import plain
from bot.cards.progress import progress_card
from bot.cards.together import together
from bot.commands.call import Who
from bot.commands.command import Command, OptionKind, Permission, Value
from bot.commands.form import Form
from bot.commands.typed import line_of
from bot.faces.slack.answering.answer import TRIGGERED, Manner
from bot.faces.slack.answering.asked import Asked, Body, of_interaction
from bot.faces.slack.answering.given_files import read_text
from bot.faces.slack.answering.modal import (
    FIELD,
    Filled,
    Kept,
    Named,
    beside_fields,
    choice,
    files_in,
    filled_in,
    form_view,
    listed,
    with_problem,
)
from bot.faces.slack.answering.reply import InModal
from bot.faces.slack.answering.speaking import Speaker
from bot.faces.slack.answering.views import capital, card_view
from bot.faces.slack.cards.drawing import Drawer
from bot.faces.slack.posting.outcome import code_of
from bot.locale.catalogue import DEFAULT

Ack = Callable[..., Awaitable[Any]]
"""Tells Slack that something has arrived, and in a form what becomes of it."""
Changed = Callable[[Asked], Awaitable[None]]
"""Is told who may have changed something."""

_LINK = re.compile(r"https?://\S+")

log = structlog.get_logger(__name__)


class Forms:
    """Asks for what a command lacks."""

    def __init__(self, speaker: Speaker, drawer: Drawer, changed: Changed, *, patience: float = TRIGGERED) -> None:
        """Take who answers; `patience`: seconds within which a form that was sent is closed."""
        self._speaker = speaker
        self._dispatcher = speaker.dispatcher
        self._drawer = drawer
        self._changed = changed
        self._patience = patience

    async def open(self, asked: Asked, who: Who, form: Form, filled: Mapping[str, str] | None = None) -> bool:
        """Open a form, and tell whether Slack took it; `filled` is what stands in it already, by option."""
        choices: dict[str, Named] = {}
        for option in filter(listed, form.left):
            found = await self._dispatcher.complete_option(who, form.command, option.name, "", form.given)
            choices[option.name] = [(str(one.value), one.name) for one in found]
        kept = Kept.of(line_of(form.command, form.given), asked)
        view = form_view(
            form,
            kept,
            await self._dispatcher.voice_of(who),
            choices=choices,
            filled=filled,
            elsewhere=who.permission >= Permission.ADMIN,
        )
        client = (await self._speaker.installed(asked)).client
        try:
            if asked.view:
                await client.views_push(trigger_id=asked.trigger, view=view)
            else:
                await client.views_open(trigger_id=asked.trigger, view=view)
        except SlackApiError as error:
            log.warning("form not opened", reason=code_of(error), command=form.command.name)
            return False
        return True

    async def suggest(self, body: Body, ack: Ack) -> None:
        """Offer what may be chosen of an option of which the beginning is typed."""
        options: list[dict[str, Any]] = []
        try:
            options = await self._suggested(body)
        except Exception:
            log.exception("completion failed", action=body.get("action_id"))
        await ack(options=options)

    async def submit(self, body: Body, ack: Ack) -> None:
        """Run a form's command; where several were chosen of an option, once for each."""
        # Slack's three seconds begin here: to look up who it is takes of them, too.
        until = asyncio.get_running_loop().time() + self._patience
        asked = of_interaction(body)
        kept = Kept.read(body["view"])
        if kept is not None:
            asked = replace(asked, channel=kept.channel, thread=kept.thread, response_url=kept.response_url)
        try:
            await self._submitted(asked, body["view"], kept, ack, until)
        except Exception:
            log.exception("form not handled", team=asked.team)
            voice = self._dispatcher.voice(DEFAULT)
            await ack(response_action="update", view=with_problem(body["view"], voice.say("error.internal")))

    async def _suggested(self, body: Body) -> list[dict[str, Any]]:
        view, name = body["view"], str(body.get("action_id") or "").removeprefix(FIELD)
        typed = str(body.get("value") or "")
        kept = Kept.read(view)
        if kept is None:
            return []
        who = await self._speaker.who(replace(of_interaction(body), channel=kept.channel))
        form = await self._dispatcher.begin(who, kept.line)
        if form is None:
            return []
        given = _values(form, {key: value for key, value in filled_in(view).items() if key != name})
        who = await self._speaker.seeing(who, form.command, given)
        found = await self._dispatcher.complete_option(who, form.command, name, typed, given)
        named = [(str(one.value), one.name) for one in found]
        kinds = {option.name: option.kind for option in form.command.options}
        if not named and kinds.get(name) is OptionKind.STORY and _LINK.fullmatch(typed.strip()):
            named = [(typed.strip(), typed.strip())]  # a story is named by a link, too
        return [made for value, shown in named if (made := choice(value, shown))]

    async def _submitted(self, asked: Asked, view: Body, kept: Kept | None, ack: Ack, until: float) -> None:
        who = await self._speaker.who(asked)
        who, form = await self._speaker.begin(asked, who, kept.line) if kept is not None else (who, None)
        voice = await self._dispatcher.voice_of(who)
        if form is None:
            problem = error_card(voice.say("slack.outdated"), voice, todo=voice.say("slack.ask-again"))
            await ack(response_action="update", view=with_problem(view, _words(problem)))
            return
        filled = filled_in(view)
        values = _values(form, filled)
        wrong = await self._dispatcher.mistakes(who, form.command, values)
        for option in form.command.options:
            channel = str(values.get(option.name, ""))
            if option.kind is OptionKind.CHANNEL and channel and not await self._speaker.knows(asked, who, channel):
                wrong[option.name] = f"{voice.say('slack.not-in-channel')} {voice.say('slack.invite-there')}"
        if beside := beside_fields(view, wrong):
            await ack(response_action="errors", errors=beside)
            return
        several = [(name, one) for name, given in filled.items() if len(given) > 1 for one in given]

        async def work() -> Card:
            for name, file in files_in(view).items():
                text = await read_text(file, await self._speaker.installed(asked), self._speaker.session, voice)
                if isinstance(text, Card):
                    return text
                values[name] = text
            runs = [{**values, name: one} for name, one in several] or [values]
            cards = [await self._speaker.call(who, form.command, run) for run in runs]
            return together(cards, voice)

        await self._run(_Sent(asked, who, view, form.command, ack, until), asyncio.ensure_future(work()))

    async def _run(self, sent: "_Sent", task: "asyncio.Future[Card]") -> None:
        """Wait a little for what comes of it: what is wrong is told in the form, with all that was filled in."""
        asked, who, ack = sent.asked, sent.who, sent.ack
        voice = await self._dispatcher.voice_of(who)
        left = sent.until - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait({task}, timeout=max(left, 0.0))
        if done and task.result().kind is CardKind.ERROR:
            await ack(response_action="update", view=with_problem(sent.view, _words(task.result())))
            return
        if asked.response_url:
            await ack()
            shown = replace(asked, view="", home=False)
            await self._speaker.answer(shown, who, task, private=sent.command.private)
        else:
            ready = done and task.result().picture is None  # Slack looks at a new one for longer than it waits
            drawn = await self._drawer.draw(task.result() if ready else progress_card(voice), None)
            title = capital(voice.say(f"command.{sent.command.key}.name"))
            shown_view = card_view(drawn, title=title, callback=InModal.CALLBACK, channel=asked.channel)
            await ack(response_action="update", view=shown_view)
            if not ready:
                reply = InModal(await self._speaker.installed(asked), "", asked.view, where=asked.channel)
                await self._speaker.answerer.answer(task, voice, Manner(reply, private=True, team=asked.team))
        await self._changed(asked)


class _Sent(NamedTuple):
    """A form that somebody has sent."""

    asked: Asked
    who: Who
    view: Body
    command: Command
    ack: Ack
    until: float
    """When Slack has to be told what becomes of the form, on the loop's clock."""


def _values(form: Form, filled: Filled) -> dict[str, Value]:
    return {**form.given, **{name: given[0] for name, given in filled.items()}}


def _words(card: Card) -> str:
    """Return an error in words, without its buttons."""
    return plain(replace(card, actions=()))
