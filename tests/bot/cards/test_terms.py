"""What admins see of terms, topics and suggestions stays clean, whatever stands in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.clean import clean_card
from bot.cards.own_topics import own_topic_card, own_topics_card
from bot.cards.plain import plain
from bot.cards.suggestions import settled_card, suggested_card, suggestions_card
from bot.cards.terms import percent, term_card, terms_card, trial_card
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from bot.trial import Sample, Trial
from feeds.feed import Tier
from feeds.terms.match import Evidence
from storage.suggestions import Cause, Suggestion
from storage.topics import WatchTerm
from storage.window import Tried
from tests.bot.cards.test_hostile import HOSTILE
from tests.bot.invented import DESK, NOW, a_voice


def a_trial(**changes: Any) -> Trial:
    values: dict[str, Any] = {
        "since": NOW,
        "until": NOW,
        "looked": 1000,
        "cut": False,
        "hits": 0,
        "days": {},
        "samples": (),
        "added": 0,
        "alike": {},
        "inside": (),
    }
    return Trial(**(values | changes))


@given(st.sampled_from(["en", "ko"]), HOSTILE, HOSTILE)
def test_no_builder_lets_hostile_text_through(catalogue: Catalogue, locale: str, title: str, other: str) -> None:
    voice = a_voice(catalogue, locale)
    entry = Tried(1, 0, title, other, title, other, Tier.NATIONAL, "en", NOW, NOW, frozenset())
    hits = (Evidence(other, "title", 0, len(title)), Evidence(other, "summary", 0, len(other)))
    trial = a_trial(hits=1, samples=(Sample(entry, hits),), inside=((title, 1),), alike={1: 0.95}, added=1)
    term = WatchTerm(1, 1, title, other, "u", NOW)
    suggestion = Suggestion(1, 1, title, other, (Cause(title, (other,), (title,)),), 1, NOW)
    for card in (
        trial_card(title, trial, voice, DESK, topic=other, name_of=str, others={1: other}),
        terms_card([term], voice, DESK, topic=None, name_of=str),
        term_card(title, [other], voice),
        own_topics_card({title: {"en": other}}, {title: 1}, voice, DESK),
        own_topic_card(title, [other], voice),
        suggestions_card([suggestion], voice, DESK, name_of=str),
        suggested_card(title, voice, new=True),
        settled_card(title, voice, actions=()),
    ):
        assert card == clean_card(card)


@pytest.mark.parametrize(("share", "shown"), [(0.0, "0%"), (0.013, "1.3%"), (0.05, "5%"), (0.25, "25%"), (1.0, "100%")])
def test_shares_have_two_digits(english: Voice, share: float, shown: str) -> None:
    assert percent(share, english) == shown


def test_what_is_too_long_to_show_is_summed_up(english: Voice) -> None:
    days = {date.fromordinal(740_000 - n): 1 for n in range(40)}
    inside = tuple((f"소비자{n}", 1) for n in range(20))
    shown = plain(
        trial_card(
            "비자", a_trial(hits=40, days=days, inside=inside), english, DESK, topic=None, name_of=str, others={}
        )
    )
    assert shown.count(": 1 ·") == 31
    assert "earlier: 9" in shown
    assert "and 5 other words" in shown


def test_nothing_stored_is_said(english: Voice) -> None:
    trial = a_trial(looked=0)
    shown = plain(trial_card("비자", trial, english, DESK, topic=None, name_of=str, others={}))
    assert "No entries are stored yet" in shown
