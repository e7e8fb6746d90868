"""What a search asks for: words, and phrases in quotes."""

import re
from dataclasses import dataclass
from functools import cached_property

from feeds.terms.entry_text import BREAK, EntryText
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.leaves import Finder
from feeds.text.normalise import normalise
from feeds.text.tokens import search_words

_PART = re.compile(r'["“”„](?P<phrase>[^"“”„]+)(?:["“”„]|$)|(?P<word>[^\s"“”„]+)')
_PLAIN = re.compile(r"[\0 -%'-_a-~가-힣]*")
"""A text of which only case and spaces differ from its normal form: without entities, marks and other scripts."""
_PIECE = re.compile(r"[a-z0-9]+|.", re.DOTALL)
_HANGUL = re.compile("[가-힣]")


def _trace(needle: str) -> re.Pattern[str]:
    """Return what every text has in which a needle of the search form is found; few others have it.

    A hundred reports have the words for one that has the phrase, and finding it takes 80 µs a report, of which most are
    spent on the way back from the search form to the text. A trace takes 4, or 50 where the text is not plain.
    """
    pattern, before = "", ""
    for piece in _PIECE.findall(needle):
        if _HANGUL.match(piece) or _HANGUL.match(before):
            pattern += "[ -]*"  # 비자 협의, 한-미
        if piece == " ":
            pattern += "[ -]+"  # visa-waiver
        elif piece.isascii() and piece.isalnum():
            pattern += f"{piece[:-1]}[a-z0-9']*"  # country, countries, country's
        else:
            pattern += re.escape(piece)
        before = piece
    return re.compile(pattern)


@dataclass(frozen=True)
class Query:
    """A query as typed."""

    text: str

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no word in it."""
        return not search_words(self.text)

    @cached_property
    def finders(self) -> tuple[Finder, ...]:
        """What finds each of its words and phrases in a text, as the matcher of watch terms would."""
        return tuple(Finder(Leaf(LeafKind.WORD, part)) for part in dict.fromkeys((*self._phrases, *self._words)))

    def keeps(self, title: str, summary: str) -> bool:
        """Tell whether a text has all phrases that stand in quotes: an index of words does not know their order."""
        if not self._phrases:
            return True
        raw = BREAK.join(field.replace(BREAK, " ") for field in (title, summary))
        seen = raw.lower() if _PLAIN.fullmatch(raw) else normalise(raw).text
        if not all(trace.search(seen) for trace in self._traces):
            return False
        text = EntryText.plain(title, summary)
        return all(finder.find(text) for finder in self._in_quotes)

    @cached_property
    def _in_quotes(self) -> tuple[Finder, ...]:
        return self.finders[: len(dict.fromkeys(self._phrases))]

    @cached_property
    def _traces(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_trace(finder.needle) for finder in self._in_quotes)

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        return self._parts("phrase")

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return self._parts("word")

    def _parts(self, kind: str) -> tuple[str, ...]:
        found = (" ".join((part[kind] or "").split()) for part in _PART.finditer(self.text))
        return tuple(part for part in found if search_words(part))
