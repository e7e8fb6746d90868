"""Points are added up, with a ceiling on what signals give, and can be explained down to the place in the text."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.desks.rules import CEILING, THRESHOLD, Part, Rule, Signal
from feeds.terms.match import Evidence, MatchField
from feeds.topics.concepts import Found
from feeds.topics.score import is_shown, missed, points, score


def hit(concept: str, start: int = 0, field: MatchField = "title") -> Evidence:
    return Evidence(concept, field, start, start + 3)


def found(**concepts: tuple[Evidence, ...]) -> Found:
    return Found.of(concepts)


def signal(number: int, *has: str, lacks: tuple[str, ...] = ()) -> Signal:
    return Signal(tuple(map(part, has)), tuple(map(part, lacks)), number)


def part(text: str) -> Part:
    concepts = text.removeprefix("title:")
    return Part(tuple(concepts.split("|")), title_only=text != concepts)


def test_a_signal_needs_all_its_parts_and_any_concept_of_a_part() -> None:
    both = signal(6, "visa|permit", "talks")
    assert is_shown(both, found(permit=(hit("permit"),), talks=(hit("talks"),)))
    assert not is_shown(both, found(visa=(hit("visa"),)))


def test_a_signal_is_not_shown_where_something_it_lacks_is_there() -> None:
    guarded = signal(6, "visa", lacks=("card",))
    assert is_shown(guarded, found(visa=(hit("visa"),)))
    assert not is_shown(guarded, found(visa=(hit("visa"),), card=(hit("card"),)))


def test_a_part_of_the_title_is_not_satisfied_by_the_summary() -> None:
    titled = signal(6, "title:visa")
    assert not is_shown(titled, found(visa=(hit("visa", field="summary"),)))
    assert is_shown(titled, found(visa=(hit("visa", field="summary"), hit("visa"))))


def test_what_is_given_stops_at_the_ceiling_so_that_what_is_taken_decides() -> None:
    rule = Rule((signal(10, "a"), signal(10, "b"), signal(10, "c"), signal(-12, "context")))
    everything = found(a=(hit("a"),), b=(hit("b"),), c=(hit("c"),))
    assert points(rule, everything) == CEILING
    assert points(rule, found(**everything.evidence, context=(hit("context"),))) == CEILING - 12 < THRESHOLD


def test_the_evidence_is_of_the_signals_that_give_in_the_order_of_the_text() -> None:
    rule = Rule((signal(4, "b"), signal(6, "a"), signal(-2, "context")))
    result = score(rule, found(a=(hit("a", 9), hit("a", 4)), b=(hit("b", 7),), context=(hit("context", 1),)))
    assert [(one.term, one.start) for one in result.evidence] == [("a", 4), ("b", 7), ("a", 9)]
    assert [shown.signal.points for shown in result.shown] == [6, 4, -2]
    assert (result.points, result.holds) == (8, False)


def test_what_was_missed_says_what_was_absent_and_what_stood_against_it_nearest_first() -> None:
    far = signal(10, "visa", "talks", "korea")
    near = signal(6, "visa", lacks=("card",))
    nothing = signal(6, "raid")
    taking = signal(-5, "visa", "talks")
    there = found(visa=(hit("visa"),), card=(hit("card", 8),))
    first, second = missed(Rule((far, near, nothing, taking)), there)
    assert (first.signal, first.absent, first.hindered) == (near, (), (hit("card", 8),))
    assert (second.signal, second.absent) == (far, (part("talks"), part("korea")))
    assert second.evidence == (hit("visa"),)


_CONCEPTS = st.sampled_from(["a", "b", "c", "d"])
_SIGNALS = st.builds(
    lambda number, has, lacks: signal(number, *has, lacks=tuple(lacks)),
    st.integers(-15, 15).filter(bool),
    st.lists(_CONCEPTS, min_size=1, max_size=3),
    st.lists(_CONCEPTS, max_size=2),
)


@given(st.lists(_SIGNALS, max_size=6), st.sets(_CONCEPTS))
def test_the_reasons_always_add_up_to_the_points(signals: list[Signal], there: set[str]) -> None:
    result = score(Rule(tuple(signals)), found(**{concept: (hit(concept),) for concept in there}))
    numbers = [shown.signal.points for shown in result.shown]
    assert result.points == min(CEILING, sum(n for n in numbers if n > 0)) + sum(n for n in numbers if n < 0)
    assert result.points == points(Rule(tuple(signals)), found(**{concept: (hit(concept),) for concept in there}))
    assert not result.holds or result.evidence
