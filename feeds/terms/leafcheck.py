"""Whether a leaf can be found at all: asked once, when the term is written."""

from feeds.terms.entry_text import EntryText
from feeds.terms.error import TermError
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.leaves import Finder
from feeds.terms.printer import print_leaf
from feeds.terms.problem import TermProblem
from feeds.terms.regex import Regex, RegexError
from feeds.text.normalise import normalise

_SHORTEST_PREFIX = 2
"""A single Latin letter begins one word in twenty."""


def check_leaf(leaf: Leaf, column: int) -> None:
    """Raise a TermError where the leaf can never match, or matches nearly everything."""
    if leaf.kind is LeafKind.REGEX:
        _check_regex(leaf.text, column)
        return
    normal = normalise(leaf.text).text
    if not any(map(str.isalnum, normal)):
        raise TermError(column, TermProblem.NOTHING_TO_FIND, term=print_leaf(leaf))
    if leaf.kind is LeafKind.PREFIX and normal.isascii() and len(normal.strip()) < _SHORTEST_PREFIX:
        raise TermError(column, TermProblem.TOO_BROAD, term=print_leaf(leaf))


def _check_regex(source: str, column: int) -> None:
    if not source:
        raise TermError(column, TermProblem.REGEX_EMPTY)
    try:
        Regex(source)
    except RegexError as error:
        raise TermError(column, error.code, **error.values) from error


def check_cover(leaf: Leaf, cover: str, column: int) -> None:
    """Raise a TermError where a covering word could never cover a hit of the leaf."""
    check_leaf(Leaf(LeafKind.WORD, cover), column)
    text = EntryText.plain(cover)
    bare = Leaf(leaf.kind, leaf.text)
    way = Finder(bare).strategy
    if not way.spans(text) and not way.partial(text):
        raise TermError(column, TermProblem.COVER_UNFIT, cover=cover, term=print_leaf(bare))
