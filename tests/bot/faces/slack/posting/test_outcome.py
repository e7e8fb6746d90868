"""What each answer of Slack's, or none, means for a post, an edit, and a look for a post."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
import structlog
from slack_sdk.errors import SlackApiError

from bot.cards.lost_place import MISSING
from bot.faces.face import Absent, Gone, RetryLater, Sent, Unknown
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import session
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from tests.bot.faces.posts import ALERT, a_post, kind_of
from tests.bot.faces.scripted import Answer, hangs_up, stops_halfway, tears
from tests.bot.faces.slack.poster import (
    TEAM,
    Scripted,
    answers,
    is_broken_json,
    is_no_json,
    place,
    posting_at,
    refuses,
    scripted,
)

HERE = place(TEAM, "C1")
HIDDEN = place(TEAM, "C2", "private")
THEM = place(TEAM, "@U2", "direct")


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with scripted() as running:
        yield running


@pytest.fixture
async def face(server: Scripted) -> AsyncIterator[SlackFace]:
    async with posting_at(server.api, "xoxb-1") as made:
        yield made


SENDING: list[tuple[str, Answer, str]] = [
    ("sent", answers(ts="1.2"), "sent"),
    ("no such channel", refuses("channel_not_found"), "gone"),
    ("archived", refuses("is_archived"), "gone"),
    ("not in it, and may not join", refuses("not_in_channel"), "refused invite"),
    ("owners alone may post", refuses("restricted_action"), "refused posting_shut"),
    ("read-only", refuses("restricted_action_read_only_channel"), "refused posting_shut"),
    ("general", refuses("posting_to_general_channel_denied"), "refused posting_shut"),
    ("keys withheld", refuses("ekm_access_denied"), "refused posting_shut"),
    ("a scope lacks", refuses("missing_scope"), "refused reinstall"),
    ("the workspace is withheld", refuses("team_access_not_granted"), "refused reinstall"),
    ("the workspace moves to an organisation", refuses("org_login_required"), "later 600"),
    ("the workspace was moved to an organisation", refuses("team_added_to_org"), "later 600"),
    ("a word that is new", refuses("the_moon_is_full"), "refused"),
    ("account gone", refuses("account_inactive"), "later 300"),
    ("token revoked", refuses("token_revoked"), "later 300"),
    ("token wrong", refuses("invalid_auth"), "later 300"),
    ("token wrong, as HTTP says it", refuses("invalid_auth", 401), "later 300"),
    ("too many", refuses("ratelimited", 429, Retry_After="30"), "later 30"),
    ("too many, without a time", is_no_json(429), "later 30"),
    ("too many, a time that is none", refuses("ratelimited", 429, Retry_After="soon"), "later 30"),
    ("too many, for long", refuses("ratelimited", 429, Retry_After="99999"), "later 3600"),
    ("too many, with status 200", refuses("rate_limited"), "later 30"),
    ("the month's messages are used up", refuses("message_limit_exceeded"), "later 3600"),
    ("something before Slack", is_no_json(403), "later 300"),
    ("broken", is_no_json(500), "indoubt"),
    ("an outage", refuses("service_unavailable", 503), "indoubt"),
    ("a timeout within", is_no_json(504), "indoubt"),
    ("a timeout on the way", is_no_json(408, "stream timeout"), "indoubt"),
    ("broken, with status 200", refuses("internal_error"), "indoubt"),
    ("fatal, with status 200", refuses("fatal_error"), "indoubt"),
    ("an answer that is none", is_no_json(200), "indoubt"),
    ("an answer that cannot be read", is_broken_json, "indoubt"),
    ("no answer", hangs_up, "indoubt"),
    ("a reset", tears, "indoubt"),
    ("half an answer", stops_halfway, "indoubt"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in SENDING], ids=[case[0] for case in SENDING])
async def test_a_post(server: Scripted, face: SlackFace, answer: Answer, wanted: str) -> None:
    server.answers = [answer]
    assert kind_of(await face.send(HERE, a_post())) == wanted


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "invalid_arguments"])
async def test_what_slack_does_not_take_as_it_is_made_is_posted_in_bare_words(
    server: Scripted, face: SlackFace, word: str
) -> None:
    server.answers = [refuses(word), answers(ts="1.2")]
    assert await face.send(HERE, a_post()) == Sent("1.2")
    made, bare = server.said
    assert "blocks" not in bare
    assert bare["text"] == made["text"]
    assert bare["metadata"] == made["metadata"]
    assert bare["mrkdwn"] is False
    server.answers = [refuses(word)]
    with pytest.raises(SlackApiError):
        await face.send(HERE, a_post())


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "invalid_arguments"])
async def test_what_slack_does_not_take_in_an_edit_is_put_in_bare_words(
    server: Scripted, face: SlackFace, word: str
) -> None:
    server.answers = [refuses(word), answers(ts="1.2")]
    assert await face.edit(HERE, "1.2", ALERT, 2) == Sent("1.2")
    made, bare = server.said
    assert made["blocks"]
    assert bare["blocks"] == []
    assert bare["text"] == made["text"]
    server.answers = [refuses(word)]
    with pytest.raises(SlackApiError):
        await face.edit(HERE, "1.2", ALERT, 2)


@pytest.mark.parametrize("answer", [hangs_up, is_no_json(502), refuses("fatal_error")])
async def test_a_post_is_tried_once(server: Scripted, face: SlackFace, answer: Answer) -> None:
    """The SDK would repeat what was lost on the way."""
    server.answers = [answer]
    await face.send(HERE, a_post())
    assert server.asked == ["chat.postMessage"]


EDITING: list[tuple[str, Answer, str]] = [
    ("edited", answers(ts="1.2"), "sent"),
    ("no such message", refuses("message_not_found"), "gone"),
    ("no such channel", refuses("channel_not_found"), "gone"),
    ("another's", refuses("cant_update_message"), "gone"),
    ("too late to edit", refuses("edit_window_closed"), "gone"),
    ("archived", refuses("is_archived"), "refused"),
    ("frozen, archived or deleted", refuses("is_inactive"), "refused"),
    ("failed within", refuses("update_failed"), "indoubt"),
    ("too many", refuses("ratelimited", 429, Retry_After="17"), "later 17"),
    ("no answer", hangs_up, "indoubt"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in EDITING], ids=[case[0] for case in EDITING])
async def test_an_edit(server: Scripted, face: SlackFace, answer: Answer, wanted: str) -> None:
    server.answers = [answer]
    assert kind_of(await face.edit(HERE, "1.2", ALERT, 2)) == wanted


OPENING: list[tuple[str, Answer, str]] = [
    ("the account is gone", refuses("user_disabled"), "gone"),
    ("no such person", refuses("user_not_found"), "gone"),
    ("somebody from elsewhere, no channel shared", refuses("invalid_user_combination"), "gone"),
    ("messages are switched off", refuses("messages_tab_disabled"), "refused posting_shut"),
    ("no answer", hangs_up, "later 60"),
    ("broken", is_no_json(500), "later 60"),
    ("too many", refuses("ratelimited", 429, Retry_After="9"), "later 9"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in OPENING], ids=[case[0] for case in OPENING])
async def test_direct_messages_that_cannot_be_opened_leave_nothing_in_doubt(
    server: Scripted, face: SlackFace, answer: Answer, wanted: str
) -> None:
    server.answers = [answer]
    assert kind_of(await face.send(THEM, a_post())) == wanted
    assert server.asked == ["conversations.open"]


LOOKING: list[tuple[str, Answer, str]] = [
    ("nothing there", answers(messages=[], has_more=False), "absent"),
    ("more, but no way to it", answers(messages=[], has_more=True), "unknown"),
    ("no such channel", refuses("channel_not_found"), "absent"),
    ("may not be read", refuses("missing_scope"), "refused reinstall"),
    ("not in it, and may not join", refuses("not_in_channel"), "refused invite"),
    ("too many", refuses("ratelimited", 429, Retry_After="60"), "unknown"),
    ("no answer", hangs_up, "unknown"),
    ("broken", is_no_json(500), "unknown"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in LOOKING], ids=[case[0] for case in LOOKING])
async def test_a_look_is_certain_only_where_all_was_read(
    server: Scripted, face: SlackFace, answer: Answer, wanted: str
) -> None:
    server.answers = [answer]
    assert kind_of(await face.find(HERE, a_post())) == wanted


async def test_a_channel_whose_archiving_put_the_bot_out_is_gone_not_without_an_invitation(
    server: Scripted, face: SlackFace
) -> None:
    """elastic/connectors, issue 1972: "Bots are ejected"."""
    server.answers = [refuses("not_in_channel"), refuses("is_archived")]
    assert await face.send(HERE, a_post()) == Gone("is_archived")
    server.answers = [refuses("not_in_channel"), refuses("is_archived")]
    assert isinstance(await face.find(HERE, a_post()), Absent)


async def test_a_look_that_could_not_go_into_the_channel_just_now_tells_nothing(
    server: Scripted, face: SlackFace
) -> None:
    server.answers = [refuses("not_in_channel"), is_no_json(503)]
    assert isinstance(await face.find(HERE, a_post()), Unknown)


async def test_a_private_channel_that_is_not_shown_waits_for_an_invitation(server: Scripted, face: SlackFace) -> None:
    """Slack says "channel_not_found" of a private channel to whoever is not in it."""
    server.answers = [refuses("channel_not_found")]
    assert kind_of(await face.send(HIDDEN, a_post())) == "refused invite"
    assert kind_of(await face.find(HIDDEN, a_post())) == "refused invite", "what may be there is not posted twice"
    for kind in ("shared", "direct"):
        assert kind_of(await face.send(place(TEAM, "C3", kind), a_post())) == "gone"


async def test_of_a_person_who_is_gone_nothing_is_looked_for_any_more(server: Scripted, face: SlackFace) -> None:
    server.answers = [refuses("user_disabled")]
    assert isinstance(await face.find(THEM, a_post()), Absent)
    assert kind_of(await face.send(THEM, a_post())) == "gone"


async def test_without_a_connection_nothing_was_sent() -> None:
    for api in ("http://127.0.0.1:9/api/", "http://nowhere.invalid/api/"):
        async with posting_at(api, "xoxb-1") as face:
            assert kind_of(await face.send(HERE, a_post())) == "later 60"
            assert kind_of(await face.edit(HERE, "1.2", ALERT, 2)) == "later 60"
            assert isinstance(await face.find(HERE, a_post()), Unknown)


async def test_a_connection_lost_before_posting_leaves_nothing_in_doubt(server: Scripted, face: SlackFace) -> None:
    server.answers = [answers(ts="1.2")]
    await face.send(HERE, a_post())  # now it is known whose the token is
    port, server.port = server.port, 9
    async with posting_at(server.api, "xoxb-1") as other:
        assert kind_of(await other.send(HERE, a_post())) == "later 60"
    server.port = port


async def test_a_malformed_request_is_our_own_fault(server: Scripted, face: SlackFace) -> None:
    server.answers = [refuses("invalid_arguments")]
    with pytest.raises(SlackApiError):
        await face.send(HERE, a_post())


async def test_where_a_channel_is_not_shown_the_bot_goes_in_if_it_may_else_an_admin_is_told(
    server: Scripted, face: SlackFace
) -> None:
    """Slack, chat.postMessage: "no_permission … Make sure your app is a member of the conversation"."""
    server.answers = [refuses("no_permission"), answers(channel={}), answers(ts="1.2")]
    assert await face.send(HERE, a_post()) == Sent("1.2")
    server.answers = [refuses("no_permission"), refuses("method_not_supported_for_channel_type"), answers(ts="1.2")]
    assert kind_of(await face.send(HERE, a_post())) == "refused invite reinstall"


async def test_replies_in_a_channel_that_is_not_shown_are_absent_only_where_its_history_is_not_shown_either(
    server: Scripted, face: SlackFace
) -> None:
    """Slack's reference of conversations.replies knows no "not_in_channel"."""
    reply = a_post(reply_to="1.1")
    kept_out = refuses("method_not_supported_for_channel_type")
    server.answers = [refuses("channel_not_found"), refuses("not_in_channel"), kept_out]
    assert kind_of(await face.find(HERE, reply)) == "refused invite"
    assert server.asked == ["conversations.replies", "conversations.history", "conversations.join"]
    server.answers = [refuses("channel_not_found")]
    assert isinstance(await face.find(HERE, reply), Absent)


async def test_a_workspace_of_another_token_is_not_posted_to(server: Scripted, face: SlackFace) -> None:
    elsewhere = place("T0000000099", "C1")
    assert kind_of(await face.send(elsewhere, a_post())) == "later 3600"
    assert kind_of(await face.edit(elsewhere, "1.2", ALERT, 2)) == "later 3600"
    assert isinstance(await face.find(elsewhere, a_post()), Unknown)
    assert server.asked == []


@pytest.mark.parametrize("word", ["account_inactive", "token_revoked"])
async def test_that_a_workspace_is_lost_is_passed_on_once_however_often_it_is_met(server: Scripted, word: str) -> None:
    server.answers = [refuses(word)]
    refused = RefusedTokens()
    async with posting_at(server.api, "xoxb-1", refused=refused) as face:
        await face.send(HERE, a_post())
        await face.edit(HERE, "1.2", ALERT, 2)
        assert await face.find(HERE, a_post()) == Unknown(word)
    told = refused.each()
    assert await anext(told) == (TEAM, word)
    server.answers = [refuses("invalid_auth")]
    async with posting_at(server.api, "xoxb-1", refused=refused) as face:
        await face.send(HERE, a_post())  # the operator's to put right: the workspace is not lost
        server.answers = [refuses(word)]
        await face.send(HERE, a_post())
    assert await anext(told) == (TEAM, word)


async def test_a_refused_token_is_an_error_in_the_log(server: Scripted, face: SlackFace) -> None:
    server.answers = [refuses("invalid_auth")]
    with structlog.testing.capture_logs() as logged:
        await face.send(HERE, a_post())
    assert [one["log_level"] for one in logged] == ["error"]


async def test_a_rate_limit_of_a_channel_or_of_edits_is_kept_without_asking_again(
    server: Scripted, face: SlackFace
) -> None:
    server.answers = [refuses("ratelimited", 429, Retry_After="600")]
    await face.send(HERE, a_post())
    await face.edit(HERE, "1.2", ALERT, 2)
    assert len(server.asked) == 2
    server.answers = [answers(ts="1.2")]
    for outcome in (await face.send(HERE, a_post()), await face.edit(HERE, "1.2", ALERT, 2)):
        assert isinstance(outcome, RetryLater)
        assert timedelta(minutes=9) < outcome.after <= timedelta(minutes=10)
    assert len(server.asked) == 2
    assert isinstance(await face.send(place(TEAM, "C2"), a_post()), Sent)


async def test_the_reason_for_a_refused_connection_does_not_hold_its_ticket(server: Scripted) -> None:
    server.answers = [is_no_json(404)]
    async with session() as made:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await made.ws_connect(f"http://127.0.0.1:{server.port}/link/?ticket=secret")
    assert "secret" in str(refused.value)
    assert reason_of(refused.value) == "WSServerHandshakeError: 404 Invalid response status"


def test_what_an_admin_has_to_see_to_can_be_said() -> None:
    todo = {word for case in SENDING for word in case[2].split()[1:] if case[2].startswith("refused")}
    assert todo <= set(MISSING)
