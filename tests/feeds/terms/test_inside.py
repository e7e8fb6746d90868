"""The longer Korean words that a term is found inside."""

import pytest

from feeds.terms.entry_text import EntryText
from feeds.terms.inside import InsideWords
from feeds.terms.parser import parse


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("비자", "소비자의 선택", {"소비자"}),
        ("비자", "소비자들에게 비자금을", {"소비자", "비자금"}),
        ("비자", "비자를 받은 비자 문제", set()),
        ("비자", "취업비자와 전문직취업비자", {"취업비자", "전문직취업비자"}),
        ("비자 not 소비자", "소비자와 비자발적 실업", {"비자발적"}),
        ("비자 -카드", "비자금 카드금지", {"비자금"}),
        ("visa OR (비자 한국)", "소비자 한국어", {"소비자", "한국어"}),
        ("비자~5 협의", "비자금 협의체", {"비자금", "협의체"}),
        ("=조현", "조현 장관", set()),
        ("lang:ko visa", "visa 소비자", set()),
        ("title:비자", "무비자로", {"무비자"}),
    ],
)
def test_the_words_around_a_hit_are_returned_without_their_particles(term: str, text: str, words: set[str]) -> None:
    assert InsideWords(parse(term)).find(EntryText.plain(text, lang="ko")) == words
