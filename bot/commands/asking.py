"""Asking before a dangerous change, and undoing one: `confirm CODE` and `undo CODE`, which buttons type.

A handler that would do harm asks first::

    if not call.confirmed:
        return await ask_first(call, what=…, effects=…, line="unsubscribe all")

and, in the transaction that makes the change, takes a button that undoes it::

    action = await undo_action(call, tx, ["subscribe visa-talks mode:daily"])
"""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_hex

from bot.cards.asking import ask_card, undone_card
from bot.cards.card import Action, Card, CardKind
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.mistake import Mistake
from storage import held
from storage.engine.database import Tx
from storage.held import Held, HeldKind

ASKED_FOR = timedelta(minutes=10)
"""How long a yes is taken: what it would do must still be what was read."""
UNDONE_FOR = timedelta(hours=24)
"""How long a change can be undone by its button."""
_BYTES = 5
"""Of a code: a trillion, so that none is guessed within its time, and ten characters to type."""


async def ask_first(call: Call, *, what: str, effects: Sequence[str], line: str) -> Card:
    """Return a question whose button runs `line` again, as the same person, with `call.confirmed` set.

    Args:
        call: the call that would do harm; nothing may have been changed yet.
        what: what would be done, in the reader's language.
        effects: what that would mean, a line each.
        line: what to run after a yes, in English names: they work in every language.
    """
    one = _held(call, HeldKind.CONFIRM, [line], ASKED_FOR)
    async with call.database.write() as tx:
        await held.put(tx, one, call.clock.now())
    return ask_card(what, effects, call.voice, code=one.code, minutes=ASKED_FOR // timedelta(minutes=1))


async def undo_action(call: Call, tx: Tx, lines: Sequence[str]) -> Action:
    """Return a button that runs the lines which undo a change; for 24 hours, by whoever may use those lines here."""
    one = _held(call, HeldKind.UNDO, lines, UNDONE_FOR)
    await held.put(tx, one, call.clock.now())
    return Action(call.voice.say("action.undo"), f"undo {one.code}")


async def _confirm(call: Call, values: Values) -> Card:
    """Do what was asked: once, and only for the one who was asked."""
    async with call.database.write() as tx:
        one = await held.get(tx, str(values["code"]), HeldKind.CONFIRM, call.clock.now())
        if one is None:
            return _over(call, "asking.answered-or-over", "asking.type-again")
        if one.destination != call.who.destination or one.person != call.who.person:
            return _no_code(call, one.code, call.voice.say("asking.type-again"))
        await held.take(tx, one.code)
    return await call.run(one.lines[0])


async def _undo(call: Call, values: Values) -> Card:
    """Run the lines in turn. Where one is refused, it and those after it can be tried again by the same button."""
    async with call.database.write() as tx:
        one = await held.get(tx, str(values["code"]), HeldKind.UNDO, call.clock.now())
        if one is None:
            return _over(call, "asking.undone-or-over", "asking.change-again")
        if one.destination != call.who.destination:
            return _no_code(call, one.code, call.voice.say("asking.change-again"))
        await held.take(tx, one.code)
    answers: list[Card] = []
    for number, line in enumerate(one.lines):
        answer = await call.run(line)
        if answer.kind is CardKind.ERROR:
            left = Held(one.code, one.kind, one.destination, one.person, one.lines[number:], one.until)
            async with call.database.write() as tx:
                await held.put(tx, left, call.clock.now())
            return answer
        answers.append(answer)
    return answers[0] if len(answers) == 1 else undone_card(answers, call.voice)


def _held(call: Call, kind: HeldKind, lines: Sequence[str], lasts: timedelta) -> Held:
    who, until = call.who, call.clock.now() + lasts
    return Held(token_hex(_BYTES), kind, who.destination, who.person, tuple(lines), until)


def _over(call: Call, what: str, todo: str) -> Card:
    """Return that a button was pressed before, or too late: its code says nothing to who pressed it."""
    return Mistake(call.voice.say(what), todo=call.voice.say(todo)).card(call.voice)


def _no_code(call: Call, code: str, todo: str) -> Card:
    return Mistake(call.voice.say("asking.no-code", code=code), todo=todo).card(call.voice)


_CODE = Option("code", OptionKind.TEXT, required=True, maximum=2 * _BYTES)

COMMANDS = (
    Command(name="confirm", handler=_confirm, options=(_CODE,), private=True, hidden=True),
    Command(name="undo", handler=_undo, options=(_CODE,), hidden=True),
)
