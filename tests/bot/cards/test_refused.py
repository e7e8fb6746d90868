"""What is wrong with a watch term is said in the reader's language."""

import re
import string

import pytest

from bot.cards.refused import refused_words
from bot.locale.voice import Voice
from feeds.terms.error import TermError
from feeds.terms.parser import parse
from feeds.terms.problem import ENGLISH, TermProblem
from tests.bot import shipped

CATALOGUE = shipped.catalogue()
KOREAN = Voice("ko", "Asia/Seoul", CATALOGUE)
SYNTAX = re.compile(r"title|summary|source|lang|tier|visa|korea|Visa Inc|equipment|install|repair|Kevin Kim")
"""English that a term is written in."""


def named(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", TermProblem)
def test_every_problem_is_said_in_both_languages_with_the_same_values(code: TermProblem) -> None:
    what, hint = ENGLISH[code]
    assert CATALOGUE.form("en", f"refused.{code}.what") == what
    assert CATALOGUE.form("en", f"refused.{code}.todo") == f"{hint[:1].upper()}{hint[1:]}."
    korean = CATALOGUE.form("ko", f"refused.{code}.what"), CATALOGUE.form("ko", f"refused.{code}.todo")
    assert named(korean[0]) == named(what)
    assert named(korean[1]) <= named(hint)
    assert all(re.search("[가-힣]", text) for text in korean)
    assert not korean[0].endswith(".")


@pytest.mark.parametrize("source", ["(", "visa or b", "비자 not 카드", "tier:good", "/(a/", "a~101 b", "", "v" * 501])
def test_a_korean_reader_gets_no_english_sentence(source: str) -> None:
    with pytest.raises(TermError) as refused:
        parse(source)
    words = refused_words(refused.value.flaw, KOREAN)
    for text in (words.what, words.todo):
        assert not re.search(r"[a-z]{3,} [a-z]+ [a-z]{3,}", SYNTAX.sub("", text)), text
