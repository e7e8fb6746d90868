"""Why an entry belongs where it does, and what became of what was to be told, in the reader's language.

Grouping and deciding store their reasons as short English sentences (`feeds.stories.grouping`, `bot.pipeline.decide`);
`visabot` shows each in the reader's words, and one it does not know as it stands.
"""

import re

from bot.cards.undelivered import undelivered_words
from bot.locale.voice import Voice
from feeds.terms.reasons import Absent, Covered, Excluded, InsideWord, OtherField, Reason, TooFar
from storage.told import Told

_PLAIN = {
    "no known story has its link or title": "reason.new",
    "same link": "reason.same-link",
    "same title": "reason.same-title",
    "first official text": "reason.first-official",
    "a number changed": "reason.number-changed",
    "new wording of the same entry": "reason.new-wording",
}
_REFILE = re.compile(r"re-file(?: \((?P<marker>.*)\))? of entry \d+")
_SILENT = {"baseline": "silent.baseline", "stale": "silent.stale", "identity-shift": "silent.identity-shift"}


def reason_words(reason: str, voice: Voice) -> str:
    """Return a stored reason in the reader's language."""
    return "; ".join(_part(part, voice) for part in reason.split("; ") if part)


def silent_words(silent: str, voice: Voice) -> str:
    """Return why nobody was told of an entry."""
    return voice.say(_SILENT[silent]) if silent in _SILENT else silent


def told_words(told: Told, voice: Voice) -> str:
    """Return what became of one outbox row."""
    reason = told.reason or ""
    match told.state:
        case "sent":
            when = voice.moment(told.settled_at or told.due_at)
            return voice.say("told.digest", when=when) if told.kind == "digest" else voice.say("told.sent", when=when)
        case "told":
            return voice.say("told.within", when=voice.moment(told.settled_at or told.due_at))
        case "dropped":
            return voice.say("told.dropped", reason=undelivered_words(reason, voice))
        case "sending":
            return voice.say("told.sending")
        case _ if told.attempts:
            return voice.many(
                "told.retrying", told.attempts, when=voice.moment(told.try_at), reason=undelivered_words(reason, voice)
            )
        case _:
            return voice.say("told.waiting", when=voice.moment(told.due_at))


def miss_words(reason: Reason, voice: Voice) -> str:
    """Return why a watch term did not hold."""
    term = reason.term
    match reason:
        case Absent():
            words = voice.say("miss.absent", term=term)
        case InsideWord():
            words = voice.say("miss.inside", term=term, word=reason.word)
        case Covered():
            words = voice.say("miss.covered", term=term, cover=reason.cover)
        case OtherField():
            words = voice.say("miss.field", term=term)
        case TooFar(_, between, wanted):
            words = voice.say("miss.far", term=term, words="?" if between is None else between, wanted=wanted)
        case Excluded():
            words = voice.say("miss.excluded", term=term)
        case _:
            words = voice.say("miss.attribute", term=term)
    return words


def _part(part: str, voice: Voice) -> str:
    if part in _PLAIN:
        return voice.say(_PLAIN[part])
    if refile := _REFILE.fullmatch(part):
        marker = refile["marker"]
        return voice.say("reason.refile", marker=marker) if marker else voice.say("reason.refile-unmarked")
    return part
