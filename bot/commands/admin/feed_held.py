"""`feed tell <feed>` and `feed skip <feed>`: what to do with entries held since all items of a feed looked new."""

from bot.cards.card import Card, CardKind
from bot.cards.setup import setup_card
from bot.commands.admin import own_feeds
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.pipeline.decide import IDENTITY_SHIFT
from bot.pipeline.release import told_after_all
from storage import feeds
from storage.engine.database import Tx
from storage.turn.release import held_back, record_told
from storage.turn.snapshot import FeedState


async def _tell(call: Call, values: Values) -> Card:
    """Tell what is held as if it had just come."""
    # A turn: what a poll finds meanwhile must not be told beside it.
    async with call.database.turn(call.desk.id) as tx:
        feed = await _holding(call, tx, str(values["feed"]))
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        now = call.clock.now()
        snapshot = await held_back(tx, feed, silent=IDENTITY_SHIFT, now=now)
        intents = told_after_all(snapshot, now)
        await record_told(tx, feed, intents, silent=IDENTITY_SHIFT, now=now)
        await _answered(call, tx, "tell", feed)
    title = call.voice.many("feed.told", len(intents), feed=feed.spec.id)
    return setup_card(title, (call.voice.say("feed.told-about"),), call.voice, kind=CardKind.FEEDS)


async def _skip(call: Call, values: Values) -> Card:
    """Leave untold what is held."""
    async with call.database.write() as tx:
        feed = await _holding(call, tx, str(values["feed"]))
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        await _answered(call, tx, "skip", feed)
    title = call.voice.say("feed.skipped", feed=feed.spec.id)
    return setup_card(title, (call.voice.say("feed.skipped-about"),), call.voice, kind=CardKind.FEEDS)


async def _holding(call: Call, tx: Tx, slug: str) -> FeedState | Mistake:
    """Return the feed of that name that the asker may change, if anything of it is held."""
    feed = await own_feeds.find_own(call, tx, slug)
    if isinstance(feed, FeedState) and feed.held_since is None:
        what = call.voice.say("feed.nothing-held", feed=feed.spec.id)
        tries = (f"feed health {feed.spec.id}",)
        return Mistake(what, todo=call.voice.say("feed.nothing-held-todo"), tries=tries)
    return feed


async def _answered(call: Call, tx: Tx, action: str, feed: FeedState) -> None:
    await feeds.let_go(tx, feed.id)
    await own_feeds.note(call, tx, action, feed)


_FEED = Option("feed", OptionKind.FEED, required=True, offered=Offered.OWN)

TELL = Command(
    name="feed tell",
    handler=_tell,
    options=(_FEED,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed tell news-example",),
)
SKIP = Command(
    name="feed skip",
    handler=_skip,
    options=(_FEED,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed skip news-example",),
)
