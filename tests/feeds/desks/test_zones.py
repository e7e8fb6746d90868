"""What readers call time zones: cities that the desk has anyway, and what desk.toml says beside."""

import pytest

from feeds.desks.errors import DeskError
from feeds.desks.loader import load_desk
from tests.feeds.desks.conftest import Change

PLACES = """
[[place]]
name = "Busan"
zone = "Asia/Seoul"
en = ["Busan"]
ko = ["부산"]

[[place]]
name = "Nowhere"
en = ["Nowhere"]
"""
ZONE = """
[[zone]]
id = "Asia/Seoul"
en = ["Korea"]
ko = ["한국"]
"""


def test_names_of_zones_stand_before_the_cities(desk: Change) -> None:
    folder = desk()
    assert load_desk(folder).zone_names == {}
    (folder / "phrases").mkdir()
    (folder / "phrases/places.toml").write_text(PLACES, encoding="utf-8")
    with (folder / "desk.toml").open("a", encoding="utf-8") as file:
        file.write(ZONE)
    assert load_desk(folder).zone_names == {"Asia/Seoul": ("Korea", "한국", "Busan", "부산")}


@pytest.mark.parametrize(
    ("zone", "problem"),
    [
        ('[[zone]]\nid = "Asia/Soul"\n', 'unknown time zone "Asia/Soul"'),
        ('[[zone]]\nen = ["Korea"]\n', '"id" is missing'),
        ('[[zone]]\nid = "Asia/Seoul"\nfr = ["Corée"]\n', 'unknown setting "fr"'),
    ],
)
def test_a_zone_that_is_none_is_told_with_its_line(zone: str, problem: str, desk: Change) -> None:
    folder = desk()
    with (folder / "desk.toml").open("a", encoding="utf-8") as file:
        file.write(zone)
    with pytest.raises(DeskError) as error:
        load_desk(folder)
    assert problem in str(error.value.problems[0])
