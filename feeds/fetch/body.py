"""Reading a body within its limits, piece by piece."""

import asyncio

from aiohttp import ClientResponse

from feeds.fetch.decode import UndecodableError, decoder_for
from feeds.fetch.details import FetchDetail
from feeds.fetch.problems import FetchFailedError
from feeds.fetch.result import FetchError, FetchProblem


async def read_body(response: ClientResponse, most: int, host: str) -> bytes:
    """Return the decoded body of `response`, which must come as it was sent (`auto_decompress=False`).

    `most` bounds the bytes sent and the bytes decoded, each. Memory stays near what is returned.

    Raises:
        FetchFailedError: TOO_LARGE, or ENCODING.
    """
    announced = response.content_length
    if announced is not None and announced > most:
        raise _too_large(host, most)
    body = bytearray()
    sent = 0
    try:
        decoder = decoder_for(response.headers.getall("Content-Encoding", []))
        async for chunk in response.content.iter_any():
            sent += len(chunk)
            for piece in decoder.feed(chunk):
                body += piece
                if len(body) > most:
                    raise _too_large(host, most)
                # A few kilobytes can hold megabytes: 37 ms in one go for 8 MB of zeros (promise 5).
                await asyncio.sleep(0)
            if sent > most:
                raise _too_large(host, most)
        decoder.finish()
    except UndecodableError as error:
        raise FetchFailedError(FetchError(FetchProblem.ENCODING, error.about(host), status=response.status)) from error
    return bytes(body)


def _too_large(host: str, most: int) -> FetchFailedError:
    return FetchFailedError(FetchError(FetchProblem.TOO_LARGE, FetchDetail.TOO_LARGE.format(host=host, most=most)))
