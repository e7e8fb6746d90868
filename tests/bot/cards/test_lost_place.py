"""What those in charge read when a place is lost."""

import pytest

from bot.cards.card import CardKind
from bot.cards.lost_place import MISSING
from bot.cards.notice import notice_card
from bot.cards.plain import plain
from bot.locale.voice import Voice
from tests.bot.invented import DESK, NOW


def test_a_refusal_says_what_to_check_and_what_comes_of_what_waits(english: Voice) -> None:
    data: dict[str, str | int] = {
        "kind": "place-refused",
        "place": "#news",
        "missing": "view_channel send_messages unheard_of",
        "reason": "Missing Permissions",
    }
    card = notice_card(data, english, DESK, NOW)
    assert card.kind is CardKind.NOTICE
    assert [action.command for action in card.actions] == ["subscriptions"]
    title, _, *details = plain(card).splitlines()
    assert title == "visabot may not post in #news"
    assert details == ["  Check there: View Channel, Send Messages", "  The answer was: Missing Permissions"]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("place-gone", "#news is gone"),
        ("place-given-up", "visabot no longer tries to post in #news"),
        ("place-archived", "#news is archived"),
        ("workspace-lost", "visabot is no longer in the Slack workspace #news"),
    ],
)
def test_every_loss_has_its_title(kind: str, title: str, english: Voice) -> None:
    assert notice_card({"kind": kind, "place": "#news"}, english, DESK, NOW).title == title


@pytest.mark.parametrize(
    ("kind", "english_title", "korean_title"),
    [
        ("place-gone", "A private channel is gone", "비공개 채널이 없어졌습니다"),
        ("place-refused", "visabot may not post in a private channel", "비공개 채널에 글을 올릴 수 없습니다"),
    ],
)
def test_a_private_channel_is_named_by_its_id_alone(
    kind: str, english_title: str, korean_title: str, english: Voice, korean: Voice
) -> None:
    data: dict[str, str | int] = {"kind": kind, "place": "", "channel": "C012AB3CD"}
    told = notice_card(data, english, DESK, NOW)
    assert told.title == english_title
    assert told.sections[0].lines[0].channel == "C012AB3CD"
    assert notice_card(data, korean, DESK, NOW).title == korean_title


def test_a_channel_where_slack_answers_that_it_is_archived_is_told_as_archived(english: Voice) -> None:
    data: dict[str, str | int] = {"kind": "place-gone", "place": "#news", "reason": "is_archived"}
    assert notice_card(data, english, DESK, NOW).title == "#news is archived"


def test_the_operator_reads_which_server_it_is_in(english: Voice, korean: Voice) -> None:
    data: dict[str, str | int] = {"kind": "place-gone", "place": "#news", "workspace": "Guild"}
    assert notice_card(data, english, DESK, NOW).title == "#news (Guild) is gone"
    assert notice_card(data, korean, DESK, NOW).title == "#news(Guild) 채널이 없어졌습니다"


def test_all_that_can_be_missing_has_words(english: Voice, korean: Voice) -> None:
    for voice in (english, korean):
        shown = plain(
            notice_card({"kind": "place-refused", "place": "x", "missing": " ".join(MISSING)}, voice, DESK, NOW)
        )
        assert all(voice.say(key) in shown for key in MISSING.values())


def test_the_name_of_a_channel_that_begins_a_title_is_written_as_it_is(english: Voice) -> None:
    assert notice_card({"kind": "place-gone", "place": "visa-news"}, english, DESK, NOW).title == "visa-news is gone"
