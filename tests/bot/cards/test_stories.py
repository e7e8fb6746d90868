import pytest

from bot.cards.plain import plain
from bot.cards.stories import latest_card, search_card
from bot.cards.topics import topics_card
from bot.commands.reading.query import Query
from bot.locale.voice import Voice
from storage.search.index import Found
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view


def test_latest_lists_stories_newest_first_with_sources(english: Voice) -> None:
    stories = [
        a_view(a_report("Older", published=NOW - 2 * HOUR), number=1),
        a_view(a_report("Newer", published=NOW), number=2),
    ]
    assert plain(latest_card(stories, english, DESK, NOW, subject="Visa talks")).splitlines() == [
        "Latest: Visa talks",
        "- [s2] Newer (Yonhap, 29 Jan 2026 11:00 KST) https://yonhap.example/1",
        "- [s1] Older (Yonhap, 29 Jan 2026 09:00 KST) https://yonhap.example/1",
    ]


def test_nothing_yet_is_said_in_words(english: Voice, korean: Voice) -> None:
    assert "There is no story about KIT Desk yet." in plain(latest_card([], english, DESK, NOW, subject="KIT Desk"))
    assert "가상 비자 협의에 관한 소식이 아직 없습니다." in plain(
        latest_card([], korean, DESK, NOW, subject="가상 비자 협의")
    )


def test_a_search_lists_what_it_found_and_marks_what_is_about_no_topic(english: Voice) -> None:
    found = [
        Found(1, 7, "Round two set", "https://news.example/1", "yonhap", NOW, matched=True, missing=0),
        Found(2, None, "Visa shares rise", "https://news.example/2", "Some Paper", NOW, matched=False, missing=0),
        Found(3, 8, "Another's visa", "https://news.example/3", "yonhap", NOW, matched=True, missing=1),
    ]
    assert plain(search_card(found, english, DESK, query="visa", about=frozenset({1}))).splitlines() == [
        "Search: “visa”",
        "- [s7] Round two set (Yonhap, 29 Jan 2026 11:00 KST) https://news.example/1",
        "- [no topic] Visa shares rise (Some Paper, 29 Jan 2026 11:00 KST) https://news.example/2",
        "With some of the words only:",
        "- [no topic] Another's visa (Yonhap, 29 Jan 2026 11:00 KST) https://news.example/3",
    ]


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ("visa", "New visas for Koreans", ["visas"]),
        ("비자워킹그룹", "한미 비자 워킹그룹 첫 회의", ["비자 워킹그룹"]),
        ('"working group" visa', "Visa working group meets", ["Visa", "working group"]),
        ("회의 비자", "소비자 회의", ["비자", "회의"]),
        ("quantum", "Visa talks", []),
    ],
)
def test_the_words_of_a_search_are_marked_in_its_lines(
    query: str, title: str, marked: list[str], english: Voice
) -> None:
    found = Found(1, 7, title, "https://news.example/1", "yonhap", NOW, matched=True, missing=0)
    card = search_card([found], english, DESK, query=query, finders=Query(query).finders)
    line = card.sections[0].lines[0]
    assert [line.text[start:end] for start, end in line.highlights] == marked


def test_finding_nothing_is_said_in_words(english: Voice, korean: Voice) -> None:
    assert "Nothing was found for “e-5”." in plain(search_card([], english, DESK, query="e-5"))
    assert "‘워킹그룹’에 대한 검색 결과가 없습니다." in plain(search_card([], korean, DESK, query="워킹그룹"))


def test_topics_are_listed_with_id_meaning_and_how_to_follow_one(english: Voice, korean: Voice) -> None:
    shown = plain(topics_card(DESK, english, followed=frozenset({"kit-desk"})))
    assert "- Visa talks (visa-talks)\n  About Visa talks." in shown
    assert "- [followed] KIT Desk (kit-desk)" in shown
    assert shown.endswith("To follow one: /visa subscribe visa-talks")
    assert plain(topics_card(DESK, korean, followed=frozenset({None}))).count("[구독 중]") == 3
