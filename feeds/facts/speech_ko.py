"""Who speaks in a Korean sentence."""

import re

from feeds.facts.article import Sentence
from feeds.facts.names import Names
from feeds.facts.phrases import Phrases
from feeds.facts.speakers import People

_WORDS = 2
"""Quoted words that make a body's statement (the labelling rules of the facts set)."""
_TOPIC = re.compile(r"(?P<word>[가-힣A-Za-z0-9·()\-]+?)(?P<mark>께서는|께서|은|는|도|이|가)(?=[\s,])")
_QUOTES_SPEECH = re.compile(
    r"\" ?(?:이?라고|이?라며|이?라면서|고|며|면서|는|란|이?라는)\b|\"(?:이?라고|이?라며|이?라면서|고|며"
    r"|면서|는|란|이?라는)"
)
_PAST = re.compile(r"[가-힣]*[았었였했됐갔왔났렸졌냈셨혔쳤꼈겼켰섰췄썼렀]다[.\"]*$")
_INDIRECT = re.compile(r"(?:다|라|자|냐|까|달라)(?:고|며|면서)\b|(?:다|라|자|냐|달라)(?:고|며|면서) ")
_SOURCE = re.compile(r"(?:다|라)고 ((?:[가-힣]+ ){0,4}[가-힣]+)[이가] (?:\d+일 )?[가-힣]*[했혔렸]다\.?$")
"""A sentence whose main clause only says where it comes from: "…했다고 외교부가 전했다"."""
_BOUNDARY = re.compile(
    r"[\",]|(?:[가-힣]+(?:며|면서|지만|는데|으나|하자|해서|뒤|후|따르면|에서|에게|관련해|대해|맞아|앞서"
    r"|이어|한편|다만|그러나|이에|또)) "
)


class KoreanSpeech:
    """Finds the speaker of Korean sentences, in the order of an article."""

    def __init__(self, phrases: Phrases, names: Names, people: People) -> None:
        """Take the desk's words and names, and the people of this article."""
        self._phrases = phrases
        self._names = names
        self._people = people

    def speaker(self, sentence: Sentence) -> str | None:
        """Return the id or the full name of who speaks in the main clause, None where nobody with a name does."""
        text = sentence.skeleton
        quoted = bool(sentence.quotes) and bool(_QUOTES_SPEECH.search(text)) and bool(_PAST.search(text))
        speaks = quoted or self._reports(text)
        self._people.note(text)
        source = _SOURCE.search(text)
        for topic in [source.group(1)] if source else self._subjects(text):
            who = self._who(sentence, topic, quoted=quoted)
            if who == "":
                return None
            if who:
                self._people.last = who if not who.startswith("o.") else self._people.last
                return who if speaks else None
        return None

    def _reports(self, text: str) -> bool:
        """Tell whether the last verb of the sentence is one of speech, with words that it reports."""
        verbs = list(self._phrases["speech.verb"].find(text, "ko"))
        if not verbs or len(text) - verbs[-1].end > len("습니다.."):
            return False
        last = text[verbs[-1].start : verbs[-1].end]
        if last == "고 했":
            return bool(re.search(r"(?:다|라|자|냐|달라)고 했", text))
        return bool(_INDIRECT.search(text)) or not last.endswith(("밝혔", "전했", "말했", "했다고"))

    def _subjects(self, text: str) -> list[str]:
        """Return the noun phrases that may be the subject: topics first, as main clauses have them, then others."""
        found: list[tuple[int, int, str]] = []
        for mark in _TOPIC.finditer(text):
            before = text[: mark.start()]
            starts = [bound.end() for bound in _BOUNDARY.finditer(before)]
            start = starts[-1] if starts else 0
            phrase = text[start : mark.end("word")].strip()
            rank = 0 if mark.group("mark") in ("은", "는", "께서는", "께서", "도") else 1
            found.append((rank, mark.start(), phrase))
        return [phrase for _, _, phrase in sorted(found)]

    def _who(self, sentence: Sentence, phrase: str, *, quoted: bool) -> str | None:
        """Return who a subject is; "" where it is somebody without a name, None where it is no speaker at all."""
        if self._phrases["speech.pronoun"].at(phrase + "는", "ko"):
            return (self._people.last or "") if phrase in ("그", "그녀") else None
        last = phrase.rsplit(maxsplit=1)[-1] if phrase else ""
        person = self._people.korean(phrase)
        if person and not self._phrases["speech.unnamed"].within(last, "ko"):
            return person
        if self._phrases["speech.unnamed"].within(phrase, "ko"):
            return ""
        bodies = [each for each in self._names.find(phrase, "ko") if each.kind == "org"]
        own = bodies and (bodies[-1].end == len(phrase) or self._phrases["speech.spokesperson"].within(last, "ko"))
        if bodies and own:
            enough = quoted and any(len(each.split()) >= _WORDS for each in sentence.quoted())
            return bodies[-1].id if enough else ""
        return None
