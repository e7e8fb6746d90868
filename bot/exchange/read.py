"""From a file to a bundle, or to all that is wrong with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import TypeVar

import yaml

from bot.cards.refused import refused_words
from bot.exchange.addresses import address_fault
from bot.exchange.bundle import (
    FORMAT,
    Bundle,
    FeedItem,
    Item,
    PlaceItem,
    SubscriptionItem,
    TermItem,
    TopicItem,
)
from bot.exchange.faults import Fault
from bot.exchange.fields import Fields
from bot.exchange.nodes import read_nodes
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.feed import Agent, Tier
from feeds.terms.error import TermError
from feeds.terms.parser import parse
from storage.subscriptions import Mode

T = TypeVar("T", bound=Item)

MOST_ITEMS = 2000
"""Of one section: more than any limit of a workspace."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 48
_LONGEST_NAME = 100
_LONGEST_URL = 2048
_DAY = 24 * 60
_KINDS = ("channel", "private", "shared", "text", "announcement", "thread", "forum", "terminal")
"""Of places, as the faces name them: the first three are Slack's, "text" to "forum" are Discord's."""


def read_bundle(text: str, desk: Desk, voice: Voice) -> tuple[Bundle, tuple[Fault, ...]]:
    """Read a file for a desk: what it says, and all that is wrong with it, by line.

    Where something is wrong, the bundle is good for one thing only: to see what else is. Nothing is looked up: whether
    it fits the workspace, `bot.exchange.plan` tells.
    """
    root = read_nodes(text, voice)
    if isinstance(root, Fault):
        return Bundle(desk.id), (root,)
    reading = _Reading(desk, voice)
    bundle = reading.bundle(root)
    return bundle, tuple(sorted(set(reading.faults)))


class _Reading:
    """One file being read."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        self.faults: list[Fault] = []
        self._desk = desk
        self._voice = voice

    def bundle(self, root: yaml.Node) -> Bundle:
        known = ("format", *(field.name for field in fields(Bundle)))
        top = Fields(root, known, self.faults, self._voice)
        said = top.node("format")
        if isinstance(root, yaml.MappingNode) and (said is None or said.value != str(FORMAT)):
            top.fault(self._voice.say("exchange.format", format=FORMAT))
        desk = top.maybe("desk") or self._desk.id
        if desk != self._desk.id:
            top.fault(self._voice.say("exchange.other-desk", theirs=desk, ours=self._desk.id))
        return Bundle(
            desk=desk,
            language=top.choice("language", self._desk.languages) if top.node("language") else None,
            timezone=top.zone("timezone", required=False),
            topics=self._section(top, "topics", TopicItem, self._topic),
            terms=self._section(top, "terms", TermItem, self._term),
            feeds=self._section(top, "feeds", FeedItem, self._feed),
            places=self._section(top, "places", PlaceItem, self._place),
            subscriptions=self._section(top, "subscriptions", SubscriptionItem, self._subscription),
        )

    def _section(self, top: Fields, name: str, item: type[T], read: Callable[[Fields], T]) -> tuple[T, ...]:
        known = [field.name for field in fields(item) if field.name != "line"]
        found: dict[str, T] = {}
        for node in top.items(name, MOST_ITEMS):
            before = len(self.faults)
            one = read(Fields(node, known, self.faults, self._voice))
            if len(self.faults) == before and found.setdefault(one.key, one) is not one:
                what = self._voice.say("exchange.item-twice", key=one.key, line=found[one.key].line)
                self.faults.append(Fault(one.line, what))
        return tuple(found.values())

    def _topic(self, item: Fields) -> TopicItem:
        slug = item.text("slug", pattern=_ID, longest=_LONGEST_ID)
        return TopicItem(slug, self._text(item, "name"), self._text(item, "about", required=False), item.line)

    def _text(self, item: Fields, name: str, *, required: bool = True) -> dict[str, str]:
        """Read a text in some of the desk's languages."""
        node = item.node(name)
        if node is None:
            if required:
                item.fault(self._voice.say("exchange.missing", name=name))
            return {}
        texts = Fields(node, self._desk.languages, self.faults, self._voice)
        found = {language: texts.maybe(language, longest=_LONGEST_NAME * 3) for language in self._desk.languages}
        named = {language: text for language, text in found.items() if text}
        if required and not named:
            item.fault(self._voice.say("exchange.missing", name=name))
        return named

    def _term(self, item: Fields) -> TermItem:
        expression = item.text("expression")
        try:
            if expression:
                parse(expression)
        except TermError as error:
            refused = refused_words(error.flaw, self._voice)
            what = self._voice.say(
                "exchange.term", expression=expression, what=refused.what, column=error.column, hint=refused.todo
            )
            item.fault(what)
        return TermItem(item.text("topic", pattern=_ID), expression, item.line)

    def _feed(self, item: Fields) -> FeedItem:
        feed = FeedItem(
            id=item.text("id", pattern=_ID, longest=_LONGEST_ID),
            url=item.text("url", longest=_LONGEST_URL),
            login=item.flag("login"),
            shared=item.flag("shared"),
            publisher=item.text("publisher", longest=_LONGEST_NAME),
            tier=item.choice("tier", map(str, Tier), str(Tier.NATIONAL)),
            lang=item.maybe("lang", pattern=re.compile("[a-z]{2}")),
            minutes=item.number("minutes", 1, _DAY) or 15,
            empty_ok=item.flag("empty_ok"),
            agent=item.choice("agent", map(str, Agent), str(Agent.HONEST)),
            keep_cookies=item.flag("keep_cookies"),
            encoding=item.maybe("encoding", pattern=re.compile(r"[\w.:-]{1,40}", re.ASCII)),
            timezone=item.zone("timezone", required=False),
            note=item.maybe("note") or "",
            paused=item.flag("paused"),
            line=item.line,
        )
        if feed.url and (fault := address_fault(feed, self._voice)):
            self.faults.append(fault)
        return feed

    def _place(self, item: Fields) -> PlaceItem:
        return PlaceItem(
            id=item.text("id", longest=_LONGEST_NAME),
            kind=item.choice("kind", _KINDS, "channel"),
            name=item.text("name", longest=_LONGEST_NAME),
            language=item.choice("language", self._desk.languages),
            timezone=item.zone("timezone") or "",
            notices=item.flag("notices"),
            line=item.line,
        )

    def _subscription(self, item: Fields) -> SubscriptionItem:
        mode = item.choice("mode", map(str, Mode))
        at, weekday = item.time("at"), item.number("weekday", 0, 6)
        if (item.node("at") is not None) != (mode in {Mode.DAILY, Mode.WEEKLY}):
            item.fault(self._voice.say("exchange.at-needs-digest"))
        if (item.node("weekday") is not None) != (mode == Mode.WEEKLY):
            item.fault(self._voice.say("exchange.weekday-needs-week"))
        zone, quiet, its_zone = item.zone("timezone") or "", self._quiet(item), self._quiet_zone(item)
        return SubscriptionItem(
            place=item.text("place", longest=_LONGEST_NAME),
            topic=item.text("topic", pattern=_ID),
            mode=mode,
            timezone=zone,
            language=item.choice("language", self._desk.languages),
            at=at,
            weekday=weekday,
            quiet=quiet,
            quiet_timezone=(its_zone or zone) if quiet else None,
            official_only=item.flag("official_only"),
            min_publishers=item.number("min_publishers", 1, 100) or 1,
            urgent=item.flag("urgent"),
            empty=item.flag("empty"),
            paused_until=self._moment(item, "paused_until"),
            line=item.line,
        )

    def _quiet(self, item: Fields) -> tuple[str, str] | None:
        node = item.node("quiet")
        if node is None:
            return None
        parts: Sequence[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else ()
        hours = [part.value for part in parts if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(part.value))]
        if len(parts) == len(hours) == len(("from", "to")):
            return hours[0], hours[1]
        item.fault(self._voice.say("exchange.wrong", name="quiet", wanted='["22:00", "07:00"]'))
        return None

    def _quiet_zone(self, item: Fields) -> str | None:
        """Read the zone of quiet hours, which is no use without these."""
        zone = item.zone("quiet_timezone", required=False)
        if zone and item.node("quiet") is None:
            item.fault(self._voice.say("exchange.missing", name="quiet"))
        return zone

    def _moment(self, item: Fields, name: str) -> str | None:
        text = item.maybe(name)
        if text is None:
            return None
        try:
            return datetime.fromisoformat(text).astimezone(UTC).isoformat()
        except (ValueError, OverflowError):
            item.fault(self._voice.say("exchange.wrong", name=name, wanted="2026-01-29T02:00:00+00:00"))
            return None
