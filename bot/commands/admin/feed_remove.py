"""`feed remove <feed>`: ends a feed that was added; asks first, and can be undone."""

from bot.cards.card import Card, CardKind
from bot.cards.setup import setup_card
from bot.commands.admin import own_feeds
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from feeds.fetch.redact import shown_url
from storage import feeds
from storage.turn.snapshot import FeedState


async def answer(call: Call, values: Values) -> Card:
    """Remove a feed after a yes. Its entries and stories stay."""
    slug, say = str(values["feed"]), call.voice.say
    if not call.confirmed:
        async with call.database.read() as tx:
            feed = await own_feeds.find_own(call, tx, slug)
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        if _of_desk(call, feed):
            return _only_paused(call, feed).card(call.voice)
        what = say("feed.remove-what", feed=feed.spec.id)
        effects = (
            say("feed.address", url=shown_url(feed.spec.url)),
            say("feed.remove-all-workspaces") if feed.workspace is None else say("feed.remove-own"),
            say("feed.entries-stay"),
        )
        return await ask_first(call, what=what, effects=effects, line=f"feed remove {feed.spec.id}")
    async with call.database.write() as tx:
        feed = await own_feeds.find_own(call, tx, slug)
        if isinstance(feed, Mistake):
            return feed.card(call.voice)
        if not await feeds.remove(tx, feed.id):
            return _only_paused(call, feed).card(call.voice)
        await own_feeds.note(call, tx, "remove", feed, url=shown_url(feed.spec.url))
        again = [own_feeds.add_line(feed), *([f"feed pause {feed.spec.id}"] if feed.paused_at else [])]
        undo = await undo_action(call, tx, again)
    title = say("feed.removed", feed=feed.spec.id)
    return setup_card(title, (say("feed.entries-stay"),), call.voice, kind=CardKind.FEEDS, actions=(undo,))


def _of_desk(call: Call, feed: FeedState) -> bool:
    return feed.workspace is None and any(spec.id == feed.spec.id for spec in call.desk.feeds)


def _only_paused(call: Call, feed: FeedState) -> Mistake:
    say = call.voice.say
    pause = f"feed pause {feed.spec.id}"
    return Mistake(say("feed.of-desk", feed=feed.spec.id), todo=say("feed.pause-instead"), tries=(pause,))


COMMAND = Command(
    name="feed remove",
    handler=answer,
    options=(Option("feed", OptionKind.FEED, required=True, offered=Offered.OWN),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed remove news-example",),
)
