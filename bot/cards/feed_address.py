"""Why an address is not taken for a feed's, in the reader's words: the same wherever it is written."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.cards.problems import detail_words, problem_words
from bot.locale.voice import Voice
from feeds.fetch.details import FetchDetail
from feeds.fetch.result import FetchError, FetchProblem
from feeds.parse.document import ParseError


@dataclass(frozen=True, slots=True)
class AddressRefused:
    """What is wrong with it."""

    what: str
    todo: str
    """What to do about it: whole sentences."""


def no_address(url: str, voice: Voice) -> AddressRefused:
    """Return what to say of what is no address on the web (`bot.config.values.web_address`)."""
    return AddressRefused(voice.say("feed.no-address", url=url), voice.say("feed.write-address"))


def not_shared(voice: Voice) -> AddressRefused:
    """Return what to say of an address with a login, which would be shared."""
    return AddressRefused(voice.say("feed.secret-shared"), voice.say("feed.leave-shared-out"))


def not_public(url: str, voice: Voice) -> AddressRefused:
    """Return what to say of an address that will never be asked (`feeds.fetch.reach`)."""
    detail = FetchDetail.NOT_PUBLIC.format(host=urlsplit(url).hostname or "")
    return unreadable(FetchError(FetchProblem.ADDRESS, detail), voice)


def unreadable(found: FetchError | ParseError, voice: Voice) -> AddressRefused:
    """Return what to say of one where there is no feed that can be read."""
    if isinstance(found, ParseError):
        todo = voice.say("feed.try-another-page")
    elif found.problem is FetchProblem.ADDRESS:
        todo = voice.say("feed.only-public")
    else:
        todo = voice.say("feed.check-address")
    what = voice.say("feed.unreadable", problem=problem_words(found.problem, voice))
    return AddressRefused(f"{what} {detail_words(found.detail, voice)}".strip(), todo)
