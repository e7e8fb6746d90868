from datetime import timedelta

from bot.cards.card import CardKind
from bot.cards.digest import DigestItem, Standing, backlog_card, digest_card, quiet_card
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
    assert digest_card([], english, DESK, NOW, since=SINCE, topic=None).title.endswith(": nothing new")
    assert digest_card([], korean, DESK, NOW, since=SINCE, topic=None).title.endswith(": 새 소식 없음")


def test_a_digest_of_all_topics_is_named_after_the_desk(english: Voice) -> None:
    card = digest_card([], english, DESK, NOW, since=SINCE, topic=None)
    assert card.title == "Digest of Invented visa talks: nothing new"


def test_a_digest_of_a_topic_beyond_the_desk_is_named_after_it_and_not_after_the_desk(english: Voice) -> None:
    names = {"our-plant": {"ko": "우리 공장", "en": "Our plant"}}
    card = digest_card([], english, DESK, NOW, since=SINCE, topic="our-plant", names=names)
    assert card.title == "Digest of Our plant: nothing new"
    card = digest_card([], english, DESK, NOW, since=SINCE, topic="forgotten")
    assert card.title == "Digest of forgotten: nothing new"


def test_what_is_summed_up_is_named_beyond_the_desk_too(english: Voice) -> None:
    stories = [
        a_view(a_report(f"Story {n}", published=NOW - n * HOUR), number=n, topics=frozenset({"our-plant"}))
        for n in range(1, 13)
    ]
    names = {"our-plant": {"en": "Our plant"}}
    for card in (
        backlog_card(stories, english, DESK, NOW, names=names),
        quiet_card(stories, english, DESK, NOW, since=SINCE, names=names),
    ):
        assert "and 2 more stories: Our plant 2" in plain(card)


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


def test_a_story_that_developed_comes_before_one_that_only_got_another_source(english: Voice) -> None:
    items = [
        DigestItem(a_view(a_report("Repeated"), number=1, revised=NOW - 9 * HOUR, newest=NOW), Standing.NEW),
        DigestItem(a_view(a_report("Developed"), number=2, revised=NOW - 1 * HOUR), Standing.DEVELOPING),
    ]
    lines = plain(digest_card(items, english, DESK, NOW, since=SINCE, topic=None)).splitlines()
    assert [line.split(" (")[0] for line in lines[2:]] == ["- [developing] Developed", "- [new] Repeated"]


def test_a_digest_ends_with_its_period_and_counts_what_it_does_not_show(english: Voice) -> None:
    items = [DigestItem(a_view(a_report("Shown")), Standing.NEW)]
    tail = [frozenset({"visa-talks"}), frozenset({"visa-talks", "georgia-raid"})]
    card = digest_card(items, english, DESK, NOW, since=SINCE, topic=None, until=NOW - HOUR, tail=tail)
    assert card.title.endswith("3 stories")
    assert "to 29 Jan 2026 10:00 KST" in plain(card)
    assert "and 2 more stories: Visa talks 2, Georgia raid 1" in plain(card)


def test_what_was_held_in_quiet_hours_is_told_as_that(english: Voice, korean: Voice) -> None:
    stories = [a_view(a_report("One"), number=1), a_view(a_report("Two"), number=2)]
    assert plain(quiet_card(stories, english, DESK, NOW, since=SINCE)).splitlines()[:2] == [
        "While it was quiet here: 2 stories",
        "- Held for your quiet hours since 28 Jan 2026 11:00 KST, in one message.",
    ]
    assert quiet_card(stories, korean, DESK, NOW, since=SINCE).title == "방해 금지 시간에 들어온 소식 2건"
