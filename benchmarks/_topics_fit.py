"""Fitting the points of a topic's signals to labelled items: a logistic model with a prior, in plain Python.

The chance that an item belongs to a topic is taken as a logistic function of its points around the threshold. Points
are drawn towards a prior that knows only the form of a signal (how many kinds must come together, whether it gives or
takes), so that signals which few items show keep a sensible value.
"""

from collections import Counter
from collections.abc import Sequence
from math import exp
from typing import TypeAlias

from feeds.desks.rules import CEILING, THRESHOLD, Rule, Signal

Active: TypeAlias = tuple[int, ...]
"""The numbers of the signals that an item shows."""

NEVER = -50
"""Signals that take so much are definitions (a list of headlines is never a story); they are not fitted."""
SOFTNESS = 2.5
"""Points from the threshold to a chance of 73 %."""
PULL = 0.15
"""How strongly points are drawn to the prior: a clear mistake on one item moves a point by some six."""
ROUNDS = 120
STEP = 0.8


def prior(signal: Signal) -> float:
    """Return the points that a signal has before anything was seen."""
    if signal.points < 0:
        return float(NEVER if signal.points <= NEVER else -12)
    return {1: 10.0, 2: 7.0}.get(len(signal.has), 5.0)


def fit(rule: Rule, labelled: Sequence[tuple[Active, bool]]) -> list[int]:
    """Return whole points for the signals of a rule, in their order."""
    start = [prior(signal) for signal in rule.signals]
    gives = [signal.points > 0 for signal in rule.signals]
    points = list(start)
    squares = [1.0] * len(points)
    cases = Counter((active, label) for active, label in labelled if active)
    for _ in range(ROUNDS):
        slope = [PULL * (now - before) / SOFTNESS for now, before in zip(points, start, strict=True)]
        for (active, label), count in cases.items():
            given = sum(points[number] for number in active if gives[number])
            total = min(CEILING, given) + sum(points[number] for number in active if not gives[number])
            error = count * (1 / (1 + exp(-max(-30.0, min(30.0, (total - THRESHOLD + 0.5) / SOFTNESS)))) - label)
            for number in active:
                if not gives[number] or given < CEILING:
                    slope[number] += error / SOFTNESS
        for number, value in enumerate(slope):
            if start[number] > NEVER:
                squares[number] += value * value
                moved = points[number] - STEP * value / squares[number] ** 0.5
                points[number] = max(0.0, moved) if gives[number] else min(0.0, moved)
    return [round(value) for value in points]
