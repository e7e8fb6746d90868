"""Grouping: same link, same title, re-files; and what is a real change."""

from datetime import timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry import Entry
from feeds.feed import Tier
from feeds.parse.identity import REUSED_AFTER
from feeds.stories.grouping import REFILE_WINDOW, TITLE_WINDOW, changed_number, likeness, lookup_keys, place
from feeds.stories.story import Candidate, Change
from tests.builders import NOW, a_member, an_entry

FLASH = "[속보] 한미 비자 워킹그룹 30일 첫 회의"
REFILE = "한미 비자 워킹그룹 30일 워싱턴서 첫 회의(종합)"


def candidate(*entries: Entry, story: int = 7, tier: Tier = Tier.NATIONAL) -> Candidate:
    return Candidate(story, tuple(a_member(entry, n, tier) for n, entry in enumerate(entries, start=1)))


def test_an_event_that_nobody_told_of_is_a_new_story() -> None:
    placement = place(an_entry(n=2), Tier.NATIONAL, [candidate(an_entry("House panel sets a hearing", n=1))])
    assert (placement.story, placement.change) == (None, Change.NEW)


def test_the_same_headline_of_another_publisher_joins() -> None:
    placement = place(an_entry(n=2, publisher="times"), Tier.NATIONAL, [candidate(an_entry(n=1))])
    assert (placement.story, placement.change, placement.reason) == (7, Change.REPEAT, "same title")


def test_an_address_that_a_site_gives_to_another_article_tells_of_another_event() -> None:
    notice = an_entry("Visa services suspended until further notice", n=1)
    later = an_entry("New visa class opens to Korean engineers", n=1, published=NOW + REUSED_AFTER + timedelta(days=1))
    soon = an_entry("New visa class opens to Korean engineers", n=1, published=NOW + timedelta(days=1))
    assert place(later, Tier.OFFICIAL, [candidate(notice)]).story is None
    assert place(soon, Tier.OFFICIAL, [candidate(notice)]).story == 7


def test_three_hundred_refiles_of_one_wire_are_placed_quickly() -> None:
    random = Random(1)
    titles = [" ".join(chr(0xAC00 + random.randrange(11_172)) * 3 for _ in range(8)) for _ in range(300)]
    wire = [an_entry(f"[속보] {title}", n=number) for number, title in enumerate(titles)]
    began = process_time()
    for number, entry in enumerate(wire):
        place(entry, Tier.WIRE, [candidate(other, story=at) for at, other in enumerate(wire[:number])])
    assert process_time() - began < 3  # 13 s when each pair is cut into words anew


def test_headlines_are_compared_without_their_dress() -> None:
    one = an_entry("Seoul, Washington: “visa talks” set", n=1)
    other = an_entry("Seoul, Washington : 'Visa Talks' set", n=2, publisher="times")
    assert place(other, Tier.NATIONAL, [candidate(one)]).story == 7
    assert set(lookup_keys(one)) & set(lookup_keys(other))


def test_a_headline_that_returns_after_days_is_another_event() -> None:
    later = an_entry(n=2, published=NOW + TITLE_WINDOW + timedelta(minutes=1))
    assert place(later, Tier.NATIONAL, [candidate(an_entry(n=1))]).story is None


def test_a_headline_too_short_to_tell_events_apart_joins_nothing() -> None:
    placement = place(an_entry("Brief", n=2), Tier.NATIONAL, [candidate(an_entry("Brief", n=1))])
    assert placement.story is None


def test_a_refile_revises_the_report_it_follows() -> None:
    flash = an_entry(FLASH, n=1, publisher="yna", lang="ko")
    refile = an_entry(REFILE, n=2, publisher="yna", lang="ko", published=NOW + timedelta(hours=1))
    placement = place(refile, Tier.WIRE, [candidate(flash)])
    assert (placement.story, placement.change, placement.revises) == (7, Change.REVISION, 1)
    assert "종합" in placement.reason


@pytest.mark.parametrize(
    "refile",
    [
        an_entry(REFILE, n=2, publisher="newsis", lang="ko"),
        an_entry(REFILE, n=2, publisher="yna", lang="en"),
        an_entry(REFILE, n=2, publisher="yna", lang="ko", published=NOW + REFILE_WINDOW + timedelta(minutes=1)),
        an_entry("코스피 3,490대 상승…또 사상 최고치(종합)", n=2, publisher="yna", lang="ko"),
    ],
    ids=["another publisher", "another language", "too late", "another subject"],
)
def test_what_only_looks_like_a_refile_is_none(refile: Entry) -> None:
    flash = an_entry(FLASH, n=1, publisher="yna", lang="ko")
    assert place(refile, Tier.WIRE, [candidate(flash)]).revises is None


def test_without_a_marker_alike_titles_of_one_publisher_stay_two_reports() -> None:
    one = an_entry("Visa talks enter second day in Seoul", n=1)
    other = an_entry("Visa talks enter third day in Seoul", n=2)
    assert place(other, Tier.NATIONAL, [candidate(one)]).story is None


def test_the_first_official_text_is_a_development_and_the_second_is_not() -> None:
    wire = candidate(an_entry(n=1))
    assert place(an_entry(n=2, publisher="mofa"), Tier.OFFICIAL, [wire]).change is Change.DEVELOPMENT
    official = candidate(an_entry(n=1), tier=Tier.OFFICIAL)
    assert place(an_entry(n=2, publisher="state"), Tier.OFFICIAL, [official]).change is Change.REPEAT


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("한국인 300명 구금", "한국인 317명 구금", True),
        ("Over 450 held in raid", "475 held in raid on 4 plants", False),
        ("Talks on 30 September", "Talks open on 30 September", False),
        ("KIT Desk handles 900 cases", "KIT Desk handles 1,200 cases", True),
        ("Talks begin", "Talks begin on 3 October", False),
    ],
)
def test_a_changed_number_is_a_change_and_an_added_one_is_detail(before: str, after: str, *, changed: bool) -> None:
    assert changed_number(before, after) is changed


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.permutations([candidate(an_entry(f"Visa round {n} opens in Seoul", n=n), story=n) for n in range(1, 6)]))
def test_placing_does_not_depend_on_the_order_of_the_candidates(candidates: list[Candidate]) -> None:
    entry = an_entry("Visa round 3 opens in Seoul", n=9, publisher="times")
    assert place(entry, Tier.NATIONAL, candidates).story == 3
