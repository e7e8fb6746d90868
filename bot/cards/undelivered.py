"""Why something was not said, in the reader's words.

`bot.pipeline.deliver` and the faces store a short English clause; one that is not known here is what a platform said,
and is quoted.
"""

from bot.locale.voice import Voice
from feeds.wording import Wording, recognise


class Undelivered(Wording):
    """The clauses that deliver and the terminal's faces store."""

    GONE = "what it was about is gone"
    FAILED = "visabot failed to show it {n} times"
    NO_ANSWER = "no answer within {seconds} seconds"
    NOT_FOUND_IN_TIME = "looking for it took over {seconds} seconds"
    OUTPUT_CLOSED = "standard output was closed by its reader"
    OUTPUT_BROKEN = "standard output cannot be written: {error}"


def undelivered_words(reason: str, voice: Voice) -> str:
    """Return a stored reason as a clause."""
    found = recognise(reason, Undelivered)
    if found is None:
        return voice.say("undelivered.platform-says", reason=reason) if reason else voice.say("undelivered.unknown")
    return voice.say(f"undelivered.{found.wording.code}", **found.values)
