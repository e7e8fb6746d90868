"""`feed list`, `feed health <feed>` and `feed preview <url>`: looking, without changing anything."""

from bot.cards.card import Card, CardKind, Line
from bot.cards.feed import feed_card, health_name
from bot.cards.feeds import health
from bot.cards.preview import preview_card
from bot.cards.setup import setup_card
from bot.commands.admin import own_feeds
from bot.commands.admin.feed_add import URL, checked_url, problem
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from feeds.feed import Tier
from feeds.fetch.redact import shown_url
from feeds.parse.document import Document
from storage import feeds


async def _list(call: Call, values: Values) -> Card:
    """Return the feeds that this workspace reads, its own first."""
    del values
    async with call.database.read() as tx:
        known = await feeds.listing(tx, call.who.workspace)
    say = call.voice.say
    lines = [
        Line(
            say("feed.listed", feed=feed.spec.id, health=health_name(health(feed), call.voice)),
            mark=say("mark.private") if feed.workspace else "",
            details=(shown_url(feed.spec.url),),
        )
        for feed in sorted(known, key=lambda feed: (feed.workspace is None, feed.spec.id))
    ]
    own = sum(feed.workspace is not None for feed in known)
    title = call.voice.many("feed.list", len(known), own=own)
    footer = (say("feed.how-many", maximum=call.limits.feeds),)
    return setup_card(title, lines or (say("feed.none"),), call.voice, kind=CardKind.FEEDS, footer=footer)


async def _health(call: Call, values: Values) -> Card:
    """Return how one feed is."""
    async with call.database.read() as tx:
        feed = await own_feeds.find(call, tx, str(values["feed"]))
    if isinstance(feed, Mistake):
        return feed.card(call.voice)
    return feed_card(feed, call.voice, call.desk, call.clock.now())


async def _preview(call: Call, values: Values) -> Card:
    """Fetch an address now and show what is there; nothing is kept."""
    url = checked_url(call, str(values["url"]))
    if isinstance(url, Mistake):
        return url.card(call.voice)
    if call.probe is None:
        what, todo = call.voice.say("preview.cannot"), call.voice.say("preview.where-it-runs")
        return Mistake(what, where=shown_url(url), todo=todo).card(call.voice)
    found = await call.probe(url)
    if not isinstance(found, Document):
        return problem(call, url, found).card(call.voice)
    matcher = await call.matcher.get()
    matching = sum(bool(matcher.match(entry, Tier.NATIONAL)) for entry in found.entries)
    return preview_card(found, matching, url, call.voice)


_FEED = Option("feed", OptionKind.FEED, required=True)

LIST = Command(
    name="feed list",
    handler=_list,
    repeatable=True,
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed list",),
)
HEALTH = Command(
    name="feed health",
    handler=_health,
    repeatable=True,
    options=(_FEED,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed health news-example",),
)
PREVIEW = Command(
    name="feed preview",
    handler=_preview,
    repeatable=True,
    options=(URL,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed preview https://news.example/rss",),
)
