"""Messages: each rule that Discord's description misses is kept by one message and broken by the next."""

import pytest

from tests.discord_server.checks.pairs import Pair, codes
from tests.servers.discord.checks import messages
from tests.servers.discord.checks.messages import MOST_CONTENT, MOST_EMBED_TEXT, MOST_FILE, MOST_NONCE
from tests.servers.discord.messages import COMPONENTS_V2, EPHEMERAL, Upload
from tests.servers.store import Json

TEXT = {"type": 10, "content": "hello"}
EXCLUSIVE = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


def _embeds(*lengths: int) -> Json:
    return {"embeds": [{"description": "x" * length} for length in lengths]}


PAIRS = (
    Pair("length of content", "BASE_TYPE_MAX_LENGTH", {"content": "x" * MOST_CONTENT}, {"content": "x" * 2001}),
    Pair(
        "V2 has no content",
        LEGACY,
        {"flags": COMPONENTS_V2, "components": [TEXT]},
        {"flags": COMPONENTS_V2, "content": "x"},
    ),
    Pair("V2 has no embeds", LEGACY, _embeds(1), {"flags": COMPONENTS_V2, **_embeds(1)}),
    Pair("nobody posts privately", "MESSAGE_FLAGS_INVALID", {"content": "x"}, {"content": "x", "flags": EPHEMERAL}),
    Pair(
        "an embed shows something",
        "EMBED_EMPTY",
        {"embeds": [{"image": {"url": "https://x.example"}}]},
        {"embeds": [{}]},
    ),
    Pair("text of all embeds", "MAX_EMBED_SIZE_EXCEEDED", _embeds(3000, 3000), _embeds(MOST_EMBED_TEXT - 3000, 3001)),
    Pair(
        "parse or users",
        EXCLUSIVE,
        {"allowed_mentions": {"parse": ["users"]}},
        {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
    Pair(
        "parse or roles",
        EXCLUSIVE,
        {"allowed_mentions": {"roles": ["1"]}},
        {"allowed_mentions": {"parse": ["roles"], "roles": ["1"]}},
    ),
    Pair("length of the nonce", "NONCE_TYPE_TOO_LONG", {"nonce": "n" * MOST_NONCE}, {"nonce": "n" * 26}),
    Pair(
        "V2 components need the flag",
        "UNION_TYPE_CHOICES",
        {"flags": COMPONENTS_V2, "components": [TEXT]},
        {"components": [TEXT]},
    ),
)


def _wrong(body: Json, *files: Upload, interaction: bool = False, editing: bool = False) -> list[str]:
    return codes(list(messages.problems(body, files, interaction=interaction, editing=editing)))


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_rule_is_kept_and_broken(pair: Pair) -> None:
    assert _wrong(pair.kept) == []
    assert _wrong(pair.broken) == [pair.code]


def test_an_answer_to_an_interaction_may_be_private() -> None:
    assert _wrong({"content": "x", "flags": EPHEMERAL}, interaction=True) == []


def test_an_edit_that_says_no_flags_may_have_v2_components_where_they_stood_before() -> None:
    assert _wrong({"components": [TEXT]}, editing=True) == []


def test_every_file_is_described_where_any_is() -> None:
    file = Upload(0, "a.png", b"", "image/png")
    assert _wrong({"attachments": [{"id": 0}]}, file) == []
    assert _wrong({}, file) == []
    assert _wrong({"attachments": [{"id": 1}]}, file) == ["ATTACHMENT_NOT_DESCRIBED"]


def test_a_file_is_not_too_large() -> None:
    assert _wrong({}, Upload(0, "a", bytes(MOST_FILE), "")) == []
    assert _wrong({}, Upload(0, "a", bytes(MOST_FILE + 1), "")) == ["ATTACHMENT_TOO_LARGE"]
