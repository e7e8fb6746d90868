"""The desk that is shipped: complete in both languages, and what the issue asks of it."""

import re
from datetime import timedelta

import pytest

from feeds.desks.desk import Desk
from feeds.desks.loader import shipped_desk
from feeds.feed import Agent, Tier

HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return shipped_desk("korea_us_visa")


def test_every_text_is_there_in_both_languages_and_the_korean_is_korean(desk: Desk) -> None:
    texts = [desk.name, desk.about, desk.disclaimer]
    texts += [each for topic in desk.topics.values() for each in (topic.name, topic.about)]
    texts += [milestone.text for milestone in desk.background.milestones]
    texts += [each for contact in desk.contacts for each in (contact.name, contact.how)]
    texts += [name.label for name in desk.names.values()]
    texts += [concept.name for concept in desk.concepts.values()]
    for text in texts:
        assert set(text) == {"en", "ko"}
        assert not HANGUL.search(text["en"]), text
        assert HANGUL.search(text["ko"]) or text["ko"].isascii(), text


def test_it_has_the_eight_topics(desk: Desk) -> None:
    assert list(desk.topics) == [
        "visa-talks", "b1-esta", "new-visa", "kit-desk", "georgia-raid", "entry-enforcement", "us-policy",
        "investment-workforce",
    ]  # fmt: skip


def test_exactly_eighteen_of_its_feeds_are_on_and_none_of_them_is_an_aggregator(desk: Desk) -> None:
    on = [feed for feed in desk.feeds if feed.on]
    assert len(desk.feeds) == 34
    assert len(on) == 18
    assert not [feed.id for feed in on if feed.tier is Tier.AGGREGATOR]


def test_the_habits_of_its_feeds_are_settings(desk: Desk) -> None:
    feeds = {feed.id: feed for feed in desk.feeds}
    assert [each.id for each in desk.feeds if each.keep_cookies and each.on] == ["mofa-press"]
    assert all(feeds[each].agent is Agent.BROWSER for each in ("state-press", "state-eap", "uscis"))
    assert feeds["koreatimes"].empty_ok
    assert feeds["fedreg-cbp"].empty_ok
    assert not feeds["mofa-press"].empty_ok
    assert feeds["yonhap-ko"].every == timedelta(minutes=5)
    assert feeds["govinfo-bills"].every == timedelta(hours=6)


def test_the_background_says_both_where_sources_disagree(desk: Desk) -> None:
    english = " ".join(milestone.text["en"] for milestone in desk.background.milestones)
    for both in (("46, 204 and 67", "47, 210 and 60"), ("about 180", "more than 100"), ("at least 30", "about 50")):
        assert all(each in english for each in both)
    assert desk.background.until.isoformat() == "2026-01-29"


def test_it_has_the_names_of_the_domain_each_with_a_form(desk: Desk) -> None:
    assert len(desk.names) == 65
    assert all(any(name.forms.values()) for name in desk.names.values())
