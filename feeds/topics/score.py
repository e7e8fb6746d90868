"""How many points an entry has for a topic, and from which signals."""

from dataclasses import dataclass

from feeds.desks.rules import CEILING, THRESHOLD, Part, Rule, Signal
from feeds.terms.match import Evidence
from feeds.topics.concepts import Found, in_order


@dataclass(frozen=True, slots=True)
class Shown:
    """A signal that an entry shows, with the places that make it one."""

    signal: Signal
    evidence: tuple[Evidence, ...]
    """In the order of the text; never empty."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A signal that would have given points, had it not been for these."""

    signal: Signal
    absent: tuple[Part, ...]
    """Parts that were not found."""
    hindered: tuple[Evidence, ...]
    """What was found though the signal asks that it is not there."""
    evidence: tuple[Evidence, ...]
    """What was found of it; never empty."""


@dataclass(frozen=True, slots=True)
class Score:
    """The points of an entry for one topic."""

    points: int
    shown: tuple[Shown, ...]
    """The signals that gave or took points, strongest first."""

    @property
    def holds(self) -> bool:
        """Tell whether the points suffice."""
        return self.points >= THRESHOLD

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All places that gave points, in the order of the text."""
        return in_order(one for shown in self.shown if shown.signal.points > 0 for one in shown.evidence)


def points(rule: Rule, found: Found) -> int:
    """Add up the signals that the found concepts show: what they give, up to `CEILING`, and what they take."""
    given = taken = 0
    for signal in rule.signals:
        if is_shown(signal, found):
            if signal.points > 0:
                given += signal.points
            else:
                taken += signal.points
    return min(given, CEILING) + taken


def score(rule: Rule, found: Found) -> Score:
    """Return the points, and where they come from."""
    shown = [_shown(signal, found) for signal in rule.signals if is_shown(signal, found)]
    shown.sort(key=lambda one: -abs(one.signal.points))
    return Score(points(rule, found), tuple(shown))


def is_shown(signal: Signal, found: Found) -> bool:
    """Tell whether everything a signal asks for was found, and nothing that it asks not to be there."""
    return all(map(found.has, signal.has)) and not any(map(found.has, signal.lacks))


def missed(rule: Rule, found: Found) -> tuple[Missed, ...]:
    """Return the signals that would have given points and of which something was found, the nearest first."""
    near = [
        Missed(
            signal,
            absent=tuple(part for part in signal.has if not found.has(part)),
            hindered=in_order(one for part in signal.lacks for one in found.hits(part)),
            evidence=evidence,
        )
        for signal in rule.signals
        if signal.points > 0 and not is_shown(signal, found)
        for evidence in [in_order(one for part in signal.has for one in found.hits(part))]
        if evidence
    ]
    return tuple(sorted(near, key=lambda one: (len(one.absent), -one.signal.points)))


def _shown(signal: Signal, found: Found) -> Shown:
    return Shown(signal, in_order(one for part in signal.has for one in found.hits(part)))
