"""What is wrong with a watch term, in the reader's words."""

from dataclasses import dataclass

from bot.locale.voice import Voice
from feeds.terms.error import Flaw


@dataclass(frozen=True, slots=True)
class Refused:
    """A flaw put into words."""

    what: str
    """What is wrong, without a full stop: it stands in a title."""
    todo: str
    """What to write instead: whole sentences."""


def refused_words(flaw: Flaw, voice: Voice) -> Refused:
    """Return what a flaw says; the column is left to the one who shows the term."""
    return Refused(
        voice.say(f"refused.{flaw.code}.what", **flaw.values), voice.say(f"refused.{flaw.code}.todo", **flaw.values)
    )
