import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry import Refile
from feeds.parse.refile import strip_refile

MARKS = st.sampled_from(
    [
        "(LEAD)",
        "(2nd LD)",
        "[속보]",
        "(종합)",
        "(종합2보)",
        "[1보]",
        "(URGENT)",
        "[단독]",
        "(",
        "]",
        "비자",
        " ",
        "UPDATE 2-",
    ]
)


@pytest.mark.parametrize(
    ("title", "rest", "marker", "rank"),
    [
        ("(URGENT) Seoul, Washington agree", "Seoul, Washington agree", "URGENT", 0),
        ("(LEAD) Seoul, Washington agree", "Seoul, Washington agree", "LEAD", 1),
        ("(2nd LD) Seoul, Washington agree", "Seoul, Washington agree", "2nd LD", 2),
        ("(3rd LD)Seoul, Washington agree", "Seoul, Washington agree", "3rd LD", 3),
        ("[속보] 비자 합의", "비자 합의", "속보", 0),
        ("<속보> 비자 합의", "비자 합의", "속보", 0),
        ("[긴급] 비자 합의", "비자 합의", "긴급", 0),
        ("[1보] 비자 합의", "비자 합의", "1보", 1),
        ("비자 합의(2보)", "비자 합의", "2보", 2),
        ("[상보] 비자 합의", "비자 합의", "상보", 5),
        ("비자 합의(종합)", "비자 합의", "종합", 10),
        ("비자 합의(종합2보)", "비자 합의", "종합2보", 11),
        ("[속보] 비자 합의 (종합3보)", "비자 합의", "종합3보", 12),
        ("UPDATE 3-Korea, US agree on visas", "Korea, US agree on visas", "UPDATE 3", 3),
        ("CORRECTED-Korea, US agree on visas", "Korea, US agree on visas", "CORRECTED", 90),
        ("[정정] 비자 합의", "비자 합의", "정정", 90),
        ("BREAKING: Korea, US agree on visas", "Korea, US agree on visas", "BREAKING", 0),
    ],
)
def test_a_mark_is_taken_off_and_ranked(title: str, rest: str, marker: str, rank: int) -> None:
    assert strip_refile(title) == (rest, Refile(marker, rank))


def test_the_versions_of_a_story_come_in_their_order() -> None:
    versions = ["[속보] 합의", "[1보] 합의", "[2보] 합의", "합의(종합)", "합의(종합2보)"]
    ranks = [refile.rank for version in versions if (refile := strip_refile(version)[1])]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "title",
    ["[단독] 비자 합의", "[인사] 외교부", "비자 합의 (1일 조간)", "[속보]", "", "Lead talks on visas", "(Yonhap)"],
)
def test_other_brackets_stay(title: str) -> None:
    assert strip_refile(title) == (title, None)


@given(st.lists(MARKS, max_size=6).map("".join))
def test_taking_off_leaves_nothing_to_take_off(title: str) -> None:
    rest, refile = strip_refile(title)
    if refile is not None:
        assert strip_refile(rest) == (rest, None)
        assert rest
