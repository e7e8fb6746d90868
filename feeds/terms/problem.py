"""Everything that can be wrong with a watch term: a code for each, and what it says in English.

The codes are for those who say it in another language (`bot.cards.refused`);
the English is for logs and the command line.
"""

from collections.abc import Mapping
from enum import StrEnum


class TermProblem(StrEnum):
    """What is wrong with a watch term. Messages are called by these."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    TOO_DEEP = "too-deep"
    TOO_BROAD = "too-broad"
    NOTHING_TO_FIND = "nothing-to-find"
    ONLY_EXCLUDES = "only-excludes"
    ALTERNATIVE_EXCLUDES = "alternative-excludes"
    MISPLACED = "misplaced"
    STOPS_EARLY = "stops-early"
    STICKS = "sticks"
    OR_ALONE = "or-alone"
    OR_SMALL = "or-small"
    AND_ALONE = "and-alone"
    AND_WRITTEN = "and-written"
    NOT_ALONE = "not-alone"
    NOT_CAPITAL = "not-capital"
    NOT_OF_GROUP = "not-of-group"
    COVER_MISSING = "cover-missing"
    COVER_UNFIT = "cover-unfit"
    COMMA_ALONE = "comma-alone"
    MINUS_ALONE = "minus-alone"
    MINUS_MISPLACED = "minus-misplaced"
    MINUS_TWICE = "minus-twice"
    QUOTE_OPEN = "quote-open"
    GROUP_OPEN = "group-open"
    GROUP_EMPTY = "group-empty"
    GROUP_CLOSED_TWICE = "group-closed-twice"
    FIELD_UNKNOWN = "field-unknown"
    FIELD_IN_FIELD = "field-in-field"
    LANGUAGE_UNKNOWN = "language-unknown"
    TIER_UNKNOWN = "tier-unknown"
    NEAR_ALONE = "near-alone"
    NEAR_NUMBER = "near-number"
    NEAR_DISTANCE = "near-distance"
    NEAR_TWICE = "near-twice"
    NEAR_SIDES = "near-sides"
    STAR_ALONE = "star-alone"
    STAR_ON_NAME = "star-on-name"
    NAME_MISSING = "name-missing"
    REGEX_EMPTY = "regex-empty"
    REGEX_OPEN = "regex-open"
    REGEX_STICKS = "regex-sticks"
    REGEX_LARGE = "regex-large"
    REGEX_MATCHES_NOTHING = "regex-matches-nothing"
    REGEX_BRACKET = "regex-bracket"
    REGEX_REPEAT = "regex-repeat"
    REGEX_CLASS = "regex-class"
    REGEX_ESCAPE = "regex-escape"
    REGEX_OPERATOR = "regex-operator"
    REGEX_OTHER = "regex-other"


_SPLIT = "split it into several terms of the topic: an entry needs to match only one"

ENGLISH: Mapping[TermProblem, tuple[str, str]] = {
    TermProblem.EMPTY: ("The term is empty", 'write a word, "a phrase" or 비자'),
    TermProblem.TOO_LONG: ("The term has {n} characters, at most {maximum} are taken", _SPLIT),
    TermProblem.TOO_MANY: ("More than {maximum} words and phrases", _SPLIT),
    TermProblem.TOO_DEEP: ("More than {maximum} brackets within brackets", "write it flatter"),
    TermProblem.TOO_BROAD: ("{term} would match nearly everything", "give at least two characters before *"),
    TermProblem.NOTHING_TO_FIND: ("There is nothing to search for in {term}", "a word needs a letter or a digit"),
    TermProblem.ONLY_EXCLUDES: (
        "The term only says what must not be there, so it would match nearly everything",
        "add what must be there: visa -card",
    ),
    TermProblem.ALTERNATIVE_EXCLUDES: (
        "This alternative only says what must not be there, so it would match nearly everything",
        "put what must be there beside it: visa OR (비자 -카드)",
    ),
    TermProblem.MISPLACED: ("Something does not go here", "put a space between two words"),
    TermProblem.STOPS_EARLY: ("The term stops too early", "a word or a phrase must follow"),
    TermProblem.STICKS: ("Something sticks to what ends here", "put a space between two words or phrases"),
    TermProblem.OR_ALONE: ("OR has nothing on one side", 'write visa OR 비자; "OR" in quotes for the word'),
    TermProblem.OR_SMALL: (
        "“{word}” is an ordinary word here",
        'write OR in capitals, or "{word}" for the word',
    ),
    TermProblem.AND_ALONE: ("AND has nothing on one side", 'write visa korea; "AND" in quotes for the word'),
    TermProblem.AND_WRITTEN: (
        "“{word}” is an ordinary word here",
        'leave it out: words side by side must all be there; or write "{word}" for the word',
    ),
    TermProblem.NOT_ALONE: (
        "“not” has nothing before it",
        'write 비자 not 소비자; to leave entries out write -소비자; "not" in quotes for the word',
    ),
    TermProblem.NOT_CAPITAL: (
        "“{word}” does not exclude",
        "write -word to leave entries out; not, in small letters, lists words that cover a hit: 비자 not 소비자",
    ),
    TermProblem.NOT_OF_GROUP: ("“not” covers a single word or phrase", "write it after the word it belongs to"),
    TermProblem.COVER_MISSING: (
        "A covering word is missing",
        "after not come words or phrases that contain the term: 비자 not 소비자, 비자금",
    ),
    TermProblem.COVER_UNFIT: (
        "“{cover}” does not contain {term}, so it cannot cover it",
        "after not come longer words with it inside; to leave out entries that say it, write -{cover}",
    ),
    TermProblem.COMMA_ALONE: (
        "A comma stands alone",
        "commas go between covering words only: 비자 not 소비자, 비자금",
    ),
    TermProblem.MINUS_ALONE: ("A - stands alone", 'put it right before what to leave out: visa -"Visa Inc"'),
    TermProblem.MINUS_MISPLACED: ("A - does not go here", "put it before a word, a phrase or a group"),
    TermProblem.MINUS_TWICE: ("Two - in a row", "one leaves out; two say nothing"),
    TermProblem.QUOTE_OPEN: ("The quote is not closed", 'add " where the phrase ends'),
    TermProblem.GROUP_OPEN: ("A ( is not closed", "add ) where the group ends"),
    TermProblem.GROUP_EMPTY: ("The brackets are empty", "put a word between ( and ), or take them out"),
    TermProblem.GROUP_CLOSED_TWICE: ("A ) closes nothing", "take it out, or put ( where the group begins"),
    TermProblem.FIELD_UNKNOWN: (
        "There is no field “{field}”",
        "the fields are title, summary, source, lang and tier; put {field}:… in quotes to search for it",
    ),
    TermProblem.FIELD_IN_FIELD: ("A field within a field", "write {field}: before the words it is for"),
    TermProblem.LANGUAGE_UNKNOWN: ("lang: takes a code of two letters", "write lang:ko or lang:en"),
    TermProblem.TIER_UNKNOWN: ("There is no tier “{tier}”", "the tiers are {tiers}"),
    TermProblem.NEAR_ALONE: ("~ has nothing before it", 'write "B-1"~5 equipment'),
    TermProblem.NEAR_NUMBER: ("~ needs a number of words", 'write "B-1"~5 equipment'),
    TermProblem.NEAR_DISTANCE: ("A distance of {distance} words", "write 1 (the next word) to {maximum}"),
    TermProblem.NEAR_TWICE: ("Only two things can be near each other", "write (a~5 b) (b~5 c)"),
    TermProblem.NEAR_SIDES: (
        "~ stands between words, phrases, or alternatives of them",
        "write (B-1 OR ESTA)~5 (install OR repair)",
    ),
    TermProblem.STAR_ALONE: (
        "A * can only end a word",
        "write visa* for words that begin with visa; in Korean 비자 finds 취업비자 by itself",
    ),
    TermProblem.STAR_ON_NAME: (
        "A * does not go with =",
        "a name is exact; write 조현* without = for words that begin so",
    ),
    TermProblem.NAME_MISSING: ("= needs a name", 'write =조현 or ="Kevin Kim"'),
    TermProblem.REGEX_EMPTY: ("The regular expression is empty", "put one between the two /"),
    TermProblem.REGEX_OPEN: (
        "The regular expression has no end",
        "close it with /, or put a word with / in quotes",
    ),
    TermProblem.REGEX_STICKS: (
        "Something sticks to the regular expression",
        "put a space after the closing /; a / inside is written \\/",
    ),
    TermProblem.REGEX_LARGE: ("The regular expression is too large", "use smaller repeat counts"),
    TermProblem.REGEX_MATCHES_NOTHING: (
        "The regular expression also matches nothing at all",
        "so it would match everything: use + instead of *, or leave out ?",
    ),
    TermProblem.REGEX_BRACKET: (
        "The brackets of the regular expression do not match: {near}",
        "each ( needs its ) and each [ its ]; write \\( for the sign itself",
    ),
    TermProblem.REGEX_REPEAT: (
        "Nothing can be repeated as in {near}",
        "put *, +, ? or {{2,5}} after what is to be repeated, once, and at most 1,000 times",
    ),
    TermProblem.REGEX_CLASS: ("There is no such class of characters: {near}", "write them in order, as in [a-z]"),
    TermProblem.REGEX_ESCAPE: (
        "The \\ does not go here: {near}",
        "write \\\\ for the sign itself; there are no back-references",
    ),
    TermProblem.REGEX_OPERATOR: (
        "{near} is not taken",
        "there is no look-around and there are no back-references; write (?:…) for a group",
    ),
    TermProblem.REGEX_OTHER: ("The regular expression does not work: {near}", "see the syntax of re2"),
}
"""What is wrong, one sentence without its full stop; and what to write instead, to stand behind it."""
