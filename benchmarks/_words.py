"""Made-up news: words as common as words are, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from random import Random

LATIN = "visa korea seoul washington talks plant workers minister round group embassy battery raid return rules"
HANGUL = "비자 워킹그룹 한미 협의 외교부 장관 조지아 구금 근로자 공장 배터리 대사관 소비자 물가 경제 시장 회의 투자"


@dataclass(frozen=True)
class Words:
    """Words as common as words are: the second half as often as the first."""

    words: Sequence[str]
    weights: Sequence[float]

    def draw(self, random: Random, count: int) -> list[str]:
        """Return so many words."""
        return random.choices(self.words, cum_weights=self.weights, k=count)


def vocabulary() -> Words:
    """Return the desk's words and ten thousand others, by Zipf's law."""
    rare = [f"word{n}" for n in range(5000)], [f"단어{n}" for n in range(5000)]
    words = [
        *chain.from_iterable(zip(LATIN.split(), HANGUL.split(), strict=False)),
        *chain.from_iterable(zip(*rare, strict=True)),
    ]
    return Words(words, list(accumulate(1 / (rank + 8) for rank in range(len(words)))))
