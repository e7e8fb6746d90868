"""`feed pause <feed>` and `feed resume <feed>`: stop asking for a feed, and ask again."""

from bot.cards.card import Card, CardKind
from bot.cards.setup import setup_card
from bot.commands.admin import own_feeds
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from storage import feeds


async def _pause(call: Call, values: Values) -> Card:
    """Pause a feed until it is resumed."""
    async with call.database.write() as tx:
        feed = await own_feeds.find_own(call, tx, str(values["feed"]))
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        await feeds.pause(tx, feed.id, call.clock.now())
        await own_feeds.note(call, tx, "pause", feed)
        undo = await undo_action(call, tx, [f"feed resume {feed.spec.id}"])
    title = call.voice.say("feed.paused", feed=feed.spec.id)
    words = (call.voice.say("feed.paused-about"),)
    return setup_card(title, words, call.voice, kind=CardKind.FEEDS, actions=(undo,))


async def _resume(call: Call, values: Values) -> Card:
    """Ask for a feed again, at once, also one that has ended."""
    async with call.database.write() as tx:
        feed = await own_feeds.find_own(call, tx, str(values["feed"]))
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        await feeds.resume(tx, feed.id, call.clock.now())
        await own_feeds.note(call, tx, "resume", feed)
        undo = await undo_action(call, tx, [f"feed pause {feed.spec.id}"])
    title = call.voice.say("feed.resumed", feed=feed.spec.id)
    words = (call.voice.say("feed.resumed-about"),)
    return setup_card(title, words, call.voice, kind=CardKind.FEEDS, actions=(undo,))


_FEED = Option("feed", OptionKind.FEED, required=True, offered=Offered.OWN)

PAUSE = Command(
    name="feed pause",
    handler=_pause,
    options=(_FEED,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed pause news-example",),
)
RESUME = Command(
    name="feed resume",
    handler=_resume,
    options=(_FEED,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed resume news-example",),
)
