from bot.cards.card import CardKind
from bot.cards.development import development_card
from bot.cards.plain import plain
from bot.locale.voice import Voice
from tests.bot.invented import DESK, NOW, a_development, a_report, a_view

FIRST = a_report("Round two set", n=1)
OFFICIAL = a_report("Joint statement", "mofa", n=2, published=NOW)


def test_it_tells_what_changed_who_said_it_and_how_it_began(english: Voice) -> None:
    story = a_view(FIRST, OFFICIAL, developments=(a_development("official-text", 2),))
    card = development_card(story, english, DESK, NOW)
    assert card.kind is CardKind.DEVELOPMENT
    assert plain(card).splitlines() == [
        "Update: Joint statement",
        "https://mofa.example/2",
        "- There is a new official text. (Foreign Ministry, 29 Jan 2026 11:00 KST / 28 Jan 2026 21:00 EST)",
        "How it began:",
        "- Round two set (Yonhap, 29 Jan 2026 09:14 KST) https://yonhap.example/1",
        "  2 publishers · first: Yonhap 09:14 KST",
        "Visa talks",
    ]


def test_its_buttons_are_an_alerts_and_the_status(english: Voice) -> None:
    story = a_view(FIRST, OFFICIAL, developments=(a_development("official-text", 2),))
    commands = [action.command for action in development_card(story, english, DESK, NOW).actions]
    assert commands == ["story s7", "why s7", "mute s7", "not-relevant s7", "status"]


def test_a_topic_of_ones_own_is_named(english: Voice) -> None:
    story = a_view(FIRST, topics=frozenset({"our-plant"}))
    card = development_card(story, english, DESK, NOW, names={"our-plant": {"en": "Our plant"}})
    assert card.footer == ("Our plant",)


def test_each_kind_of_change_has_its_words_in_both_languages(english: Voice, korean: Voice) -> None:
    for kind, en, ko in (
        ("figure", "A figure has changed.", "수치가 바뀌었습니다."),
        ("of-another-version", "The story has moved on.", "상황이 달라졌습니다."),
    ):
        story = a_view(FIRST, OFFICIAL, developments=(a_development(kind, 2),))
        assert en in plain(development_card(story, english, DESK, NOW))
        assert ko in plain(development_card(story, korean, DESK, NOW))


def test_the_wanted_revision_is_told_and_the_newest_where_none_is_named(english: Voice) -> None:
    later = a_report("Figures corrected", "herald", n=3, published=NOW)
    changes = (a_development("official-text", 2), a_development("figure", 3, revision=3))
    story = a_view(FIRST, OFFICIAL, later, developments=changes)
    assert development_card(story, english, DESK, NOW).title == "Update: Figures corrected"
    assert development_card(story, english, DESK, NOW, revision=2).title == "Update: Joint statement"


def test_a_change_whose_report_is_gone_is_told_by_the_newest_report(english: Voice) -> None:
    story = a_view(FIRST, OFFICIAL, developments=(a_development("figure", None),))
    assert development_card(story, english, DESK, NOW).title == "Update: Joint statement"


def test_the_first_post_is_linked_where_the_platform_has_a_link(english: Voice) -> None:
    story = a_view(FIRST, OFFICIAL, developments=(a_development("figure", 2),))
    card = development_card(story, english, DESK, NOW, first_post="https://chat.example/7")
    assert card.footer[-1] == "First post: https://chat.example/7"
