"""Who changed what."""

import pytest

from bot.cards.audit import audit_card
from bot.cards.card import Line
from bot.commands.command import Permission
from bot.locale.voice import Voice
from storage.audit import AuditLine
from storage.people import FORGOTTEN
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW

ADMIN = Permission.ADMIN


def shown(voice: Voice, action: str, subject: str = "", actor: str = "123", **detail: object) -> Line:
    (section,) = audit_card([AuditLine(NOW, 1, actor, action, subject, detail)], voice).sections
    (line,) = section.lines
    return line


async def test_it_lists_who_changed_what_newest_first(desk: Desk) -> None:
    assert "Nothing was changed yet." in await desk.ask("audit")
    await desk.ask("feed add https://mine.example/rss name:mine", permission=ADMIN)
    await desk.ask("feed pause mine", permission=ADMIN)
    lines = (await desk.ask("audit", permission=ADMIN)).splitlines()
    assert lines[1] == "- [feed pause] mine (operator, 29 Jan 2026 11:00 KST)"
    assert lines[2].startswith("- [feed add] mine")
    assert len((await desk.card("audit 1", permission=ADMIN)).sections[0].lines) == 1


async def test_the_end_of_a_pause_is_told_in_the_readers_zone_and_none_where_it_has_none(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("pause")
    assert "until" not in await desk.ask("audit 1", permission=ADMIN)
    await desk.ask("pause until:2026-02-01")
    assert "until: 1 Feb 2026 00:00 KST" in await desk.ask("audit 1", permission=ADMIN)
    assert "까지: 2026년 2월 1일 00:00 KST" in await desk.ask("audit 1", permission=ADMIN, locale="ko")


async def test_it_names_what_was_done_and_how_as_the_reader_types_it(desk: Desk) -> None:
    await desk.ask("subscribe all daily")
    lines = (await desk.ask("변경기록", permission=ADMIN, locale="ko")).splitlines()
    assert lines[1].startswith("- [구독] 전체 (운영자, ")
    assert lines[2].endswith("방식: 매일")
    assert "destination" not in " ".join(lines)


async def test_quiet_hours_are_told_in_the_language_of_the_reader_not_of_who_set_them(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("quiet 22:00 07:00 new york urgent")
    await desk.ask("quiet off")
    off, on = (await desk.card("audit 2", permission=ADMIN, locale="ko")).sections[0].lines
    assert (off.mark, off.text) == ("방해금지", "끄기")
    assert (on.mark, on.text) == ("방해금지", "22:00–07:00")
    assert on.details == ("채널: terminal, 시간대: America/New_York, 긴급: 예",)


async def test_a_channel_that_hears_notices_is_named_and_not_by_its_id(desk: Desk) -> None:
    await desk.ask("settings notices:<#terminal>", permission=ADMIN)
    assert "notices: terminal" in await desk.ask("audit 1", permission=ADMIN)


def test_a_person_is_left_to_the_face_to_be_named(english: Voice) -> None:
    (source,) = shown(english, "feed.pause", "mine").sources
    assert (source.publisher, source.is_person, source.at) == ("123", True, NOW)


@pytest.mark.parametrize(
    ("actor", "en", "ko"),
    [
        ("local", "operator", "운영자"),
        ("operator", "operator", "운영자"),
        (FORGOTTEN, "somebody who asked to be forgotten", "정보 삭제를 요청한 사람"),
    ],
)
def test_who_has_no_name_to_be_shown_is_told_in_words(
    actor: str, en: str, ko: str, english: Voice, korean: Voice
) -> None:
    for voice, said in ((english, en), (korean, ko)):
        (source,) = shown(voice, "feed.pause", "mine", actor).sources
        assert (source.publisher, source.is_person) == (said, False)


def test_what_a_text_holds_is_never_taken_for_a_choice(korean: Voice) -> None:
    line = shown(korean, "term.edit", "3", expression="daily", before="official")
    assert line.details == ("표현: daily, 이전: official",)
    assert shown(korean, "feed.pause", "official").text == "official"


def test_the_role_that_alerts_mention_is_shown_by_its_name(korean: Voice) -> None:
    line = shown(korean, "posting", "#news", mention="77", publish=False)
    assert (line.role, line.details) == ("77", ("발행: 아니오",))


def test_what_is_about_nothing_in_particular_is_told_by_what_was_done(english: Voice) -> None:
    line = shown(english, "import", changes=3)
    assert (line.mark, line.text, line.details) == ("", "import", ("changes: 3",))
    assert shown(english, "suggestion.settle", "3", title="Talks").details == ("Talks",)
    assert shown(english, "suggestion.settle", "3", title="Talks").mark == "suggestions"
