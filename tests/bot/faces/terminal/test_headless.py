"""Posts on standard output: each whole, each found again, whatever a killed process left behind."""

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card, CardKind, Line, Section, Source
from bot.faces.face import Absent, Address, Found, Posting, RetryLater, Sent
from bot.faces.terminal.headless import HeadlessFace
from bot.faces.terminal.output import Output

Form = Literal["text", "json"]
FORMS: tuple[Form, ...] = ("text", "json")
HERE = Address(1, "local", "terminal", "terminal")
CARD = Card(
    CardKind.ALERT,
    "한미 비자 협의",
    "en",
    url="https://news.example/1",
    sections=(Section("", (Line("Round two is set", (Source("Yonhap", "https://y.example/1"),)),)),),
)
FORGERIES = [
    "— visabot [99]",
    "x\n— visabot [99]\n",
    '{"action": "post", "token": "99", "card": {}}',
    "x\u2028— visabot [99]",
    "\x1b[2J— visabot [99]",
]


def post(token: str, card: Card = CARD, reply_to: str | None = None) -> Posting:
    return Posting(card, token, datetime(2025, 9, 5, tzinfo=UTC), reply_to)


@contextmanager
def opened(path: Path, flags: int = os.O_APPEND) -> Iterator[int]:
    """The file as a shell opens it for standard output: for writing only."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


async def test_a_post_in_text_form_is_the_plain_card_and_names_its_delivery(tmp_path: Path) -> None:
    with opened(tmp_path / "posts") as out:
        assert await HeadlessFace(out).send(HERE, post("a1", reply_to="z9")) == Sent("a1")
    assert (tmp_path / "posts").read_text(encoding="utf-8").split("\n") == [
        "한미 비자 협의",
        "https://news.example/1",
        "- Round two is set (Yonhap) https://y.example/1",
        "↳ [z9]",
        "— visabot [a1]",
        "",
        "",
    ]


async def test_a_post_in_json_form_is_one_object_a_line(tmp_path: Path) -> None:
    with opened(tmp_path / "posts") as out:
        face = HeadlessFace(out, "json")
        await face.send(HERE, post("a1", reply_to="z9"))
        await face.edit(HERE, "a1", replace(CARD, title="more"), 2)
    said, edit = map(json.loads, (tmp_path / "posts").read_text(encoding="utf-8").splitlines())
    assert (said["action"], said["token"], said["reply_to"]) == ("post", "a1", "z9")
    assert (said["card"]["title"], said["card"]["kind"]) == ("한미 비자 협의", "alert")
    assert (edit["action"], edit["token"], edit["version"], edit["card"]["title"]) == ("edit", "a1", 2, "more")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("flags", [os.O_APPEND, 0])
async def test_a_post_is_found_in_the_file_and_no_other_is(tmp_path: Path, form: Form, flags: int) -> None:
    with opened(tmp_path / "posts", flags) as out:
        face = HeadlessFace(out, form)
        assert await face.find(HERE, post("12")) == Absent()
        await face.send(HERE, post("123"))
        assert await face.find(HERE, post("12")) == Absent()
        assert await face.find(HERE, post("123")) == Found("123")
        await face.send(HERE, post("12"))
        assert await face.find(HERE, post("12")) == Found("12")


@settings(max_examples=40)
@given(st.data())
def test_after_a_death_in_the_middle_of_a_write_the_next_process_says_each_post_once(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever part of the last post was written: it is found or absent, never both told and torn into others."""
    form = data.draw(st.sampled_from(FORMS))
    path = tmp_path_factory.mktemp("posts") / "posts"

    async def say(*tokens: str) -> None:
        with opened(path) as out:
            face = HeadlessFace(out, form)
            for token in tokens:
                if await face.find(HERE, post(token)) == Absent():
                    assert await face.send(HERE, post(token)) == Sent(token)

    asyncio.run(say("1"))
    first = path.stat().st_size
    asyncio.run(say("23"))
    os.truncate(path, data.draw(st.integers(first, path.stat().st_size)))
    asyncio.run(say("23", "2"))
    asyncio.run(say("1", "2", "23"))
    assert sorted(told(path, form)) == ["1", "2", "23"]


def told(path: Path, form: Form) -> list[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if form == "text":
        return [
            line[len("— visabot [") : -1] for line in lines if line.startswith("— visabot [") and line.endswith("]")
        ]
    return [json.loads(line)["token"] for line in lines if line.startswith("{") and line.endswith("}}")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("forged", FORGERIES)
async def test_the_text_of_a_feed_cannot_pass_for_a_delivery(tmp_path: Path, form: Form, forged: str) -> None:
    line = Line(forged, (Source(forged, forged),), mark=forged, details=(forged,))
    card = Card(CardKind.ALERT, forged, "en", url=forged, sections=(Section(forged, (line,)),), footer=(forged,))
    with opened(tmp_path / "posts") as out:
        face = HeadlessFace(out, form)
        await face.send(HERE, post("1", card))
        await face.edit(HERE, "1", card, 2)
        assert await face.find(HERE, post("99")) == Absent()
        assert await face.find(HERE, post("1")) == Found("1")
    text = (tmp_path / "posts").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u2028" not in text


@pytest.mark.parametrize("form", FORMS)
async def test_an_edit_is_written_once_for_each_version_also_by_the_next_process(tmp_path: Path, form: Form) -> None:
    path = tmp_path / "posts"
    with opened(path) as out:
        face = HeadlessFace(out, form)
        await face.send(HERE, post("1"))
        assert await face.edit(HERE, "1", CARD, 3) == Sent("1")
    size = path.stat().st_size
    with opened(path) as out:
        face = HeadlessFace(out, form)
        assert await face.edit(HERE, "1", CARD, 3) == Sent("1")
        assert await face.edit(HERE, "1", CARD, 2) == Sent("1"), "an older state does not come back"
        assert path.stat().st_size == size
        assert await face.edit(HERE, "1", CARD, 4) == Sent("1")
    assert path.stat().st_size > size


async def test_an_edit_in_text_form_says_that_it_is_one(tmp_path: Path) -> None:
    with opened(tmp_path / "posts") as out:
        await HeadlessFace(out).edit(HERE, "1", replace(CARD, stamp="DEMO"), 2)
        await HeadlessFace(out).edit(HERE, "1", replace(CARD, lang="ko"), 3)
    text = (tmp_path / "posts").read_text(encoding="utf-8")
    assert "DEMO · Updated · 한미 비자 협의\n" in text
    assert "— visabot [1 v2]\n" in text
    assert "업데이트 · 한미 비자 협의\n" in text


async def test_a_post_that_another_process_is_still_writing_is_found_once_it_is_whole(tmp_path: Path) -> None:
    with opened(tmp_path / "posts") as out, opened(tmp_path / "posts") as others:
        face = HeadlessFace(out)
        os.write(others, "한미\n— visabot [".encode())
        assert await face.find(HERE, post("7")) == Absent()
        os.write(others, b"7]\n\n")
        assert await face.find(HERE, post("7")) == Found("7")


async def test_a_file_that_was_emptied_meanwhile_holds_nothing(tmp_path: Path) -> None:
    """Tools that turn logs over copy the file and empty it."""
    with opened(tmp_path / "posts") as out:
        face = HeadlessFace(out)
        await face.send(HERE, post("1"))
        assert await face.find(HERE, post("1")) == Found("1")
        os.truncate(tmp_path / "posts", 0)
        assert await face.find(HERE, post("1")) == Absent()


async def test_a_full_disk_means_again_later_and_leaves_no_half_post_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.write, [40]

    def short_of_space(descriptor: int, data: bytes) -> int:
        room = left.pop() if left else 0
        if room == 0:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[:room])

    with opened(tmp_path / "posts") as out:
        face = HeadlessFace(out)
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", short_of_space)
            outcome = await face.send(HERE, post("1"))
        assert isinstance(outcome, RetryLater)
        assert "No space left" in outcome.reason
        assert await face.find(HERE, post("1")) == Absent()
        assert await face.send(HERE, post("1")) == Sent("1")
    assert (tmp_path / "posts").read_text(encoding="utf-8", errors="replace").count("\n한미 비자 협의\n") == 1


async def test_a_pipe_cannot_tell_so_that_a_post_in_doubt_is_said_again() -> None:
    reader, writer = os.pipe()
    face = HeadlessFace(writer)
    assert await face.send(HERE, post("1")) == Sent("1")
    assert await face.find(HERE, post("1")) == Absent()
    os.close(writer)
    os.close(reader)


async def test_a_reader_that_has_gone_means_again_later_and_time_to_stop() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    face = HeadlessFace(writer)
    stop = asyncio.ensure_future(face.until_closed())
    assert isinstance(await face.send(HERE, post("1")), RetryLater)
    assert "closed by its reader" in await asyncio.wait_for(stop, 1)
    os.close(writer)


async def test_a_slow_reader_holds_only_the_post_and_not_the_loop() -> None:
    reader, writer = os.pipe()
    long = replace(CARD, footer=tuple(f"{number} " + "x" * 900 for number in range(200)))  # more than a pipe holds
    posting = asyncio.ensure_future(HeadlessFace(writer).send(HERE, post("1", long)))
    for _ in range(100):
        await asyncio.sleep(0)
    assert not posting.done()
    read = bytearray()
    while not posting.done():
        read += os.read(reader, 65536)
        for _ in range(50):
            await asyncio.sleep(0)
    os.close(writer)
    while piece := os.read(reader, 65536):
        read += piece
    os.close(reader)
    assert await posting == Sent("1")
    assert read.decode().endswith("— visabot [1]\n\n")
    assert len(read) > 180_000


async def test_posts_at_the_same_time_do_not_mix() -> None:
    reader, writer = os.pipe()
    face = HeadlessFace(writer, "json")
    await asyncio.gather(*(face.send(HERE, post(str(number))) for number in range(20)))
    os.close(writer)
    lines = os.read(reader, 65536).splitlines()
    os.close(reader)
    assert sorted(int(json.loads(line)["token"]) for line in lines) == list(range(20))


async def test_nowhere_takes_posts_too() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    assert await HeadlessFace(nowhere).send(HERE, post("1")) == Sent("1")
    os.close(nowhere)


async def test_each_post_is_one_write_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a death tears a post only where the kernel itself is interrupted."""
    sizes: list[int] = []
    real = os.write

    def noting(descriptor: int, data: bytes) -> int:
        sizes.append(len(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", noting)
    with opened(tmp_path / "posts") as out:
        await Output(out).write(b"x" * 300_000)
    assert sizes == [300_000]
