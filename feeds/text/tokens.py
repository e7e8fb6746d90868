"""Tokens for full-text search, the same on both engines and for queries.

FTS5's trigram tokenizer finds nothing under three characters (비자!), and PostgreSQL's parser cuts codes at hyphens and
reads "-1" as a number. So tokens are made here, of letters and digits only.
"""

import re

from feeds.text.normalise import normalise
from feeds.text.plural import singular

_JOINED = re.compile(
    r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:\.|(?![^\W_])))"  # u.s., h.r.
    r"|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"  # 15,000
    r"|(?<![^\W_])([^\W_])-(?=[^\W_])|(?<=[^\W_])-(?=[0-9][^\W_]?(?![^\W_]))"  # b-1, h-1b, covid-19
    r"|'s(?![^\W_])"
)
_TOKEN = re.compile(r"[가-힣]+|[^\W_가-힣]+")


def search_tokens(text: str) -> list[str]:
    """Return the search tokens of a text or a query, in order, with repeats.

    Latin words and numbers in the singular (codes without their hyphen: B-1 is b1), Hangul words as overlapping pairs
    of syllables, a word of one syllable as itself.
    """
    return [token for word in search_words(text) for token in word]


def search_words(text: str) -> list[tuple[str, ...]]:
    """Return the same tokens word by word: of a Hangul word as many as it has pairs of syllables, of any other one."""
    plain = _JOINED.sub(lambda joint: joint[1] or joint[2] or "", normalise(text).text)
    words: list[tuple[str, ...]] = []
    for match in _TOKEN.finditer(plain):
        word = match[0]
        if not "가" <= word[0] <= "힣":
            words.append((singular(word) if word.endswith("s") and word.isascii() else word,))
        elif len(word) == 1:
            words.append((word,))
        else:
            words.append(tuple(word[i : i + 2] for i in range(len(word) - 1)))
    return words
