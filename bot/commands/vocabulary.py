"""The words people may use for commands, options, choices, topics and zones, in every language at once."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rapidfuzz import fuzz, process

from bot.commands.command import Command, Offered, Option, Permission
from bot.commands.zones import ZoneName, zone_names
from bot.locale.catalogue import Catalogue
from feeds.desks.desk import Desk, Text

ALL = "all"
"""The choice of a topic option that stands for every topic."""

_NONE: Mapping[str, Text] = MappingProxyType({})

_YES, _NO = frozenset({"true", "on", "1"}), frozenset({"false", "off", "0"})

_NEAR_ENOUGH = 70
"""Of 100, rapidfuzz's WRatio: one letter wrong or two swapped scores over 80, another word mostly under 60."""

_SHORT = 3
"""Letters up to which only a word of the same length can have been meant."""

_HYPHENS = str.maketrans("", "", "-_‐‑–")
"""Away with them: as they do not matter, nor do spaces."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each word means; words are looked up folded."""

    commands: Mapping[str, Command]
    topics: Mapping[str, str]
    """To the topic's id, or the slug of the workspace's own."""
    zones: Mapping[str, ZoneName]
    """Every name of a zone (`bot.commands.zones`)."""
    catalogue: Catalogue
    other_choices: Mapping[str, str] = field(default_factory=dict)
    """What people type instead of a choice, folded, and that choice. Never shown."""
    own_topics: Mapping[str, Text] = field(default_factory=dict)
    """Names of the topics that only the asker's workspace has, by slug."""
    dropped_topics: Mapping[str, Text] = field(default_factory=dict)
    """Names of the topics that it subscribes to and that are no more, by slug."""

    def with_topics(self, own: Mapping[str, Text], dropped: Mapping[str, Text] = _NONE) -> "Vocabulary":
        """Return the words of one workspace: those of all, and its own topics' ids and names.

        Those of the topics that are no more are understood only where one of what is followed is asked for.
        """
        if not own and not dropped:
            return self
        names = {fold(name): slug for slug, name_of in own.items() for name in (slug, *name_of.values())}
        return replace(self, topics=names | dict(self.topics), own_topics=own, dropped_topics=dropped)

    def offered(self) -> list[Command]:
        """Return the commands that may be offered, each once: those of everyone first, none that only buttons type."""
        known = {command.name: command for command in self.commands.values() if not command.hidden}
        return sorted(known.values(), key=lambda command: command.admin)

    def of_kind(self, kind: str) -> list[Command]:
        """Return the commands of two words of which `kind`, folded, is the first, in any language."""
        locales = self.catalogue.locales
        return [
            command
            for command in self.offered()
            for names in (
                {command.name, *(self.catalogue.form(one, f"command.{command.key}.name") for one in locales)},
            )
            if any(" " in name and fold(name.partition(" ")[0]) == kind for name in names)
        ]

    def on(self, platform: str) -> "Vocabulary":
        """Return the words of the commands that there are on a platform, with the options that they have there."""
        # By identity: comparing a hundred commands, with their options, takes milliseconds.
        there = {id(one): one.on(platform) for one in self.commands.values() if one.is_on(platform)}
        return replace(self, commands={name: there[id(one)] for name, one in self.commands.items() if id(one) in there})

    def for_whom(self, permission: Permission) -> "Vocabulary":
        """Return the words of the commands that one may use: no others are offered, whatever is typed."""
        return replace(self, commands={name: one for name, one in self.commands.items() if one.needs <= permission})

    def behind(self, *, admin: bool | None) -> "Vocabulary":
        """Return the words that may stand behind one of the two slash commands; None: behind none of them, all."""
        if admin is None:
            return self
        return replace(self, commands={name: one for name, one in self.commands.items() if one.admin is admin})

    def command(self, word: str) -> Command | None:
        """Return the command of that name, in any language."""
        return self.commands.get(fold(word))

    def topic(self, words: str, option: Option) -> str | None:
        """Return the id of the topic of that id or name; "all" where the option has it."""
        named = self.choice(words, option) == ALL or fold(words) in self._names("subscription.all", ALL)
        if named and ALL in option.choices:
            return ALL
        known = self.topics.get(fold(words))
        if known is None and option.offered is Offered.FOLLOWED:
            names = ((slug, (slug, *text.values())) for slug, text in self.dropped_topics.items())
            return next((slug for slug, some in names if fold(words) in map(fold, some)), None)
        return known

    def choice(self, word: str, option: Option) -> str | None:
        """Return the choice of an option that `word` names, in any language."""
        folded = fold(word)
        if (meant := self.other_choices.get(folded)) in option.choices:
            return meant
        return next((choice for choice in option.choices if folded in self._names(f"choice.{choice}", choice)), None)

    def zone(self, word: str) -> str | None:
        """Return the IANA zone that `word` names: itself, a city, "ET", 서울."""
        found = self.zones.get(fold(word))
        return found.zone if found else None

    def yes(self, word: str) -> bool | None:
        """Return whether a word says yes or no, in any language; None: neither."""
        folded = fold(word)
        for answer, key, plain in ((True, "choice.yes", _YES), (False, "choice.no", _NO)):
            if folded in plain | self._names(key, key.rpartition(".")[2]):
                return answer
        return None

    def names(self, option: Option, word: str) -> bool:
        """Tell whether a word is the option's name, in any language."""
        return fold(word) in self._names(f"option.{option.name}", option.name)

    def option(self, name: str, command: Command) -> Option | None:
        """Return the command's option of that name, in any language."""
        return next((option for option in command.options if self.names(option, name)), None)

    def _names(self, key: str, plain: str) -> set[str]:
        return {fold(plain), *(fold(self.catalogue.form(locale, key)) for locale in self.catalogue.locales)}


def read_vocabulary(commands: Iterable[Command], desk: Desk, catalogue: Catalogue) -> Vocabulary:
    """Collect the words of all commands, of a desk's topics and of the time zones."""
    names: dict[str, Command] = {}
    for command in commands:
        names[fold(command.name)] = command
        for locale in catalogue.locales:
            names[fold(catalogue.form(locale, f"command.{command.key}.name"))] = command
    for word, name in other_words(catalogue):
        if name in names:
            names.setdefault(fold(word), names[name])
    topics: dict[str, str] = {}
    for topic in desk.topics.values():
        for name in (topic.id, *topic.name.values()):
            topics.setdefault(fold(name), topic.id)
    zones: dict[str, ZoneName] = {}
    for one in zone_names(desk, catalogue.locales):
        zones.setdefault(fold(one.name), one)
    others = {fold(word): choice for word, choice in _pairs(catalogue, "vocabulary.choices-also")}
    return Vocabulary(names, topics, zones, catalogue, others)


def other_words(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return words that people type instead of a command's name, with that name in English. They are never shown."""
    return _pairs(catalogue, "vocabulary.also")


def _pairs(catalogue: Catalogue, key: str) -> list[tuple[str, str]]:
    pairs = (pair for locale in catalogue.locales for pair in catalogue.form(locale, key).split())
    return [(word, name) for word, _, name in (pair.partition("=") for pair in pairs)]


def near(word: str, words: Iterable[str], *, whole: bool = False) -> str | None:
    """Return the one of `words` that `word` was probably meant to be. Hangul is compared by letters, not syllables.

    With `whole` it is never meant for a part of a longer one: of the many zones, some have a part like any word.
    """
    found = process.extractOne(
        word,
        list(words),
        # WRatio also looks for a short word inside longer ones: "te" would be meant for "latest".
        scorer=fuzz.ratio if whole or len(fold(word)) <= _SHORT else fuzz.WRatio,
        processor=lambda text: unicodedata.normalize("NFD", fold(text)),
        score_cutoff=_NEAR_ENOUGH,
    )
    return found[0] if found and len(word) > 1 else None


def fold(word: str) -> str:
    """Return a word as it is compared: case, width, hyphens and spaces do not matter (비자 협의 is 비자협의)."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().translate(_HYPHENS).split())
