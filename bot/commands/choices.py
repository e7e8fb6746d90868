"""The values of an option that need no look into the database: topics, words to choose from, zones, commands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.choice import Choice
from bot.commands.command import Offered, Option, OptionKind
from bot.commands.offered import is_stored
from bot.commands.values import choice_names, option_name
from bot.commands.vocabulary import ALL, Vocabulary, fold
from bot.commands.zones import city
from bot.locale.voice import Voice
from feeds.desks.desk import Desk, Text


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen where `begun` is typed."""

    begun: str
    """Folded."""
    vocabulary: Vocabulary
    voice: Voice
    desk: Desk

    def of(self, option: Option, stored: Sequence[Choice] = ()) -> Iterator[Choice]:
        """Return the values of an option that begin so, in the reader's language first.

        `stored` is what the database knows of it, fitting what is typed (`bot.commands.offered`).
        """
        if is_stored(option):
            yield from self._every_topic(option)
            yield from stored
        elif option.offered is not Offered.NOTHING:
            yield from self._known(option)

    def _known(self, option: Option) -> Iterator[Choice]:
        match option.kind:
            case OptionKind.TOPIC:
                yield from self._topics(option)
            case OptionKind.FLAG:
                yield from self._yes_or_no()
            case OptionKind.CHOICE | OptionKind.TIME:
                named = zip(option.choices, choice_names(option, self.voice), strict=True)
                for choice, name in named:
                    if begun := self.first_begun(name, choice):
                        yield Choice(str(choice), begun)
            case OptionKind.ZONE:
                yield from self._zones()
            case OptionKind.COMMAND:
                yield from self.commands()

    def commands(self) -> Iterator[Choice]:
        """Return the commands."""
        for command in self.vocabulary.offered():
            mine = self.voice.say(f"command.{command.key}.name")
            others = (name for name, named in self.vocabulary.commands.items() if named is command)
            if name := self.first_begun(mine, command.name, *others):
                yield Choice(command.name, name, self.voice.say(f"command.{command.key}.about"))

    def flag(self, option: Option) -> str | None:
        """Return the bare name that means yes."""
        return self.first_begun(option_name(option, self.voice), option.name)

    def first_begun(self, *names: str) -> str | None:
        """Return the first of the names that begins with what is typed."""
        return next((name for name in names if fold(name).startswith(self.begun)), None)

    def _every_topic(self, option: Option) -> Iterator[Choice]:
        if ALL in option.choices and (every := self.first_begun(self.voice.say("choice.all"), ALL)):
            yield Choice(ALL, every, self.voice.say("subscription.all"))

    def _topics(self, option: Option) -> Iterator[Choice]:
        yield from self._every_topic(option)
        known: dict[str, Text] = {topic.id: topic.name for topic in self.desk.topics.values()}
        if option.offered is Offered.OWN:
            known = {}
        for slug, names in (known | dict(self.vocabulary.own_topics)).items():
            if self.first_begun(slug, *names.values()):
                yield Choice(slug, slug, self.voice.pick(names))

    def _yes_or_no(self) -> Iterator[Choice]:
        for value, key in ((True, "choice.yes"), (False, "choice.no")):
            if begun := self.first_begun(self.voice.say(key)):
                yield Choice(value, begun)

    def _zones(self) -> Iterator[Choice]:
        """Six hundred are too many to offer unasked: the desk's own, until something is typed."""
        if not self.begun:
            yield from (self._zone(zone) for zone in self.desk.timezones)
            return
        begun = {name: one for name, one in self.vocabulary.zones.items() if name.startswith(self.begun)}
        found: dict[str, str] = {}
        for name in sorted(begun, key=lambda name: name != self.begun):  # what is typed whole comes first
            found.setdefault(begun[name].zone, begun[name].name)
        yield from (self._zone(zone, name) for zone, name in found.items())

    def _zone(self, zone: str, name: str = "") -> Choice:
        """Return a zone by the name that was typed for it, else with its city in the reader's language."""
        about = name if name and name != zone else city(zone, self.voice.locale)
        return Choice(zone, zone, about if fold(about) not in fold(zone) else "")
