"""What is asked of every expression before it is saved: that it can be read, is not there yet, and says something."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot import trial
from bot.cards.refused import refused_words
from bot.commands.call import Call
from bot.commands.mistake import Mistake
from bot.trial import Trial
from feeds.terms.error import TermError
from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or
from feeds.terms.parser import parse
from feeds.terms.printer import canonical
from storage import topics
from storage.engine.database import Tx
from storage.topics import WatchTerm

SHARED = 0
"""The scope of what comes from shared feeds."""
CARET = "▲"
"""Before the place that is wrong. In the line, not under it: no chat shows letters of one width."""

Comparable: TypeAlias = "tuple[object, ...]"


def read(call: Call, source: str) -> Expression | Mistake:
    """Return what an expression says, or what is wrong with it, where, and what to write instead."""
    try:
        return parse(source)
    except TermError as error:
        at = error.column - 1
        refused = refused_words(error.flaw, call.voice)
        return Mistake(
            call.voice.say("terms.unreadable", message=refused.what, column=error.column),
            where=f"{source[:at]}{CARET}{source[at:]}",
            todo=refused.todo,
        )


@dataclass(frozen=True, slots=True)
class Others:
    """The terms that a workspace has given a topic."""

    terms: Mapping[int, WatchTerm]
    expressions: Mapping[int, Expression]
    """Those that can be read."""

    @property
    def sources(self) -> Mapping[int, str]:
        """Return the expressions as written, by id."""
        return {number: term.expression for number, term in self.terms.items()}

    def twin(self, expression: Expression) -> WatchTerm | None:
        """Return the term that says the same, however it is written."""
        wanted = comparable(expression)
        return next((self.terms[n] for n, one in self.expressions.items() if comparable(one) == wanted), None)


async def others(tx: Tx, call: Call, topic: str, *, but: int | None = None) -> Others:
    """Return the terms of a topic, without the one with the id `but`."""
    mine = [term for term in await topics.terms(tx, call.who.workspace) if term.topic == topic and term.id != but]
    # In a thread: five hundred of them take longer than the loop may be held.
    expressions = await asyncio.to_thread(_parsed, mine)
    return Others({term.id: term for term in mine}, expressions)


def _parsed(terms: Sequence[WatchTerm]) -> dict[int, Expression]:
    expressions: dict[int, Expression] = {}
    for term in terms:
        try:
            expressions[term.id] = parse(term.expression)
        except TermError:
            continue  # of another release: it matches nothing, so it is no twin of anything
    return expressions


async def try_out(
    call: Call, expression: Expression, topic: str | None, beside: Others | None, *, days: int = trial.DAYS
) -> Trial:
    """Run an expression over the stored entries that the workspace may see, beside the terms that the topic has."""
    workspace = call.who.workspace

    def covers(key: str) -> bool:
        seen = topics.visible(key, workspace)
        return seen is not None if topic is None else seen == topic

    return await trial.try_term(
        call.database,
        expression,
        scopes=(SHARED, workspace),
        covers=covers,
        others=beside.expressions if beside else {},
        zone=call.voice.timezone,
        now=call.clock.now(),
        days=days,
    )


def same(call: Call, twin: WatchTerm) -> Mistake:
    """Return the answer to a term that is there already."""
    what = call.voice.say("terms.same", id=str(twin.id), topic=call.topic_name(twin.topic))
    return Mistake(what, where=twin.expression, todo=call.voice.say("terms.same-todo", command=call.desk.command))


def no_term(call: Call, number: int) -> Mistake:
    """Return the answer to a number that no term of this workspace has."""
    what = call.voice.say("terms.no-term", id=str(number))
    return Mistake(what, todo=call.voice.say("terms.see-list", command=call.desk.command), tries=("term list",))


def read_as(call: Call, source: str, expression: Expression) -> list[str]:
    """Return how an expression was read, where that is not how it is written."""
    printed = canonical(expression)
    return [call.voice.say("terms.read-as", canonical=printed)] if printed != source else []


def comparable(expression: Expression) -> Comparable:
    """Return what two expressions have in common that say the same: case and the order of parts do not matter."""
    match expression:
        case And(parts) | Or(parts):
            inner = {comparable(part) for part in parts}
            return type(expression).__name__, frozenset(inner)
        case Not(part):
            return "Not", comparable(part)
        case Near(left, right, distance):
            sides = frozenset(frozenset(map(comparable, side)) for side in (left, right))
            return "Near", sides, distance
        case Attribute():
            return "Attribute", expression.name, expression.value
        case Leaf():
            # Capitals count in names (=ICE) and may mean something in a regular expression (\W).
            plain = expression.kind in {LeafKind.WORD, LeafKind.PREFIX}
            text = expression.text.casefold() if plain else expression.text
            return "Leaf", expression.kind, text, expression.field, frozenset(map(str.casefold, expression.covers))
