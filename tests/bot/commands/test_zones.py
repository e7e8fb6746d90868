"""A time zone is known by whatever its people call it, in English and in Korean."""

from dataclasses import replace

import pytest

from bot.commands.choices import Choices
from bot.commands.command import Option, OptionKind
from bot.commands.registry import commands
from bot.commands.vocabulary import Vocabulary, fold, read_vocabulary
from bot.commands.zones import city
from bot.locale.catalogue import Catalogue
from feeds.desks.desk import Desk
from tests.bot.commands.conftest import Desk as Talk
from tests.bot.invented import a_voice
from tests.bot.shipped import korea_us_visa

SEOUL, EASTERN, CENTRAL, PACIFIC = "Asia/Seoul", "America/New_York", "America/Chicago", "America/Los_Angeles"
ZONE = Option("timezone", OptionKind.ZONE)


@pytest.fixture(scope="module")
def shipped() -> Desk:
    return korea_us_visa()


@pytest.fixture(scope="module")
def words(shipped: Desk, catalogue: Catalogue) -> Vocabulary:
    return read_vocabulary(commands(), shipped, catalogue)


NAMES = {
    SEOUL: "Asia/Seoul|seoul|서울|KST|kst|한국|대한민국|South Korea|부산",
    EASTERN: "new york|뉴욕|ET|EST|EDT|Eastern Time|미 동부 시간|동부|NYC|"
    "Washington|워싱턴|워싱턴 DC|Atlanta|애틀랜타|조지아|Georgia",
    CENTRAL: "Chicago|시카고|CT|CST|CDT|Houston|댈러스",
    PACIFIC: "LA|L.A.|로스앤젤레스|PT|PST|PDT|Seattle|샌프란시스코",
    "America/Denver": "MT|MST|MDT|덴버",
    "Pacific/Honolulu": "HST|하와이",
    "Asia/Tokyo": "도쿄|일본|Japan Standard Time",
    "Europe/London": "런던|BST",
    "Australia/Lord_Howe": "Lord Howe",
    "UTC": "UTC",
    "GMT": "GMT",
}


@pytest.mark.parametrize(
    ("zone", "written"), [(zone, word) for zone, some in NAMES.items() for word in some.split("|")]
)
def test_a_zone_is_known_by_its_names(zone: str, written: str, words: Vocabulary) -> None:
    assert words.zone(written) == zone


@pytest.mark.parametrize("written", ["", "여기", "Nowhere", "12", "/"])
def test_what_names_no_zone_is_none(written: str, words: Vocabulary) -> None:
    assert words.zone(written) is None


def test_a_desk_of_another_place_has_its_own_letters_and_no_others(shipped: Desk, catalogue: Catalogue) -> None:
    """IANA has a zone EST of its own: without a desk that means another, it is that."""
    bare = read_vocabulary(commands(), replace(shipped, timezones=("Europe/Berlin",), zone_names={}), catalogue)
    assert [bare.zone(word) for word in ("CET", "서울", "EST", "애틀랜타")] == ["CET", SEOUL, "EST", None]
    assert bare.zone("중부유럽 시간") == "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "locale", "offered"),
    [
        ("", "ko", ["Asia/Seoul — 서울", "America/New_York — 뉴욕"]),
        ("", "en", ["Asia/Seoul", "America/New_York"]),
        ("서울", "ko", ["Asia/Seoul — 서울"]),
        ("애틀", "en", ["America/New_York — 애틀랜타"]),
        ("ET", "en", ["America/New_York — ET"]),
        ("asia/seo", "ko", ["Asia/Seoul — 서울"]),
    ],
)
def test_zones_are_offered_by_the_name_that_is_typed(
    typed: str, locale: str, offered: list[str], words: Vocabulary, shipped: Desk
) -> None:
    choices = list(Choices(fold(typed), words, a_voice(words.catalogue, locale), shipped).of(ZONE))
    assert [one.name for one in choices][: len(offered)] == offered
    assert len({one.value for one in choices}) == len(choices), "each zone once"


def test_a_zone_without_a_city_is_called_by_none() -> None:
    assert (city("UTC", "ko"), city(SEOUL, "ko"), city(CENTRAL, "en")) == ("", "서울", "Chicago")


async def test_a_subscription_takes_a_korean_city(desk: Talk) -> None:
    shown = await desk.ask("구독 전체 매일 9시 뉴욕", locale="ko")
    assert "America/New_York" in shown
    (one,) = await desk.subscriptions()
    assert one.terms.timezone == EASTERN
