from datetime import UTC, date, datetime, timedelta

import pytest

from bot.locale.catalogue import Catalogue, CatalogueError, load_catalogue
from bot.locale.voice import Voice

MORNING = datetime(2026, 1, 29, 0, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def english(catalogue: Catalogue) -> Voice:
    return Voice("en", "Asia/Seoul", catalogue)


@pytest.fixture
def korean(catalogue: Catalogue) -> Voice:
    return Voice("ko", "Asia/Seoul", catalogue)


def test_a_moment_is_told_in_the_readers_zone_and_language(english: Voice, korean: Voice) -> None:
    assert english.moment(MORNING) == "29 Jan 2026 09:14 KST"
    assert korean.moment(MORNING) == "2026년 1월 29일 09:14 KST"


def test_a_zone_without_letters_is_told_as_an_offset(catalogue: Catalogue) -> None:
    assert Voice("en", "America/Sao_Paulo", catalogue).time(MORNING) == "21:14 UTC-03"


def test_a_moments_day_is_the_readers_and_a_date_stays_what_it_is(catalogue: Catalogue) -> None:
    new_york = Voice("en", "America/New_York", catalogue)
    assert new_york.day(MORNING) == "28 Jan 2026"
    assert new_york.day(date(2026, 1, 29)) == "29 Jan 2026"
    assert new_york.long_day(date(2026, 1, 29)) == "29 January 2026"
    assert new_york.iso_day(MORNING) == "2026-01-28"


def test_the_near_future_is_told_without_its_zone(english: Voice) -> None:
    assert english.bare_time(MORNING) == "09:14"


def test_two_moments_are_on_one_day_where_the_reader_is(english: Voice, catalogue: Catalogue) -> None:
    before = MORNING - timedelta(hours=2)
    assert english.same_day(before, MORNING)
    assert not Voice("en", "Europe/London", catalogue).same_day(before, MORNING)


@pytest.mark.parametrize(
    ("age", "en", "ko"),
    [
        (timedelta(seconds=-5), "just now", "방금"),
        (timedelta(seconds=59), "just now", "방금"),
        (timedelta(minutes=1), "1 minute ago", "1분 전"),
        (timedelta(minutes=59), "59 minutes ago", "59분 전"),
        (timedelta(hours=47), "47 hours ago", "47시간 전"),
        (timedelta(days=2), "2 days ago", "2일 전"),
        (timedelta(days=1234), "1,234 days ago", "1,234일 전"),
    ],
)
def test_ages_are_told_in_the_largest_fitting_unit(
    age: timedelta, en: str, ko: str, english: Voice, korean: Voice
) -> None:
    assert english.ago(MORNING, MORNING + age) == en
    assert korean.ago(MORNING, MORNING + age) == ko


def test_numbers_are_grouped_and_particles_follow_what_they_are_read_as(korean: Voice) -> None:
    said = korean.say(
        "read.title", feeds=korean.many("count.feeds", 18), entries=korean.many("count.entries", 1640), about=9
    )
    assert said == "피드 18개, 기사 1,640건을 읽었습니다. 협의 관련 기사는 9건입니다"
    assert korean.say("mistake.missing", command="구독", option="주제") == "구독 명령에는 주제가 필요합니다"
    assert korean.say("mistake.missing", command="검색", option="시각") == "검색 명령에는 시각이 필요합니다"


def test_plural_forms_follow_the_number(english: Voice) -> None:
    assert [english.many("count.feeds", n) for n in (0, 1, 2)] == ["0 feeds", "1 feed", "2 feeds"]


def test_a_value_that_looks_like_a_template_is_put_in_as_it_is(english: Voice) -> None:
    assert english.say("search.title", query="{0.__class__} {x} %s") == "Search: “{0.__class__} {x} %s”"


def test_a_desks_text_falls_back_to_english_and_then_to_any(korean: Voice) -> None:
    assert korean.pick({"en": "visa", "ko": "비자"}) == "비자"
    assert korean.pick({"en": "visa"}) == "visa"
    assert korean.pick({"fr": "visa"}) == "visa"


def test_a_message_that_is_not_there_is_named(english: Voice) -> None:
    with pytest.raises(CatalogueError, match=r"no\.such\.key"):
        english.say("no.such.key")


def test_an_events_time_is_told_in_the_zones_concerned_and_none_twice(catalogue: Catalogue, english: Voice) -> None:
    zones = ("Asia/Seoul", "America/New_York")
    assert english.moments(MORNING, zones) == "29 Jan 2026 09:14 KST / 28 Jan 2026 19:14 EST"
    evening = MORNING + timedelta(hours=14)
    assert english.moments(evening, zones) == "29 Jan 2026 23:14 KST / 09:14 EST"
    assert english.moments(MORNING, ("Asia/Seoul", "Asia/Tokyo")) == "29 Jan 2026 09:14 KST"
    london = Voice("en", "Europe/London", catalogue)
    assert london.moments(evening, zones) == "29 Jan 2026 14:14 GMT / 23:14 KST / 09:14 EST"
