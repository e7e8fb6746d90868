"""`not-relevant <story>`: a hint to the admins that a story is none of their topics'. Nothing changes by itself."""

from bot.cards.card import Card
from bot.cards.suggestions import suggested_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.reading.finding import find
from bot.commands.reading.story import unknown
from storage import entries, suggestions, topics
from storage.engine.database import Tx
from storage.stories import StoryView
from storage.suggestions import Cause

_REPORTS = 10
"""Reports of a story whose matches are read: the first ones are what it was posted for."""


async def answer(call: Call, values: Values) -> Card:
    """Keep the hint, with what caused the match."""
    word = str(values["story"])
    async with call.database.read() as tx:
        story = (await find(tx, call, word)).story
        if story is None:
            return unknown(call, word).card(call.voice)
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
    examples=("not-relevant s17",),
)
