"""Deciding: whom to tell, and of what. Each test would fail if a reader were told twice, or not at all."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.decide import decide, is_news
from bot.pipeline.reading import Reading
from bot.pipeline.sighting import SHIFT_ITEMS, Sighting
from feeds.entry import Entry
from feeds.facts.fact import Fact
from feeds.feed import Tier
from feeds.stories.story import Change
from storage.turn.intents import Alert, Intents
from storage.turn.snapshot import Snapshot, Subscriber
from tests.builders import (
    MINUTE,
    NOW,
    a_feed,
    a_known,
    a_reading,
    a_snapshot,
    a_story,
    an_entry,
    an_update,
    unmatched,
)

TALKS = "Seoul and Washington set visa talks"
FLASH = "[속보] 한미 비자 워킹그룹 30일 첫 회의"
REFILE = "한미 비자 워킹그룹 30일 워싱턴서 첫 회의(종합)"


def decided(
    snapshot: Snapshot, *readings: Reading, known: int = 0, items: int | None = None, **update: object
) -> Intents:
    sighting = Sighting(len(readings) if items is None else items, known)
    return decide(snapshot, readings, an_update(**update), NOW, sighting)


def alerts(intents: Intents) -> list[Alert]:
    return [alert for story in intents.stories for alert in story.alerts]


def test_a_new_event_opens_a_story_and_is_told_once_to_each_destination() -> None:
    followers = (Subscriber(1, 5, 1, None), Subscriber(2, 5, 1, "visa-talks"), Subscriber(3, 6, 1, "new-visa"))
    intents = decided(a_snapshot(to=followers), a_reading())
    (story,) = intents.stories
    assert (story.story, story.revision, story.version, story.told) == (None, 1, 1, True)
    assert alerts(intents) == [Alert(5, 1)]


def test_what_was_read_in_an_entry_goes_with_it() -> None:
    fact = Fact("meeting", "The first round is set for the 30th.", {"date": "2025-09-30"})
    reading = replace(a_reading(), facts=(fact,))
    ((entry,),) = [story.entries for story in decided(a_snapshot(), reading).stories]
    assert (entry.matches, entry.facts) == (reading.matches, (fact,))


def test_an_entry_that_matches_nothing_is_stored_and_not_told() -> None:
    intents = decided(a_snapshot(), unmatched(an_entry()))
    assert [one.entry.title for one in intents.entries] == ["Seoul and Washington set visa talks"]
    assert intents.stories == ()


def test_the_first_poll_of_a_feed_is_a_silent_baseline() -> None:
    intents = decided(a_snapshot(), a_reading(), baseline=True)
    (story,) = intents.stories
    assert story.entries[0].silent == "baseline"
    assert (story.told, story.alerts) == (False, ())


def test_another_source_is_a_repeat_and_edits_the_post() -> None:
    story = a_story(an_entry(n=1))
    intents = decided(a_snapshot(story), a_reading(n=2, publisher="times"))
    (change,) = intents.stories
    assert change.entries[0].change is Change.REPEAT
    assert (change.story, change.version, change.revision, change.alerts) == (7, 2, 1, ())


def test_a_story_that_only_the_baseline_knew_is_told_when_another_source_brings_it() -> None:
    """A feed added today may carry the news a minute before a feed that was there: it must not be swallowed."""
    story = a_story(an_entry(n=1), told=False)
    intents = decided(a_snapshot(story), a_reading(n=2, publisher="times"))
    assert alerts(intents) == [Alert(5, 1)]
    old = a_story(an_entry(n=1), told=False, opened_at=NOW - timedelta(days=3))
    assert alerts(decided(a_snapshot(old), a_reading(n=2, publisher="times"))) == []


def test_a_refile_revises_the_report_and_is_not_told_again() -> None:
    story = a_story(an_entry(FLASH, n=1, publisher="yna", lang="ko"))
    intents = decided(a_snapshot(story), a_reading(an_entry(REFILE, n=2, publisher="yna", lang="ko")))
    (change,) = intents.stories
    assert (change.entries[0].revises, change.entries[0].change) == (1, Change.REVISION)
    assert (change.version, change.alerts) == (2, ())


def test_a_flash_and_its_refile_in_one_poll_are_one_report_told_once() -> None:
    flash = an_entry(FLASH, n=1, publisher="yna", lang="ko", published=NOW - timedelta(minutes=4))
    refile = an_entry(REFILE, n=2, publisher="yna", lang="ko")
    intents = decided(a_snapshot(), a_reading(refile), a_reading(flash))
    (story,) = intents.stories
    first, second = story.entries
    assert first.revises is None
    assert second.revises == first.ref
    assert alerts(intents) == [Alert(5, 1)]


def test_a_changed_number_is_a_development_and_told_anew() -> None:
    story = a_story(an_entry("[1보] 조지아 공장 단속 한국인 300명 구금", n=1, publisher="yna", lang="ko"))
    refile = an_entry("조지아 공장 단속 한국인 317명 구금(종합)", n=2, publisher="yna", lang="ko")
    intents = decided(a_snapshot(story), a_reading(refile))
    (change,) = intents.stories
    assert change.revision == 2
    assert [development.kind for development in change.developments] == ["figure"]
    assert alerts(intents) == [Alert(5, 2)]


def test_the_first_official_text_is_a_development() -> None:
    story = a_story(an_entry(n=1))
    snapshot = a_snapshot(story, feed=a_feed(tier=Tier.OFFICIAL))
    intents = decided(snapshot, a_reading(n=2, publisher="mofa"))
    assert [development.kind for development in intents.stories[0].developments] == ["official-text"]
    assert alerts(intents) == [Alert(5, 2)]


def test_a_known_entry_is_not_news_and_changed_wording_is_a_silent_revision() -> None:
    entry = an_entry(n=1)
    known = a_known(entry, story=7)
    assert not is_news(a_feed(), entry, known)
    changed = an_entry("Seoul and Washington set visa talks for 30 September", n=1)
    assert is_news(a_feed(), changed, known)
    intents = decided(a_snapshot(a_story(entry), known=((entry, known),)), a_reading(changed))
    (story,) = intents.stories
    assert (story.entries[0].revises, story.version, story.alerts) == (1, 2, ())


def test_only_the_feed_that_brought_an_entry_may_revise_it() -> None:
    """Two feeds of one newspaper cut their summaries differently: they must not take turns."""
    entry = an_entry(n=1)
    assert not is_news(a_feed(id=2), replace(entry, summary="cut elsewhere"), a_known(entry, feed=1))


def test_an_entry_whose_new_wording_matches_is_told() -> None:
    entry = an_entry("Officials meet", n=1)
    changed = an_entry("Officials meet on visas", n=1)
    intents = decided(a_snapshot(known=((entry, a_known(entry)),)), a_reading(changed))
    (story,) = intents.stories
    assert story.entries[0].revises == 1
    assert alerts(intents) == [Alert(5, 1)]


def test_an_old_item_that_comes_back_is_not_told() -> None:
    feed = a_feed(ok_at=NOW - timedelta(minutes=5))
    intents = decided(a_snapshot(feed=feed), a_reading(published=NOW - timedelta(days=9)))
    assert intents.stories[0].entries[0].silent == "stale"
    assert alerts(intents) == []


def test_after_a_long_downtime_what_was_missed_is_told() -> None:
    feed = a_feed(ok_at=NOW - timedelta(days=10), newest_at=NOW - timedelta(days=10))
    intents = decided(a_snapshot(feed=feed), a_reading(published=NOW - timedelta(days=9)))
    assert alerts(intents) == [Alert(5, 1)]


def test_a_feed_whose_items_all_change_identity_does_not_flood() -> None:
    readings = [
        a_reading(an_entry(f"Visa talks, part {n} of the series", n=n, published=NOW - timedelta(hours=n + 1)))
        for n in range(SHIFT_ITEMS)
    ]
    intents = decided(a_snapshot(), *readings)
    assert {one.silent for story in intents.stories for one in story.entries} == {"identity-shift"}
    assert alerts(intents) == []
    assert alerts(decided(a_snapshot(), *readings, known=1)) != []


def test_a_window_of_only_new_items_after_a_gap_is_told() -> None:
    """The capture of September 2025 has gaps of days: all sixty items are new then, and newer than what was known."""
    feed = a_feed(newest_at=NOW - timedelta(days=2), ok_at=NOW - timedelta(days=2))
    readings = [a_reading(an_entry(f"Visa talks, part {n} of the series", n=n)) for n in range(SHIFT_ITEMS)]
    assert len(alerts(decided(a_snapshot(feed=feed), *readings))) == SHIFT_ITEMS


def test_a_topic_that_a_story_gains_is_told_to_its_followers_only() -> None:
    story = a_story(an_entry(n=1))
    followers = (Subscriber(1, 5, 1, "visa-talks"), Subscriber(2, 6, 1, "new-visa"))
    reading = a_reading(an_entry(n=2, publisher="times"), "visa-talks", "new-visa")
    intents = decided(a_snapshot(story, to=followers), reading)
    assert intents.stories[0].topics == {"visa-talks", "new-visa"}
    assert alerts(intents) == [Alert(6, 1)]


ENTRIES = st.builds(
    lambda n, word, minutes, publisher: an_entry(
        f"{word} on visas for workers", n=n, publisher=publisher, published=NOW - timedelta(minutes=minutes)
    ),
    st.integers(1, 6),
    st.sampled_from(["Talks", "Raid", "Bill", "[속보] 회의", "회의(종합)"]),
    st.integers(0, 600),
    st.sampled_from(["yna", "herald"]),
)


@given(st.lists(ENTRIES, max_size=12))
def test_no_destination_is_told_the_same_revision_of_a_story_twice(entries: list[Entry]) -> None:
    intents = decided(a_snapshot(), *map(a_reading, entries), known=1)
    for story in intents.stories:
        assert len(story.alerts) == len(set(story.alerts)) == 1
    refs = [one.ref for story in intents.stories for one in story.entries if one.revises is None]
    assert len(refs) == len(set(refs))
    assert all(ref < 0 for ref in refs)


@given(st.lists(ENTRIES, max_size=12), st.randoms(use_true_random=False))
def test_deciding_does_not_depend_on_the_order_of_the_document(entries: list[Entry], random: Random) -> None:
    by_date = sorted({entry.published: entry for entry in entries}.values(), key=lambda entry: entry.published)
    shuffled = list(by_date)
    random.shuffle(shuffled)
    assert decided(a_snapshot(), *map(a_reading, shuffled)) == decided(a_snapshot(), *map(a_reading, by_date))


def test_a_report_dated_before_all_others_is_the_new_headline_and_the_post_is_edited() -> None:
    link = "https://news.example/1"
    told = an_entry(TALKS, url=link)
    earlier = an_entry("Seoul says visa talks are set", url=link, published=NOW - MINUTE)
    (story,) = decided(a_snapshot(a_story(told)), a_reading(earlier)).stories
    assert (story.version, alerts(Intents(an_update(), stories=(story,)))) == (2, [])


def test_reports_of_one_minute_keep_the_order_in_which_they_were_stored() -> None:
    first, second = an_entry("[속보] 한미 비자 협의 개시", n=1, lang="ko"), an_entry(TALKS, n=2, publisher="times")
    third = an_entry(TALKS, n=3, publisher="times")
    refile = an_entry("[2보] 한미 비자 협의 서울서 개시", n=4, lang="ko", published=NOW + MINUTE)
    (story,) = decided(a_snapshot(a_story(first, second)), a_reading(third), a_reading(refile)).stories
    assert [one.revises for one in story.entries] == [None, 1]
    assert story.version == 2, "the first report has another headline, and the post shows it"


def test_a_report_that_becomes_a_refile_by_its_new_wording_is_kept_as_its_own() -> None:
    """Its wording is stored with it: else it would be news at each poll."""
    flash = an_entry(FLASH, n=1, lang="ko")
    dull = an_entry("오늘의 주요 일정", n=2, lang="ko")
    known = a_known(dull, 9)
    reworded = replace(an_entry(REFILE, n=2, lang="ko"), keys=dull.keys)
    (story,) = decided(a_snapshot(a_story(flash), known=((dull, known),)), a_reading(reworded), known=1).stories
    assert [one.revises for one in story.entries] == [9]
