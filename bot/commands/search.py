"""`search <query>`: stories with these words, in both languages."""

from bot.cards.card import Card
from bot.cards.stories import search_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.mistake import Mistake
from bot.commands.reading.query import Query
from bot.commands.reading.visible import seen_slugs
from storage import entries
from storage.search import index

FOUND = 10
"""Stories shown; more words narrow a search better than more pages."""
LONGEST = 200
"""Characters of a query."""


async def answer(call: Call, values: Values) -> Card:
    """Return the reports with all the words, then those with most of them, one for each story; each newest first."""
    query = Query(str(values["query"]))
    if query.is_empty:
        say = call.voice.say
        return Mistake(say("mistake.nothing-to-search", word=query.text), todo=say("mistake.write-words")).card(
            call.voice
        )
    async with call.database.read() as tx:
        found = await index.search(tx, query.text, scopes=(0, call.who.workspace), limit=FOUND, keep=query.keeps)
        topics = await entries.topics_of(tx, [one.entry for one in found if one.matched])
    about = {entry for entry, keys in topics.items() if seen_slugs(call, keys)}
    return search_card(found, call.voice, call.desk, query=query.text, finders=query.finders, about=about)


COMMAND = Command(
    name="search",
    handler=answer,
    repeatable=True,
    options=(Option("query", OptionKind.TEXT, required=True, maximum=LONGEST),),
    examples=("search {words}",),
)
