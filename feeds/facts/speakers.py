"""Who may be speaking: people in an article, and what they are called from one sentence to the next."""

import re
from dataclasses import dataclass

from feeds.facts.names import Names
from feeds.facts.phrases import Phrases

_CAPITALS = re.compile(
    r"(?<![\w$])(?:[A-Z][\w'.-]*(?:d'[Aa]ffaires)?)(?: (?:of (?=[A-Z])|d'[Aa]ffaires |de |van "
    r"|bin )?(?:[A-Z][\w'.-]*))*"
)
_SYLLABLES = 3
"""Of nearly all Korean names."""
_FOREIGN = re.compile(
    "[스트프크르드즈츠브그슨턴튼런렌렉셀셜뇨쉬슈캐켐펠델렛벨뱅핀랜윈켈톰잭빌닉엘넬첼웰렐헬밀릴앤버켄샌밴앨윌웨]"
)
"""Syllables that are common in foreign names and rare in Korean words for people."""
_MAX_NAME = 3
"""Words of a name, without titles."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a sentence."""

    start: int
    """Where the name begins, titles included."""
    end: int
    speaker: str
    """The desk's id, or the full name as printed."""


class People:
    """Reads the people of one article, sentence by sentence: later sentences call them by surname only."""

    def __init__(self, phrases: Phrases, names: Names, lang: str) -> None:
        """Begin an article in `lang`."""
        self._phrases = phrases
        self._names = names
        self._lang = lang
        self._by_surname: dict[str, str] = {}
        self.last: str | None = None
        """The person who spoke last, for pronouns."""

    def english(self, text: str) -> list[Person]:
        """Return the people in an English sentence, in order."""
        known = [each for each in self._names.find(text, "en") if each.kind == "person"]
        found = []
        for each in known:
            self._remember(text[each.start : each.end], each.id)
            found.append(Person(self._with_titles(text, each.start), each.end, each.id))
        taken = [(each.start, each.end) for each in self._names.find(text, "en")]
        for run in _CAPITALS.finditer(text):
            start, words = self._strip(run)
            end = start + len(words)
            if words and not any(start < stop and begin < end for begin, stop in taken):
                speaker = self._unknown(words)
                if speaker:
                    found.append(Person(self._with_titles(text, start), end, speaker))
        return sorted(found, key=lambda each: each.start)

    def _strip(self, run: re.Match[str]) -> tuple[int, str]:
        """Return where a run of capital words begins without its titles, and what is left; "" for a possessive."""
        start, words = run.start(), run.group()
        if (owner := words.rfind("'s ")) >= 0:
            start, words = start + owner + 3, words[owner + 3 :]
        while words:
            head = self._phrases["speech.title"].at(words, "en")
            if not head or head.end < len(words.split(" ", 1)[0]):
                break
            rest = words[head.end :].lstrip()
            start += len(words) - len(rest)
            words = rest
        return start, "" if words.endswith("'s") else words.rstrip(".,")

    def _unknown(self, words: str) -> str | None:
        """Return the full name of somebody who is not one of the desk's, or of whom the text named before."""
        parts = words.split()
        if len(parts) == 1:
            return self._by_surname.get(words)
        first = self._phrases["speech.not-a-person"].at(words, "en")
        if len(parts) > _MAX_NAME or (first and first.end == len(parts[0])):
            return None
        if any(self._whole("speech.body-word", part) for part in parts) or words.isupper():
            return None
        self._remember(words, words)
        return words

    def _whole(self, key: str, word: str) -> bool:
        hit = self._phrases[key].at(word, "en")
        return bool(hit and hit.end == len(word))

    def _remember(self, name: str, speaker: str) -> None:
        """Keep the surname: the first word of a Korean name, the last of others."""
        parts = [part for part in name.split() if not self._whole("speech.title", part)]
        if not parts:
            return
        family_first = len(parts) > 1 and self._whole("speech.family", parts[0])
        western = family_first and self._whole("speech.family", parts[-1]) and "-" not in parts[-1]
        self._by_surname[parts[0] if family_first and not western else parts[-1]] = speaker

    def _with_titles(self, text: str, start: int) -> int:
        """Return where the capital titles before a name begin."""
        while start:
            words = text[:start].rstrip().rsplit(" ", 1)
            word = words[-1]
            head = self._phrases["speech.title"].at(word, "en")
            if not (head and head.end == len(word) and (word[0].isupper() or word[:2] == "d'" or word == "of")):
                return start
            start = len(text[:start].rstrip()) - len(word)
        return start

    def note(self, text: str) -> None:
        """Remember the desk's people in a Korean sentence by what later sentences may call them."""
        for each in self._names.find(text, "ko"):
            if each.kind == "person":
                self._by_surname[self._family(text[each.start : each.end])] = each.id

    def korean(self, phrase: str) -> str | None:
        """Return whom a Korean noun phrase without its particle names: one of the desk, a full name, or nobody."""
        known = [each for each in self._names.find(phrase, "ko") if each.kind == "person"]
        if known:
            return known[-1].id
        words = re.sub(r"\([^)]*\)", "", phrase).split()
        if len(words) < 2 or not self._titled(words[-1]):  # noqa: PLR2004 - a name and a title
            return None
        if len(words) == 2 and words[0] in self._by_surname:  # noqa: PLR2004 - surname and title
            return self._by_surname[words[0]]
        shaped = [(word, words[at + 1]) for at, word in enumerate(words[:-1]) if self._is_name(word, words[at + 1])]
        name = next((word for word, following in shaped if self._is_title(following)), shaped[0][0] if shaped else None)
        if name is None and (foreign := self._foreign(words)):
            self._by_surname[foreign.split()[-1]] = foreign
            return foreign
        if name:
            self._by_surname[self._family(name)] = name
        return name

    def _foreign(self, words: list[str]) -> str | None:
        """Return the first two words before a title that look like a foreign name in Hangul."""
        for at in range(len(words) - 2):
            pair = words[at : at + 2]
            fits = all(
                re.fullmatch(r"[가-힣-]{0,5}[^\W는을를의은인에]", word)
                and not self._is_body(word)
                and not self._titled(word)
                for word in pair
            )
            if fits and any(_FOREIGN.search(word) for word in pair):
                return " ".join(pair)
        return None

    def _is_title(self, word: str) -> bool:
        hit = self._phrases["speech.title"].at(word, "ko")
        return bool(hit) and hit is not None and hit.end == len(word)

    def _titled(self, word: str) -> bool:
        hits = list(self._phrases["speech.title"].find(word, "ko"))
        return bool(hits) and hits[-1].end == len(word)

    def _is_name(self, word: str, following: str) -> bool:
        """Tell whether a word has the form of a Korean full name: a family name and one to three syllables more."""
        if (
            not re.fullmatch(r"[가-힣](?!모$)[가-힣]{1,3}", word)
            or self._titled(word)
            or not self._phrases["speech.family"].at(word, "ko")
        ):
            return False
        if self._is_body(word) or _FOREIGN.search(word) or self._phrases["speech.never-name"].within(word, "ko"):
            return False
        if self._titled(following):
            return True
        return len(word) == _SYLLABLES and not self._body(word)

    def _is_body(self, word: str) -> bool:
        return any(each.kind == "org" for each in self._names.find(word, "ko"))

    def _body(self, word: str) -> bool:
        return self._is_body(word) or self._phrases["speech.body-end"].within(word, "ko")

    def _family(self, name: str) -> str:
        """Return what a person is called by before a title: the family name of a Korean, the last name of others."""
        words = [word for word in name.split() if not self._titled(word)] or name.split()
        if len(words) > 1:
            return words[-1]
        family = self._phrases["speech.family"].at(words[0], "ko")
        return words[0][: family.end] if family else words[0]
