"""How many points an entry has for a topic, and from which signals."""

from dataclasses import dataclass

from feeds.desks.rules import CEILING, THRESHOLD, Part, Rule, Signal
from feeds.terms.match import Evidence
from feeds.topics.concepts import Found, evidence_of, in_order


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
    """What was found of it."""


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
        return in_order({one for shown in self.shown if shown.signal.points > 0 for one in shown.evidence})


def score(rule: Rule, found: Found) -> Score:
    """Add up the signals that the found concepts show: what they give, up to `CEILING`, and what they take."""
    shown = [
        Shown(signal, in_order({one for part in signal.has for one in evidence_of(part, found)}))
        for signal in rule.signals
        if is_shown(signal, found)
    ]
    shown.sort(key=lambda one: -abs(one.signal.points))
    given = sum(one.signal.points for one in shown if one.signal.points > 0)
    taken = sum(one.signal.points for one in shown if one.signal.points < 0)
    return Score(min(given, CEILING) + taken, tuple(shown))


def is_shown(signal: Signal, found: Found) -> bool:
    """Tell whether everything a signal asks for was found, and nothing that it asks not to be there."""
    return all(_is_there(part, found) for part in signal.has) and not any(
        _is_there(part, found) for part in signal.lacks
    )


def missed(rule: Rule, found: Found) -> tuple[Missed, ...]:
    """Return the signals that would have given points and of which something was found, the nearest first."""
    near: list[Missed] = []
    for signal in rule.signals:
        if signal.points <= 0 or is_shown(signal, found):
            continue
        absent = tuple(part for part in signal.has if not _is_there(part, found))
        hindered = in_order({one for part in signal.lacks for one in evidence_of(part, found)})
        evidence = in_order({one for part in signal.has for one in evidence_of(part, found)})
        if evidence:
            near.append(Missed(signal, absent, hindered, evidence))
    near.sort(key=lambda one: (len(one.absent), -one.signal.points))
    return tuple(near)


def _is_there(part: Part, found: Found) -> bool:
    for concept in part.concepts:
        evidence = found.get(concept)
        if evidence and (not part.title_only or evidence[0].field == "title"):  # in the order of the text: title first
            return True
    return False
