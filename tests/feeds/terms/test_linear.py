"""No text and no expression takes more than linear time: eight times the text, not sixty-four times the time."""

import time
from contextlib import suppress

import pytest

from feeds.terms.entry_text import EntryText
from feeds.terms.error import TermError
from feeds.terms.explain import explain
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse

SMALL, TIMES = 400, 8
ALLOWED = 3
"""How much worse than linear is still taken for noise; quadratic time would be eight times worse."""

TERMS = [
    *("a", "aa", '"a a"', "비", '"비 비" not "비 비 비"', "=비비", "비*", "=A", "aa*", "s", "한미"),
    *("a~3 비", "(a OR 비)~2 (aa OR 비비)", "/a+b|a/", "/(a|aa)+$/", "/[^x]*x/", "/(.*)(.*)(.*)b/"),
]
TEXTS = [
    *(
        "a",
        "a ",
        "비",
        "비 ",
        "가나",
        "'s ",
        "s'",
        "as ",
        "한·",
        "韓·美·",
        "美",
        "&",
        "&amp;",
        "&amp;amp;quot;",
        "\u0301",
    ),
    *(
        "a\u0301\u0327",
        "\u200b",
        "\u1100\u1161",
        " ",
        "-",
        "a-",
        "...",
        "(",
        "日5",
        "．",
        "\ud800",
        "ab-cd ",
        "\u3131\u314f",
    ),
]


def seconds(text: str, index: TermIndex) -> float:
    """The best of three."""
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        index.hits(EntryText.plain(text, f"{text} b"))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", TEXTS)
def test_a_hostile_text_takes_linear_time_against_hostile_terms(unit: str) -> None:
    index = TermIndex(WatchTerm(term, parse(term)) for term in TERMS)
    small = seconds((unit * SMALL)[:SMALL], index)
    large = seconds((unit * SMALL * TIMES)[: SMALL * TIMES], index)
    assert large < max(small, 0.001) * TIMES * ALLOWED


@pytest.mark.parametrize("unit", ["a ", "비 ", "xa"])
def test_an_explanation_takes_linear_time(unit: str) -> None:
    expression = parse('"aa" OR "비" not "비비비" OR (a OR 비)~1 zz OR title:zz')

    def best(count: int) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            explain(expression, EntryText.plain("b", unit * count))
            times.append(time.process_time() - start)
        return min(times)

    assert best(SMALL * TIMES) < max(best(SMALL), 0.001) * TIMES * ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "(" * 490,
        "a " * 240,
        '"a' * 240,
        "/" + "[" * 490 + "/",
        "-" * 490,
        "a OR " * 99 + "a",
        "비 not " * 90,
        "/" + "(a" * 240 + "/",
    ],
)
def test_a_hostile_source_is_read_or_refused_at_once(source: str) -> None:
    start = time.process_time()
    with suppress(TermError):
        parse(source)
    assert time.process_time() - start < 0.5
