"""`not-relevant <story>`: a hint to the admins that a story is none of their topics'. Nothing changes by itself."""

from bot.cards.card import Card
from bot.cards.suggestions import suggested_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.mistake import Mistake
from bot.commands.terms.check import SHARED
from storage import entries, stories, suggestions, topics
from storage.database import Tx
from storage.stories import StoryView
from storage.suggestions import Cause

_REPORTS = 10
"""Reports of a story whose matches are read: the first ones are what it was posted for."""


async def answer(call: Call, values: Values) -> Card:
    """Keep the hint, with what caused the match."""
    asked = str(values["story"])
    async with call.database.read() as tx:
        story = await _story(tx, call, asked)
        if story is None:
            what = call.voice.say("suggestions.no-story", story=asked)
            return Mistake(what, todo=call.voice.say("suggestions.write-story")).card(call.voice)
        causes = await _causes(tx, call, story)
    async with call.database.write() as tx:
        new = await suggestions.add(
            tx,
            call.who.workspace,
            story.id,
            person=call.who.person,
            title=story.title,
            url=story.url,
            causes=causes,
            now=call.clock.now(),
        )
    return suggested_card(story.title, call.voice, new=new)


async def _story(tx: Tx, call: Call, asked: str) -> StoryView | None:
    """Return the story of that number, if this workspace sees it."""
    if not asked.isdecimal():
        return None
    found = await stories.views(tx, [int(asked)])
    workspace = call.who.workspace
    return next(
        (
            story
            for story in found
            if story.scope in {SHARED, workspace}
            and any(topics.visible(key, workspace) is not None for key in story.topics)
        ),
        None,
    )


async def _causes(tx: Tx, call: Call, story: StoryView) -> list[Cause]:
    """Return for each topic that this workspace sees why the story's reports have it."""
    reasons: dict[str, dict[str, None]] = {}
    words: dict[str, dict[str, None]] = {}
    for member in story.members[:_REPORTS]:
        for stored in await entries.matches_of(tx, member.entry):
            slug = topics.visible(stored.match.topic, call.who.workspace)
            if slug is not None:
                reasons.setdefault(slug, {}).update(dict.fromkeys(stored.match.reasons))
                words.setdefault(slug, {}).update(dict.fromkeys(hit.term for hit in stored.match.evidence))
    return [Cause(slug, tuple(reasons[slug]), tuple(words[slug])) for slug in reasons]


COMMAND = Command(
    name="not-relevant",
    handler=answer,
    options=(Option("story", OptionKind.STORY, required=True),),
    private=True,
    examples=("not-relevant 17",),
)
