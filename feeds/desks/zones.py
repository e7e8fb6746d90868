"""What the readers of a desk call time zones: its cities, and other names."""

from collections.abc import Sequence

from feeds.desks.table import File

PLACES = "phrases/places.toml"


def read_zone_names(file: File, languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read every [[zone]] of desk.toml: names by IANA zone, in all languages together."""
    found: dict[str, tuple[str, ...]] = {}
    for table in file.top.tables("zone", required=False):
        zone = table.zone("id")
        if "id" not in table:
            table.problem(None, '"id" is missing', 'Give an IANA name such as "Asia/Seoul".')
        names = [name for language in languages for name in table.texts(language, required=False)]
        if zone:
            found[zone] = (*found.get(zone, ()), *names)
        table.finish()
    return found


def read_places(file: File, languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read the zone of every [[place]] that has one: how its city is written, by IANA zone.

    The rest of the file is checked where facts are read (`feeds.facts.phrases`).
    """
    found: dict[str, tuple[str, ...]] = {}
    for table in file.top.tables("place", required=False):
        if zone := table.zone("zone"):
            names = [name for language in languages for name in table.texts(language, required=False)]
            found[zone] = (*found.get(zone, ()), *names)
    return found
