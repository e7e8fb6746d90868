from datetime import timedelta

from bot.cards.card import CardKind
from bot.cards.digest import DigestItem, Standing, backlog_card, digest_card
from bot.cards.plain import plain
from bot.locale.voice import Voice
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view

SINCE = NOW - timedelta(days=1)


def test_a_digest_tells_its_period_and_marks_each_story_newest_first(english: Voice) -> None:
    items = [
        DigestItem(a_view(a_report("Older", published=NOW - 5 * HOUR), number=1), Standing.ALERTED),
        DigestItem(a_view(a_report("Newer", published=NOW - 1 * HOUR), number=2), Standing.NEW),
        DigestItem(a_view(a_report("Between", published=NOW - 3 * HOUR), number=3), Standing.DEVELOPING),
    ]
    card = digest_card(items, english, DESK, NOW, since=SINCE, topic="visa-talks")
    assert card.kind is CardKind.DIGEST
    lines = plain(card).splitlines()
    assert lines[:2] == [
        "Digest of Visa talks: 3 stories",
        "- From 28 Jan 2026 11:00 KST to 29 Jan 2026 11:00 KST",
    ]
    assert [line.split(" (")[0] for line in lines[2:]] == [
        "- [new] Newer",
        "- [developing] Between",
        "- [already alerted] Older",
    ]


def test_an_empty_digest_says_so(english: Voice, korean: Voice) -> None:
    assert "Nothing new." in plain(digest_card([], english, DESK, NOW, since=SINCE, topic=None))
    assert "새로운 소식이 없습니다." in plain(digest_card([], korean, DESK, NOW, since=SINCE, topic=None))


def test_a_digest_of_all_topics_is_named_after_the_desk(english: Voice) -> None:
    card = digest_card([], english, DESK, NOW, since=SINCE, topic=None)
    assert card.title == "Digest of Invented visa talks: 0 stories"


def test_a_backlog_shows_ten_stories_and_sums_up_the_others_by_topic(english: Voice) -> None:
    stories = [
        a_view(
            a_report(f"Story {n}", published=NOW - n * HOUR),
            number=n,
            topics=frozenset({"visa-talks"} | ({"georgia-raid"} if n == 13 else set())),
        )
        for n in range(1, 14)
    ]
    shown = plain(backlog_card(stories, english, DESK, NOW))
    assert shown.startswith("13 stories that could not be posted in time\n")
    assert "since 28 Jan 2026 22:00 KST" in shown
    assert "Story 10 " in shown
    assert "Story 11" not in shown
    assert "and 3 more stories: Visa talks 3, Georgia raid 1" in shown


def test_a_widely_covered_story_says_so_below_its_line(english: Voice) -> None:
    story = a_view(a_report(), a_report(publisher="herald", n=2))
    assert "  2 publishers · first: Yonhap 09:14 KST" in plain(backlog_card([story], english, DESK, NOW)).splitlines()
