"""`search <query>`: stories with these words, in both languages."""

from bot.cards.card import Card
from bot.cards.stories import search_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.mistake import Mistake
from feeds.text.tokens import search_tokens
from storage import search

FOUND = 10
"""Stories shown; more words narrow a search better than more pages."""
LONGEST = 200
"""Characters of a query."""


async def answer(call: Call, values: Values) -> Card:
    """Return the reports that hold all the words, one for each story, newest first; say so where there is none."""
    query = str(values["query"])
    tokens = search_tokens(query)
    if not tokens:
        say = call.voice.say
        return Mistake(say("mistake.nothing-to-search", word=query), todo=say("mistake.write-words")).card(call.voice)
    async with call.database.read() as tx:
        found = await search.search(tx, tokens, scopes=(0, call.who.workspace), limit=FOUND)
    return search_card(found, call.voice, call.desk, query=query)


COMMAND = Command(
    name="search",
    handler=answer,
    options=(Option("query", OptionKind.TEXT, required=True, maximum=LONGEST),),
    examples=("search {words}",),
)
