"""No text and no expression takes more than linear time: eight times the text, not sixty-four times the time."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from feeds.terms.entry_text import EntryText
from feeds.terms.error import TermError
from feeds.terms.explain import explain
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse
from feeds.terms.regex import Regex
from feeds.text.normalise import normalise
from feeds.text.searchform import search_form

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


def fastest(work: Callable[[], object]) -> float:
    """The best of three, in seconds of this process."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def seconds(text: str, index: TermIndex) -> float:
    return fastest(lambda: index.hits(EntryText.plain(text, f"{text} b")))


@pytest.mark.parametrize("unit", TEXTS)
def test_a_hostile_text_takes_linear_time_against_hostile_terms(unit: str) -> None:
    index = TermIndex(WatchTerm(term, parse(term)) for term in TERMS)
    small = seconds((unit * SMALL)[:SMALL], index)
    large = seconds((unit * SMALL * TIMES)[: SMALL * TIMES], index)
    assert large < max(small, 0.001) * TIMES * ALLOWED


@pytest.mark.parametrize(
    ("unit", "end"), [("韓·", "国"), ("\u0301\u0327", ""), ("a", "'x"), ("&", ";"), ("s", "x"), ("한-", "")]
)
def test_normalising_takes_linear_time(unit: str, end: str) -> None:
    """Long enough that what is quadratic in C shows as well."""
    texts = (unit * 2_000 + end, unit * 2_000 * TIMES + end)
    small, large = (fastest(partial(lambda text: search_form(normalise(text).text), text)) for text in texts)
    assert large < max(small, 0.001) * TIMES * ALLOWED


def test_all_matches_of_a_regular_expression_take_linear_time() -> None:
    """Each match of `a` looks at all that follows for a b, so that there must be a bound on their number."""
    regex = Regex("a+b|a")
    small, large = (fastest(partial(regex.spans, "a" * count)) for count in (4_000, 4_000 * TIMES))
    assert large < max(small, 0.001) * TIMES * ALLOWED


@pytest.mark.parametrize("unit", ["a ", "비 ", "xa"])
def test_an_explanation_takes_linear_time(unit: str) -> None:
    expression = parse('"aa" OR "비" not "비비비" OR (a OR 비)~1 zz OR title:zz')

    def best(count: int) -> float:
        return fastest(lambda: explain(expression, EntryText.plain("b", unit * count)))

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
