from bot.cards.plain import plain
from bot.cards.stories import latest_card, search_card
from bot.cards.topics import topics_card
from bot.locale.voice import Voice
from storage.search import Found
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view


def test_latest_lists_stories_newest_first_with_sources(english: Voice) -> None:
    stories = [
        a_view(a_report("Older", published=NOW - 2 * HOUR), number=1),
        a_view(a_report("Newer", published=NOW), number=2),
    ]
    assert plain(latest_card(stories, english, DESK, NOW, topic="visa-talks")).splitlines() == [
        "Latest: Visa talks",
        "- Newer (Yonhap, 29 Jan 2026 11:00 KST) https://yonhap.example/1",
        "- Older (Yonhap, 29 Jan 2026 09:00 KST) https://yonhap.example/1",
    ]


def test_nothing_yet_is_said_in_words(english: Voice, korean: Voice) -> None:
    assert "There is no story about KIT Desk yet." in plain(latest_card([], english, DESK, NOW, topic="kit-desk"))
    assert "가상 비자 협의에 관한 소식이 아직 없습니다." in plain(latest_card([], korean, DESK, NOW, topic=None))


def test_a_search_lists_what_it_found_and_marks_what_is_about_no_topic(english: Voice) -> None:
    found = [
        Found(1, 7, "Round two set", "https://news.example/1", "yonhap", NOW, matched=True),
        Found(2, None, "Visa shares rise", "https://news.example/2", "Some Paper", NOW, matched=False),
    ]
    assert plain(search_card(found, english, DESK, query="visa")).splitlines() == [
        "Search: “visa”",
        "- Round two set (Yonhap, 29 Jan 2026 11:00 KST) https://news.example/1",
        "- [no topic] Visa shares rise (Some Paper, 29 Jan 2026 11:00 KST) https://news.example/2",
    ]


def test_finding_nothing_is_said_in_words(english: Voice, korean: Voice) -> None:
    assert "Nothing was found for “e-5”." in plain(search_card([], english, DESK, query="e-5"))
    assert "‘워킹그룹’에 대한 검색 결과가 없습니다." in plain(search_card([], korean, DESK, query="워킹그룹"))


def test_topics_are_listed_with_id_meaning_and_how_to_follow_one(english: Voice, korean: Voice) -> None:
    shown = plain(topics_card(DESK, english, followed=frozenset({"kit-desk"})))
    assert "- Visa talks (visa-talks)\n  About Visa talks." in shown
    assert "- [followed] KIT Desk (kit-desk)" in shown
    assert shown.endswith("To follow one: /visa subscribe visa-talks")
    assert plain(topics_card(DESK, korean, followed=frozenset({None}))).count("[구독 중]") == 3
