"""What slack_sdk reads of workspaces, people and channels, and what the app hears of them."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack_server.bot import client
from tests.slack_server.conftest import Newsroom


async def test_channels_are_listed_page_by_page_and_private_ones_only_with_the_app(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    made = [newsroom.channel, *(places.add_channel(newsroom.team, f"c{number}") for number in range(4))]
    made.append(places.add_channel(newsroom.team, "inside", private=True))
    places.add_channel(newsroom.team, "outside", private=True, bot=False)
    web, seen, cursor = client(newsroom), [], ""
    while True:
        page = await web.conversations_list(limit=2, cursor=cursor, types="public_channel,private_channel")
        seen += [channel["id"] for channel in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == made
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await web.conversations_list(cursor="x")


async def test_a_channel_tells_its_language_to_who_asks_for_it(newsroom: Newsroom) -> None:
    channel = newsroom.server.places.add_channel(newsroom.team, "소식", locale="ko-KR")
    web = client(newsroom)
    assert (await web.conversations_info(channel=channel, include_locale=True))["channel"]["locale"] == "ko-KR"
    assert "locale" not in (await web.conversations_info(channel=channel))["channel"]


async def test_people_say_who_they_are_and_groups_who_is_in_them(newsroom: Newsroom) -> None:
    places, web = newsroom.server.places, client(newsroom)
    boss = places.add_person(newsroom.team, "boss", rank="admin", locale="ko-KR", tz="America/New_York")
    told = (await web.users_info(user=boss, include_locale=True))["user"]
    assert (told["is_admin"], told["locale"], told["tz"]) == (True, "ko-KR", "America/New_York")
    assert "locale" not in (await web.users_info(user=boss))["user"]
    group = places.add_group(newsroom.team, "desk", [boss])
    (shown,) = (await web.usergroups_list(include_users=True))["usergroups"]
    assert (shown["id"], shown["users"]) == (group, [boss])
    members = (await web.conversations_members(channel=newsroom.channel))["members"]
    assert set(members) >= {newsroom.mina, places.bot(newsroom.team)}


async def test_a_token_sees_its_own_workspace_only(newsroom: Newsroom) -> None:
    places, web = newsroom.server.places, client(newsroom)
    other = places.add_team("Other")
    stranger = places.add_person(other, "stranger")
    channel = places.add_channel(other, "theirs")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await web.users_info(user=stranger)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web.conversations_info(channel=channel)
    assert (await web.team_info())["team"]["name"] == "Newsroom"


async def test_what_happens_to_a_channel_is_told_by_its_events(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    hidden = places.add_channel(newsroom.team, "hidden", private=True)
    places.rename_channel(newsroom.channel, "desk")
    places.archive(newsroom.channel)
    places.unarchive(newsroom.channel)
    places.kick_bot(newsroom.channel)
    places.invite_bot(newsroom.channel, newsroom.mina)
    places.kick_bot(hidden)
    places.delete_channel(newsroom.channel)
    rows = newsroom.server.world.store.table("envelopes").values()
    assert [row["payload"]["event"]["type"] for row in rows] == [
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "channel_left",
        "message",
        "member_joined_channel",
        "group_left",
        "message",
        "channel_deleted",
    ]


async def test_a_private_channel_that_is_shared_has_another_id_and_all_that_was_in_it(newsroom: Newsroom) -> None:
    """Slack, "channel_id_changed": the former id ends, the new one is told to apps that are in the channel."""
    places, web = newsroom.server.places, client(newsroom)
    hidden = places.add_channel(newsroom.team, "hidden", private=True, members=[newsroom.mina])
    said = await web.chat_postMessage(channel=hidden, text="before", unfurl_links=False, unfurl_media=False)
    new = places.share(hidden)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web.chat_postMessage(channel=hidden, text="lost", unfurl_links=False, unfurl_media=False)
    assert [one["ts"] for one in (await web.conversations_history(channel=new))["messages"]] == [said["ts"]]
    assert (await web.conversations_info(channel=new))["channel"]["is_ext_shared"]
    (row,) = newsroom.server.world.store.table("envelopes").values()
    told = row["payload"]["event"]
    assert (told["type"], told["old_channel_id"], told["new_channel_id"]) == ("channel_id_changed", hidden, new)
