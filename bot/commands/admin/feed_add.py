"""`feed add <url> [options]`: a feed of the workspace's own, or, for the operator, a shared one."""

from datetime import timedelta

from bot.cards.card import Card, CardKind
from bot.cards.feed import tier_name
from bot.cards.feed_address import AddressRefused, no_address, not_public, not_shared, unreadable
from bot.cards.setup import setup_card
from bot.commands.admin import own_feeds
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.limits import who_raises
from bot.commands.mistake import Mistake
from bot.config import values as written
from bot.feed_names import LONGEST_ID, bare, publisher_for, slug_for
from feeds.feed import Agent, FeedSpec, Tier
from feeds.fetch.redact import holds_secret, shown_url
from feeds.fetch.result import FetchError
from feeds.parse.document import ParseError
from storage import feeds
from storage.engine.database import Tx

LONGEST_URL = 2048
LONGEST_NAME = 100
SLOWEST = 24 * 60
"""Minutes."""


async def answer(call: Call, values: Values) -> Card:
    """Look at the address, and add it. Nothing is added that is not a feed that can be read now."""
    spec = _spec(call, values)
    if isinstance(spec, Mistake):
        return spec.card(call.voice)
    shared = bool(values.get("shared"))
    if shared and (holds_secret(spec.url) or call.who.permission < Permission.OPERATOR):
        return _not_shared(call, spec).card(call.voice)
    async with call.database.read() as tx:
        wrong = await _conflict(call, tx, spec, shared=shared)
    if wrong is None and not call.confirmed:
        wrong = await look(call, spec.url)
    if wrong:
        return wrong.card(call.voice)
    async with call.database.write() as tx:
        if wrong := await _conflict(call, tx, spec, shared=shared):  # somebody may have been faster
            return wrong.card(call.voice)
        feed = await feeds.add(tx, spec, None if shared else call.who.workspace, call.clock.now())
        await own_feeds.note(call, tx, "add", feed, url=shown_url(spec.url))
        undo = await undo_action(call, tx, [f"feed remove {spec.id}"])
    say = call.voice.say
    lines = (
        say("feed.address", url=shown_url(spec.url)),
        say("feed.kind", publisher=spec.publisher, tier=tier_name(spec.tier, call.voice), minutes=_minutes(spec)),
        say("feed.whose-shared") if shared else say("feed.whose-own"),
        say("feed.baseline"),
        "" if call.probe else say("feed.not-tried"),
    )
    return setup_card(say("feed.added", feed=spec.id), lines, call.voice, kind=CardKind.FEEDS, actions=(undo,))


async def look(call: Call, url: str) -> Mistake | None:
    """Return why an address is no feed that can be read, or None.

    Where nothing can be fetched, None as well, but for an address that will never be asked.
    """
    if call.probe is None and call.reach is not None and not await call.reach(url):
        return _mistake(not_public(url, call.voice), url)
    found = await call.probe(url) if call.probe else None
    return problem(call, url, found) if isinstance(found, FetchError | ParseError) else None


def problem(call: Call, url: str, found: FetchError | ParseError) -> Mistake:
    """Return what is wrong with an address, where, and what to do."""
    return _mistake(unreadable(found, call.voice), url)


def checked_url(call: Call, url: str) -> str | Mistake:
    """Return an address that could be a feed's."""
    try:
        return written.web_address(url.strip("<>"))  # chat platforms put links between these
    except ValueError:
        refused = no_address(url, call.voice)
        return Mistake(refused.what, todo=refused.todo)


def _spec(call: Call, values: Values) -> FeedSpec | Mistake:
    url = checked_url(call, str(values["url"]))
    if isinstance(url, Mistake):
        return url
    slug = str(values.get("name", slug_for(url))).lower()
    if len(slug) > LONGEST_ID or not slug.replace("-", "").isalnum() or not slug.isascii():
        say = call.voice.say
        return Mistake(say("feed.no-id", id=slug), todo=say("feed.write-id", maximum=LONGEST_ID))
    return FeedSpec(
        id=slug,
        url=url,
        publisher=str(values.get("publisher", publisher_for(url))),
        tier=Tier(str(values.get("tier", Tier.NATIONAL))),
        lang=str(values["lang"]) if "lang" in values else None,
        every=timedelta(minutes=int(values.get("minutes", 15))),
        empty_ok=bool(values.get("empty-ok")),
        agent=Agent.BROWSER if values.get("browser") else Agent.HONEST,
        keep_cookies=bool(values.get("cookies")),
        timezone=str(values["zone"]) if "zone" in values else None,
    )


async def _conflict(call: Call, tx: Tx, spec: FeedSpec, *, shared: bool) -> Mistake | None:
    say = call.voice.say
    known = await feeds.listing(tx, call.who.workspace)
    for feed in known:
        if bare(feed.spec.url) == bare(spec.url):
            todo = (
                say("feed.resume-instead", id=feed.spec.id) if feed.paused_at else say("feed.is-read", id=feed.spec.id)
            )
            return Mistake(say("feed.duplicate", id=feed.spec.id), where=shown_url(spec.url), todo=todo)
        if feed.spec.id == spec.id:
            return Mistake(say("feed.id-taken", id=spec.id), where=shown_url(feed.spec.url), todo=say("feed.other-id"))
    private = sum(feed.workspace is not None for feed in known)
    if not shared and private >= call.limits.feeds:
        todo = f"{say('feed.remove-one')} {who_raises('feeds', call.voice)}"
        return Mistake(call.voice.many("feed.limit", call.limits.feeds), todo=todo, tries=("feed list",))
    return None


def _not_shared(call: Call, spec: FeedSpec) -> Mistake:
    say = call.voice.say
    if holds_secret(spec.url):
        return _mistake(not_shared(call.voice), spec.url)
    return Mistake(say("feed.shared-operator"), todo=say("feed.leave-shared-out"))


def _mistake(refused: AddressRefused, url: str) -> Mistake:
    return Mistake(refused.what, where=shown_url(url), todo=refused.todo)


def _minutes(spec: FeedSpec) -> int:
    return round(spec.every.total_seconds() / 60)


URL = Option("url", OptionKind.TEXT, required=True, maximum=LONGEST_URL)

COMMAND = Command(
    name="feed add",
    handler=answer,
    options=(
        URL,
        Option("tier", OptionKind.CHOICE, choices=tuple(Tier)),
        Option("minutes", OptionKind.INTEGER, minimum=1, maximum=SLOWEST),
        Option("lang", OptionKind.CHOICE, choices=("en", "ko")),
        Option("zone", OptionKind.ZONE),
        Option("shared", OptionKind.FLAG),
        Option("empty-ok", OptionKind.FLAG),
        Option("cookies", OptionKind.FLAG),
        Option("browser", OptionKind.FLAG),
        Option("name", OptionKind.FEED, maximum=LONGEST_ID, offered=Offered.NOTHING),
        Option("publisher", OptionKind.TEXT, maximum=LONGEST_NAME),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("feed add https://news.example/rss", "feed add https://gov.example/rss.xml tier:official minutes:5"),
)
