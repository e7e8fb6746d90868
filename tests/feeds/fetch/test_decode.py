"""Content codings."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.decode import UndecodableError, decoder_for
from tests.servers.feedserver import squeeze


def decoded(coding: list[str], body: bytes, cut: int) -> bytes:
    decoder = decoder_for(coding)
    pieces = [piece for start in range(0, len(body), cut) for piece in decoder.feed(body[start : start + cut])]
    decoder.finish()
    assert all(len(piece) <= 64 * 1024 for piece in pieces)
    return b"".join(pieces)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


BODIES = st.builds(lambda unit, times: unit * times, st.binary(max_size=50), st.sampled_from([1, 3, 5000]))


@given(BODIES, st.integers(1, 40))
@settings(max_examples=60)
def test_each_coding_gives_back_the_body_however_it_is_cut(body: bytes, cut: int) -> None:
    assert decoded([], body, max(cut, 1000)) == body
    assert decoded(["gzip"], squeeze(body), cut) == body
    assert decoded([" X-GZIP "], squeeze(body), cut) == body
    assert decoded(["deflate, identity"], zlib.compress(body), cut) == body
    assert decoded(["deflate"], raw_deflate(body), cut) == body


@given(st.lists(BODIES, min_size=1, max_size=5), st.integers(1, 40), st.sampled_from([b"", b"\0", bytes(100)]))
@settings(max_examples=40)
def test_gzip_members_follow_one_another_and_padding_is_ignored(bodies: list[bytes], cut: int, padding: bytes) -> None:
    assert decoded(["gzip"], b"".join(map(squeeze, bodies)) + padding, cut) == b"".join(bodies)


@given(st.binary(min_size=1, max_size=300), st.data())
@settings(max_examples=60)
def test_a_body_cut_short_is_never_taken_for_whole(body: bytes, data: st.DataObject) -> None:
    for coding, sent in (("gzip", squeeze(body)), ("deflate", zlib.compress(body)), ("deflate", raw_deflate(body))):
        short = sent[: data.draw(st.integers(0, len(sent) - 1))]
        with pytest.raises(UndecodableError):
            decoded([coding], short, 1000)


def test_pieces_of_just_the_bound_lose_nothing() -> None:
    for size in (64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 128 * 1024):
        assert decoded(["gzip"], squeeze(bytes(size)), 10_000) == bytes(size)
        assert decoded(["deflate"], raw_deflate(bytes(size)), 10_000) == bytes(size)


def test_members_without_end_are_refused() -> None:
    assert decoded(["gzip"], squeeze(b"x") * 100, 10_000) == b"x" * 100
    with pytest.raises(UndecodableError, match="members"):
        decoded(["gzip"], squeeze(b"x") * 101, 10_000)


@pytest.mark.parametrize("coding", [["br"], ["zstd"], ["gzip", "deflate"], ["비자"]])
def test_other_codings_are_named_in_the_refusal(coding: list[str]) -> None:
    with pytest.raises(UndecodableError, match="cannot decode"):
        decoder_for(coding)
