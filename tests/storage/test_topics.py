"""Workspaces have topics and terms of their own; versions of the desk are noted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import feeds.desks
from feeds.desks.loader import load_desk
from storage import desks, subscriptions, topics, workspaces
from storage.engine.errors import StorageError
from tests.storage.world import NOON, World

NAME = {"en": "Our plant", "ko": "우리 공장"}


async def test_a_workspaces_own_topic_is_its_own(world: World) -> None:
    async with world.database.write() as tx:
        made = await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)
        assert (made.slug, made.name) == ("our-plant", NAME)
        assert await topics.listing(tx, world.workspace.id) == [made]
        assert await topics.listing(tx, 999) == []
        with pytest.raises(StorageError, match='there is a topic "our-plant" already'):
            await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)


async def test_terms_are_added_once_and_go_with_their_topic(world: World) -> None:
    async with world.database.write() as tx:
        await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)
        term = await topics.add_term(tx, world.workspace.id, "our-plant", "엘라벨 OR ellabell", by="u1", now=NOON)
        again = await topics.add_term(tx, world.workspace.id, "our-plant", "엘라벨 OR ellabell", by="u2", now=NOON)
        desk = await topics.add_term(tx, world.workspace.id, "kit-desk", "키트", by="u1", now=NOON)
        assert again == term
        assert await topics.terms(tx, world.workspace.id) == await topics.terms(tx) == [term, desk]
        assert await topics.remove(tx, world.workspace.id, "our-plant")
        assert not await topics.remove(tx, world.workspace.id, "our-plant")
        assert await topics.terms(tx) == [desk]
        assert not await topics.remove_term(tx, 999, desk.id)
        assert await topics.remove_term(tx, world.workspace.id, desk.id)
        assert await topics.terms(tx) == []


async def test_a_term_is_edited_in_its_place_and_never_into_the_double_of_another(world: World) -> None:
    async with world.database.write() as tx:
        one = await topics.add_term(tx, world.workspace.id, "kit-desk", "키트", by="u1", now=NOON)
        two = await topics.add_term(tx, world.workspace.id, "kit-desk", "desk", by="u1", now=NOON)
        edited = await topics.edit_term(tx, world.workspace.id, one.id, "키트 데스크")
        assert edited == replace(one, expression="키트 데스크") == await topics.term(tx, world.workspace.id, one.id)
        assert await topics.edit_term(tx, world.workspace.id, 999, "x") is None
        assert await topics.edit_term(tx, 999, one.id, "x") is None
        with pytest.raises(StorageError, match=f"term {two.id} of that topic says the same"):
            await topics.edit_term(tx, world.workspace.id, one.id, "desk")
        assert await topics.term(tx, 999, one.id) is None


async def test_an_own_topic_is_renamed_and_keeps_its_slug(world: World) -> None:
    async with world.database.write() as tx:
        await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)
        assert await topics.rename(tx, world.workspace.id, "our-plant", {"en": "Ellabell"})
        assert not await topics.rename(tx, world.workspace.id, "theirs", {"en": "Ellabell"})
        assert [(one.slug, one.name) for one in await topics.listing(tx, world.workspace.id)] == [
            ("our-plant", {"en": "Ellabell"})
        ]


async def test_every_change_of_the_terms_is_counted_and_what_changed_is_found_by_the_count(world: World) -> None:
    async with world.database.write() as tx:
        before = await topics.last_change(tx)
        await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)
        one = await topics.add_term(tx, world.workspace.id, "kit-desk", "키트", by="u1", now=NOON)
        added = await topics.last_change(tx)
        two = await topics.add_term(tx, world.workspace.id, "our-plant", "공장", by="u1", now=NOON)
        assert await topics.terms_changed(tx, before) == [one, two]
        assert await topics.terms_changed(tx, before, limit=1) == [one]
        assert await topics.terms_changed(tx, before, after=one.id) == [two]
        assert await topics.terms_changed(tx, added) == [two]
        edited = await topics.edit_term(tx, world.workspace.id, one.id, "키트 데스크")
        assert await topics.terms_changed(tx, added) == [edited, two]
        counts = [before, added, await topics.last_change(tx)]
        await topics.remove_term(tx, world.workspace.id, one.id)
        counts.append(await topics.last_change(tx))
        await topics.remove(tx, world.workspace.id, "our-plant")
        counts.append(await topics.last_change(tx))
        await workspaces.remove(tx, world.workspace.id)
        counts.append(await topics.last_change(tx))
        assert counts == sorted(set(counts)), "each of them is more than the one before"
        assert await topics.term_ids(tx) == []
        assert await topics.count_terms(tx) == 0


def test_what_own_terms_found_is_seen_by_their_workspace_alone() -> None:
    assert topics.visible("kit-desk", 7) == "kit-desk"
    assert topics.visible(topics.own_key(7, "kit-desk"), 7) == "kit-desk"
    assert topics.visible(topics.own_key(7, "kit-desk"), 77) is None
    assert topics.visible(topics.own_key(77, "kit-desk"), 7) is None


async def test_a_removed_topic_takes_the_subscriptions_of_its_workspace_along_and_no_others(world: World) -> None:
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g2", name="Two", locale="ko", now=NOON)
        for workspace in (world.workspace.id, other.id):
            await topics.add(tx, workspace, "our-plant", name=NAME, about=NAME, now=NOON)
    theirs = await world.add_channel(workspace=other.id)
    for topic in (None, "our-plant", "visa-talks"):
        await world.subscribe(topic)
    kept = await world.subscribe("our-plant", to=theirs)
    async with world.database.write() as tx:
        assert await topics.remove(tx, world.workspace.id, "our-plant")
        left = await subscriptions.listing(tx, workspace=world.workspace.id)
        assert [one.topic for one in left] == [None, "visa-talks"]
        assert await subscriptions.listing(tx, workspace=other.id) == [kept]


async def test_names_beyond_the_desk_are_ones_own_and_what_the_desk_had_never_another_workspaces(world: World) -> None:
    desk = load_desk(Path(next(iter(feeds.desks.__path__))) / "korea_us_visa")
    dropped = replace(desk.topics["kit-desk"], id="old", name={"en": "Old name"})
    async with world.database.write() as tx:
        for age, name in ((2, {"en": "Older name"}), (1, {"en": "Old name"})):
            before = replace(desk, version=f"{age}", topics={"old": replace(dropped, name=name)})
            await desks.note(tx, before, NOON - timedelta(days=age))
        await desks.note(tx, desk, NOON)
        other = await workspaces.put(tx, platform="discord", external="g2", name="Two", locale="ko", now=NOON)
        await topics.add(tx, other.id, "our-plant", name={"en": "Secret"}, about={}, now=NOON)
        await topics.add(tx, other.id, "old", name={"en": "Secret, too"}, about={}, now=NOON)
        slugs = {"visa-talks", "our-plant", "old", "never-was"}
        assert await topics.names_beyond(tx, world.workspace.id, slugs, desk=desk) == {"old": {"en": "Old name"}}
        await topics.add(tx, world.workspace.id, "our-plant", name=NAME, about=NAME, now=NOON)
        names = await topics.names_beyond(tx, world.workspace.id, slugs, desk=desk)
        assert names == {"old": {"en": "Old name"}, "our-plant": NAME}
