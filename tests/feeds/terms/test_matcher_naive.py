"""The matcher against one without any cleverness, on random terms and texts in both scripts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.terms.explain import explain
from feeds.terms.expression import Expression, Leaf, LeafKind
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.text.normalise import normalise
from feeds.text.searchform import search_form
from tests.feeds.terms import drawn, naive


@settings(max_examples=120)
@given(st.lists(drawn.expressions, min_size=1, max_size=6), st.lists(drawn.fields, min_size=1, max_size=3))
def test_the_index_finds_what_a_naive_matcher_finds_with_the_same_evidence(
    expressions: list[Expression], entries: list[naive.Fields]
) -> None:
    index = TermIndex((WatchTerm(str(i), each) for i, each in enumerate(expressions)), shard_size=4)
    for entry in entries:
        hits = index.hits(drawn.entry_text(entry))
        found = {key: {(e.field, e.start, e.end, e.term) for e in evidence} for key, evidence in hits.items()}
        wanted = {str(i): each for i, e in enumerate(expressions) if (each := naive.evidence(e, entry)) is not None}
        assert found == wanted


@settings(max_examples=80)
@given(drawn.expressions, drawn.fields)
def test_the_explanation_holds_exactly_where_the_term_does_and_otherwise_has_reasons(
    expression: Expression, entry: naive.Fields
) -> None:
    explanation = explain(expression, drawn.entry_text(entry))
    assert explanation.holds == (naive.evidence(expression, entry) is not None)
    assert bool(explanation.reasons) != explanation.holds
    assert str(explanation)


@settings(max_examples=80)
@given(drawn.leaves(), drawn.fields)
def test_a_span_cuts_the_printed_text_at_the_hit(leaf: Leaf, entry: naive.Fields) -> None:
    """What is cut out, normalised and brought to search form again, holds what was looked for."""
    text = drawn.entry_text(entry)
    for evidence in TermIndex([WatchTerm("t", leaf)]).hits(text).get("t", ()):
        cut = getattr(text, evidence.field)[evidence.start : evidence.end]
        if leaf.kind is LeafKind.REGEX:
            assert cut
        elif leaf.kind is LeafKind.WORD:
            assert search_form(normalise(leaf.text).text).text in search_form(normalise(cut).text).text
        else:
            squeezed = normalise(cut).text.replace(" ", "")
            assert normalise(leaf.text).text.replace(" ", "") in squeezed or leaf.text.lower().rstrip("s") in squeezed
