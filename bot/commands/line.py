"""Reading a typed line: "/visa latest visa-talks 5", "latest", "subscribe all mode:daily", "/visa 검색 워킹그룹".

Options are named ("mode:daily", "방식:매일") or stand in their order; one that a word does not fit is passed over, so
that "latest 5" is a count and no topic. A text option that comes last takes the rest of the line as it is, but for the
options behind it that have to be named ("term test visa days:7").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.commands.command import Command, Option, OptionKind, Value, Values
from bot.commands.form import Form
from bot.commands.mistake import Mistake
from bot.commands.times import apart
from bot.commands.values import fits, no_command, option_name, read_value, read_values, shown_word
from bot.commands.vocabulary import Vocabulary, fold
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

_WORD = re.compile(r'(?P<name>[^\W\d][\w-]*[:=])?"(?P<quoted>[^"]*)"|(?P<bare>\S+)')
_NAMED = re.compile(r"(?P<name>[^\W\d][\w-]*)[:=](?P<value>.*)")
_NICELY = re.compile(
    r"\s+(?:please|(?:좀\s+)?(?:(?:해|보여|알려)\s?(?:줘|줘요|줄래|줄래요|주세요|주십시오|주시겠어요)|부탁해요?|부탁드려요|부탁(?:합|드립)니다))"
    r"[.!?~]*$",
    re.IGNORECASE,
)
"""How one asks for something nicely; it stands at the end, and says nothing."""
_VERB_END = re.compile(r"(?:하기|할래요?|할게요|합니다|해요?|해(?:줘요?|줄래요?|주세요|주십시오))$")
"""What makes a Korean noun, such as the name of a command, a verb."""
_FEW_WORDS = 4
"""Of more than these, no report has all."""
_LONGEST_NAME = 6
"""Words a topic's name may have."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line, or what stands in quotes; before it, the name of the option that it is the value of."""

    text: str
    start: int
    """Where it begins in the line, quote included."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that was understood."""

    command: Command
    values: Values


def words_of(line: str, desk: Desk) -> list[Word]:
    """Split a line into words, without the slash command's own name, the admins' one too."""
    found = [Word(m["bare"] or f"{m['name'] or ''}{m['quoted']}", m.start()) for m in _WORD.finditer(line)]
    own = {fold(desk.command), fold(f"{desk.command}-admin")}
    if found and fold(found[0].text.removeprefix("/")) in own:
        return found[1:]
    if found and found[0].text.startswith("/"):
        found[0] = Word(found[0].text.removeprefix("/"), found[0].start + 1)
    return _not_empty(found)


def _not_empty(words: Sequence[Word]) -> list[Word]:
    """Return the words but for empty quotes; where one follows such, it begins with them, as a text is taken whole."""
    kept: list[Word] = []
    start: int | None = None
    for word in words:
        start = word.start if start is None else start
        if word.text:
            kept.append(replace(word, start=start))
            start = None
    return kept


def command_of(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Command | None, int]:
    """Return the command that a line begins with, and how many words name it; None: the words that name none.

    Two words go before one: "feed add" is a command of its own.
    """
    for used in (2, 1):
        name = " ".join(word.text for word in words[:used])
        # A second word of hyphens alone is none of a name: it begins a text.
        if len(words) >= used and fold(words[used - 1].text) and (command := vocabulary.command(name)):
            return command, used
    begun = words and any(name.startswith(fold(words[0].text)) for name in vocabulary.commands)
    return None, min(len(words), 2 if begun else 1)


def read_line(line: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Typed | Mistake:
    """Understand a line, or say what is wrong with it. An empty one asks for help."""
    begun = read_begun(line, vocabulary, voice, desk)
    if isinstance(begun, Mistake):
        return begun
    values = read_values(begun.command, begun.given, vocabulary, voice, desk)
    return values if isinstance(values, Mistake) else Typed(begun.command, values)


def read_begun(line: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Form | Mistake:
    """Understand a line as far as it goes: what it gives is not checked yet, and something may be missing."""
    begun = _begun(line, vocabulary, voice, desk)
    if isinstance(begun, Mistake) and (plainly := _NICELY.sub("", line)) != line:
        return _begun(plainly, vocabulary, voice, desk)
    return begun


def _begun(line: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Form | Mistake:
    words = words_of(line, desk) or [Word("help", 0)]
    command, used = command_of(words, vocabulary)
    if command is None:
        if turned := _turned(words, vocabulary, voice, desk):
            return no_command(words[0].text, vocabulary, voice, desk, meant=turned)
        mistake = no_command(" ".join(word.text for word in words[:used]), vocabulary, voice, desk)
        return _asked_freely(words, mistake)
    given = _Reading(line, command, vocabulary, voice, desk).read(_spans_apart(words[used:], command))
    return given if isinstance(given, Mistake) else Form(command, given)


def _spans_apart(words: list[Word], command: Command) -> list[Word]:
    """Return the words with each span of times as two, for a command that takes a beginning and an end."""
    if sum(option.kind is OptionKind.TIME for option in command.options) < len(("from", "to")):
        return words
    return [Word(part, word.start) for word in words for part in apart(word.text)]


def _asked_freely(words: Sequence[Word], mistake: Mistake) -> Mistake:
    """Return a mistake with what may answer a question that is none of ours: the status, and a search for few words."""
    if mistake.tries != ("help",) or len(words) == 1:
        return mistake
    search = " ".join(("search", *(word.text for word in words)))
    return replace(mistake, tries=("status", *((search,) if len(words) <= _FEW_WORDS else ()), "help"))


def _turned(words: Sequence[Word], vocabulary: Vocabulary, voice: Voice, desk: Desk) -> str | None:
    """Return the line with its command first, where it stands last, as the verb does in Korean; None: it does not.

    Of "what is the status" the command alone is what was meant: it takes none of the other words.
    """
    for used in (2, 1):
        name = _VERB_END.sub("", " ".join(word.text for word in words[-used:]))
        if len(words) > used and (command := vocabulary.command(name)):
            alone = voice.say(f"command.{command.key}.name")
            turned = " ".join((alone, *(word.text for word in words[:-used])))
            return alone if isinstance(_begun(turned, vocabulary, voice, desk), Mistake) else turned
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One command's words being told apart."""

    line: str
    command: Command
    vocabulary: Vocabulary
    voice: Voice
    desk: Desk

    def read(self, words: list[Word]) -> dict[str, Value] | Mistake:
        given: dict[str, Value] = {}
        while words:
            if self._by_name(words[0], given) and (used := self._named(words, given)):
                words = words[used:]
                continue
            if (last := self._takes_the_rest(given)) is not None:
                end = self._named_behind(words, given)
                given[last.name] = self._without_name(self.line[words[0].start : end].strip(), last)
                return given
            used = self._named(words, given) or self._called(words, given) or self._in_order(words, given)
            if not used:
                return self._not_understood(words[0], given)
            words = words[used:]
        return given

    def _by_name(self, word: Word, given: dict[str, Value]) -> bool:
        """Tell whether a word names an option that has to be named: it may stand before a text that takes the rest."""
        named = _NAMED.fullmatch(word.text)
        option = self.vocabulary.option(named["name"], self.command) if named else None
        return option is not None and option.by_name and option.name not in given

    def _named_behind(self, words: list[Word], given: dict[str, Value]) -> int:
        """Take options that have to be named from behind a text too, but none in quotes; return where the text ends."""
        end = len(self.line)
        for word in reversed(words[1:]):
            if self.line[word.start] == '"' or not self._by_name(word, given) or not self._named([word], given):
                break
            end = word.start
        return end

    def _takes_the_rest(self, given: dict[str, Value]) -> Option | None:
        left = [option for option in self.command.options if option.name not in given and not option.by_name]
        return left[0] if len(left) == 1 and left[0].kind is OptionKind.TEXT else None

    def _without_name(self, rest: str, option: Option) -> str:
        named = _NAMED.match(rest)
        return (
            named["value"].strip() if named and self.vocabulary.option(named["name"], self.command) is option else rest
        )

    def _named(self, words: list[Word], given: dict[str, Value]) -> int:
        named = _NAMED.fullmatch(words[0].text)
        option = self.vocabulary.option(named["name"], self.command) if named else None
        if named is None or option is None or option.name in given:
            return 0
        if not named["value"] and len(words) == 1:
            return 0
        skipped = 0 if named["value"] else 1
        texts = [named["value"], *(word.text for word in words[1:])][skipped:]
        for used in range(min(len(texts), _LONGEST_NAME) if _is_name(option) else 1, 1, -1):
            if fits(option, text := " ".join(texts[:used]), self.vocabulary):
                given[option.name] = text
                return used + skipped
        if option.kind is OptionKind.TEXT and " " not in texts[0]:  # else it stood in quotes
            texts = [texts[0], *takewhile(lambda text: not self._is_another(text, given), texts[1:])]
            given[option.name] = " ".join(texts)
            return len(texts) + skipped
        given[option.name] = texts[0]
        return 1 + skipped

    def _is_another(self, text: str, given: Mapping[str, Value]) -> bool:
        """Tell whether a word behind a text that was named begins another option: by its name, or as a choice of it."""
        named = _NAMED.fullmatch(text)
        if named and self.vocabulary.option(named["name"], self.command):
            return True
        told = {OptionKind.FLAG, OptionKind.CHOICE, OptionKind.INTEGER}
        left = (one for one in self.command.options if one.kind in told and one.name not in given)
        return any(fits(one, text, self.vocabulary) for one in left)

    def _called(self, words: list[Word], given: dict[str, Value]) -> int:
        """Take an option that is named as one speaks: "until tomorrow", "from 22:00 to 07:00"."""
        option = self.vocabulary.option(words[0].text, self.command)
        if option is None or option.kind in {OptionKind.FLAG, OptionKind.TEXT}:
            return 0
        if option.name in given:
            return 1  # "official only": it says nothing more
        used = self._fitting(option, words[1:], given)
        return used and 1 + used

    def _in_order(self, words: list[Word], given: dict[str, Value]) -> int:
        lacking = False
        for option in self.command.options:
            if option.name in given or option.by_name:
                continue
            if option.kind is OptionKind.TEXT and lacking:
                return 0  # any word fits a text: this one was meant for what comes before it
            if used := self._fitting(option, words, given):
                return used
            lacking = lacking or option.required
        return 0

    def _fitting(self, option: Option, words: list[Word], given: dict[str, Value]) -> int:
        """Give an option as many words as fit it, and return how many."""
        for used in range(min(len(words), _LONGEST_NAME if _is_name(option) else 1), 0, -1):
            text = " ".join(word.text for word in words[:used])
            if fits(option, text, self.vocabulary):
                given[option.name] = text
                return used
        return 0

    def _not_understood(self, word: Word, given: dict[str, Value]) -> Mistake:
        """Blame the name where there is one; else the first option that is still open, which was likely meant."""
        named = _NAMED.fullmatch(word.text)
        if named and not named["value"].startswith("//"):  # an address, which names nothing
            return self._misnamed(named["name"])
        topics = [one for one in self.command.options if one.kind is OptionKind.TOPIC and one.name in given]
        if any(fits(one, word.text, self.vocabulary) for one in topics):
            return Mistake(self.voice.say("mistake.one-topic"), todo=self.voice.say("mistake.once-for-each"))
        for option in self.command.options:
            if option.name not in given:
                wrong = read_value(option, word.text, self.vocabulary, self.voice, self.desk)
                if isinstance(wrong, Mistake):
                    return wrong
        return Mistake(
            self.voice.say("mistake.too-much", word=shown_word(word.text)),
            todo=self.voice.say("mistake.takes", options=self._takes()),
        )

    def _misnamed(self, name: str) -> Mistake:
        say = self.voice.say
        option = self.vocabulary.option(name, self.command)
        if option is not None:
            return Mistake(say("mistake.twice", option=option_name(option, self.voice)), todo=say("mistake.once"))
        command = say(f"command.{self.command.key}.name")
        what = say("mistake.no-option", command=command, option=shown_word(name))
        return Mistake(what, todo=say("mistake.takes", options=self._takes()))

    def _takes(self) -> str:
        names = (option_name(option, self.voice) for option in self.command.options)
        return ", ".join(names) or self.voice.say("mistake.takes-nothing")


def _is_name(option: Option) -> bool:
    """Topics, cities, commands, moments and times may be written in several words."""
    several = {OptionKind.TOPIC, OptionKind.ZONE, OptionKind.COMMAND, OptionKind.UNTIL, OptionKind.TIME}
    return option.kind in several
