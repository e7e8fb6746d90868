"""What is exported can be imported: all of it, once, or nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.clean import clean_line
from bot.cards.feed_address import not_public
from bot.commands.limits import Limits
from bot.exchange.apply import Hand, apply
from bot.exchange.bundle import Bundle, FeedItem, PlaceItem, SubscriptionItem, TermItem, TopicItem
from bot.exchange.plan import Deed, Plan
from bot.exchange.read import read_bundle
from bot.exchange.state import current
from bot.exchange.workspace import Side, export, ground, prepare, read, with_addresses
from bot.exchange.write import written
from bot.locale.voice import Voice
from feeds.feed import FeedSpec
from storage import feeds, subscriptions
from storage.engine.database import Database
from storage.subscriptions import Mode, Terms
from tests.bot.exchange.bundles import bundles, conflicts
from tests.bot.exchange.conftest import a_side
from tests.bot.invented import DESK, NOW
from tests.places import a_place


async def _import(
    database: Database, text: str, side: Side, voice: Voice, *, exactly: bool = False
) -> Plan | list[tuple[int, str]]:
    """Read a file in, and return what was done, or what is wrong."""
    file = await read(text, side.desk, voice)
    async with database.write() as tx:
        plan = prepare(file, await ground(tx, side, NOW), voice, exactly=exactly)
        if not isinstance(plan, Plan):
            return [(fault.line, fault.what) for fault in plan]
        await apply(tx, plan, Hand(side.workspace, "someone", NOW))
        return plan


async def _export(database: Database, side: Side, voice: Voice) -> str:
    async with database.read() as tx:
        return await export(tx, side, NOW, voice)


@settings(max_examples=80)
@given(bundles())
def test_a_file_says_what_the_bundle_said_on_lines_that_come_through_a_card(english: Voice, bundle: Bundle) -> None:
    text = written(bundle, english)
    assert read_bundle(text, DESK, english) == (bundle, ())
    assert all(clean_line(line, 5000) == line for line in text.splitlines())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bundles())
async def test_export_then_import_into_an_empty_workspace_gives_the_same_and_again_changes_nothing(
    database: Database, english: Voice, bundle: Bundle
) -> None:
    first, second = await a_side(database), await a_side(database)
    made = await _import(database, written(bundle, english), first, english)
    assert isinstance(made, Plan)
    async with database.read() as tx:
        assert await current(tx, first.workspace, DESK, NOW, shared=True) == bundle
    text = await _export(database, first, english)
    assert isinstance(await _import(database, text, second, english), Plan)
    assert await _export(database, second, english) == text
    again = await _import(database, text, second, english)
    assert isinstance(again, Plan)
    assert again.empty


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bundles(), st.data())
async def test_a_file_that_conflicts_changes_nothing_though_the_rest_of_it_would_fit(
    database: Database, english: Voice, bundle: Bundle, data: st.DataObject
) -> None:
    side = await a_side(database)
    await _import(database, written(bundle, english), side, english)
    before = await _export(database, side, english)
    for exactly in (False, True):
        wrong = written(data.draw(conflicts(bundle)), english)
        faults = await _import(database, wrong, side, english, exactly=exactly)
        assert isinstance(faults, list)
        assert faults
        assert await _export(database, side, english) == before


FULL = Bundle(
    desk=DESK.id,
    topics=(TopicItem("our-plant", {"en": "Our plant"}, {}),),
    terms=(TermItem("our-plant", "비자 not 소비자"),),
    feeds=(FeedItem("mine", "https://mine.example/rss", "Mine", "wire", 15, "honest", lang="en"),),
    places=(PlaceItem("C1", "channel", "news", "en", "UTC"),),
    subscriptions=(SubscriptionItem("C1", "our-plant", "instant", "UTC", "en"),),
)


async def test_shared_feeds_go_to_another_installation_with_whoever_runs_it(
    database: Database, elsewhere: Database, english: Voice
) -> None:
    shared = FeedItem("ours", "https://ours.example/rss", "Ours", "official", 5, "browser", shared=True, paused=True)
    full = replace(FULL, feeds=(*FULL.feeds, shared))
    first, second = await a_side(database), await a_side(elsewhere)
    assert isinstance(await _import(database, written(full, english), first, english), Plan)
    text = await _export(database, first, english)
    assert isinstance(await _import(elsewhere, text, second, english), Plan)
    assert await _export(elsewhere, second, english) == text == written(full, english)
    again = await _import(elsewhere, text, second, english)
    assert isinstance(again, Plan)
    assert again.empty
    assert "ours" not in await _export(database, replace(first, operator=False), english)


async def test_what_is_there_and_not_in_the_file_stays_unless_it_shall_be_exact(
    database: Database, english: Voice
) -> None:
    side = await a_side(database)
    await _import(database, written(FULL, english), side, english)
    only = replace(FULL, terms=(), feeds=(), subscriptions=())
    kept = await _import(database, written(only, english), side, english)
    assert isinstance(kept, Plan)
    assert kept.empty
    exact = await _import(database, written(only, english), side, english, exactly=True)
    assert isinstance(exact, Plan)
    assert [(change.deed, type(change.item)) for change in exact.changes] == [
        (Deed.REMOVE, TermItem),
        (Deed.REMOVE, FeedItem),
        (Deed.REMOVE, SubscriptionItem),
    ]
    assert await _export(database, side, english) == written(only, english)


async def test_a_password_never_leaves_and_a_feed_that_needs_one_keeps_the_one_it_has(
    database: Database, english: Voice
) -> None:
    side, other = await a_side(database), await a_side(database)
    spec = FeedSpec("mine", "https://joe:geheim@mine.example/rss?key=abcd&page=2", "Mine")
    async with database.write() as tx:
        await feeds.add(tx, spec, side.workspace, NOW)
    text = await _export(database, side, english)
    assert "geheim" not in text
    assert "abcd" not in text
    changed = text.replace('"Mine"', '"Yours"')
    assert isinstance(await _import(database, changed, side, english), Plan)
    async with database.read() as tx:
        stored = await feeds.by_slug(tx, "mine", side.workspace)
    assert stored is not None
    assert (stored.spec.url, stored.spec.publisher) == (spec.url, "Yours")
    elsewhere = await _import(database, text, other, english)
    assert isinstance(elsewhere, Plan)
    assert [feed.id for feed in elsewhere.left_out] == ["mine"]
    assert "mine" not in await _export(database, other, english)


async def test_all_mistakes_are_told_at_once_with_their_lines_and_nothing_is_done(
    database: Database, english: Voice
) -> None:
    side = await a_side(database, operator=False)
    wrong = """format: 1
topics:
- {slug: Our Plant, name: {en: x}}
- {slug: visa-talks, name: {en: Mine}}
- {slug: fine, name: {en: Fine}}
- {slug: fine, name: {en: Again}}
terms:
- {topic: nowhere, expression: 비자}
- {topic: fine, expression: "(비자"}
- {topic: fine, expresion: 비자}
feeds:
- {id: a, url: "ftp://a.example/", publisher: A}
- {id: b, url: "https://b.example/", publisher: B, minutes: 0, tier: best}
places:
- {id: C9, name: elsewhere, language: en, timezone: Mars/Base}
subscriptions:
- {place: C9, topic: all, mode: daily, timezone: UTC, language: en, weekday: 3, quiet_timezone: UTC}
- {place: C9, topic: all, mode: instant, timezone: UTC, language: en, paused_until: soon, quiet: [1, 2, 3]}
"""
    faults = await _import(database, wrong, side, english)
    assert isinstance(faults, list)
    assert [line for line, _ in faults] == [3, 4, 6, 8, 9, 10, 10, 12, 13, 13, 15, 17, 17, 17, 18, 18]
    told = dict(faults)
    assert told[3] == "“slug” must be: small letters, digits and single dashes"
    assert told[6] == "“fine” stands in line 5 already."
    assert "column 1" in told[9]
    assert (10, "There is no field “expresion”: did you mean expression?") in faults
    assert "https://" in told[12]
    assert await _export(database, side, english) == written(Bundle(DESK.id), english)


async def test_what_does_not_fit_the_workspace_is_told_with_its_line_too(database: Database, english: Voice) -> None:
    side = await a_side(database, operator=False, limits=Limits(topics=1, terms=1))
    async with database.write() as tx:
        await feeds.register(tx, DESK.feeds, NOW)
        await feeds.add(tx, FeedSpec("mine", "https://mine.example/rss", "Mine"), side.workspace, NOW)
    text = """format: 1
topics:
- {slug: visa-talks, name: {en: Mine}}
- {slug: fine, name: {en: Fine}}
terms:
- {topic: nowhere, expression: 비자}
- {topic: fine, expression: visa}
feeds:
- {id: mine, url: "https://other.example/", publisher: A}
- {id: yonhap-en, url: "https://b.example/", publisher: B}
- {id: c, url: "https://yonhap.example/rss", publisher: B}
- {id: d, url: "https://d.example/rss", publisher: B, shared: true}
places:
- {id: C9, name: elsewhere, language: en, timezone: UTC}
subscriptions:
- {place: C8, topic: all, mode: instant, timezone: UTC, language: en}
"""
    faults = await _import(database, text, side, english)
    assert isinstance(faults, list)
    assert [line for line, _ in faults] == [3, 4, 6, 7, 9, 10, 11, 12, 14, 16]
    told = dict(faults)
    assert told[4].startswith("Too many topics: a workspace may have 1. Whoever runs visabot")
    assert "https://mine.example/rss" in told[9]
    assert "as yonhap-en" in told[11]
    assert "only whoever runs visabot" in told[12]


async def test_a_place_is_found_by_its_name_where_its_id_is_another(database: Database, english: Voice) -> None:
    side = await a_side(database, operator=False)
    async with database.write() as tx:
        await a_place(tx, side.workspace, "X7", NOW, name="news")
    assert isinstance(await _import(database, written(FULL, english), side, english), Plan)
    text = await _export(database, side, english)
    assert 'place: "X7"' in text
    assert "C1" not in text


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "empty"),
        ("- a\n- b", 1, "Fields are expected"),
        ("format: 1\ntopics: {a: b}", 2, "a list"),
        ("format: 1\ntopics: [a]", 2, "Fields are expected"),
        ("desk: invented", 1, "format: 1"),
        ("format: 2", 1, "“format: 1”"),
        ("format: 1\ndesk: other", 1, "of the desk other"),
        ("format: 1\nx: &a [1]\ny: *a", 2, "Anchors"),
        ("format: 1\nx: [[[[[[[[1]]]]]]]]", 2, "nested deeper"),
        ("format: 1\n  x: {", 2, "not YAML"),
        ("format: 1\nx: !!python/object/apply:os.system [ls]", 2, "no field “x”"),
        ("format: 1\nterms: \x07", 0, "not YAML"),
        ("#" * 600_000, 0, "at most 524,288"),
        ("[" * 100_000, 1, "nested deeper"),
    ],
)
def test_what_is_no_such_file_is_refused_by_the_line(text: str, line: int, what: str, english: Voice) -> None:
    _, faults = read_bundle(text, DESK, english)
    assert any(fault.line == line and what in fault.what for fault in faults), faults


async def test_the_comment_of_a_file_is_in_the_language_of_whoever_asked(
    database: Database, english: Voice, korean: Voice
) -> None:
    side = await a_side(database)
    first, *rest = (await _export(database, side, english)).splitlines()
    ours, *same = (await _export(database, side, korean)).splitlines()
    assert first == "# What a visabot workspace set up. To read it in: visabot import FILE"
    assert ours == "# visabot 워크스페이스에서 설정한 내용입니다. 불러오기: visabot import 파일"
    assert same == rest


ONLY_PUBLIC = "Only addresses that anybody can reach are asked. Whoever runs visabot can allow others."
ADDRESSES = """format: 1
feeds:
- {id: a, url: "ftp://a.example/", publisher: A}
- {id: b, url: "http://10.0.0.7/rss", publisher: B}
- {id: c, url: "http://10.0.0.7:8080/other", publisher: C}
- {id: d, url: "https://me:word@d.example/rss", publisher: D, shared: true}
- {id: e, url: "https://e.example/rss", publisher: E}
- {id: f, url: "https://e.example:443/rss#top", publisher: F}
- {id: mine, url: "http://10.0.0.8/rss", publisher: Mine}
"""


async def test_addresses_are_refused_in_the_words_of_feed_add_but_not_of_feeds_that_are_there(
    database: Database, english: Voice
) -> None:
    side = await a_side(database)
    async with database.write() as tx:
        await feeds.add(tx, FeedSpec("mine", "http://10.0.0.8/rss", "Mine"), side.workspace, NOW)
        there = await ground(tx, side, NOW)
    asked: list[str] = []

    async def reach(url: str) -> bool:
        asked.append(url)
        return "10.0.0." not in url

    file = await with_addresses(await read(ADDRESSES, DESK, english), there, english, reach)
    faults = prepare(file, there, english)
    assert not isinstance(faults, Plan)
    assert [(fault.line, fault.what) for fault in faults] == [
        (3, "“ftp://a.example/” is not a web address. Write it whole, as in https://news.example/rss."),
        *((line, f"{not_public('http://10.0.0.7/', english).what[:-1]}. {ONLY_PUBLIC}") for line in (4, 5)),
        (6, "An address with a login or key cannot be shared. Leave “shared” out: then it is this workspace's own."),
        (8, "https://e.example:443/rss#top is read here already, as e: take it out of the file."),
    ]
    assert len(asked) == len({"10.0.0.7", "e.example"}), "each host is looked up once"


async def test_a_place_that_the_asker_may_not_know_of_is_not_exported_and_reading_the_file_in_leaves_it_alone(
    database: Database, english: Voice
) -> None:
    side = await a_side(database)
    async with database.write() as tx:
        open_, closed = [await a_place(tx, side.workspace, name, NOW, name=name) for name in ("open", "closed")]
        for place in (open_, closed):
            await subscriptions.add(tx, place.id, None, Terms(Mode.INSTANT, "UTC", "en"), next_due_at=None, now=NOW)
        text = await export(tx, side, NOW, english, hidden=frozenset({closed.id}))
    assert "open" in text
    assert "closed" not in text
    plan = await _import(database, text, side, english)
    assert isinstance(plan, Plan)
    assert plan.empty
