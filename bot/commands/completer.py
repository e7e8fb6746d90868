"""What may be typed or picked next, for every face: lines at a prompt, and the options of a form."""

from bot.commands.asker import Asker, read_asker
from bot.commands.call import Who
from bot.commands.choice import MOST, Choice
from bot.commands.choices import Choices
from bot.commands.command import Command, Option, Values
from bot.commands.complete import Suggestion, suggestions, take_apart
from bot.commands.offered import Asking, is_stored, stored
from bot.commands.vocabulary import Vocabulary, fold
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.engine.database import Database


class Completer:
    """Offers what the asker may use, and nothing that is another workspace's."""

    def __init__(self, database: Database, desk: Desk, catalogue: Catalogue, vocabulary: Vocabulary) -> None:
        """Take where to look, and the words of all commands."""
        self._database = database
        self._desk = desk
        self._catalogue = catalogue
        self._vocabulary = vocabulary

    async def line(self, who: Who, line: str) -> list[Suggestion]:
        """Return what may follow a half-typed line."""
        asker = await read_asker(self._database, who)
        if asker.blocked:
            return []
        who = asker.who
        vocabulary = (
            self._vocabulary.on(who.platform)
            .for_whom(who.permission)
            .with_topics(asker.own_topics, asker.dropped_topics)
        )
        half = take_apart(line, vocabulary, self._desk)
        voice = self._voice(who)
        known: list[Choice] = []
        if half.coming is not None:
            known = await self._stored(self._asking(asker, half.coming, half.value, half.given))
        return suggestions(half, voice, self._desk, known)

    async def option(self, who: Who, command: Command, name: str, typed: str, given: Values) -> list[Choice]:
        """Return what may be chosen of an option."""
        option = next((one for one in command.options if one.name == name), None)
        asker = await read_asker(self._database, who)
        who = asker.who
        if option is None or asker.blocked or who.permission < command.needs:
            return []
        vocabulary = (
            self._vocabulary.on(who.platform)
            .for_whom(who.permission)
            .with_topics(asker.own_topics, asker.dropped_topics)
        )
        voice = self._voice(who)
        known = await self._stored(self._asking(asker, option, typed, given))
        return list(Choices(fold(typed), vocabulary, voice, self._desk).of(option, known))[:MOST]

    def _asking(self, asker: Asker, option: Option, typed: str, given: Values) -> Asking:
        voice = self._voice(asker.who)
        return Asking(asker.who, voice, self._desk, asker.own_topics, asker.dropped_topics, option, typed, given)

    async def _stored(self, asking: Asking) -> list[Choice]:
        if not is_stored(asking.option):
            return []
        async with self._database.read() as tx:
            return await stored(tx, asking)

    def _voice(self, who: Who) -> Voice:
        return Voice(self._catalogue.spoken(who.locale), who.timezone, self._catalogue)
