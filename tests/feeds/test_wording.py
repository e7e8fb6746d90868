"""Stored sentences are found again with their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.details import CertificateFlaw, FetchDetail
from feeds.parse.details import Complaint, ParseDetail, WorkerEnd
from feeds.wording import Wording, recognise

SENTENCES: tuple[Wording, ...] = (*FetchDetail, *ParseDetail)
CLAUSES: tuple[tuple[Wording, ...], ...] = (tuple(CertificateFlaw), tuple(WorkerEnd), tuple(Complaint))
NUMBERS = {"most"}


@pytest.mark.parametrize("wording", SENTENCES)
@given(data=st.data())
def test_every_sentence_is_recognised_with_what_it_was_made_of(wording: Wording, data: st.DataObject) -> None:
    word = st.text("abc.:-1 가나", min_size=1, max_size=12)
    values = {name: 1000 if name in NUMBERS else data.draw(word) for name in sorted(wording.names)}
    found = recognise(wording.format(**values), SENTENCES)
    assert found is not None
    assert found.wording is wording
    assert set(found.values) == wording.names


@pytest.mark.parametrize(("wordings", "wording"), [(all_, one) for all_ in CLAUSES for one in all_])
def test_every_clause_is_recognised(wordings: tuple[Wording, ...], wording: Wording) -> None:
    text = wording.format(**dict.fromkeys(wording.names, "x"))
    found = recognise(text, wordings)
    assert found is not None
    assert (found.wording, found.values) == (wording, dict.fromkeys(wording.names, "x"))


def test_the_values_are_those_of_the_sentence() -> None:
    text = ParseDetail.PAGE_TITLED.format(title="Just (a) “page”")
    found = recognise(text, SENTENCES)
    assert found is not None
    assert found.values == {"title": "Just (a) “page”"}


def test_what_is_no_sentence_of_theirs_is_not_recognised() -> None:
    assert recognise("No such thing.", SENTENCES) is None
    assert recognise("", SENTENCES) is None
