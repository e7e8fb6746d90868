from datetime import timedelta

from bot.cards.alert import alert_card
from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.locale.voice import Voice
from tests.bot.invented import DESK, HOUR, NOW, a_report, a_view

EARLY = NOW - 2 * HOUR


def test_one_report_is_told_with_its_publisher_its_time_and_its_link(english: Voice) -> None:
    card = alert_card(a_view(a_report("Round two set")), english, DESK, NOW)
    assert card.kind is CardKind.ALERT
    assert plain(card).splitlines() == [
        "Round two set",
        "https://yonhap.example/1",
        "- First report (Yonhap, 29 Jan 2026 09:14 KST / 28 Jan 2026 19:14 EST)",
        "Visa talks",
    ]


def test_an_official_text_is_told_as_one(english: Voice, korean: Voice) -> None:
    story = a_view(a_report("Fact sheet", "mofa"))
    assert "- Official text (Foreign Ministry, 29 Jan 2026 09:14 KST / 28 Jan 2026 19:14 EST)" in plain(
        alert_card(story, english, DESK, NOW)
    )
    assert "- 공식 발표 (외교부, 2026년 1월 29일 09:14 KST / 2026년 1월 28일 19:14 EST)" in plain(
        alert_card(story, korean, DESK, NOW)
    )


def test_more_publishers_are_counted_and_the_first_is_named(english: Voice, korean: Voice) -> None:
    story = a_view(
        a_report(n=1), a_report("Seoul: round two", "herald", n=2, published=NOW), a_report(n=3, published=NOW)
    )
    card = alert_card(story, english, DESK, NOW)
    assert plain(card).splitlines() == [
        "Round two set",
        "https://yonhap.example/1",
        "- 2 publishers · first: Yonhap 09:14 KST",
        "Reported by:",
        "- Round two set (Yonhap, 29 Jan 2026 09:14 KST / 28 Jan 2026 19:14 EST)",
        "- Seoul: round two (The Herald, 29 Jan 2026 11:00 KST) https://herald.example/2",
        "Visa talks",
    ]
    assert "2개 매체 보도 · 첫 보도: 연합뉴스 09:14 KST" in plain(alert_card(story, korean, DESK, NOW))


def test_the_first_report_of_an_earlier_day_is_told_with_its_date(english: Voice) -> None:
    story = a_view(a_report(), a_report(publisher="herald", n=2))
    assert "first: Yonhap 29 Jan 2026 09:14 KST" in plain(alert_card(story, english, DESK, NOW + timedelta(days=1)))


def test_many_publishers_are_listed_to_five_and_the_others_counted(english: Voice) -> None:
    reports = [a_report(f"Report {n}", f"Paper {n}", n=n, published=EARLY + n * HOUR / 100) for n in range(1, 9)]
    shown = plain(alert_card(a_view(*reports), english, DESK, NOW))
    assert "8 publishers · first: Paper 1" in shown
    assert "Report 5 (Paper 5" in shown
    assert "Report 6" not in shown
    assert "and 3 more publishers" in shown


def test_topics_are_named_in_the_readers_language_those_beyond_the_desk_too(english: Voice, korean: Voice) -> None:
    story = a_view(topics=frozenset({"georgia-raid", "visa-talks", "our-plant", "dropped-topic", "unknown"}))
    names = {"our-plant": {"ko": "우리 공장", "en": "Our plant"}, "dropped-topic": {"en": "Once a topic"}}
    card = alert_card(story, korean, DESK, NOW, names=names)
    assert card.footer == ("비자 협의 · 조지아 단속 · Once a topic · unknown · 우리 공장",)
    assert card.lang == "ko"
    shown = alert_card(story, english, DESK, NOW, names=names)
    assert shown.footer == ("Visa talks · Georgia raid · Once a topic · Our plant · unknown",)


def test_its_buttons_ask_for_the_sources_and_the_reason_and_keep_the_story_away(english: Voice, korean: Voice) -> None:
    card = alert_card(a_view(number=12), english, DESK, NOW)
    assert [(action.label, action.command) for action in card.actions] == [
        ("Sources", "story s12"),
        ("Why?", "why s12"),
        ("Mute story", "mute s12"),
        ("Not relevant", "not-relevant s12"),
    ]
    labels = [action.label for action in alert_card(a_view(number=12), korean, DESK, NOW).actions]
    assert labels == ["출처", "이유 보기", "이 소식 끄기", "관련 없음"]


def test_a_link_that_is_none_is_not_shown(english: Voice) -> None:
    card = alert_card(a_view(a_report(url="javascript:alert(1)")), english, DESK, NOW)
    assert card.url == ""
    assert card.sections[0].lines[0].sources[0].url == ""
