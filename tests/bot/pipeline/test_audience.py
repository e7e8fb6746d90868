"""Whom a story is told at once: what each subscription asked for, and what its workspace can see."""

from datetime import datetime, time, timedelta
from typing import Any

from bot.pipeline.decide import decide
from bot.pipeline.reading import Reading
from bot.pipeline.sighting import Sighting
from feeds.feed import Tier
from storage.quiet_hours import QuietHours
from storage.topics import own_key
from storage.turn.intents import Alert, Hold, Intents
from storage.turn.snapshot import KnownStory, Snapshot, Subscriber
from tests.builders import (
    NOW,
    a_feed,
    a_reading,
    a_snapshot,
    a_story,
    an_entry,
    an_update,
)

DAY = timedelta(days=1)
EVENING = QuietHours(time(11), time(13), "UTC")  # it is noon
FLASH = "[1보] 조지아 공장 단속 한국인 300명 구금"
MORE = "조지아 공장 단속 한국인 317명 구금(종합)"


def follower(destination: int = 5, **terms: Any) -> Subscriber:
    values: dict[str, Any] = {"workspace": 1, "topic": None} | terms
    return Subscriber(destination * 10, destination, **values)


def decided(snapshot: Snapshot, *readings: Reading, now: datetime = NOW, baseline: bool = False) -> Intents:
    return decide(snapshot, readings, an_update(baseline=baseline), now, Sighting(len(readings), 1))


def alerts(intents: Intents) -> list[Alert]:
    return [alert for story in intents.stories for alert in story.alerts]


def holds(intents: Intents) -> list[Hold]:
    return [one for story in intents.stories for one in story.holds]


def a_second_report(n: int = 2, publisher: str = "times", *topics: str) -> Reading:
    return a_reading(an_entry(n=n, publisher=publisher), *topics)


WIDELY = (follower(5), follower(6, min_publishers=2), follower(7, official_only=True))


def test_a_story_is_withheld_until_enough_publishers_report_it_and_told_then_once() -> None:
    assert alerts(decided(a_snapshot(to=WIDELY), a_reading(n=1))) == [Alert(5, 1)]
    story = a_story(an_entry(n=1))
    assert alerts(decided(a_snapshot(story, to=WIDELY), a_second_report())) == [Alert(6, 1)]
    story = a_story(an_entry(n=1), an_entry(n=2, publisher="times"))
    assert alerts(decided(a_snapshot(story, to=WIDELY), a_second_report(3, "post"))) == []


def test_two_reports_of_one_publisher_are_one_publisher() -> None:
    story = a_story(an_entry(n=1))
    assert alerts(decided(a_snapshot(story, to=WIDELY), a_second_report(publisher="herald"))) == []


def test_a_story_is_withheld_until_an_official_report() -> None:
    official = a_feed(tier=Tier.OFFICIAL)
    assert Alert(7, 1) in alerts(decided(a_snapshot(feed=official, to=WIDELY), a_reading(n=1)))
    told = alerts(decided(a_snapshot(a_story(an_entry(n=1)), feed=official, to=WIDELY), a_second_report()))
    assert told == [Alert(5, 2), Alert(6, 2), Alert(7, 2)]  # the first official text is a development, too


def test_a_development_is_told_only_where_the_story_is_what_was_asked_for() -> None:
    story = a_story(an_entry(FLASH, n=1, publisher="yna", lang="ko"))
    more = a_reading(an_entry(MORE, n=2, publisher="yna", lang="ko"))
    assert alerts(decided(a_snapshot(story, to=WIDELY), more)) == [Alert(5, 2)]


def test_what_a_silent_first_poll_adds_makes_a_young_story_told_and_an_old_one_not() -> None:
    """Else a story would never reach its number of publishers, or a new feed would bring up the whole week."""
    young = a_story(an_entry(n=1))
    assert alerts(decided(a_snapshot(young, to=WIDELY), a_second_report(), baseline=True)) == [Alert(6, 1)]
    old = a_story(an_entry(n=1), opened_at=NOW - 3 * DAY)
    assert alerts(decided(a_snapshot(old, to=WIDELY), a_second_report(), baseline=True)) == []


def test_a_story_that_was_never_announced_is_not_withheld_but_unknown() -> None:
    old: KnownStory = a_story(an_entry(n=1), told=False, opened_at=NOW - 3 * DAY)
    assert alerts(decided(a_snapshot(old, to=WIDELY), a_second_report())) == []


def test_a_muted_story_is_told_no_more_in_that_place() -> None:
    story = a_story(an_entry(FLASH, n=1, publisher="yna", lang="ko"))
    more = a_reading(an_entry(MORE, n=2, publisher="yna", lang="ko"))
    to = (follower(5), follower(6))
    snapshot = a_snapshot(story, to=to)
    muted = Snapshot(snapshot.feed, snapshot.known, snapshot.stories, to, frozenset({(5, story.id)}))
    assert alerts(decided(muted, more)) == [Alert(6, 2)]


def test_what_the_terms_of_one_workspace_find_is_told_there_only() -> None:
    to = (
        follower(5),
        follower(6, topic="visa-talks"),
        follower(7, workspace=2),
        follower(8, workspace=2, topic="mine"),
    )
    found = decided(a_snapshot(to=to), a_reading(an_entry(n=1), own_key(1, "visa-talks")))
    assert alerts(found) == [Alert(5, 1), Alert(6, 1)]
    assert alerts(decided(a_snapshot(to=to), a_reading(an_entry(n=1), own_key(2, "mine")))) == [
        Alert(7, 1),
        Alert(8, 1),
    ]


def test_a_story_that_one_workspace_had_for_itself_is_told_to_the_others_when_all_can_see_it() -> None:
    to = (follower(5), follower(7, workspace=2))
    story = a_story(an_entry(n=1), topics=frozenset({own_key(1, "visa-talks")}))
    assert alerts(decided(a_snapshot(story, to=to), a_second_report(2, "times", "visa-talks"))) == [Alert(7, 1)]


def test_an_alert_in_quiet_hours_is_held_until_they_end() -> None:
    to = (follower(5, quiet=EVENING), follower(6))
    found = decided(a_snapshot(to=to), a_reading())
    assert alerts(found) == [Alert(6, 1)]
    assert holds(found) == [Hold(50, 5, 1, NOW + timedelta(hours=1))]


def test_an_urgent_development_passes_quiet_hours_and_an_urgent_first_report_does_not() -> None:
    to = (follower(5, quiet=EVENING, urgent=True), follower(6, quiet=EVENING))
    assert [one.destination for one in holds(decided(a_snapshot(to=to), a_reading()))] == [5, 6]
    story = a_story(an_entry(FLASH, n=1, publisher="yna", lang="ko"))
    found = decided(a_snapshot(story, to=to), a_reading(an_entry(MORE, n=2, publisher="yna", lang="ko")))
    assert alerts(found) == [Alert(5, 2)]
    assert [(one.destination, one.revision) for one in holds(found)] == [(6, 2)]


def test_where_one_of_two_subscriptions_is_not_quiet_the_place_is_told() -> None:
    awake = Subscriber(51, 5, 1, "visa-talks")
    found = decided(a_snapshot(to=(follower(5, quiet=EVENING), awake)), a_reading())
    assert (alerts(found), holds(found)) == ([Alert(5, 1)], [])
