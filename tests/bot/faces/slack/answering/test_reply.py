"""The word that an answer takes a while: whom it is shown to, and that it makes way for the answer."""

from bot.cards.card import Card, CardKind
from bot.faces.slack.answering.reply import ByMessage, ByUrl
from bot.faces.slack.cards.render import Rendered, render
from bot.faces.slack.workspaces.clients import installed_by, session, web_client
from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import asking

WAITS, ANSWER = "Still working …", "Where the talks stand"


def _drawn(talk: Talk, title: str) -> Rendered:
    return render(Card(CardKind.STATUS, title, "en"), talk.catalogue)


async def _by_message(talk: Talk, channel: str, *, private: bool, direct: bool = False) -> None:
    """Let a written line be answered after a while."""
    async with session() as made:
        installed = await installed_by(web_client(talk.slack.places.token(talk.team), made, talk.slack.api))
        reply = ByMessage(installed, channel, talk.reader, direct=direct)
        await reply.wait(_drawn(talk, WAITS), private=private, title=WAITS)
        await reply.say(_drawn(talk, ANSWER), private=private, title=ANSWER)


async def test_the_answer_takes_its_place(talk: Talk) -> None:
    await _by_message(talk, talk.channel, private=False)
    (text,) = talk.slack.places.texts(talk.channel)
    assert ANSWER in text
    assert WAITS not in text


async def test_in_a_channel_nobody_sees_anything_of_a_private_answer(talk: Talk) -> None:
    await _by_message(talk, talk.channel, private=True)
    assert talk.slack.places.texts(talk.channel) == []
    assert len(talk.slack.people.private(talk.reader)) == 1


async def test_it_is_gone_where_what_follows_is_the_askers_alone(talk: Talk) -> None:
    async with session() as made:
        installed = await installed_by(web_client(talk.slack.places.token(talk.team), made, talk.slack.api))
        reply = ByMessage(installed, talk.channel, talk.reader)
        await reply.wait(_drawn(talk, WAITS), private=False, title=WAITS)
        assert len(talk.slack.places.texts(talk.channel)) == 1
        await reply.say(_drawn(talk, ANSWER), private=True, title=ANSWER)
    assert talk.slack.places.texts(talk.channel) == []
    assert len(talk.slack.people.private(talk.reader)) == 1


async def test_in_direct_messages_a_private_answer_is_a_message_like_others(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    await _by_message(talk, direct, private=True, direct=True)
    assert [ANSWER in text for text in talk.slack.places.texts(direct)] == [True]
    assert talk.slack.people.private(talk.reader) == []


async def test_a_message_whose_button_was_pressed_stays_until_the_answer(talk: Talk) -> None:
    slack = talk.slack
    async with session() as made:
        client = web_client(slack.places.token(talk.team), made, slack.api)
        before = _drawn(talk, "Before")
        blocks = [block.to_dict() for block in before.blocks]
        posted = await client.chat_postMessage(
            channel=talk.channel, text=before.text, blocks=blocks, unfurl_links=False, unfurl_media=False
        )
        row = asking.begin(slack.world, "block_actions", talk.team, talk.reader, channel=talk.channel)
        url = asking.hook(slack.world, row, "actions", original=str(posted["ts"]))
        reply = ByUrl(url, made, same=True)
        await reply.wait(_drawn(talk, WAITS), private=False, title=WAITS)
        assert (len(slack.places.texts(talk.channel)), slack.people.private(talk.reader)) == (1, [])
        assert "Before" in slack.places.texts(talk.channel)[0]
        await reply.say(_drawn(talk, ANSWER), private=False, title=ANSWER)
    (text,) = slack.places.texts(talk.channel)
    assert ANSWER in text
