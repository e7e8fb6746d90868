"""What a search asks for: words, and phrases in quotes."""

import re
from dataclasses import dataclass
from functools import cached_property

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.leaves import Finder
from feeds.text.tokens import search_words

_PART = re.compile(r'["“”„](?P<phrase>[^"“”„]+)(?:["“”„]|$)|(?P<word>[^\s"“”„]+)')


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
        text = EntryText.plain(title, summary)
        return all(finder.find(text) for finder in self.finders[: len(dict.fromkeys(self._phrases))])

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        return self._parts("phrase")

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return self._parts("word")

    def _parts(self, kind: str) -> tuple[str, ...]:
        found = (" ".join((part[kind] or "").split()) for part in _PART.finditer(self.text))
        return tuple(part for part in found if search_words(part))
