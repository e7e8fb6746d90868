"""Digests never repeat and never lose a story, whatever is changed and however long nothing runs."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cards.digest import Standing
from bot.pipeline.digest_window import Later, Window, asked_since, standing, window_of
from bot.pipeline.periods import next_due
from bot.pipeline.quiet import quiet_until
from storage.digests import History, Report
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Place, Subscription, Terms, place_after
from storage.topics import own_key
from tests.bot.pipeline.zones import MOMENTS, TIMES, ZONES

NOON = datetime(2025, 9, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAILY = Terms(Mode.DAILY, "UTC", "en", at=time(9))
INSTANT = Terms(Mode.INSTANT, "UTC", "en")


def a_subscription(terms: Terms = DAILY, **changes: Any) -> Subscription:
    made = Subscription(
        1, 5, None, terms, next_due_at=NOON, digested_at=None, paused_until=None, created_at=NOON - HOUR
    )
    return replace(made, **changes)


def a_history(opened: datetime, *developments: datetime, **changes: Any) -> History:
    made = History(
        id=7,
        scope=0,
        opened=opened,
        revision=1 + len(developments),
        revised=developments[-1] if developments else opened,
        topics={"visa-talks": opened},
        reports=(Report("herald", official=False, joined=opened),),
        developments=developments,
    )
    return replace(made, **changes)


def window(since: datetime, until: datetime, *, last: bool = False) -> Window:
    return Window(since, until, "period", last, None)


@dataclass
class Simulation:
    """A subscription, its news and what was told of them, without a database."""

    now: datetime
    subscription: Subscription
    stories: list[History] = field(default_factory=list)
    told: dict[int, int] = field(default_factory=dict)
    """Newest revision that was told, in whatever way."""
    alerted: dict[int, int] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    held_until: datetime | None = None
    periods: set[str] = field(default_factory=set)
    put_off: set[int] = field(default_factory=set)
    """Stories that developed at the very moment of a digest: the next one tells them."""

    def news(self) -> None:
        self.stories.append(a_history(self.now, id=len(self.stories)))
        self.alert(self.stories[-1], development=False)

    def develop(self) -> None:
        if not self.stories:
            return
        story = self.stories[-1]
        developments = (*story.developments, self.now)
        self.stories[-1] = replace(story, revision=story.revision + 1, revised=self.now, developments=developments)
        self.alert(self.stories[-1], development=True)

    def alert(self, story: History, *, development: bool) -> None:
        terms = self.subscription.terms
        if terms.mode is not Mode.INSTANT:
            return
        until = None if development and terms.urgent else quiet_until(terms.quiet, self.now)
        if until is None:
            self.held.pop(story.id, None)
            self.tell(story.id, story.revision)
            self.alerted[story.id] = story.revision
        else:
            self.held[story.id] = story.revision
            self.held_until = until

    def look(self) -> None:
        """Do what `Digester.look` does."""
        terms = self.subscription.terms
        if self.held and self.held_until is not None and self.held_until <= self.now:
            self.held_until = quiet_until(terms.quiet, self.now)
            if self.held_until is None:
                for story, revision in self.held.items():
                    self.tell(story, revision)
                self.alerted |= self.held
                self.held = {}
        due = self.subscription.next_due_at
        if due is None or due > self.now:
            return
        made = window_of(self.subscription, self.now)
        if isinstance(made, Later):
            assert made.next_due_at is None or made.next_due_at > self.now
            self.subscription = replace(self.subscription, next_due_at=made.next_due_at)
            return
        assert made.next_due_at is None or made.next_due_at > self.now
        marks = {one.id: standing(one, self.subscription, 1, made, self.alerted) for one in self.stories}
        marks = {story: mark for story, mark in marks.items() if mark is not None}
        self.put_off |= {one.id for one in self.stories if one.revised == made.until}
        if marks and made.period in self.periods:
            self.subscription = replace(self.subscription, next_due_at=made.next_due_at)
            return
        if marks:
            self.periods.add(made.period)
        for story, mark in marks.items():
            if mark is Standing.ALERTED:
                assert self.told[story] == self.stories[story].revision
            else:
                assert story not in self.told if mark is Standing.NEW else story in {*self.told, *self.put_off}
                self.tell(story, self.stories[story].revision)
        self.subscription = replace(self.subscription, next_due_at=made.next_due_at, digested_at=made.until)

    def tell(self, story: int, revision: int) -> None:
        assert self.told.get(story, 0) < revision, "told twice"
        self.told[story] = revision

    def change(self, terms: Terms) -> None:
        due = None
        if terms.mode is not Mode.INSTANT:
            due = next_due(terms.mode, terms.at or time(9), terms.weekday or 0, terms.timezone, self.now)
        place = place_after(self.subscription, terms.mode, due, self.now)
        self.subscription = replace(
            self.subscription, terms=terms, next_due_at=place.next_due_at, digested_at=place.digested_at
        )
        self.held_until = self.now if self.held else None

    def end(self) -> None:
        """Let everything become due: a weekly digest may find its period taken once."""
        for _ in range(4):
            self.now += timedelta(days=9)
            self.look()
        for _ in range(2 * 24 * 4):  # out of the quiet hours, however short the time between them
            self.now += HOUR / 4
            self.look()


TERMS = st.builds(
    Terms,
    mode=st.sampled_from(Mode),
    timezone=st.sampled_from(ZONES),
    locale=st.just("en"),
    at=TIMES,
    weekday=st.integers(0, 6),
    quiet=st.one_of(st.none(), st.builds(QuietHours, TIMES, TIMES, st.sampled_from(ZONES))),
    urgent=st.booleans(),
)
GAPS = st.one_of(
    st.just(timedelta()),
    st.integers(1, 90).map(lambda n: timedelta(minutes=n)),
    st.integers(2, 200).map(lambda n: n * HOUR),
)
STEPS = st.lists(st.tuples(GAPS, st.one_of(st.sampled_from(["news", "develop", "look", "look"]), TERMS)), max_size=30)


@settings(max_examples=300, deadline=None)
@given(TERMS, MOMENTS, STEPS)
@example(DAILY, NOON, [(timedelta(), "news"), (timedelta(), INSTANT), (timedelta(), "look"), (HOUR, "look")])
@example(DAILY, NOON, [(HOUR, "news"), (21 * HOUR, "look"), (timedelta(), "news"), (HOUR, replace(DAILY, at=time(18)))])
def test_digests_and_alerts_tell_each_story_once_over_changes_and_downtimes(
    terms: Terms, start: datetime, steps: list[tuple[timedelta, str | Terms]]
) -> None:
    simulation = Simulation(start, a_subscription(INSTANT, next_due_at=None, created_at=start))
    simulation.change(terms)
    for gap, step in steps:
        simulation.now += gap
        if isinstance(step, Terms):
            simulation.change(step)
        else:
            getattr(simulation, step)()
    simulation.end()
    assert simulation.told == {story.id: story.revision for story in simulation.stories}


def test_a_digest_marks_what_is_new_what_developed_and_what_was_alerted() -> None:
    today = window(NOON - 24 * HOUR, NOON)
    one = a_subscription()
    new, old = a_history(NOON - HOUR), a_history(NOON - 30 * HOUR)
    developed = a_history(NOON - 30 * HOUR, NOON - HOUR)
    assert standing(new, one, 1, today, {}) is Standing.NEW
    assert standing(old, one, 1, today, {}) is None
    assert standing(developed, one, 1, today, {7: 1}) is Standing.DEVELOPING
    assert standing(developed, one, 1, today, {7: 2}) is Standing.ALERTED
    assert standing(new, one, 1, window(NOON - 2 * HOUR, NOON, last=True), {7: 1}) is None


def test_a_digest_has_a_story_when_it_became_what_was_asked_for() -> None:
    day = 24 * HOUR
    reports = (
        Report("herald", official=False, joined=NOON - 50 * HOUR),
        Report("herald", official=False, joined=NOON - 40 * HOUR),
        Report("times", official=False, joined=NOON - 30 * HOUR),
        Report("mofa", official=True, joined=NOON - 2 * HOUR),
    )
    story = a_history(NOON - 50 * HOUR, reports=reports)
    widely = a_subscription(replace(DAILY, min_publishers=2))
    official = a_subscription(replace(DAILY, official_only=True))
    assert standing(story, widely, 1, window(NOON - 2 * day, NOON - day), {}) is Standing.NEW
    assert standing(story, widely, 1, window(NOON - day, NOON), {}) is None
    assert standing(story, official, 1, window(NOON - 2 * day, NOON - day), {}) is None
    assert standing(story, official, 1, window(NOON - day, NOON), {}) is Standing.NEW
    assert asked_since(story, replace(DAILY, min_publishers=4), None, 1) is None


def test_a_digest_of_a_topic_has_a_story_from_when_it_got_the_topic() -> None:
    story = a_history(NOON - 50 * HOUR, topics={"visa-talks": NOON - 50 * HOUR, own_key(1, "mine"): NOON - HOUR})
    mine = a_subscription(topic="mine")
    assert standing(story, mine, 1, window(NOON - 24 * HOUR, NOON), {}) is Standing.NEW
    assert standing(story, mine, 2, window(NOON - 24 * HOUR, NOON), {}) is None


def test_a_paused_subscription_gets_no_digest_and_later_nothing_of_the_pause() -> None:
    paused = a_subscription(paused_until=NOON + HOUR)
    assert window_of(paused, NOON) == Later(NOON + 21 * HOUR)
    made = window_of(paused, NOON + 21 * HOUR)
    assert isinstance(made, Window)
    assert made.since == NOON + HOUR


def test_a_digest_in_quiet_hours_waits_for_their_end() -> None:
    quiet = a_subscription(replace(DAILY, quiet=QuietHours(time(11), time(14), "UTC")))
    assert window_of(quiet, NOON) == Later(NOON + 2 * HOUR)


def test_quiet_hours_go_by_their_own_clock_and_not_by_that_of_the_digest() -> None:
    terms = replace(DAILY, quiet=QuietHours(time(20), time(23), "Asia/Seoul"))  # where it is 21:00
    assert window_of(a_subscription(terms), NOON) == Later(NOON + 2 * HOUR)


def test_after_a_downtime_one_digest_reaches_back_to_the_last() -> None:
    made = window_of(a_subscription(digested_at=NOON - 50 * HOUR), NOON + 100 * HOUR)
    assert isinstance(made, Window)
    assert (made.since, made.until, made.period) == (NOON - 50 * HOUR, NOON + 100 * HOUR, "2025-09-28")
    assert made.next_due_at == datetime(2025, 10, 3, 9, tzinfo=UTC)


def test_a_change_of_terms_keeps_the_place_in_the_digests() -> None:
    daily = a_subscription(digested_at=NOON - HOUR)
    assert place_after(daily, Mode.WEEKLY, NOON + HOUR, NOON) == Place(NOON + HOUR, NOON - HOUR)
    last = place_after(daily, Mode.INSTANT, None, NOON)
    assert last == Place(NOON + timedelta.resolution, NOON - HOUR)
    instant = a_subscription(INSTANT, next_due_at=None)
    assert place_after(instant, Mode.DAILY, NOON + HOUR, NOON) == Place(NOON + HOUR, NOON)
    assert place_after(instant, Mode.INSTANT, None, NOON) == Place(None, None)
    back = replace(instant, next_due_at=NOON, digested_at=NOON - HOUR)
    assert place_after(back, Mode.DAILY, NOON + HOUR, NOON) == Place(NOON + HOUR, NOON - HOUR)


def test_a_change_of_terms_ends_a_pause_and_what_happened_in_it_is_not_told() -> None:
    paused = a_subscription(digested_at=NOON - 9 * HOUR, paused_until=NOON + HOUR)
    assert place_after(paused, Mode.DAILY, NOON + HOUR, NOON) == Place(NOON + HOUR, NOON)
    over = replace(paused, paused_until=NOON - HOUR)
    assert place_after(over, Mode.DAILY, NOON + HOUR, NOON) == Place(NOON + HOUR, NOON - HOUR)
