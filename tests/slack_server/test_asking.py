"""Commands and buttons as slack-bolt answers them."""

from tests.servers.slack import said
from tests.slack_server.bot import running
from tests.slack_server.conftest import Newsroom


async def test_a_command_is_answered_privately_by_its_response_url(newsroom: Newsroom) -> None:
    async with running(newsroom):
        asked = newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "latest")
        reply = await newsroom.server.people.reply(asked)
    assert reply["is_ephemeral"]
    assert said(reply) == "latest"
    assert newsroom.server.places.texts(newsroom.channel) == []
    assert newsroom.server.people.private(newsroom.mina) == [reply]


async def test_a_button_may_replace_the_private_message_it_stands_in(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom):
        reply = await people.reply(people.command(newsroom.mina, newsroom.channel, "/visa", "latest"))
        await people.reply(people.press(newsroom.mina, reply["ts"], "Why?"))
    (shown,) = people.private(newsroom.mina)
    assert said(shown) == "pressed v1:why"


async def test_a_command_is_told_the_name_of_a_public_channel_only(newsroom: Newsroom) -> None:
    """Slack, "Implementing slash commands": `privategroup` and `directmessage` are no names."""
    places, mina = newsroom.server.places, newsroom.mina
    hidden = places.add_channel(newsroom.team, "hidden", private=True, members=[mina])
    for channel in (newsroom.channel, hidden, places.direct(mina)):
        newsroom.server.people.command(mina, channel, "/visa", "latest")
    rows = newsroom.server.world.store.table("envelopes").values()
    assert [row["payload"]["channel_name"] for row in rows] == ["news", "privategroup", "directmessage"]
