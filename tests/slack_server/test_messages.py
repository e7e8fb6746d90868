"""Messages as slack_sdk writes, edits and reads them."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.servers.slack import said
from tests.slack_server.bot import QUIET, client
from tests.slack_server.conftest import Newsroom


async def test_a_message_is_written_edited_and_found_by_its_metadata(newsroom: Newsroom) -> None:
    web = client(newsroom)
    metadata = {"event_type": "visabot_delivery", "event_payload": {"token": "t1"}}
    sent = await web.chat_postMessage(channel=newsroom.channel, text="first", metadata=metadata, **QUIET)
    await web.chat_update(channel=newsroom.channel, ts=sent["ts"], text="second", parse="none", link_names=False)
    history = await web.conversations_history(channel=newsroom.channel, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata
    assert history["messages"][0]["text"] == "second"
    (message,) = newsroom.server.places.messages(newsroom.channel)
    assert (said(message), message["edits"][0]["text"]) == ("second", "first")


async def test_history_omits_replies_and_is_read_page_by_page_newest_first(newsroom: Newsroom) -> None:
    web = client(newsroom)
    first = (await web.chat_postMessage(channel=newsroom.channel, text="0", **QUIET))["ts"]
    for number in range(1, 5):
        await web.chat_postMessage(channel=newsroom.channel, text=str(number), **QUIET)
    await web.chat_postMessage(channel=newsroom.channel, text="reply", thread_ts=first, **QUIET)
    seen = []
    cursor = None
    while True:
        page = await web.conversations_history(channel=newsroom.channel, limit=2, cursor=cursor)
        seen += [message["text"] for message in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == ["4", "3", "2", "1", "0"]
    replies = await web.conversations_replies(channel=newsroom.channel, ts=first)
    assert [message["text"] for message in replies["messages"]] == ["0", "reply"]


async def test_a_channel_without_the_app_refuses_it_until_it_joins(newsroom: Newsroom) -> None:
    web = client(newsroom)
    other = newsroom.server.places.add_channel(newsroom.team, "other", bot=False)
    hidden = newsroom.server.places.add_channel(newsroom.team, "hidden", bot=False, private=True)
    for channel, error in ((other, "not_in_channel"), (hidden, "channel_not_found")):
        with pytest.raises(SlackApiError) as raised:
            await web.chat_postMessage(channel=channel, text="text", **QUIET)
        assert raised.value.response["error"] == error
    await web.conversations_join(channel=other)
    await web.chat_postMessage(channel=other, text="text", **QUIET)
    assert newsroom.server.places.texts(other) == ["text"]


async def test_a_person_is_written_to_by_a_conversation_that_is_opened(newsroom: Newsroom) -> None:
    web = client(newsroom)
    opened = (await web.conversations_open(users=newsroom.mina))["channel"]["id"]
    await web.chat_postMessage(channel=opened, text="hello", **QUIET)
    assert newsroom.server.places.texts(newsroom.server.places.direct(newsroom.mina)) == ["hello"]


async def test_a_message_that_unfurls_is_a_violation(newsroom: Newsroom) -> None:
    await client(newsroom).chat_postMessage(channel=newsroom.channel, text="text")
    newsroom.server.expect_violation("unfurl")


async def test_what_one_person_alone_sees_in_a_thread_is_shown_only_where_there_are_replies(newsroom: Newsroom) -> None:
    """Slack, chat.postEphemeral: "only shown if there is already an active thread"."""
    places, web = newsroom.server.places, client(newsroom)
    asked = places.write(newsroom.channel, newsroom.mina, "a question")
    for text in ("too early", "in the thread"):
        await web.chat_postEphemeral(channel=newsroom.channel, user=newsroom.mina, text=text, thread_ts=asked)
        places.write(newsroom.channel, newsroom.mina, "a reply", thread=asked)
    assert [one["text"] for one in newsroom.server.people.private(newsroom.mina)] == ["in the thread"]


async def test_an_archived_channel_takes_no_post_and_no_edit_each_with_its_own_word(newsroom: Newsroom) -> None:
    """Slack's references of chat.postMessage ("is_archived") and chat.update ("is_inactive")."""
    web = client(newsroom)
    first = (await web.chat_postMessage(channel=newsroom.channel, text="first", **QUIET))["ts"]
    newsroom.server.places.archive(newsroom.channel)
    with pytest.raises(SlackApiError, match="is_archived"):
        await web.chat_postMessage(channel=newsroom.channel, text="second", **QUIET)
    with pytest.raises(SlackApiError, match="is_inactive"):
        await web.chat_update(channel=newsroom.channel, ts=first, text="changed", parse="none", link_names=False)


async def test_somebody_whose_account_is_taken_away_is_posted_to_but_not_opened(newsroom: Newsroom) -> None:
    """slackapi/python-slack-sdk, issue 1156."""
    web = client(newsroom)
    newsroom.server.places.deactivate(newsroom.mina)
    assert (await web.chat_postMessage(channel=newsroom.mina, text="to nobody", **QUIET))["ok"]
    with pytest.raises(SlackApiError, match="user_disabled"):
        await web.conversations_open(users=newsroom.mina)
