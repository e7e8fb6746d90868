"""`visabot analyze`: the same way as live entries, in memory."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from bot.playback.analyze import analyze
from feeds.desks.desk import Desk
from tests.bot import shipped


@pytest.fixture(scope="session")
def desk() -> Desk:
    return shipped.korea_us_visa()


def item(name: str, title: str, **more: str) -> str:
    values = {"id": name, "source": "yna", "published": "2025-09-28T12:00:00+09:00", "title": title}
    return json.dumps(values | more, ensure_ascii=False)


def answers(lines: Iterable[str], desk: Desk, *, everything: bool = False) -> list[dict[str, Any]]:
    return [json.loads(line) for line in analyze(lines, desk, everything=everything)]


def test_every_line_is_answered_in_order_with_its_topics_and_evidence(desk: Desk) -> None:
    title = "한미 비자 워킹그룹 30일 첫 회의"
    talks, weather = answers([item("a", title), "", item("b", "내일 전국 맑음")], desk)
    assert (talks["id"], weather["id"]) == ("a", "b")
    assert "visa-talks" in talks["topics"]
    assert (weather["topics"], weather["story"], weather["facts"]) == ([], None, [])
    for match in talks["matches"]:
        start, end = match["span"]
        assert match["field"] == "title"
        assert title[start:end] == match["term"].strip('"')


def test_a_refile_and_a_repeat_share_the_story_of_the_flash(desk: Desk) -> None:
    lines = [
        item("a", "[속보] 한미 비자 워킹그룹 30일 첫 회의", url="https://yna.example/1"),
        item("b", "한미 비자 워킹그룹 30일 첫 회의(종합)", url="https://yna.example/2"),
        item("c", "한미 비자 워킹그룹 30일 첫 회의", url="https://news.example/3", source="newsis"),
        item("d", "미 하원, 한국 동반자법 청문회", url="https://news.example/4", source="newsis"),
    ]
    stories = [answer["story"] for answer in answers(lines, desk)]
    assert stories[0] is not None
    assert stories[0] == stories[1] == stories[2]
    assert stories[3] not in {None, stories[0]}


def test_with_all_what_matched_nothing_is_grouped_too(desk: Desk) -> None:
    lines = [item("a", "내일 전국 맑고 포근", url="https://x.example/1"), item("b", "내일 전국 맑고 포근", source="k")]
    assert [answer["story"] for answer in answers(lines, desk)] == [None, None]
    first, second = (answer["story"] for answer in answers(lines, desk, everything=True))
    assert first is not None
    assert first == second


def test_an_item_seen_twice_stays_in_its_story(desk: Desk) -> None:
    line = item("a", "한미 비자 워킹그룹 30일 첫 회의", url="https://yna.example/1")
    first, second = answers([line, line], desk)
    assert first["story"] == second["story"] is not None


def test_a_line_that_is_no_item_is_answered_with_what_is_wrong_and_the_others_go_on(desk: Desk) -> None:
    first, wrong, last = answers([item("a", "비자"), "not json", item("b", "비자")], desk)
    assert (first["id"], last["id"]) == ("a", "b")
    assert (wrong["id"], wrong["line"]) == (None, 2)
    assert "line 2 is not JSON" in wrong["error"]
