"""A real change of a story already told: it replies to the first post, or stands anew with a link to it."""

from dataclasses import replace
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.post_actions import post_actions
from bot.cards.reports import NO_NAMES, Names, coverage, first_reports, report_source, topic_names
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.stories import StoryView


def development_card(
    story: StoryView,
    voice: Voice,
    desk: Desk,
    now: datetime,
    *,
    revision: int | None = None,
    first_post: str = "",
    names: Names = NO_NAMES,
) -> Card:
    """Return what changed, and where it began.

    Args:
        story: the story.
        voice: the reader's.
        desk: for names.
        now: the moment of telling.
        revision: the development to tell; None: the newest.
        first_post: a link to the post that told the story first, where the platform has one; its first report is
            linked in any case.
        names: of the story's topics that the desk has not.

    """
    told = [one for one in story.developments if revision is None or one.revision == revision]
    development = max(told, key=lambda one: one.revision, default=None)
    by_entry = {member.entry: member for member in story.members}
    last = story.members[-1]
    brought = by_entry.get(development.entry, last) if development and development.entry else last
    first = first_reports(story)[0]
    # Of a re-file it is the newest wording that changed something, so that its date counts.
    source = report_source(replace(brought, published=brought.updated), desk, voice, event=True)
    changed = Line(change_words(development.kind if development else "", voice), (source,))
    began = Line(first.title, (report_source(first, desk, voice),), details=(coverage(story, voice, desk, now),))
    # Where the changed report is the first one, its former wording is gone from the story; the first post still has it.
    beginning = () if brought.entry == first.entry else (Section(voice.say("development.began"), (began,)),)
    return clean_card(
        Card(
            kind=CardKind.DEVELOPMENT,
            title=voice.say("development.title", title=brought.title),
            lang=voice.locale,
            url=brought.url,
            sections=(Section("", (changed,)), *beginning),
            footer=(
                " · ".join(topic_names(story.topics, desk, voice, names)),
                *((voice.say("development.first-post", url=first_post),) if first_post else ()),
            ),
            actions=(*post_actions(story.id, voice), Action(voice.say("action.status"), "status")),
        )
    )


def change_words(kind: str, voice: Voice) -> str:
    """Return in words what a development is; a kind of another version as "something changed"."""
    match kind:
        case "official-text":
            return voice.say("development.official-text")
        case "figure":
            return voice.say("development.figure")
        case _:
            return voice.say("development.other")
