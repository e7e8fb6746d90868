import pytest

from bot.cards.card import CardKind
from bot.cards.notice import no_network_card, notice_card
from bot.cards.plain import plain
from bot.locale.voice import Voice
from feeds.fetch.result import FetchProblem
from tests.bot.invented import DESK, HOUR, NOW

HERALD = "The Herald, 29 Jan 2026 11:00 KST"


def test_a_failing_feed_is_told_with_its_publisher_reason_and_tries(english: Voice) -> None:
    data: dict[str, str | int] = {
        "kind": "feed-failing",
        "feed": "herald-en",
        "problem": str(FetchProblem.DNS),
        "failures": 3,
    }
    card = notice_card(data | {"detail": "no such host"}, english, DESK, NOW)
    assert card.kind is CardKind.NOTICE
    assert plain(card).splitlines() == [
        "The feed herald-en cannot be read",
        f"- [!] Reason: the host's name cannot be resolved. The other feeds go on. ({HERALD}) https://news.example/rss",
        "  no such host",
        "  It failed 3 times in a row and is tried again.",
    ]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("feed-well", "The feed herald-en is well again"),
        ("feed-ended", "The feed herald-en has ended"),
        ("network", "No feed can be reached: no network?"),
        ("network-well", "Feeds can be reached again"),
    ],
)
def test_every_kind_of_notice_has_its_title(kind: str, title: str, english: Voice) -> None:
    assert notice_card({"kind": kind, "feed": "herald-en"}, english, DESK, NOW).title == title


def test_a_feed_that_is_not_the_desks_is_named_by_its_own_name(korean: Voice) -> None:
    shown = plain(notice_card({"kind": "feed-well", "feed": "our-blog"}, korean, DESK, NOW))
    assert shown.startswith("our-blog 피드가 복구되었습니다\n")
    assert "(our-blog, 2026년 1월 29일 11:00 KST)" in shown


def test_without_network_it_says_when_it_tries_again_and_what_works(english: Voice) -> None:
    assert plain(no_network_card(NOW + HOUR, english)).splitlines() == [
        "No feed could be reached; trying again at 12:00",
        "- “visabot demo” shows what it looks like.",
    ]
