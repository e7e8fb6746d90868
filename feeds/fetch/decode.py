"""Content codings, undone piece by piece so that a small body cannot become a large one in memory."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from feeds.fetch.details import FetchDetail

# One piece at a time: the reader counts and may stop after each (measured: 2 MB instead of 395).
_PIECE_BYTES = 64 * 1024

# gzip bodies may be several members (RFC 1952, section 2.2); real ones have a handful. Each costs a copy of the rest.
_MOST_MEMBERS = 100

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
# RFC 1950: the low four bits of the first byte say deflate, and the first two bytes are a multiple of 31.
_ZLIB_METHOD = 8
_ZLIB_CHECK = 31


class UndecodableError(ValueError):
    """A body is not in the content coding it says it is in."""

    def __init__(self, detail: FetchDetail, **values: str | int) -> None:
        super().__init__(detail, values)
        self._detail = detail
        self._values = values

    def about(self, host: str) -> str:
        """Return what is wrong, as a sentence about the server."""
        return self._detail.format(host=host, **self._values)


class Decoder(Protocol):
    """Undoes one content coding."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what `chunk` decodes to in bounded pieces. Raises UndecodableError."""
        ...

    def finish(self) -> None:
        """Raise UndecodableError if the body ended in the middle."""
        ...


def decoder_for(content_encoding: Sequence[str]) -> Decoder:
    """Return the decoder for the values of Content-Encoding (RFC 9110, section 8.4.1).

    Raises:
        UndecodableError: a coding that we did not offer, or more than one.
    """
    named = (part.strip().lower() for value in content_encoding for part in value.split(","))
    codings = [name for name in named if name not in {"", "identity"}]
    match codings:
        case []:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return _Gzip()
        case ["deflate"]:
            return _Deflate()
        case _:
            shown = ", ".join(name[:20] for name in codings[:3])
            raise UndecodableError(FetchDetail.CODING_UNKNOWN, coding=ascii(shown))


class _Plain:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def finish(self) -> None:
        return


class _Gzip:
    def __init__(self) -> None:
        self._member: zlib._Decompress | None = None
        self._members = 0
        self._padding = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        rest = chunk
        while rest and not self._padding:
            if self._member is None:
                if self._members and not rest.startswith(_GZIP_MAGIC[: len(rest)]):
                    # What follows the last member is padding; Python's `gzip` ignores it, too.
                    self._padding = True
                    return
                self._member = self._next_member()
            yield from _inflate(self._member, rest, "gzip")
            if not self._member.eof:
                return
            rest = self._member.unused_data
            self._member = None

    def _next_member(self) -> "zlib._Decompress":
        if self._members == _MOST_MEMBERS:
            raise UndecodableError(FetchDetail.CODING_MEMBERS, most=_MOST_MEMBERS)
        self._members += 1
        return zlib.decompressobj(_GZIP_WINDOW)

    def finish(self) -> None:
        if self._member is not None or not self._members:
            raise UndecodableError(FetchDetail.CODING_CUT, coding="gzip")


class _Deflate:
    """The zlib form that the standard means, or the raw form that some servers send (zlib.net FAQ, question 39)."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._head += chunk
            if len(self._head) < 2:  # noqa: PLR2004 - the two bytes of a zlib header
                return
            first, second = self._head[:2]
            zlib_form = first & 15 == _ZLIB_METHOD and (first * 256 + second) % _ZLIB_CHECK == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if zlib_form else -zlib.MAX_WBITS)
            chunk = self._head
        if not self._stream.eof:
            yield from _inflate(self._stream, chunk, "deflate")

    def finish(self) -> None:
        if self._stream is None or not self._stream.eof:
            raise UndecodableError(FetchDetail.CODING_CUT, coding="deflate")


def _inflate(stream: "zlib._Decompress", chunk: bytes, coding: str) -> Iterator[bytes]:
    rest = chunk
    while True:
        try:
            piece = stream.decompress(rest, _PIECE_BYTES)
        except zlib.error as error:
            raise UndecodableError(FetchDetail.CODING_WRONG, coding=coding) from error
        if piece:
            yield piece
        rest = stream.unconsumed_tail
        # A full piece may leave output inside zlib although all input is taken.
        if stream.eof or (not rest and len(piece) < _PIECE_BYTES):
            return
