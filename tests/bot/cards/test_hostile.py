"""Whatever strangers write, every builder gives a card that is already clean."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.alert import alert_card
from bot.cards.asking import ask_card, undone_card
from bot.cards.card import Card
from bot.cards.clean import clean_card
from bot.cards.development import development_card
from bot.cards.digest import DigestItem, Standing, backlog_card, digest_card
from bot.cards.dropped_topics import TOPICS_DROPPED, dropped_topics_card
from bot.cards.error import error_card
from bot.cards.feeds import feeds_card
from bot.cards.notice import notice_card
from bot.cards.plain import plain
from bot.cards.read import read_card
from bot.cards.status import StatusView, status_card
from bot.cards.stories import latest_card, search_card
from bot.cards.subscription import FollowedView, MutedView, PlaceView, subscribed_card, subscriptions_card
from bot.cards.welcome import welcome_card
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from storage.search.index import Found
from storage.subscriptions import Mode, Terms
from tests.bot.invented import DESK, NOW, a_report, a_view, a_voice
from tests.builders import a_feed

HOSTILE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x9d\x07\r\n\u202e\u2066\u2028\u0301[]{}0;m\\@<>|`*")),
    max_size=60,
)


@settings(max_examples=60)
@given(st.sampled_from(["en", "ko"]), HOSTILE, HOSTILE, HOSTILE)
def test_no_builder_lets_hostile_text_through(
    catalogue: Catalogue, locale: str, title: str, publisher: str, url: str
) -> None:
    for card in _cards(a_voice(catalogue, locale), title, publisher, url):
        assert card == clean_card(card), card.kind
        rows = sum(1 + len(line.details) for section in card.sections for line in section.lines)
        titles = 1 + bool(card.url) + sum(bool(section.title) for section in card.sections)
        assert len(plain(card).split("\n")) == rows + titles + len(card.footer), "a text made lines of its own"


def _cards(voice: Voice, title: str, publisher: str, url: str) -> Iterator[Card]:
    story = a_view(
        a_report(title, publisher, url=url), a_report(title, "herald", n=2, url=url), topics=frozenset({title})
    )
    feed = a_feed(failures=1, detail=title, problem=publisher, failing_since=NOW)
    found = Found(1, None, title, url, publisher, NOW, matched=False, missing=0)
    yield alert_card(story, voice, DESK, NOW)
    yield development_card(story, voice, DESK, NOW, first_post=url)
    yield digest_card([DigestItem(story, Standing.NEW)], voice, DESK, NOW, since=NOW, topic=title)
    yield backlog_card([story], voice, DESK, NOW)
    yield latest_card([story], voice, DESK, NOW, subject=title)
    yield search_card([found], voice, DESK, query=title)
    yield search_card([], voice, DESK, query=title)
    yield feeds_card([feed], voice, DESK, NOW)
    yield status_card(
        StatusView({"visa-talks": [story]}, [feed], {"visa-talks": title}), voice, DESK, NOW, subject=title
    )
    yield notice_card({"kind": "feed-failing", "feed": title, "detail": publisher, "problem": url}, voice, DESK, NOW)
    gone: dict[str, str | int] = {"kind": TOPICS_DROPPED, "topics": "x y", "place": title, "channel": publisher}
    yield dropped_topics_card(gone, voice, DESK, NOW, {"x": {"en": title, "ko": publisher}})
    yield read_card([story], voice, DESK, NOW, feeds=1, entries=2, about=1)
    yield welcome_card(DESK, title, [publisher], voice)
    followed = FollowedView(title, publisher, Terms(Mode.DAILY, url, "ko"), NOW, NOW)
    place = PlaceView(title, (followed,), (MutedView(1, publisher),))
    yield subscribed_card(followed, voice, new=True, place=title)
    yield subscriptions_card([place, place], voice, command=publisher)
    yield ask_card(title, [publisher], voice, code=url, minutes=10)
    yield undone_card([alert_card(story, voice, DESK, NOW)], voice)
    yield error_card(title, voice, where=publisher, todo=url, tries=(title,))
