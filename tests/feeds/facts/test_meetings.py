import pytest

from tests.feeds.facts.conftest import Ask


@pytest.mark.parametrize(
    ("text", "date", "stage"),
    [
        ("South Korean and U.S. officials met in Seoul on Tuesday to settle visa questions.", "2026-05-05", "held"),
        ("South Korean and U.S. officials will meet in Seoul on Tuesday over visas.", "2026-05-12", "scheduled"),
        (
            "A fourth round of visa talks between Seoul and Washington is set for next Monday.",
            "2026-05-11",
            "scheduled",
        ),
        ("The U.S.-Korea visa working group, due to meet on May 20, has been postponed.", "2026-05-20", "postponed"),
        ("The U.S.-Korea visa talks planned for May 20 have been called off.", "2026-05-20", "cancelled"),
        ("Cho Hyun and Marco Rubio spoke by phone on Monday about visas.", "2026-05-04", "held"),
        ("Korea-U.S. visa talks opened in Jeju on April 28-29.", "2026-04-28", "held"),
    ],
)
def test_an_english_meeting_has_a_day_and_a_stage(ask: Ask, text: str, date: str, stage: str) -> None:
    assert [(fact.data["date"], fact.data["stage"]) for fact in ask(text, "meeting")] == [(date, stage)]


@pytest.mark.parametrize(
    ("text", "date", "stage"),
    [
        ("한미 비자 워킹그룹 회의가 오는 27일 서울에서 열린다고 외교부가 6일 밝혔다.", "2026-05-27", "scheduled"),
        ("외교부는 6일 한미 비자 회의가 27일 열린다고 밝혔다.", "2026-05-27", "scheduled"),
        ("한미 양국이 5일(현지시간) 워싱턴에서 비자 실무그룹 회의를 열었다.", "2026-05-05", "held"),
        ("오는 21일로 잡혔던 한미 비자 협의가 취소됐다.", "2026-05-21", "cancelled"),
        ("조현 장관은 4일 루비오 국무장관과 통화하고 비자 문제를 논의했다.", "2026-05-04", "held"),
    ],
)
def test_a_korean_meeting_has_a_day_and_a_stage(ask: Ask, text: str, date: str, stage: str) -> None:
    found = ask(text, "meeting", lang="ko")
    assert [(fact.data["date"], fact.data["stage"]) for fact in found] == [(date, stage)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Korea-U.S. visa talks could be held on May 20.", "en"),
        ("A Korea-U.S. visa meeting on May 20 is being arranged.", "en"),
        ("Officials denied that Korea-U.S. visa talks would be held on May 20.", "en"),
        ("South Korean and U.S. envoys met on Tuesday over North Korea. Visas were not discussed.", "en"),
        ("South Korea's task force on U.S. visas met on Tuesday.", "en"),
        ("Rep. Young Kim met South Korean officials on Tuesday about U.S. visas.", "en"),
        ("South Korean and U.S. officials will meet soon about visas.", "en"),
        ("한미 비자 협의를 20일 여는 방안을 조율 중이다.", "ko"),
        ("정부는 5일 미국 비자 문제로 범정부 TF 회의를 열었다.", "ko"),
        ("한미는 5일 관세 협상을 벌였다. 비자는 의제가 아니었다.", "ko"),
    ],
)
def test_what_is_not_fixed_or_not_of_both_governments_is_no_meeting(ask: Ask, text: str, lang: str) -> None:
    assert ask(text, "meeting", lang=lang) == ()


def test_a_moved_meeting_keeps_its_old_day_and_has_a_new_one(ask: Ask) -> None:
    text = "Visa talks between Seoul and Washington planned for Thursday have been pushed back to May 20."
    stages = {fact.data["date"]: fact.data["stage"] for fact in ask(text, "meeting")}
    assert stages == {"2026-05-07": "postponed", "2026-05-20": "scheduled"}
    text = "오는 23일로 잡혔던 한미 비자 협의가 내달 7일로 미뤄졌다."
    stages = {fact.data["date"]: fact.data["stage"] for fact in ask(text, "meeting", lang="ko")}
    assert stages == {"2026-05-23": "postponed", "2026-06-07": "scheduled"}


def test_a_meeting_has_its_round_place_format_and_leads(ask: Ask) -> None:
    text = (
        "A fifth round of visa talks between Seoul and Washington took place in Atlanta on Tuesday. "
        "Kim Sun-young and Jonathan Fritz led the delegations. The sixth is fixed for July 9 in Busan."
    )
    first = ask(text, "meeting")[0].data
    assert (first["round"], first["place"], first["format"]) == (5, "Atlanta", "in-person")
    assert first["leads"] == ("p.kim-sun-young", "p.fritz")
    video = ask("한미 비자 워킹그룹 5차 회의가 오는 20일 화상으로 열린다.", "meeting", lang="ko")[0].data
    assert (video["round"], video["place"], video["format"]) == (5, None, "video")


def test_two_clocks_give_the_home_day_by_video_and_the_venue_day_in_person(ask: Ask) -> None:
    video = (
        "Cho Hyun and Christopher Landau will confer by video on May 12 in Washington, or May 13 in Seoul, on visas."
    )
    assert [fact.data["date"] for fact in ask(video, "meeting")] == ["2026-05-13"]
    person = "한미 비자 회의가 12일 오후(한국시간 13일 오전) 워싱턴에서 열린다."
    assert [fact.data["date"] for fact in ask(person, "meeting", lang="ko")] == ["2026-05-12"]


def test_a_dateline_moves_the_day(ask: Ask) -> None:
    text = "{} — South Korean and U.S. officials met here on Tuesday to settle visa questions."
    at_seoul = ask(text.format("SEOUL, May 12"), "meeting", published="2026-05-11T23:00:00")
    at_washington = ask(text.format("WASHINGTON, May 11"), "meeting", published="2026-05-11T23:00:00")
    assert [fact.data["date"] for fact in at_seoul] == ["2026-05-12"]
    assert [fact.data["date"] for fact in at_washington] == ["2026-05-05"]


def test_the_day_on_which_several_days_end_does_not_count(ask: Ask) -> None:
    text = "Korean and American officials wrapped up two days of visa talks on Tuesday. The session began on Monday."
    assert [fact.data["date"] for fact in ask(text, "meeting")] == ["2026-05-04"]


def test_consular_visits_and_talks_with_reporters_are_no_meeting_of_governments(ask: Ask) -> None:
    text = "조기중 총영사는 5일 미국 이민세관단속국 구금시설에서 취재진과 만나 한국인 비자 문제를 설명했다."
    assert ask(text, "meeting", lang="ko") == ()
