"""Who asks on Slack: their language and zone, their place, and what they may."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands.command import Permission
from bot.faces.slack.places.channels import Channel, Channels
from bot.faces.slack.places.person import NotInstalledError, Person, person_of
from storage import managers
from storage.engine.database import Database
from tests.bot.faces.slack.newsroom import NOON, Newsroom, newsroom
from tests.servers.slack import Fault


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Newsroom]:
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    database = await Database.open(f"sqlite:///{mine}", durable=False)
    async with newsroom(database) as opened:
        yield opened
    await database.close()


async def test_a_person_asks_in_the_language_and_zone_that_slack_has_of_them(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team, "visa-news")
    mina = room.server.places.add_person(room.team, locale="ko-KR", tz="America/New_York", channels=[channel])
    who = await room.people.who(room.team, mina, channel, "visa-news")
    assert (who.platform, who.person, who.locale, who.timezone) == ("slack", mina, "ko", "America/New_York")
    place, its = await room.place(channel), await room.workspace()
    assert place is not None
    assert its is not None
    assert (who.workspace, who.destination) == (its.id, place.id)
    assert (place.kind, place.name, place.locale, place.timezone) == ("channel", "visa-news", "ko", "UTC")
    assert its.name == "Newsroom"


@pytest.mark.parametrize(("rank", "spoken"), [("admin", ("ko", "Asia/Seoul")), ("member", ("ko", "UTC"))])
async def test_a_channel_that_an_admin_names_is_spoken_to_as_they_speak(
    room: Newsroom, rank: str, spoken: tuple[str, str]
) -> None:
    here, other = (room.server.places.add_channel(room.team, name) for name in ("here", "other"))
    mina = room.server.places.add_person(room.team, rank=rank, locale="ko-KR", tz="Asia/Seoul", channels=[here, other])
    await room.people.channel(await room.people.who(room.team, mina, here), other)
    place = await room.place(other)
    assert place is not None
    assert (place.locale, place.timezone) == spoken


@pytest.mark.parametrize(
    ("rank", "may"),
    [("owner", Permission.ADMIN), ("admin", Permission.ADMIN), ("member", Permission.EVERYONE)],
)
async def test_admins_and_owners_may_set_up(room: Newsroom, rank: str, may: Permission) -> None:
    channel = room.server.places.add_channel(room.team)
    person = room.server.places.add_person(room.team, rank=rank, channels=[channel])
    assert (await room.people.who(room.team, person, channel)).permission is may


async def test_who_made_a_channel_and_whom_an_admin_named_may_subscribe_it(room: Newsroom) -> None:
    maker, named, other = (room.server.places.add_person(room.team, name) for name in ("maker", "named", "other"))
    channel = room.server.places.add_channel(room.team, creator=maker, members=[named, other])
    who = await room.people.who(room.team, other, channel)
    async with room.database.write() as tx:
        await managers.put(tx, who.workspace, named, named_by="U9", now=NOON)
    may = [(await room.people.who(room.team, one, channel)).permission for one in (maker, named, other)]
    assert may == [Permission.MANAGER, Permission.MANAGER, Permission.EVERYONE]
    elsewhere = room.server.places.add_channel(room.team, "elsewhere", members=[maker])
    assert (await room.people.who(room.team, maker, elsewhere)).permission is Permission.EVERYONE


async def test_the_operator_is_known_by_the_settings_wherever_they_ask(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team)
    assert (await room.people.who(room.team, "UOPERATOR", channel)).permission is Permission.OPERATOR


async def test_in_their_own_direct_messages_everyone_may_subscribe_in_their_own_zone(room: Newsroom) -> None:
    mina = room.server.places.add_person(room.team, tz="Asia/Seoul", locale="ko-KR")
    who = await room.people.who(room.team, mina, room.server.places.direct(mina), "directmessage")
    place = await room.place(f"@{mina}")
    assert place is not None
    assert (who.destination, who.permission) == (place.id, Permission.MANAGER)
    assert (place.kind, place.name, place.locale, place.timezone) == ("direct", "DM", "ko", "Asia/Seoul")
    home = await room.people.who(room.team, mina, None)
    assert (home.destination, home.permission) == (place.id, Permission.MANAGER)


@pytest.mark.parametrize(("channel", "name"), [("D0000000099", "directmessage"), ("C0000000099", "mpdm-mina--jun-1")])
async def test_between_people_one_may_only_ask_and_is_in_ones_own_direct_messages(
    room: Newsroom, channel: str, name: str
) -> None:
    mina = room.server.places.add_person(room.team)
    who = await room.people.who(room.team, mina, channel, name)
    place = await room.place(f"@{mina}")
    assert place is not None
    assert (who.destination, who.permission) == (place.id, Permission.EVERYONE)


async def test_a_private_channel_without_the_bot_is_known_by_its_id(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team, "board", private=True, bot=False)
    mina = room.server.places.add_person(room.team, channels=[channel])
    await room.people.who(room.team, mina, channel, "privategroup")
    place = await room.place(channel)
    assert place is not None
    assert (place.kind, place.name) == ("private", channel)


@pytest.mark.parametrize(("kind", "more"), [("shared", {"shared": True}), ("private", {"private": True})])
async def test_each_kind_of_channel_has_our_word(room: Newsroom, kind: str, more: dict[str, Any]) -> None:
    channel = room.server.places.add_channel(room.team, **more)
    await room.people.who(room.team, room.server.places.add_person(room.team), channel)
    place = await room.place(channel)
    assert place is not None
    assert place.kind == kind


async def test_private_channels_are_hidden_from_whoever_is_not_in_them(room: Newsroom) -> None:
    mina = room.server.places.add_person(room.team, rank="admin")
    other = room.server.places.add_person(room.team, "other")
    kinds: dict[str, dict[str, Any]] = {
        "open": {},
        "closed": {"private": True},
        "mine": {"private": True, "members": [mina, other]},
        "both": {"shared": True},
        "both-closed": {"shared": True, "private": True},
    }
    made = {
        name: room.server.places.add_channel(room.team, name, **{"members": [other], **kind})
        for name, kind in kinds.items()
    }
    numbers = {name: (await room.people.who(room.team, other, one, name)).destination for name, one in made.items()}
    who = await room.people.who(room.team, mina, None)
    assert await room.people.hidden(who) == {numbers["closed"], numbers["both-closed"]}
    assert await room.people.hidden(replace(who, destination=numbers["closed"])) == {numbers["both-closed"]}
    assert await room.people.hidden(await room.people.who(room.team, "UOPERATOR", None)) == frozenset()
    asked = room.asked("conversations.members")
    await room.people.hidden(who)
    assert room.asked("conversations.members") == asked


async def test_all_members_of_a_large_channel_are_known(room: Newsroom) -> None:
    many = [room.server.places.add_person(room.team, f"p{number}") for number in range(12)]
    board = room.server.places.add_channel(room.team, "board", private=True, members=many)
    found = await Channels(room.clock, page=5).members(await room.installed(), board)
    assert set(many) <= found


async def test_a_private_channel_that_slack_does_not_show_is_hidden(room: Newsroom) -> None:
    mina = room.server.places.add_person(room.team, rank="admin")
    board = room.server.places.add_channel(room.team, "board", private=True, members=[mina])
    there = (await room.people.who(room.team, mina, board)).destination
    room.server.faults.next("conversations.members", Fault.BROKEN)
    who = await room.people.who(room.team, mina, None)
    assert await room.people.hidden(who) == {there}
    assert await room.people.hidden(who) == frozenset()


async def test_what_slack_told_is_kept_five_minutes(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team)
    mina = room.server.places.add_person(room.team, channels=[channel])
    for _ in range(3):
        await room.people.who(room.team, mina, channel)
    assert (room.asked("users.info"), room.asked("conversations.info")) == (1, 1)
    room.server.places.set_rank(mina, "admin")
    assert (await room.people.who(room.team, mina, channel)).permission is Permission.EVERYONE
    room.clock.move_to(NOON + timedelta(minutes=5))
    assert (await room.people.who(room.team, mina, channel)).permission is Permission.ADMIN
    assert room.asked("users.info") == 2


async def test_what_slack_told_some_seconds_ago_is_asked_again_where_it_is_wanted_anew(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team)
    mina = room.server.places.add_person(room.team, rank="admin", channels=[channel])
    for _ in range(3):
        await room.people.who(room.team, mina, channel, anew=True)
    assert room.asked("users.info") == 1
    room.server.places.set_rank(mina, "member")
    room.clock.move_to(NOON + timedelta(seconds=15))
    assert (await room.people.who(room.team, mina, channel, anew=True)).permission is Permission.EVERYONE


async def test_where_slack_does_not_tell_anew_what_it_told_before_stands(room: Newsroom) -> None:
    channel = room.server.places.add_channel(room.team)
    mina = room.server.places.add_person(room.team, rank="admin", channels=[channel])
    await room.people.who(room.team, mina, channel)
    room.clock.move_to(NOON + timedelta(seconds=15))
    room.server.faults.next("users.info", Fault.BROKEN)
    assert (await room.people.who(room.team, mina, channel, anew=True)).permission is Permission.ADMIN


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.BROKEN])
async def test_where_slack_does_not_tell_one_may_still_ask(room: Newsroom, fault: Fault) -> None:
    channel = room.server.places.add_channel(room.team)
    mina = room.server.places.add_person(room.team, rank="admin", channels=[channel])
    room.server.faults.next("users.info", fault)
    room.server.faults.next("conversations.info", fault)
    who = await room.people.who(room.team, mina, channel, "news")
    assert who.permission is Permission.EVERYONE
    assert (await room.people.who(room.team, mina, channel, "news")).permission is Permission.ADMIN


async def test_a_workspace_without_the_app_has_nobody_to_ask(room: Newsroom) -> None:
    room.tokens.gone.add(room.team)
    with pytest.raises(NotInstalledError):
        await room.people.who(room.team, "U1", "C1")


async def test_a_channel_that_is_named_in_an_option_becomes_known(room: Newsroom) -> None:
    here, there = (room.server.places.add_channel(room.team, name) for name in ("here", "there"))
    who = await room.people.who(room.team, room.server.places.add_person(room.team), here)
    await room.people.channel(who, there)
    place = await room.place(there)
    assert place is not None
    assert place.name == "there"
    hidden = room.server.places.add_channel(room.team, "hidden", private=True, bot=False)
    await room.people.channel(who, hidden)
    assert await room.place(hidden) is None


OF_IT = {"team_id": "T2", "is_admin": True, "enterprise_user": {"enterprise_id": "T9", "teams": ["T1"]}}
ITSELF = {"team_id": "T2", "is_owner": True, "enterprise_user": {"enterprise_id": "T1"}}
PERSONS: list[tuple[str, dict[str, Any], Person]] = [
    ("nothing", {}, Person()),
    ("an admin of another team", {"team_id": "T2", "is_admin": True}, Person()),
    ("a stranger", {"team_id": "T1", "is_stranger": True, "is_owner": True}, Person()),
    ("of the same organisation", OF_IT, Person(is_admin=True)),
    ("the organisation itself", ITSELF, Person(is_admin=True)),
    ("the first owner", {"team_id": "T1", "is_primary_owner": True}, Person(is_admin=True)),
    ("a zone that there is not", {"tz": "Moon/Sea"}, Person()),
    ("a zone that is a path", {"tz": "../../etc/passwd"}, Person()),
    ("no locale", {"locale": None, "tz": "Asia/Seoul"}, Person(timezone="Asia/Seoul")),
]


@pytest.mark.parametrize(("told", "person"), [case[1:] for case in PERSONS], ids=[case[0] for case in PERSONS])
def test_a_person_is_what_slack_tells_of_them_here(told: dict[str, Any], person: Person) -> None:
    assert person_of(told, "T1") == person


def test_where_the_bot_may_post_is_where_it_is_in_and_that_is_open() -> None:
    cases = [(True, False), (True, True), (False, False)]
    assert [Channel("C1", "x", is_member=one, is_archived=two).can_post for one, two in cases] == [True, False, False]
