"""Phrases in quotes must stand as they are; words need not."""

import pytest

from bot.commands.reading.query import Query
from tests.bot.commands.conftest import Desk


@pytest.mark.parametrize(
    ("query", "title", "kept"),
    [
        ('"visa working group"', "Visa working group meets", True),
        ("“visa working group”", "Visa working group meets", True),
        ('"working group visa"', "Visa working group meets", False),
        ("working group visa", "Visa working group meets", True),
        ('"비자 워킹그룹"', "한미 비자워킹그룹 첫 회의", True),
        ('"워킹그룹 비자"', "한미 비자 워킹그룹 첫 회의", False),
        ('"unclosed phrase', "An unclosed phrase", True),
        ('""', "Anything", True),
    ],
)
def test_what_a_phrase_keeps(query: str, title: str, *, kept: bool) -> None:
    assert Query(query).keeps(title, "") is kept


async def test_a_search_with_quotes_finds_the_phrase_only(desk: Desk) -> None:
    assert "Seoul and Washington set visa working group" in await desk.ask('search "visa working group"')
    assert "Nothing was found" in await desk.ask('search "group visa working"')
