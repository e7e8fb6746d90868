"""The watch-term language: what is read, how it is printed, what is refused with which hint."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.terms.error import TermError
from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or
from feeds.terms.parser import Limits, parse
from feeds.terms.printer import canonical
from feeds.terms.problem import TermProblem
from tests.feeds.terms import drawn


def word(text: str, *covers: str) -> Leaf:
    return Leaf(LeafKind.WORD, text, covers=covers)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("visa", word("visa")),
        ('"visa  working group"', word("visa working group")),
        ("“visa inc”", word("visa inc")),
        ("visa korea", And((word("visa"), word("korea")))),
        ("visa AND korea", And((word("visa"), word("korea")))),
        ("visa (korea (B-1 ESTA))", And((word("visa"), word("korea"), word("B-1"), word("ESTA")))),
        ("visa OR 비자 korea", Or((word("visa"), And((word("비자"), word("korea")))))),
        ("visa (비자 OR korea)", And((word("visa"), Or((word("비자"), word("korea")))))),
        ("visa -card", And((word("visa"), Not(word("card"))))),
        ("visa –카드", And((word("visa"), Not(word("카드"))))),
        ("비자 not 소비자, 비자금", word("비자", "소비자", "비자금")),
        ("비자 not 소비자,비자금 협의", And((word("비자", "소비자", "비자금"), word("협의")))),
        ("(비자 not 소비자) not 비자금", word("비자", "소비자", "비자금")),
        ("15,000", word("15,000")),
        ("12:30", word("12:30")),
        ("CBP/ICE", word("CBP/ICE")),
        ('"or"', word("or")),
        ('"a \\"b\\" c"', word('a "b" c')),
        ("title:비자", Leaf(LeafKind.WORD, "비자", "title")),
        ("Title:비자", Leaf(LeafKind.WORD, "비자", "title")),
        ("summary:(a OR b)", Or((Leaf(LeafKind.WORD, "a", "summary"), Leaf(LeafKind.WORD, "b", "summary")))),
        ("source:yonhap", Leaf(LeafKind.WORD, "yonhap", "source")),
        ("lang:ko", Attribute("lang", "ko")),
        ("tier:Official", Attribute("tier", "official")),
        ('"B-1"~5 equipment', Near((word("B-1"),), (word("equipment"),), 5)),
        ("title:(a~2 b)", Near((Leaf(LeafKind.WORD, "a", "title"),), (Leaf(LeafKind.WORD, "b", "title"),), 2)),
        ("(B-1 OR ESTA)~5 install", Near((word("B-1"), word("ESTA")), (word("install"),), 5)),
        ("e-4*", Leaf(LeafKind.PREFIX, "e-4")),
        ('"work vis"*', Leaf(LeafKind.PREFIX, "work vis")),
        (r"/H\.?R\.? ?4687/", Leaf(LeafKind.REGEX, r"H\.?R\.? ?4687")),
        (r"/a\/b+/", Leaf(LeafKind.REGEX, "a/b+")),
        ("=조현", Leaf(LeafKind.NAME, "조현")),
        ('="Kevin Kim"', Leaf(LeafKind.NAME, "Kevin Kim")),
    ],
)
def test_a_source_is_read_as_its_tree(source: str, tree: Expression) -> None:
    assert parse(source) == tree


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("visa   AND (korea)", "visa korea"),
        ("visa OR 비자 korea", "visa OR (비자 korea)"),
        ('"visa"', "visa"),
        ('"or"', '"or"'),
        ("비자 not 소비자,비자금", "비자 not 소비자, 비자금"),
        ("title:(a b)", "title:a title:b"),
        ('-(a b) "c d"', '-(a b) "c d"'),
    ],
)
def test_the_canonical_form_shows_how_a_source_was_read(source: str, printed: str) -> None:
    assert canonical(parse(source)) == printed


@given(drawn.expressions)
@settings(max_examples=150)
def test_what_is_printed_is_read_as_the_same_tree(expression: Expression) -> None:
    assert parse(canonical(expression), Limits(characters=5_000)) == expression


@given(st.text(alphabet='ab비자 "\\()-=*~5/:,.’“not', max_size=25) | st.text(max_size=15))
@settings(max_examples=250)
def test_any_source_is_read_and_printed_alike_or_refused_at_a_column_of_it(source: str) -> None:
    tree, refused = None, None
    try:
        tree = parse(source)
    except TermError as error:
        refused = error
    if tree is not None:
        assert parse(canonical(tree)) == tree
    else:
        assert refused is not None
        assert 1 <= refused.column <= len(source) + 1
        assert refused.message
        assert refused.hint


WRONG = [
    ("", 1, "empty"),
    ("   ", 1, "empty"),
    ('visa "korea', 6, "not closed"),
    ("visa (korea", 6, "not closed"),
    ("visa korea)", 11, "closes nothing"),
    ("visa ()", 6, "empty"),
    ("visa or 비자", 6, "OR in capitals"),
    ("visa and 비자", 6, "leave it out"),
    ("visa NOT card", 6, "-word"),
    ("visa OR", 8, "must follow"),
    ("OR visa", 1, "one side"),
    ("not 소비자", 1, "-소비자"),
    ("visa korea not", 15, "covering word"),
    ("비자 not 카드", 8, "does not contain 비자"),
    ("(a b) not ab", 7, "single word"),
    ("foo:비자", 1, "title, summary, source, lang and tier"),
    ("lang:korean", 6, "lang:ko"),
    ("lang:", 6, "lang:ko"),
    ("tier:good", 6, "official, wire"),
    ("title:summary:비자", 7, "does not go here"),
    ("title:(summary:비자)", 1, "field within a field"),
    ("-card", 1, "must not be there"),
    ("-card -bank", 1, "must not be there"),
    ("visa OR -card", 9, "must not be there"),
    ("visa --card", 7, "Two -"),
    ("visa - card", 6, "stands alone"),
    ("visa -", 6, "stands alone"),
    ("visa, korea", 5, "comma"),
    ("!!!", 1, "letter or a digit"),
    ("*visa", 1, "only end"),
    ("vi*sa", 4, "space between"),
    ('"visa"korea', 7, "space between"),
    ("a*", 1, "nearly everything"),
    ("=조현*", 4, "without ="),
    ("= 조현", 1, "=조현"),
    ("/visa", 1, "no end"),
    ("//", 1, "empty"),
    ("/visa/korea", 7, "sticks"),
    ("/(visa/", 1, "each ( needs its )"),
    ("/(?=visa)/", 1, "look-around"),
    ("/(visa)?/", 1, "nothing at all"),
    ("/^|visa/", 1, "nothing at all"),
    (r"/\b/", 1, "nothing at all"),
    ("/([가-힣a-z]{30}){30}/", 1, "too large"),
    ("visa~ korea", 5, "number of words"),
    ("visa~0 korea", 5, "1 (the next word)"),
    ("visa~101 korea", 5, "to 100"),
    ("visa~5", 7, "must follow"),
    ("~5 visa", 1, "nothing before"),
    ("a~2 b~3 c", 6, "Only two"),
    ("(a b)~2 c", 1, "alternatives"),
    ("lang:ko~2 c", 1, "alternatives"),
    ("(" * 21 + "visa" + ")" * 21, 21, "flatter"),
    ("v" * 501, 501, "at most 500"),
    (" ".join(f"w{i}" for i in range(51)), len(" ".join(f"w{i}" for i in range(50))) + 2, "More than 50"),
    ("/a**/", 1, "at most 1,000 times"),
    ("/[z-a]/", 1, "in order"),
    (r"/a\8/", 1, "back-references"),
    ("/\ud800/", 1, "does not work"),
    ("visa AND AND b", 10, "AND has nothing"),
    ("비자~5 -b", 6, "before a word"),
    ("visa=b)(", 7, "closes nothing"),
]
"""A source, the column that is wrong, and words of what is said."""


@pytest.mark.parametrize(("source", "column", "says"), WRONG)
def test_a_wrong_source_is_refused_with_its_column_and_what_to_do(source: str, column: int, says: str) -> None:
    with pytest.raises(TermError) as refused:
        parse(source)
    assert refused.value.column == column
    assert says in f"{refused.value.message} {refused.value.hint}"
    assert str(column) in str(refused.value)


def test_an_error_points_at_its_column() -> None:
    with pytest.raises(TermError) as refused:
        parse("visa or 비자")
    source, caret, message, hint = refused.value.pointed("visa or 비자").split("\n")
    assert source[caret.index("^") :].startswith("or")
    assert message.endswith(".")
    assert hint


def test_a_desk_may_ask_for_larger_expressions() -> None:
    source = " OR ".join(f"word{i}" for i in range(200))
    assert len(parse(source, Limits(characters=5_000, leaves=200)).parts) == 200  # type: ignore[union-attr]  # an Or


def test_every_problem_is_shown_by_one_of_these_sources() -> None:
    """So that none is a code which nothing raises, or whose words lack a value."""
    shown = set()
    for source, _, _ in WRONG:
        with pytest.raises(TermError) as refused:
            parse(source)
        shown.add(refused.value.flaw.code)
    assert sorted(set(TermProblem) - shown) == []
