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
        ("feed-silent", "The feed herald-en has fallen silent"),
        ("feed-sound", "The feed herald-en has something new again"),
        ("silence", "No feed has anything new"),
        ("silence-over", "Feeds have something new again"),
        ("feed-held", "All items of the feed herald-en look new"),
        ("feed-unanswered", "Nobody has answered in : the feed herald-en"),
    ],
)
def test_every_kind_of_notice_has_its_title(kind: str, title: str, english: Voice) -> None:
    assert notice_card({"kind": kind, "feed": "herald-en"}, english, DESK, NOW).title == title


def test_a_silent_feed_is_told_with_its_last_news_what_to_do_and_where_to_look(english: Voice) -> None:
    card = notice_card({"kind": "feed-silent", "feed": "herald-en", "since": NOW.isoformat()}, english, DESK, NOW)
    about = "It answers, but has had nothing new since 29 Jan 2026 11:00 KST. By its own rhythm that is unusually long."
    assert plain(card).splitlines()[1:3] == [
        f"- [!] {about} ({HERALD}) https://news.example/rss",
        "  There may be a holiday. Else look whether the site has given its feed another address.",
    ]
    assert [one.command for one in card.actions] == ["feed health herald-en", "feed pause herald-en"]


def test_who_hears_what_no_admin_answers_reads_where_what_and_since_when(korean: Voice) -> None:
    data: dict[str, str | int] = {
        "kind": "feed-unanswered",
        "feed": "our-blog",
        "workspace": "길드",
        "trouble": "ended",
    }
    shown = plain(notice_card(data | {"since": NOW.isoformat()}, korean, DESK, NOW))
    assert "길드에서 아무도 답하지 않았습니다: our-blog 피드" in shown
    assert "이 워크스페이스의 피드에 조치가 필요합니다: 종료됨, 2026년 1월 29일 11:00 KST부터." in shown


def test_a_feed_that_is_not_the_desks_is_named_by_its_own_name(korean: Voice) -> None:
    shown = plain(notice_card({"kind": "feed-well", "feed": "our-blog"}, korean, DESK, NOW))
    assert shown.startswith("our-blog 피드가 복구되었습니다\n")
    assert "(our-blog, 2026년 1월 29일 11:00 KST)" in shown


def test_without_network_it_says_when_it_tries_again_and_what_works(english: Voice) -> None:
    assert plain(no_network_card(NOW + HOUR, english)).splitlines() == [
        "No feed could be reached; trying again at 12:00",
        "- “visabot demo” shows what it looks like.",
    ]
