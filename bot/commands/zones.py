"""What people call a time zone: its IANA name, a city, a country, an abbreviation, in every language of the bot.

Nothing of it is written here. Cities, countries and "Eastern Time" are the CLDR's, which Babel has; abbreviations are
those that the zones' own clocks show; what this desk's readers say beside that is the desk's data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from feeds.desks.desk import Desk

_WINTER, _SUMMER = (datetime(2025, month, 1, tzinfo=UTC) for month in (1, 7))
_LEGACY = frozenset({"EST", "MST", "HST"})
"""IANA's zones of these names never change their clocks, and EST is Panama's: whoever writes it in July means New York.
(https://data.iana.org/time-zones/tzdb/backward)"""


@dataclass(frozen=True, slots=True)
class ZoneName:
    """One name of a zone."""

    zone: str
    """IANA."""
    name: str
    """As it is written."""


def zone_names(desk: Desk, locales: Iterable[str]) -> Iterator[ZoneName]:
    """Yield every name of every zone: where two zones have one name, the first is meant.

    Args:
        desk: its own names for zones go before those of countries, and its zones before others with their abbreviation.
        locales: languages whose names are known, ISO 639-1.

    """
    spoken = [Locale(one) for one in locales]
    # The list is the tzdata package's own; zoneinfo would open six hundred files to make one.
    iana = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    iana.sort(key=lambda name: name.count("/") != 1)
    yield from (ZoneName(name, name) for name in iana if name not in _LEGACY)
    for name in iana:
        if "/" in name and not name.startswith("Etc/"):
            yield ZoneName(name, name.rpartition("/")[2].replace("_", " "))
    for language in spoken:
        yield from _cities(language)
    yield from _of_desk(desk, spoken)
    for language in spoken:
        yield from _countries(language)
    yield from (ZoneName(name, name) for name in iana if name in _LEGACY)


def city(zone: str, locale: str) -> str:
    """Return the city that stands for a zone in a language: "뉴욕"; "" where it has none, as UTC."""
    known = Locale(locale).time_zones.get(zone, {}).get("city")
    return str(known or (zone.rpartition("/")[2].replace("_", " ") if "/" in zone else ""))


def _of_desk(desk: Desk, spoken: Sequence[Locale]) -> Iterator[ZoneName]:
    for zone, called in desk.zone_names.items():
        yield from (ZoneName(zone, name) for name in called)
    for zone in dict.fromkeys((*desk.timezones, *desk.zone_names)):
        yield from _by_the_clock(zone)
        for language in spoken:
            yield from _of_a_family(zone, language)


def _cities(language: Locale) -> Iterator[ZoneName]:
    for zone, known in language.time_zones.items():
        if "city" in known:
            yield ZoneName(zone, str(known["city"]))


def _by_the_clock(zone: str) -> Iterator[ZoneName]:
    """Yield the abbreviations that clocks there show: KST; EST and EDT."""
    clock = ZoneInfo(zone)
    for moment in (_WINTER, _SUMMER):
        name = moment.astimezone(clock).tzname() or ""
        if name.isalpha():
            yield ZoneName(zone, name)


def _of_a_family(zone: str, language: Locale) -> Iterator[ZoneName]:
    """Yield what a zone and its neighbours are called together: ET, Eastern Time, 미 동부 시간."""
    family = get_global("meta_zones").get(zone)
    known: Mapping[str, Mapping[str, str]] = language.meta_zones.get(family, {}) if family else {}
    for width in ("short", "long"):
        yield from (ZoneName(zone, str(name)) for name in known.get(width, {}).values())


def _countries(language: Locale) -> Iterator[ZoneName]:
    """Yield the countries that have one zone."""
    zones: dict[str, list[str]] = {}
    for zone, country in get_global("zone_territories").items():
        zones.setdefault(country, []).append(zone)
    for country, some in zones.items():
        if len(some) == 1 and country in language.territories:
            yield ZoneName(some[0], str(language.territories[country]))
