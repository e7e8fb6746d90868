import pytest

from bot.commands.choice import MOST
from bot.commands.command import Permission
from bot.commands.complete import Suggestion, suggestions, take_apart
from bot.commands.vocabulary import Vocabulary
from bot.locale.voice import Voice
from tests.bot.invented import DESK

AFTER_ZONE = ["at:", "weekday:", "language:", "only:", "publishers:", "empty", "channel:"]
AFTER_MODE = ["at:", "timezone:", "weekday:", "language:", "only:", "publishers:", "empty", "channel:"]


def _texts(line: str, vocabulary: Vocabulary, voice: Voice) -> list[str]:
    return [one.text for one in _offered(line, vocabulary, voice)]


def _offered(line: str, vocabulary: Vocabulary, voice: Voice) -> list[Suggestion]:
    return suggestions(take_apart(line, vocabulary, DESK), voice, DESK)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/vi", ["/visa ", "/visa-admin "]),
        ("/", ["/visa ", "/visa-admin "]),
        ("/visa-a", ["/visa-admin "]),
        ("/visa sta", ["status"]),
        ("la", ["latest"]),
        ("/visa 최", ["최신"]),
        ("/visa latest geo", ["georgia-raid"]),
        ("/visa latest 키트", ["kit-desk"]),
        ("latest visa-talks ", ["count:"]),
        ("subscribe ", ["all", "visa-talks", "georgia-raid", "kit-desk", "mode:", *AFTER_MODE]),
        ("subscribe all da", ["daily"]),
        ("subscribe all mo", ["mode:", "Monday"]),
        ("subscribe all daily ", ["Asia/Seoul", "America/New_York", *AFTER_ZONE]),
        ("subscribe all mode:daily ", ["Asia/Seoul", "America/New_York", *AFTER_ZONE]),
        ("subscribe all weekly fri", ["Friday"]),
        ("subscribe all emp", ["empty"]),
        ("subscribe all mode:da", ["daily"]),
        ("subscribe all mode:", ["instant", "hourly", "daily", "weekly"]),
        ("topic remove ", []),
        ("feed add https://a.example/rss name:", []),
        ("quiet ", ["off", "to:", "timezone:", "urgent", "channel:"]),
        ("subscribe all daily 09:00 asia/se", ["Asia/Seoul"]),
        ("help sub", ["subscribe", "subscriptions"]),
        ("conf", []),
        ("search wor", []),
        ("nonsense ", []),
        ("topics ", []),
    ],
)
def test_what_may_follow_is_suggested(line: str, expected: list[str], vocabulary: Vocabulary, english: Voice) -> None:
    assert _texts(line, vocabulary, english) == expected


def test_an_empty_line_offers_every_command_with_its_meaning_in_the_readers_language(
    vocabulary: Vocabulary, korean: Voice
) -> None:
    offered = _offered("", vocabulary, korean)
    names = [korean.say(f"command.{command.key}.name") for command in vocabulary.offered()]
    assert [one.text for one in offered] == names[:MOST]
    assert {"현황", "구독취소"} <= set(names)
    assert not {"확인", "되돌리기"} & set(names), "codes are typed by buttons"
    assert offered[0] == Suggestion("현황", 0, "협의 현황을 출처와 날짜와 함께 보여 줍니다")
    assert all(one.about for one in offered)


def test_a_suggestion_replaces_what_was_typed_of_it(vocabulary: Vocabulary, english: Voice) -> None:
    line = "/visa latest geo"
    (one,) = _offered(line, vocabulary, english)
    assert line[: len(line) - one.replaces] + one.text == "/visa latest georgia-raid"


def test_zones_are_many_and_are_cut(vocabulary: Vocabulary, english: Voice) -> None:
    assert len(_texts("subscribe all daily 09:00 a", vocabulary, english)) == MOST


@pytest.mark.parametrize(
    ("line", "permission", "expected"),
    [
        ("/vi", Permission.MANAGER, ["/visa "]),
        ("/vi", Permission.ADMIN, ["/visa ", "/visa-admin "]),
        ("feed ", Permission.MANAGER, []),
        ("feed add https://a.example/rss ti", Permission.MANAGER, []),
        ("feed add https://a.example/rss ti", Permission.ADMIN, ["tier:"]),
        ("limi", Permission.ADMIN, []),
        ("limi", Permission.OPERATOR, ["limits"]),
        ("quie", Permission.EVERYONE, []),
        ("quie", Permission.MANAGER, ["quiet"]),
        ("help limi", Permission.ADMIN, []),
    ],
)
def test_what_the_asker_may_not_use_is_not_offered(
    line: str, permission: Permission, expected: list[str], vocabulary: Vocabulary, english: Voice
) -> None:
    assert _texts(line, vocabulary.for_whom(permission), english) == expected
