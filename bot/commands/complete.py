"""What could come next in a half-typed line."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.commands.command import Command, Option, OptionKind
from bot.commands.examples import slash
from bot.commands.line import Word, command_of, words_of
from bot.commands.values import choice_names, fits, option_name
from bot.commands.vocabulary import ALL, Vocabulary, fold
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

MOST = 25
"""Suggestions at a time: as many as Discord takes (25 autocomplete choices)."""
_WITH_CHOICES = {OptionKind.TOPIC, OptionKind.CHOICE, OptionKind.ZONE, OptionKind.COMMAND, OptionKind.FEED}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on."""

    text: str
    """What to put in the place of the last `replaces` characters of the line."""
    replaces: int
    about: str
    """What it means, a few words."""


def suggestions(line: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> list[Suggestion]:
    """Return what may follow a line whose end is being typed, best first, at most 25.

    Words of the reader's language come first; those of the others count once something is typed that they begin with.
    """
    words = words_of(line, desk)
    typing = line[-1:].strip() != ""
    stump = line.rsplit(maxsplit=1)[-1] if typing else ""
    if stump.startswith("/") and not words[1:]:
        names = dict.fromkeys(slash(command, desk) for command in vocabulary.offered())
        if begun := [name for name in names if fold(name).startswith(fold(stump))]:
            return [Suggestion(f"{name} ", len(stump), voice.pick(desk.about)) for name in begun]
    stump = stump.removeprefix("/")
    first = fold(line.split(maxsplit=1)[0].removeprefix("/")) if line.strip() else ""
    behind = {fold(desk.command): False, fold(f"{desk.command}-admin"): True}
    completion = _Completion(fold(stump), vocabulary.behind(admin=behind.get(first)), voice, desk)
    found = completion.of(words[:-1] if typing else words)
    return [Suggestion(text, len(stump), about) for text, about in dict(found).items()][:MOST]


@dataclass(frozen=True, slots=True)
class _Completion:
    """The word at the end of the line being completed, folded. Its answers are pairs: the text, and its meaning."""

    begun: str
    vocabulary: Vocabulary
    voice: Voice
    desk: Desk

    def of(self, done: list[Word]) -> Iterator[tuple[str, str]]:
        """Return what may come after the words that are complete."""
        if not done:
            return self._commands()
        command, used = command_of(done, self.vocabulary)
        return self._rest(command, done[used:]) if command else self._second_words(done)

    def _commands(self) -> Iterator[tuple[str, str]]:
        for command in self.vocabulary.offered():
            mine = self.voice.say(f"command.{command.key}.name")
            others = (name for name, named in self.vocabulary.commands.items() if named is command)
            if name := self._first_begun(mine, command.name, *others):
                yield name, self.voice.say(f"command.{command.key}.about")

    def _second_words(self, done: list[Word]) -> Iterator[tuple[str, str]]:
        """Return what "feed" may be followed by to name a command."""
        first = fold(done[0].text)
        for command in self.vocabulary.offered():
            for name in (self.voice.say(f"command.{command.key}.name"), command.name):
                kind, _, word = name.partition(" ")
                if len(done) == 1 and word and fold(kind) == first and fold(word).startswith(self.begun):
                    yield word, self.voice.say(f"command.{command.key}.about")
                    break

    def _rest(self, command: Command, done: list[Word]) -> Iterator[tuple[str, str]]:
        given = {option.name for option in command.options for word in done if self._gives(word, option, command)}
        left = [option for option in command.options if option.name not in given]
        about = {option.name: self.voice.say(f"command.{command.key}.option.{option.name}") for option in left}
        # Values are offered of the option that comes next; the others by their names, to be filled in any order.
        coming = next((option for option in left if option.kind in _WITH_CHOICES or option.choices), None)
        if coming is not None:
            yield from ((text, meaning or about[coming.name]) for text, meaning in self._choices(coming))
        for option in left:
            if self.begun and option is not coming and option.kind is OptionKind.CHOICE:
                yield from ((text, about[option.name]) for text, _ in self._choices(option))
            name = f"{option_name(option, self.voice)}:"
            if option.kind is OptionKind.FLAG:
                yield from ((text, about[option.name]) for text, _ in self._choices(option))
            elif (
                (self.begun or option is not coming) and option.kind is not OptionKind.TEXT and self._first_begun(name)
            ):
                yield name, about[option.name]

    def _gives(self, word: Word, option: Option, command: Command) -> bool:
        name, colon, _ = word.text.partition(":")
        named = self.vocabulary.option(name, command) if colon else None
        if named is not None:
            return named is option
        return option.kind is not OptionKind.TEXT and fits(option, word.text, self.vocabulary)

    def _choices(self, option: Option) -> Iterator[tuple[str, str]]:
        """Return the values of an option; meaning "" where the name says it."""
        match option.kind:
            case OptionKind.TOPIC:
                yield from self._topics(option)
            case OptionKind.FEED:
                yield from ((feed.id, "") for feed in self.desk.feeds if self._first_begun(feed.id))
            case OptionKind.FLAG:
                if name := self._first_begun(option_name(option, self.voice), option.name):
                    yield name, ""
            case OptionKind.CHOICE | OptionKind.TIME:
                named = zip(option.choices, choice_names(option, self.voice), strict=True)
                yield from ((begun, "") for choice, name in named if (begun := self._first_begun(name, choice)))
            case OptionKind.ZONE:
                # Six hundred are too many to offer unasked: the desk's own, until something is typed.
                zones = self.vocabulary.zones if self.begun else {fold(zone): zone for zone in self.desk.timezones}
                yield from ((zone, "") for name, zone in zones.items() if name.startswith(self.begun))
            case OptionKind.COMMAND:
                yield from self._commands()

    def _topics(self, option: Option) -> Iterator[tuple[str, str]]:
        if ALL in option.choices and (every := self._first_begun(self.voice.say("choice.all"), ALL)):
            yield every, self.voice.say("subscription.all")
        desk_topics = {topic.id: topic.name for topic in self.desk.topics.values()}
        for slug, names in (desk_topics | dict(self.vocabulary.own_topics)).items():
            if self._first_begun(slug, *names.values()):
                yield slug, self.voice.pick(names)

    def _first_begun(self, *names: str) -> str | None:
        return next((name for name in names if fold(name).startswith(self.begun)), None)
