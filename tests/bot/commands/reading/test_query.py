"""Phrases in quotes must stand as they are; words need not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.reading.query import Query
from feeds.terms.entry_text import EntryText
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


LATIN = "visa visas visa's Visa KOREA country countries’ movies buses u.s. b-1 h-1b é É １５"
KOREAN = "한 미 한미 비자 협의 워킹그룹 美"
SIGNS = "· ・ - – ' ` . , & &amp; &#39; &#54620; &nbsp; \u200b \0"
PIECES = st.sampled_from(f"{LATIN} {KOREAN} {SIGNS}".split())
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  ", "-", "\n"])), max_size=6).map(
    lambda drawn: "".join(map("".join, drawn))
)


@settings(max_examples=150)
@given(phrase=TEXTS, before=TEXTS, after=TEXTS, title=TEXTS)
def test_a_phrase_keeps_what_a_watch_term_of_it_finds(phrase: str, before: str, after: str, title: str) -> None:
    """Most texts are turned down by a cheaper look, which must not turn down any that has the phrase."""
    query, summary = Query(f'"{phrase}"'), before + phrase + after
    for text in (summary, f"{before} {phrase.upper()} {after}", before + after):
        found = (finder.find(EntryText.plain(title, text)) for finder in query.finders)
        assert query.keeps(title, text) is all(found)


async def test_a_search_with_quotes_finds_the_phrase_only(desk: Desk) -> None:
    assert "Seoul and Washington set visa working group" in await desk.ask('search "visa working group"')
    assert "Nothing was found" in await desk.ask('search "group visa working"')
