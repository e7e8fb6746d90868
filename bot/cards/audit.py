"""Who changed what: what was stored with each change, in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.cards.card import Card, Line, Source
from bot.cards.setup import setup_card
from bot.locale.voice import Voice
from storage.audit import AuditLine
from storage.people import FORGOTTEN

_COMMANDS = {
    "follow.add": "subscribe",
    "follow.change": "subscribe",
    "follow.end": "unsubscribe",
    "suggestion.settle": "suggestions",
}
"""Commands that their action does not name."""
_OPERATOR = frozenset({"local", "operator"})
"""Whoever sits at the terminal, and who uses the command line: of a person's id there they have none."""
_SHOWN_OTHERWISE = frozenset({"destination", "mention"})
"""Our own numbers, beside which the channel's name stands; and the role that ends the line."""
_LABELS = {
    "before": "audit.before",
    "changes": "audit.changes",
    "id": "audit.id",
    "platform": "audit.platform",
}
"""What no option is called by."""
_UNTIL, _TITLE = "until", "title"
_CHOSEN = frozenset({"mode", "language"})
"""Details whose values are choices of an option, as are the subjects that stand for no name."""
_NO_NAMES = frozenset({"all", "off"})


def audit_card(lines: Sequence[AuditLine], voice: Voice) -> Card:
    """Return changes, in the order in which they are given."""
    shown = [_line(one, voice) for one in lines]
    return setup_card(voice.say("audit.title"), shown or (voice.say("audit.nothing"),), voice)


def _line(one: AuditLine, voice: Voice) -> Line:
    done = _done(one.action, voice)
    return Line(
        (voice.say(f"choice.{one.subject}") if one.subject in _NO_NAMES else one.subject) or done,
        (doer(one.actor, one.at, voice),),
        mark=done if one.subject else "",
        details=tuple(filter(None, (", ".join(_details(one.detail, voice)),))),
        role=str(one.detail.get("mention") or ""),
    )


def doer(actor: str, at: datetime, voice: Voice) -> Source:
    """Return who did something and when; a face shows a person by the name they have there."""
    when = voice.moment(at)
    if actor in _OPERATOR:
        return Source(voice.say("audit.operator"), at=at, when=when)
    if actor == FORGOTTEN:
        return Source(voice.say("audit.forgotten"), at=at, when=when)
    return Source(actor, at=at, when=when, is_person=True)


def _done(action: str, voice: Voice) -> str:
    """Return what was done by the name of the command that does it; what none does, as it is stored."""
    kind, _, verb = action.partition(".")
    key = _COMMANDS.get(action) or (verb if kind in {"follow", "workspace"} else action.replace(".", "-"))
    return _said(f"command.{key}.name", voice) or action


def _details(detail: Mapping[str, Any], voice: Voice) -> Iterator[str]:
    """Yield what else is known, named as the options are."""
    for name, value in detail.items():
        if name in _SHOWN_OTHERWISE or value in (None, "", [], {}):
            continue
        shown = ", ".join(_value(name, one, voice) for one in (value if isinstance(value, list) else [value]))
        label = voice.say(_LABELS[name]) if name in _LABELS else _said(f"option.{name}", voice) or name
        yield shown if name == _TITLE else voice.say("audit.detail", label=label, value=shown)


def _value(name: str, value: object, voice: Voice) -> str:
    if isinstance(value, bool):
        return voice.say("choice.yes") if value else voice.say("choice.no")
    if name == _UNTIL:
        return voice.moment(datetime.fromisoformat(str(value)))
    return (name in _CHOSEN and _said(f"choice.{value}", voice)) or str(value)


def _said(key: str, voice: Voice) -> str | None:
    """Return a message that there may not be."""
    return voice.say(key) if key in voice.catalogue.languages[voice.locale].messages else None
