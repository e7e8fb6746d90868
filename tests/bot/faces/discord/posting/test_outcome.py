"""What each failure of Discord means for a post: through a real socket and the real library."""

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
import structlog

from bot.faces.discord.posting.face import DiscordFace
from bot.faces.face import Gone, InDoubt, RetryLater, Sent
from tests.bot.faces.discord.poster import (
    CATALOGUE,
    Scripted,
    as_json,
    is_no_json,
    place,
    posting_at,
    refuses,
    scripted,
)
from tests.bot.faces.posts import ALERT, a_post, kind_of
from tests.bot.faces.scripted import Answer, hangs_up, stops_halfway, tears

HERE = place(1, 2)
VIA = {"Via": "1.1 google"}


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with scripted() as running:
        yield running


@pytest.fixture
async def face(server: Scripted) -> AsyncIterator[DiscordFace]:
    async with posting_at(server) as logged_in:
        yield logged_in


SENDING: list[tuple[str, Answer, str]] = [
    ("unknown channel", refuses(404, 10003), "gone"),
    ("unknown server", refuses(404, 10004), "gone"),
    ("closed direct messages", refuses(403, 50007), "gone"),
    ("no server in common", refuses(403, 50278), "gone"),
    ("no text channel", refuses(400, 50008), "gone"),
    ("cannot see it", refuses(403, 50001), "refused view_channel"),
    ("may not write", refuses(403, 50013), "refused send_messages"),
    ("archived", refuses(400, 50083), "refused unlock"),
    ("locked", refuses(400, 160005), "refused unlock"),
    ("forbidden for another reason", refuses(403, 20009), "refused"),
    ("slow mode", refuses(429, 20016, **VIA, **{"Retry-After": "45"}), "later 45"),
    ("write limit of the channel", refuses(400, 20028), "later 10"),
    ("a long rate limit", refuses(429, 0, **VIA, **{"Retry-After": "600"}), "later 600"),
    ("a rate limit of what stands before Discord", is_no_json(429, Retry_After="900"), "later 900"),
    ("one that does not say how long", is_no_json(429), "later 300"),
    ("shut out", is_no_json(403), "later 300"),
    ("Discord's own network", refuses(400, 40333), "later 60"),
    ("overloaded", refuses(400, 130000), "later 60"),
    ("the token is refused", refuses(401), "later 300"),
    ("unavailable", refuses(503), "indoubt"),
    ("unavailable, by what stands before Discord", is_no_json(503), "indoubt"),
    ("no answer at all", hangs_up, "indoubt"),
    ("a torn connection", tears, "indoubt"),
    ("half an answer", stops_halfway, "indoubt"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in SENDING], ids=[case[0] for case in SENDING])
async def test_a_post_that_fails(server: Scripted, face: DiscordFace, answer: Answer, wanted: str) -> None:
    server.answers = [answer]
    assert kind_of(await face.send(HERE, a_post())) == wanted


EDITING: list[tuple[str, Answer, str]] = [
    ("unknown message", refuses(404, 10008), "gone"),
    ("unknown channel", refuses(404, 10003), "gone"),
    ("another's message", refuses(403, 50005), "gone"),
    ("cannot see it", refuses(403, 50001), "refused view_channel"),
    ("edited too often", refuses(429, 30046, **VIA, **{"Retry-After": "1800"}), "later 1800"),
    ("no answer", hangs_up, "indoubt"),
]


@pytest.mark.parametrize(("answer", "wanted"), [case[1:] for case in EDITING], ids=[case[0] for case in EDITING])
async def test_an_edit_that_fails(server: Scripted, face: DiscordFace, answer: Answer, wanted: str) -> None:
    server.answers = [answer]
    assert kind_of(await face.edit(HERE, "3", ALERT, 2)) == wanted


async def test_without_a_connection_nothing_was_sent(face: DiscordFace) -> None:
    discord.http.Route.BASE = "http://127.0.0.1:9/api/v10"
    assert kind_of(await face.send(HERE, a_post())) == "later 60"


async def test_a_name_that_is_not_found_is_no_connection(face: DiscordFace) -> None:
    discord.http.Route.BASE = "http://nowhere.invalid/api/v10"
    assert kind_of(await face.send(HERE, a_post())) == "later 60"


async def test_a_refusal_after_a_lost_answer_says_nothing_of_the_attempt_before(
    server: Scripted, face: DiscordFace
) -> None:
    """The library repeats after 502. What it hears then is of the second attempt only."""
    server.answers = [refuses(502), refuses(403, 50013)]
    outcome = await face.send(HERE, a_post())
    assert kind_of(outcome) == "indoubt"
    assert len(server.asked) == 2


async def test_a_malformed_request_is_our_own_fault_and_its_errors_are_said(
    server: Scripted, face: DiscordFace
) -> None:
    errors = {"components": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 40 or fewer"}]}}
    body = {"message": "Invalid Form Body", "code": 50035, "errors": errors}
    server.answers = [lambda _: as_json(body, 400)]
    with pytest.raises(discord.HTTPException, match="Must be 40 or fewer"):
        await face.send(HERE, a_post())


async def test_a_refused_token_is_an_error_in_the_log(server: Scripted, face: DiscordFace) -> None:
    server.answers = [refuses(401)]
    with structlog.testing.capture_logs() as logged:
        await face.send(HERE, a_post())
    assert [one["log_level"] for one in logged] == ["error"]


async def test_before_the_bot_is_logged_in_posts_wait() -> None:
    offline = DiscordFace(discord.Client(intents=discord.Intents(guilds=True)), CATALOGUE)
    assert await offline.send(HERE, a_post()) == RetryLater(
        timedelta(seconds=5), "visabot is not logged in to Discord yet"
    )
    assert not isinstance(await offline.edit(HERE, "3", ALERT, 2), Sent | Gone | InDoubt)
