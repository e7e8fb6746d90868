"""Who speaks in an English sentence."""

import re

from feeds.facts.article import Sentence
from feeds.facts.names import Names
from feeds.facts.phrases import Hit, Phrases
from feeds.facts.speakers import People, Person

_WORDS = 3
"""Quoted words that make a body's statement (the labelling rules of the facts set)."""
_TAIL = 24
"""Characters after the last verb: a day, and the full stop."""
_ATTRIBUTION = re.compile(r", (?:[\w.'-]+ ){1,8}$")
_NEAR = 90
"""Characters of an apposition between a name and its verb, at most."""
_GOVERNED = re.compile(
    r"(?:\b(?:to|for|with|by|of|from|under|like|than|after|before|alongside|about|on|at|and|or|that|which"
    r"|whom|as|when|while|because|if"
    r"|whether|where|against|between|told|asked|urged|met)) $",
    re.IGNORECASE,
)
_LOWER_TITLES = re.compile(r"(?:(?:\b[a-z][\w'-]*|\b[A-Z][\w.'&-]*(?: of)?) )*$")
_CONJUNCTION = re.compile(r"(?:^|[\"',;:—-]\s*|\b(?:[Bb]ut|[Aa]nd|[Ww]hile|[Mm]eanwhile,?|[Ll]ater,?) )$")
_RELATIVE = re.compile(r"^,? (?:who|which|whose|that)\b")
_SPLIT = re.compile(r"[\",;]")


class EnglishSpeech:
    """Finds the speaker of English sentences, in the order of an article."""

    def __init__(self, phrases: Phrases, names: Names, people: People) -> None:
        """Take the desk's words and names, and the people of this article."""
        self._phrases = phrases
        self._names = names
        self._people = people
        self._bodies: list[str] = []
        adverbs = "also"
        pattern = phrases["speech.adverb"].by_language.get("en")
        adverbs = pattern.pattern if pattern is not None else adverbs
        self._adverbs = re.compile(rf"(?: (?:{adverbs}))* $")

    def speaker(self, sentence: Sentence) -> str | None:
        """Return the id or the full name of who speaks in the main clause, None where nobody with a name does."""
        text = sentence.skeleton
        people = self._people.english(text)
        found = None
        verbs = list(self._phrases["speech.verb"].find(text, "en"))
        if verbs and self._is_attributed(text, people, verbs[-1]):
            verbs = verbs[-1:]
        for verb in verbs:
            if any(hit.start <= verb.start < hit.end for hit in self._phrases["speech.not"].find(text, "en")):
                continue
            found = self._person(text, people, verb) or self._body(sentence, people, verb)
            if found:
                break
        self._bodies += [each.id for each in self._names.find(text, "en") if each.kind == "org"]
        if found and not found.startswith("o."):
            self._people.last = found
        elif people and self._subject(text, people[0]):
            self._people.last = people[0].speaker
        return found

    @staticmethod
    def _is_attributed(text: str, people: list[Person], last: Hit) -> bool:
        """Tell whether the sentence ends in "…, the ministry said": then that is its main clause."""
        tail = _ATTRIBUTION.search(text[: last.start])
        ends = len(text) - last.end <= _TAIL and '"' not in text[last.end :]
        return bool(tail) and ends and not any(tail and person.start >= tail.start() for person in people)

    def _person(self, text: str, people: list[Person], verb: Hit) -> str | None:
        before, after = text[: verb.start], text[verb.end :]
        if before.rstrip()[-1:] in ('"', ","):
            for person in people:
                lead = text[verb.end : person.start]
                if person.start > verb.end and len(lead) < _NEAR and "," not in lead and _plain(lead):
                    return person.speaker
        pronoun = re.search(r"(?:^|[\",;] ?|\b(?:but|and) )(?:[Hh]e|[Ss]he)((?: [\w-]+)* )$", before)
        if pronoun and self._adverbs.fullmatch(pronoun.group(1)):
            return self._people.last
        for person in reversed(people):
            gap = text[person.end : verb.start]
            if person.end <= verb.start and self._links(gap) and self._subject(text, person):
                return person.speaker
        first = people[0] if people else None
        if (
            first
            and first.end < verb.start
            and self._subject(text, first)
            and before.endswith(" and ")
            and not after.startswith(" by")
        ):
            gap = text[first.end : verb.start]
            return (
                first.speaker
                if '"' not in gap and not _RELATIVE.match(gap) and not re.search(r"\b(?:that|which|who)\b", gap)
                else None
            )
        return None

    def _links(self, gap: str) -> bool:
        """Tell whether only adverbs or an apposition stand between a name and its verb."""
        if self._adverbs.fullmatch(gap) or (gap.startswith(",") and self._adverbs.fullmatch(gap[1:])):
            return True
        if not gap.startswith(",") or len(gap) > _NEAR * 2:
            return False
        inner, comma, rest = gap[1:].rpartition(",")
        return bool(comma) and '"' not in inner and bool(self._adverbs.fullmatch(rest))

    def _subject(self, text: str, person: Person) -> bool:
        """Tell whether a name begins its clause, lower-case titles and adjectives aside."""
        before = text[: person.start]
        if _GOVERNED.search(before):
            return False
        lead = _LOWER_TITLES.search(before)
        words = lead.group() if lead else ""
        head = before[: len(before) - len(words)]
        if words and (
            re.search(r"\b(?:to|for|with|by|from|that|which|whom|met|told|said|as|when|because|if)\b", words)
            or _verbal(words)
        ):
            return False
        return bool(_CONJUNCTION.search(head) or not head.strip())

    def _body(self, sentence: Sentence, people: list[Person], verb: Hit) -> str | None:
        """Return the body that is quoted in its own words."""
        if not any(len(each.split()) >= _WORDS for each in sentence.quoted()):
            return None
        text = sentence.skeleton
        before, after = text[: verb.start], text[verb.end :]
        subject = (
            _SPLIT.split(before.rstrip(" ,"))[-1]
            if not before.rstrip().endswith(('"', '",'))
            else _SPLIT.split(after)[0]
        )
        subject = subject.strip()
        if not subject or any(person.speaker in subject for person in people):
            return None
        if self._phrases["speech.unnamed"].within(subject, "en") and not self._phrases["speech.spokesperson"].within(
            subject, "en"
        ):
            return None
        named = [each for each in self._names.find(subject, "en") if each.kind == "org"]
        if named:
            return named[0].id
        for row in self._phrases.all("body"):
            if row.of("word").within(subject, "en"):
                return next((each for each in reversed(self._bodies) if each in row.lists.get("ids", ())), None)
        return None


def _plain(lead: str) -> bool:
    """Tell whether the words between "said" and a name are titles only."""
    return not re.search(r"\b(?:that|which|to|with|by|in|on|at|and)\b", lead)


def _verbal(words: str) -> bool:
    """Tell whether a verb stands in a run of words: then the name after it is no subject."""
    return bool(re.search(r"\b(?:was|were|is|are|has|had|have|will|would|[a-z]{2,}ed)\b", words)) and not re.search(
        r"\b(?:retired|detained|elected|appointed)\b", words
    )
