"""One story: all its reports, who was first, what they said before, how it developed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.reasons import reason_words, told_words
from bot.cards.reports import coverage, report_source, story_mark
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.feed import Tier
from feeds.stories.story import Member
from storage.entries import Wording
from storage.stories import StoryDevelopment, StoryView
from storage.told import Told

REPORTS_SHOWN = 15
"""Reports listed, the first ones: a story of a hundred must still fit a message."""
WORDINGS_SHOWN = 3
"""Earlier wordings of one report, the last ones."""


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """What the card is made of."""

    story: StoryView
    before: Mapping[int, Sequence[Wording]]
    """What reports said before, by entry, oldest first."""
    topics: Sequence[str]
    """Names, as far as the reader sees them."""
    told: Sequence[Told]
    """What the reader's place was told of it."""


def story_card(detail: StoryDetail, voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return everything that is known of one story."""
    story = detail.story
    reports = [_report(member, detail, voice, desk) for member in story.members[:REPORTS_SHOWN]]
    if more := len(story.members) - len(reports):
        reports.append(Line(voice.many("story.more-reports", more)))
    sections = (
        Section("", tuple(_summary(detail, voice, desk, now))),
        Section(voice.say("story.reports"), tuple(reports)),
        Section(
            voice.say("story.developments"), tuple(_development(one, story, voice, desk) for one in story.developments)
        ),
    )
    return clean_card(
        Card(
            kind=CardKind.STORY,
            title=voice.say("story.title", number=story_mark(story.id), title=story.title),
            lang=voice.locale,
            url=story.url,
            sections=tuple(section for section in sections if section.lines),
            footer=(voice.pick(desk.disclaimer),),
            actions=(
                Action(voice.say("action.why"), f"why {story.id}"),
                Action(voice.say("action.latest"), "latest"),
            ),
        )
    )


def _summary(detail: StoryDetail, voice: Voice, desk: Desk, now: datetime) -> list[Line]:
    story = detail.story
    lines = [Line(coverage(story, voice, desk, now))]  # the report that it names is linked below
    if detail.topics:
        lines.append(Line(voice.say("story.topics", topics=" · ".join(detail.topics))))
    first = next((one for one in detail.told if one.state in {"sent", "told"} and one.settled_at), None)
    if first and first.settled_at:
        lines.append(Line(voice.say("story.told-here", when=voice.moment(first.settled_at))))
    elif detail.told:
        lines.append(Line(told_words(detail.told[0], voice)))
    else:
        lines.append(Line(voice.say("story.not-told-here")))
    return lines


def _report(member: Member, detail: StoryDetail, voice: Voice, desk: Desk) -> Line:
    before = detail.before.get(member.entry, ())
    marker = voice.say("story.refile", marker=member.refile.marker) if member.refile else ""
    return Line(
        text=member.title,
        sources=(report_source(member, desk, voice),),
        mark=voice.say("mark.official") if member.tier is Tier.OFFICIAL else "",
        details=(
            *((marker,) if marker else ()),
            *(
                voice.say("story.before", when=voice.moment(one.replaced_at), title=one.title)
                for one in before[-WORDINGS_SHOWN:]
            ),
        ),
    )


def _development(one: StoryDevelopment, story: StoryView, voice: Voice, desk: Desk) -> Line:
    brought = next((member for member in story.members if member.entry == one.entry), None)
    words = reason_words(one.reason, voice)
    return Line(
        text=voice.say("story.development", when=voice.moment(one.at), reason=words),
        sources=(report_source(brought, desk, voice),) if brought else (),
    )
