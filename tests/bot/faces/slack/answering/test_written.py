"""What people write to the bot, and what they choose on a message."""

from typing import Any

import pytest

from bot.faces.slack.answering.shortcuts import words_of
from tests.bot.faces.slack.talking import Talk, button, private
from tests.servers.slack import said

Json = dict[str, Any]


async def _answers(talk: Talk, channel: str, count: int = 1) -> list[Json]:
    """Wait for what the bot writes in a channel."""
    bot = talk.slack.places.bot(talk.team)
    await talk.slack.until(
        lambda: len([one for one in talk.slack.places.messages(channel) if one["user"] == bot]) >= count
    )
    return [one for one in talk.slack.places.messages(channel) if one["user"] == bot]


async def test_a_line_in_direct_messages_is_answered_there(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.people.say(talk.reader, direct, "latest 1")
        answer = (await _answers(talk, direct))[0]
    assert "Workers return from Georgia" in said(answer)
    assert "thread_ts" not in answer


async def test_everyone_may_subscribe_their_own_direct_messages(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.people.say(talk.reader, direct, "subscribe visa-talks")
        await _answers(talk, direct)
    assert [one.topic for one in await talk.following()] == ["visa-talks"]


async def test_what_a_written_line_lacks_is_asked_for_by_a_button(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.people.say(talk.reader, direct, "subscribe")
        answer = (await _answers(talk, direct))[0]
        pressed = talk.slack.people.press(talk.reader, answer["ts"], button(answer, "Fill in …")["action_id"])
        assert await talk.slack.people.view(pressed)


async def test_a_mention_is_answered_among_the_replies_to_it(talk: Talk) -> None:
    bot = talk.slack.places.bot(talk.team)
    async with talk.listening():
        asked = talk.slack.people.say(talk.reader, talk.channel, f"<@{bot}> latest 1")
        answer = (await _answers(talk, talk.channel))[0]
    assert answer["thread_ts"] == asked
    assert "Workers return from Georgia" in said(answer)


async def test_what_only_the_asker_is_told_after_a_mention_stands_where_slack_shows_it(talk: Talk) -> None:
    """In a thread that has no replies yet Slack shows nobody anything (chat.postEphemeral, "thread_ts")."""
    bot, people = talk.slack.places.bot(talk.team), talk.slack.people
    talk_there = talk.slack.places.write(talk.channel, talk.reader, "what is new?")
    talk.slack.places.write(talk.channel, talk.admin, "ask the bot", thread=talk_there)
    async with talk.listening():
        people.say(talk.reader, talk.channel, f"<@{bot}> why nowhere")
        await talk.slack.until(lambda: len(people.private(talk.reader)) == 1, 30)
        people.say(talk.reader, talk.channel, f"<@{bot}> why nowhere", thread=talk_there)
        await talk.slack.until(lambda: len(people.private(talk.reader)) == 2, 30)
    assert [one.get("thread_ts") for one in people.private(talk.reader)] == [None, talk_there]


async def test_who_presses_a_button_above_replies_is_answered_beside_it_not_below_them(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.people.say(talk.reader, direct, "topics")
        answer = (await _answers(talk, direct))[0]
        talk.slack.places.write(direct, talk.reader, "thanks", thread=answer["ts"])
        pressed = talk.slack.people.press(talk.reader, answer["ts"], button(answer, "subscribe all")["action_id"])
        assert "thread_ts" not in await talk.slack.people.reply(pressed)


async def test_what_people_say_to_each_other_is_not_answered_though_slack_tells_it(talk: Talk) -> None:
    bot = talk.slack.places.bot(talk.team)
    talk.slack.world.subscribed = None  # events that the manifest does not ask for
    async with talk.listening():
        talk.slack.people.say(talk.reader, talk.channel, "just talking")
        talk.slack.people.say(talk.reader, talk.channel, f"<@{bot}> about")
        answers = await _answers(talk, talk.channel)
    assert ["never were" in said(one) for one in answers] == [True]
    assert talk.slack.people.private(talk.reader) == []


@pytest.mark.parametrize(
    "sign",
    [{"bot_id": "B0BOT"}, {"bot_profile": {"id": "B0BOT"}}, {"edited": {"user": "U0BOT", "ts": "1.000200"}}],
    ids=["a bot", "a bot that has no id", "a person who edits what was answered"],
)
async def test_what_no_person_has_just_written_is_not_answered_where_it_mentions_the_bot(
    talk: Talk, sign: Json
) -> None:
    bot = talk.slack.places.bot(talk.team)
    event = {"type": "app_mention", "channel": talk.channel, "user": "U0BOT", "ts": "1.000100"} | sign
    async with talk.listening():
        talk.slack.world.tell(talk.team, event | {"text": f"<@{bot}> latest"})
        talk.slack.people.say(talk.reader, talk.channel, f"<@{bot}> about")
        answers = await _answers(talk, talk.channel)
    assert ["never were" in said(one) for one in answers] == [True]


async def test_slackbot_that_says_that_the_bot_was_removed_is_not_answered(talk: Talk) -> None:
    """It would answer that, without end (lyft/omnibot, pull request 90); nothing but its id tells who it is."""
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        slackbots = talk.slack.places.let_slackbot_say(talk.team, "You have been removed from #news")
        talk.slack.people.say(talk.reader, direct, "about")
        await _answers(talk, direct)
    assert len(talk.slack.places.messages(slackbots)) == 1


async def test_what_cannot_be_understood_of_a_mention_is_told_to_its_author_alone(talk: Talk) -> None:
    bot = talk.slack.places.bot(talk.team)
    async with talk.listening():
        talk.slack.people.say(talk.reader, talk.channel, f"<@{bot}> well done!")
        await talk.slack.until(lambda: bool(talk.slack.people.private(talk.reader)))
    assert [one for one in talk.everyone_sees() if one["user"] == bot] == []


@pytest.mark.parametrize(
    ("greeting", "locale", "title"), [("Hello!", "en-US", "Hello!"), ("안녕하세요 :wave:", "ko-KR", "안녕하십니까!")]
)
async def test_a_greeting_in_direct_messages_is_answered_with_what_one_can_do(
    talk: Talk, greeting: str, locale: str, title: str
) -> None:
    newcomer = talk.slack.places.add_person(talk.team, "newcomer", locale=locale)
    direct = talk.slack.places.direct(newcomer)
    async with talk.listening():
        talk.slack.people.say(newcomer, direct, greeting)
        answer = (await _answers(talk, direct))[0]
        assert said(answer).startswith(title)
        opened = talk.slack.people.press(newcomer, answer["ts"], button(answer, "subscribe")["action_id"])
        assert await talk.slack.people.view(opened)


async def test_thanks_in_a_channel_are_answered_to_their_author_alone(talk: Talk) -> None:
    bot = talk.slack.places.bot(talk.team)
    async with talk.listening():
        talk.slack.people.say(talk.reader, talk.channel, f"<@{bot}> thank you!")
        await talk.slack.until(lambda: bool(talk.slack.people.private(talk.reader)))
    assert said(talk.slack.people.private(talk.reader)[0]).startswith("You are welcome")
    assert [one for one in talk.everyone_sees() if one["user"] == bot] == []


async def test_a_message_that_slack_sends_twice_is_answered_once(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.people.say(talk.reader, direct, "about")
        await _answers(talk, direct)
        talk.slack.delivery.repeat()
        await talk.slack.until(lambda: not talk.slack.delivery.waiting(), 30)
    # Whatever was begun is answered before the listener has ended.
    assert len(await _answers(talk, direct)) == 1


@pytest.mark.parametrize("subtype", ["message_changed", "message_deleted"])
async def test_what_becomes_of_a_message_is_no_line_to_answer(talk: Talk, subtype: str) -> None:
    direct = talk.slack.places.direct(talk.reader)
    told = {"type": "message", "subtype": subtype, "channel": direct, "channel_type": "im", "text": "about"}
    async with talk.listening():
        talk.slack.world.tell(talk.team, told | {"user": talk.reader, "ts": "1.0"}, kind="message.im")
        await talk.slack.until(lambda: not talk.slack.delivery.waiting(), 30)
    assert await _answers(talk, direct, 0) == []


async def test_why_is_answered_about_a_message_with_a_link_and_not_about_one_without(talk: Talk) -> None:
    linked = talk.slack.places.write(talk.channel, talk.reader, "look: <https://nowhere.example/a>")
    bare = talk.slack.places.write(talk.channel, talk.reader, "no link")
    async with talk.listening():
        about = talk.slack.people.message_shortcut(talk.reader, linked, "visabot-why")
        answer = await talk.slack.people.reply(about)
        assert "never seen" in said(answer)
        assert private(answer)
        lacking = talk.slack.people.message_shortcut(talk.reader, bare, "visabot-why")
        assert "no link" in await talk.slack.people.text(lacking)


async def test_why_is_answered_about_a_post_of_ours_by_its_buttons(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("story 1")
        about = talk.slack.people.message_shortcut(talk.reader, shown["ts"], "visabot-why")
        assert said(await talk.slack.people.reply(about)) == said(await talk.command("why 1"))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<@U012AB3CD> :tada: “비자 워킹그룹” <https://yna.example/1|연합뉴스> 보도", '"비자 워킹그룹 연합뉴스 보도"'),
        ("see <https://yna.example/1> and <#C012AB3CD|news>: talks", '"see and news: talks"'),
        ("3:15:00 to go", '"3:15:00 to go"'),
    ],
)
def test_only_words_of_a_message_are_tracked(written: str, words: str) -> None:
    assert f'"{words_of({"text": written})}"' == words


async def test_tracking_a_message_opens_the_form_with_its_words(talk: Talk) -> None:
    message = talk.slack.places.write(talk.channel, talk.reader, "*Battery plant* hires &amp; pays\nmore")
    async with talk.listening():
        view = await talk.slack.people.view(talk.slack.people.message_shortcut(talk.admin, message, "visabot-track"))
        expression = next(one["element"] for one in view["blocks"] if one["block_id"] == "option-expression")
        assert expression["initial_value"] == '"Battery plant hires & pays"'
        refused = talk.slack.people.message_shortcut(talk.reader, message, "visabot-track")
        assert private(await talk.slack.people.reply(refused))
