"""Statements: sentences that report what somebody with a name said, or a body's own words."""

from collections.abc import Iterator

from feeds.facts.article import Article, Sentence
from feeds.facts.fact import Fact
from feeds.facts.names import Names
from feeds.facts.phrases import Phrases
from feeds.facts.speakers import People
from feeds.facts.speech_en import EnglishSpeech
from feeds.facts.speech_ko import KoreanSpeech


class Statements:
    """Finds statements."""

    def __init__(self, phrases: Phrases, names: Names) -> None:
        """Take the desk's words, all under [speech.…], and its names."""
        self._phrases = phrases
        self._names = names

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each statement. Bodies count only where they are quoted with three words (Korean: two) or more."""
        people = People(self._phrases, self._names, article.lang)
        kind = KoreanSpeech if article.lang == "ko" else EnglishSpeech
        speech = kind(self._phrases, self._names, people)
        for sentence in article.sentences:
            speaker = speech.speaker(sentence)
            if speaker and not self._off_subject(sentence):
                side = self._names.side(speaker, _about(sentence), article.lang)
                yield Fact("statement", sentence.kept(), {"speaker": speaker, "side": side})

    def _off_subject(self, sentence: Sentence) -> bool:
        text, lang = sentence.plain, sentence.lang
        return self._phrases["speech.other"].within(text, lang) and not self._phrases["meeting.matter"].within(
            text, lang
        )


def _about(sentence: Sentence) -> str:
    """Return the words that may tell whose side a speaker is on: those outside the quotation."""
    return sentence.skeleton
