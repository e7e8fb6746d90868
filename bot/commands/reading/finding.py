"""Finding the story or the entries that a number or a link stands for, as far as this workspace sees them."""

from dataclasses import dataclass

from bot.commands.call import Call
from bot.commands.reading.visible import seen_slugs
from feeds.entry import Key, KeyKind
from feeds.parse.canonical import canonical_url
from storage import entries, stories
from storage.engine.database import Tx
from storage.entries import StoredEntry
from storage.stories import StoryView


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found."""

    entry: StoredEntry | None = None
    """The one that the link leads to; of a story's number its first report. None: it was never seen."""
    story: StoryView | None = None
    """The story it is in; None: in none that this workspace sees."""


async def find(tx: Tx, call: Call, word: str) -> Sought:
    """Return what a value of the kind STORY stands for: a story's number, or the link of a report."""
    if word.isdecimal():
        story = await _story(tx, call, int(word))
        return Sought(await entries.get(tx, story.members[0].entry), story) if story else Sought()
    key = Key(KeyKind.URL, canonical_url(word)).digest()
    for scope in (0, call.who.workspace):
        known = (await entries.by_keys(tx, scope=scope, keys=[key])).get(key)
        entry = await entries.get(tx, known.id) if known else None
        if entry:
            return Sought(entry, await _story(tx, call, entry.story) if entry.story else None)
    return Sought()


async def _story(tx: Tx, call: Call, number: int) -> StoryView | None:
    """What only another workspace's own terms found is no story here."""
    for story in await stories.views(tx, [number]):
        if story.scope in {0, call.who.workspace} and (seen_slugs(call, story.topics) or not story.topics):
            return story
    return None
