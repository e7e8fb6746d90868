"""A look for a post never errs: found where it is, absent only when all was read, else unknown, and at last certain."""

import asyncio
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faces.face import Absent, Found, Sent, Unknown
from bot.faces.slack.posting.finding import DELIVERY, tokens
from tests.bot.faces.posts import a_post
from tests.bot.faces.slack.poster import place, posting_at
from tests.servers.slack import NO_LIMITS, Fault, LoopbackSlack


@given(
    before=st.integers(0, 40),
    after=st.integers(0, 40),
    size=st.integers(1, 15),
    is_there=st.booleans(),
    is_reply=st.booleans(),
    faults=st.lists(st.sampled_from([Fault.NONE, Fault.NONE, Fault.TOO_MANY, Fault.BROKEN, Fault.DOWN]), max_size=12),
)
@settings(max_examples=30, deadline=None)
def test_whatever_there_is_to_read_and_whatever_fails_the_search_comes_to_the_right_end(
    *, before: int, after: int, size: int, is_there: bool, is_reply: bool, faults: list[Fault]
) -> None:
    async def look() -> None:
        async with LoopbackSlack(limits=replace(NO_LIMITS, history_page=size)) as slack:
            team = slack.places.add_team()
            channel = slack.places.add_channel(team)
            mina = slack.places.add_person(team, channels=[channel])
            to = place(team, channel)
            async with posting_at(slack.api, slack.places.token(team)) as face:
                first = await face.send(to, a_post(1))
                assert isinstance(first, Sent)
                posting = a_post(2, reply_to=first.message if is_reply else None)
                for number in range(before):
                    slack.places.write(channel, mina, f"before {number}", thread=first.message if number % 2 else "")
                sent = await face.send(to, posting) if is_there else None
                for number in range(after):
                    slack.places.write(channel, mina, f"after {number}", thread=first.message if number % 2 else "")
                slack.faults.next(r"conversations\.(history|replies)", *faults)
                for _ in range(len(faults) + 2 * (before + after + 2)):
                    seen = await face.find(to, posting)
                    if not isinstance(seen, Unknown):
                        break
                assert seen == (Found(sent.message) if isinstance(sent, Sent) else Absent())

    asyncio.run(look())


async def test_a_post_in_bare_words_is_found_by_what_goes_with_it_unseen() -> None:
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team()
        to = place(team, slack.places.add_channel(team))
        async with posting_at(slack.api, slack.places.token(team)) as face:
            sent = await face.send(to, a_post(1))
            assert isinstance(sent, Sent)
            for message in slack.places.messages(to.channel):
                del message["blocks"]
            assert await face.find(to, a_post(1)) == Found(sent.message)


async def test_what_continues_a_thread_is_found_in_the_channel_where_slack_took_no_reply() -> None:
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team()
        to = place(team, slack.places.add_channel(team))
        async with posting_at(slack.api, slack.places.token(team)) as face:
            first, sent = await face.send(to, a_post(1)), await face.send(to, a_post(2))
            assert isinstance(first, Sent)
            assert isinstance(sent, Sent)
            assert await face.find(to, a_post(2, reply_to=first.message)) == Found(sent.message)


async def test_what_somebody_else_wrote_with_our_token_is_no_post_of_ours() -> None:
    async with LoopbackSlack(limits=NO_LIMITS) as slack:
        team = slack.places.add_team()
        channel = slack.places.add_channel(team)
        to = place(team, channel)
        slack.places.write(channel, slack.places.add_person(team, channels=[channel]), "news")
        (written,) = slack.places.messages(channel)
        written["metadata"] = {"event_type": DELIVERY, "event_payload": {"token": a_post(1).token}}
        async with posting_at(slack.api, slack.places.token(team)) as face:
            assert await face.find(to, a_post(1)) == Absent()


def test_a_message_names_its_delivery_in_metadata_of_ours_and_on_any_button() -> None:
    button = {"type": "button", "value": "v1:p:t-7:why s1"}
    menu = {"type": "section", "accessory": {"type": "button", "value": "v1:p:t-8:sources s1"}}
    message = {
        "metadata": {"event_type": DELIVERY, "event_payload": {"token": "t-6"}},
        "blocks": [{"type": "actions", "elements": [button, "odd"]}, menu, {"type": "divider"}],
    }
    assert tokens(message) == {"t-6", "t-7", "t-8"}


def test_what_is_no_delivery_of_ours_names_none() -> None:
    strange = {"metadata": {"event_type": "task", "event_payload": {"token": "t-6"}}, "blocks": None}
    assert tokens(strange) == set()
    assert tokens({"metadata": None, "blocks": [{"type": "actions", "elements": [{"value": "t-6"}]}]}) == set()
