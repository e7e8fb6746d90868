"""The cards of the first minute: welcome, progress, what was read."""

from bot.cards.plain import plain
from bot.cards.read import read_card, reading_line
from bot.cards.welcome import welcome_card
from bot.locale.voice import Voice
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view


def test_the_welcome_names_desk_database_tokens_and_three_commands(english: Voice, korean: Voice) -> None:
    shown = plain(welcome_card(DESK, "/srv/visabot.sqlite3", ["Discord"], english))
    assert "Desk invented: Talks that never were." in shown
    assert "Database: /srv/visabot.sqlite3" in shown
    assert "Chat tokens found: Discord" in shown
    assert [line for line in shown.splitlines() if line.startswith("- /")] == [
        "- /visa status",
        "- /visa latest",
        "- /visa search Visa talks",
    ]
    assert "- /visa 검색 비자 협의" in plain(welcome_card(DESK, "x", [], korean))


def test_without_tokens_it_says_where_posts_appear(english: Voice) -> None:
    assert "No chat tokens found: posts appear in this terminal only." in plain(welcome_card(DESK, "x", [], english))


def test_what_was_read_is_counted_and_the_newest_five_are_shown(english: Voice, korean: Voice) -> None:
    stories = [a_view(a_report(f"Story {n}", published=NOW - n * HOUR), number=n) for n in range(1, 8)]
    card = read_card(stories, english, DESK, NOW, feeds=18, entries=640, about=9, failing=1)
    shown = plain(card)
    assert card.title == "Read 18 feeds, 640 entries, 9 about the talks"
    assert "Story 5 " in shown
    assert "Story 6" not in shown
    assert shown.endswith("1 feed could not be read: /visa feeds says why.")
    korean_card = read_card(stories, korean, DESK, NOW, feeds=18, entries=640, about=9)
    assert korean_card.title == "피드 18개, 기사 640건을 읽었습니다. 협의 관련 기사는 9건입니다"
    assert korean_card.footer == ()


def test_having_found_nothing_is_said(english: Voice) -> None:
    assert "None of them is about the talks." in plain(read_card([], english, DESK, NOW, feeds=1, entries=5, about=0))


def test_the_progress_is_one_line(english: Voice) -> None:
    assert reading_line(3, 18, english) == "Reading feeds: 3 of 18"
