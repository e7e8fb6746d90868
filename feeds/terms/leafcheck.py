"""Whether a leaf can be found at all: asked once, when the term is written."""

from feeds.terms.entry_text import EntryText
from feeds.terms.error import TermError
from feeds.terms.expression import Leaf, LeafKind
from feeds.terms.leaves import Finder
from feeds.terms.printer import print_leaf
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
        raise TermError(
            column, f"There is nothing to search for in {print_leaf(leaf)}", "a word needs a letter or a digit"
        )
    if leaf.kind is LeafKind.PREFIX and normal.isascii() and len(normal.strip()) < _SHORTEST_PREFIX:
        raise TermError(
            column, f"{print_leaf(leaf)} would match nearly everything", "give at least two characters before *"
        )


def _check_regex(source: str, column: int) -> None:
    if not source:
        raise TermError(column, "The regular expression is empty", "put one between the two /")
    try:
        Regex(source)
    except RegexError as error:
        raise TermError(column, str(error), error.hint) from error


def check_cover(leaf: Leaf, cover: str, column: int) -> None:
    """Raise a TermError where a covering word could never cover a hit of the leaf."""
    check_leaf(Leaf(LeafKind.WORD, cover), column)
    text = EntryText.plain(cover)
    bare = Leaf(leaf.kind, leaf.text)
    way = Finder(bare).strategy
    if not way.spans(text) and not way.partial(text):
        raise TermError(
            column, f"“{cover}” does not contain {print_leaf(bare)}, so it cannot cover it",
            f"after not come longer words with it inside; to leave out entries that say it, write -{cover}",
        )  # fmt: skip
