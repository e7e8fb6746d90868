"""What could come next in a half-typed line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cards.clean import clean_line
from bot.commands.choice import MOST, Choice
from bot.commands.choices import Choices
from bot.commands.command import Command, Option, OptionKind, Value
from bot.commands.examples import slash
from bot.commands.line import Word, command_of, words_of
from bot.commands.offered import is_stored
from bot.commands.values import fits, option_name
from bot.commands.vocabulary import Vocabulary, fold
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

_WITH_CHOICES = {OptionKind.TOPIC, OptionKind.CHOICE, OptionKind.ZONE, OptionKind.COMMAND}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on."""

    text: str
    """What to put in the place of the last `replaces` characters of the line."""
    replaces: int
    about: str
    """What it means, a few words."""


@dataclass(frozen=True, slots=True)
class Half:
    """A half-typed line, taken apart."""

    line: str
    words: list[Word]
    """Those that are complete."""
    stump: str
    """What is being typed."""
    vocabulary: Vocabulary
    command: Command | None
    given: dict[str, Value]
    """The options that are complete, as typed."""
    coming: Option | None
    """The option whose value is offered."""
    named: bool
    """Whether the stump says which: "mode:da"."""

    @property
    def value(self) -> str:
        """What is typed of the coming option's value."""
        return self.stump.partition(":")[2] if self.named else self.stump


def take_apart(line: str, vocabulary: Vocabulary, desk: Desk) -> Half:
    """Return what is complete in a line, and which option comes next."""
    typing = line[-1:].strip() != ""
    stump = line.rsplit(maxsplit=1)[-1] if typing else ""
    first = fold(line.split(maxsplit=1)[0].removeprefix("/")) if line.strip() else ""
    behind = {fold(desk.command): False, fold(f"{desk.command}-admin"): True}
    words = words_of(line, desk)
    done = words[:-1] if typing else words
    if words or not typing:  # else it is the slash command's own name that is typed
        vocabulary = vocabulary.behind(admin=behind.get(first))
    command, used = command_of(done, vocabulary) if done else (None, 0)
    if command is None:
        return Half(line, done, stump, vocabulary, None, {}, coming=None, named=False)
    given: dict[str, Value] = {}
    for option in command.options:
        for word in done[used:]:
            if (value := _given(word, option, command, vocabulary)) is not None:
                given[option.name] = value
                break
    name, colon, _ = stump.partition(":")
    named = vocabulary.option(name, command) if colon else None
    if named is not None and named.name not in given:
        return Half(line, done, stump, vocabulary, command, given, coming=named, named=True)
    left = (option for option in command.options if option.name not in given)
    coming = next((one for one in left if one.kind in _WITH_CHOICES or one.choices or is_stored(one)), None)
    return Half(line, done, stump, vocabulary, command, given, coming=coming, named=False)


def suggestions(half: Half, voice: Voice, desk: Desk, stored: Sequence[Choice] = ()) -> list[Suggestion]:
    """Return what may follow a line whose end is being typed, best first, at most 25.

    Words of the reader's language come first; those of the others count once something is typed that they begin with.

    Args:
        half: the line.
        voice: the reader's.
        desk: its topics and zones are offered.
        stored: what the database knows of the option that comes next, fitting what is typed (`bot.commands.offered`).

    """
    stump = half.stump
    if stump.startswith("/") and not half.words:
        names = dict.fromkeys(slash(command, desk) for command in half.vocabulary.offered())
        if begun := [name for name in names if fold(name).startswith(fold(stump))]:
            return [Suggestion(f"{name} ", len(stump), voice.pick(desk.about)) for name in begun]
    value = half.value.removeprefix("/")
    found = _Completion(half, Choices(fold(value), half.vocabulary, voice, desk), stored).all()
    return [Suggestion(text, len(value), clean_line(about)) for text, about in dict(found).items()][:MOST]


@dataclass(frozen=True, slots=True)
class _Completion:
    """The end of the line being completed. Its answers are pairs: the text, and its meaning."""

    half: Half
    choices: Choices
    stored: Sequence[Choice]

    def all(self) -> Iterator[tuple[str, str]]:
        """Return what may come after the words that are complete."""
        if not self.half.words:
            return ((one.text, one.about) for one in self.choices.commands())
        return self._rest(self.half.command) if self.half.command else self._second_words()

    def _second_words(self) -> Iterator[tuple[str, str]]:
        """Return what "feed" may be followed by to name a command."""
        voice, done = self.choices.voice, self.half.words
        first = fold(done[0].text)
        for command in self.half.vocabulary.offered():
            for name in (voice.say(f"command.{command.key}.name"), command.name):
                kind, _, word = name.partition(" ")
                if len(done) == 1 and word and fold(kind) == first and fold(word).startswith(self.choices.begun):
                    yield word, voice.say(f"command.{command.key}.about")
                    break

    def _rest(self, command: Command) -> Iterator[tuple[str, str]]:
        voice, begun, coming = self.choices.voice, self.choices.begun, self.half.coming
        left = [option for option in command.options if option.name not in self.half.given]
        about = {option.name: voice.say(f"command.{command.key}.option.{option.name}") for option in left}
        # Values are offered of the option that comes next; the others by their names, to be filled in any order.
        if coming is not None:
            yield from ((one.text, one.about or about[coming.name]) for one in self.choices.of(coming, self.stored))
        if self.half.named:
            return
        for option in left:
            name = f"{option_name(option, voice)}:"
            if option.kind is OptionKind.FLAG:
                if bare := self.choices.flag(option):
                    yield bare, about[option.name]
                continue
            if begun and option is not coming and option.kind is OptionKind.CHOICE:
                yield from ((one.text, about[option.name]) for one in self.choices.of(option))
            offered = (begun or option is not coming) and option.kind is not OptionKind.TEXT
            if offered and self.choices.first_begun(name):
                yield name, about[option.name]


def _given(word: Word, option: Option, command: Command, vocabulary: Vocabulary) -> str | None:
    """Return the value that a complete word gives an option; None: it is not about this one."""
    name, colon, value = word.text.partition(":")
    named = vocabulary.option(name, command) if colon else None
    if named is not None:
        return value if named is option else None
    return word.text if option.kind is not OptionKind.TEXT and fits(option, word.text, vocabulary) else None
