"""Whether a document says anything that it did not say before.

Many feeds write a new build date or a comment into each answer. A hash that ignores these saves
a parse, which costs 500 times as much.
"""

import re
from hashlib import blake2b

_DIGEST_SIZE = 16
_BUILT = re.compile(rb"<(lastBuildDate)\b[^<>]*>[^<>]{0,100}</\1\s*>", re.IGNORECASE)
_DATED = re.compile(rb"<((?:\w{1,20}:)?(?:pubDate|updated|modified|date))\b[^<>]*>[^<>]{0,100}</\1\s*>", re.IGNORECASE)
_FIRST_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_COMMENT, _COMMENT_END = b"<!--", b"-->"
_MOST_TAGS, _MOST_COMMENTS = 100_000, 10_000
"""Real feeds have under a fifth of that. Looking at each "<" costs 0.3 µs, at each comment 1.8: 30 ms at most."""
_NOT_IN_COMMENT = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]|\]\]>", re.IGNORECASE)


def body_digest(body: bytes) -> bytes:
    """Return 16 bytes that are equal for two documents with the same items and channel.

    Left out are `lastBuildDate`, the channel's own date (`pubDate`, `updated`, `dc:date` before the first item) and
    comments. Linear in the length of `body`, which may be anything. Of one with more tags than any real feed has, every
    byte counts: looking at each tag would hold the event loop (promise 5).
    """
    if body.count(b"<") > _MOST_TAGS or body.count(_COMMENT) > _MOST_COMMENTS:
        return blake2b(body, digest_size=_DIGEST_SIZE).digest()
    body = _BUILT.sub(b"", _without_comments(body))
    first = _FIRST_ITEM.search(body)
    head_ends = first.start() if first else len(body)
    digest = blake2b(_DATED.sub(b"", body[:head_ends]), digest_size=_DIGEST_SIZE)
    digest.update(memoryview(body)[head_ends:])
    return digest.digest()


def _without_comments(body: bytes) -> bytes:
    """Cut out comments, but none that reaches over an item or the end of a CDATA section.

    Such a one may be no comment but text with "<!--" in it, and dropping it would hide what changes inside.
    """
    kept: list[bytes] = []
    position = 0
    while (start := body.find(_COMMENT, position)) >= 0:
        end = body.find(_COMMENT_END, start + len(_COMMENT))
        if end < 0:
            break
        end += len(_COMMENT_END)
        kept.append(body[position:start])
        if _NOT_IN_COMMENT.search(body, start, end):
            kept.append(body[start:end])
        position = end
    kept.append(body[position:])
    return b"".join(kept)
