"""A story as it is first told; later sources edit the same post."""

from datetime import datetime

from bot.cards.card import Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.post_actions import post_actions
from bot.cards.reports import NO_NAMES, Names, coverage, first_reports, report_source, topic_names
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.feed import Tier
from storage.stories import StoryView

REPORTS_SHOWN = 5
"""More publishers than this are counted, not listed: an alert is read on a phone."""


def alert_card(story: StoryView, voice: Voice, desk: Desk, now: datetime, *, names: Names = NO_NAMES) -> Card:
    """Return the post of a story: headline, link, who else reports it, topics. Never an article's text.

    `names` are those of the story's topics that the desk has not.
    """
    return clean_card(
        Card(
            kind=CardKind.ALERT,
            title=story.title,
            lang=voice.locale,
            url=story.url,
            sections=reports(story, voice, desk, now),
            footer=(" · ".join(topic_names(story.topics, desk, voice, names)),),
            actions=post_actions(story.id, voice),
        )
    )


def reports(story: StoryView, voice: Voice, desk: Desk, now: datetime) -> tuple[Section, ...]:
    """Return who reports a story: one line for one publisher, else a count and the first reports."""
    firsts = first_reports(story)
    if len(firsts) == 1:
        kind = "alert.official" if firsts[0].tier is Tier.OFFICIAL else "alert.first"
        return (Section("", (Line(voice.say(kind), (report_source(firsts[0], desk, voice, event=True),)),)),)
    lines = [
        Line(member.title, (report_source(member, desk, voice, event=member is firsts[0]),))
        for member in firsts[:REPORTS_SHOWN]
    ]
    if more := len(firsts) - len(lines):
        lines.append(Line(voice.many("alert.more-publishers", more)))
    return (Section("", (Line(coverage(story, voice, desk, now)),)), Section(voice.say("alert.reports"), tuple(lines)))
