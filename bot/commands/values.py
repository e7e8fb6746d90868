"""From what was typed or picked to the values a handler gets: every option is read and checked here, for every face."""

import re
from collections.abc import Mapping

from bot.cards.clean import shorten, without_formats
from bot.commands.command import Command, Offered, Option, OptionKind, Value, Values
from bot.commands.examples import examples, slash
from bot.commands.mistake import Mistake
from bot.commands.times import is_time, read_time
from bot.commands.until import read_until
from bot.commands.vocabulary import ALL, Vocabulary, fold, near
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

_INTEGER = re.compile(r"[+-]?\d{1,30}")
_STORY = re.compile(r"[sS#]?(\d{1,9})|https?://\S+")
_FEED = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
_CHANNEL = re.compile(r"#\S+|<#\S+>")
"""Any word may be a channel's name: without the sign, it must be said that it is meant for one."""
_LARGEST = 2**63 - 1
"""No database has a larger number."""
_QUOTED = 80
"""Characters of a word that a sentence quotes."""
LONGEST_LINK = 2000
"""Characters; browsers and servers take no longer ones for sure."""
_ROLE = re.compile(r"<@&(\d{1,20})>|\d{15,20}|<!subteam\^(S[A-Z0-9]{2,20})(?:\|[^>]*)?>|S(?=[A-Z0-9]*\d)[A-Z0-9]{7,20}")
"""A mention or an id of a role on Discord, of a user group on Slack: one such id begins with S and has a digit."""
_PERSON = re.compile(r"<@!?([A-Z0-9]{1,20})(?:\|[^>]*)?>|[UW](?=[A-Z0-9]*\d)[A-Z0-9]{7,20}|\d{15,20}")
_SOMEBODY = (OptionKind.ROLE, OptionKind.PERSON)
_FORMS = {
    OptionKind.INTEGER: _INTEGER,
    OptionKind.STORY: _STORY,
    OptionKind.FEED: _FEED,
    OptionKind.CHANNEL: _CHANNEL,
    OptionKind.ROLE: _ROLE,
    OptionKind.PERSON: _PERSON,
}


def fits(option: Option, word: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a word has the form of an option's values, though it may turn out wrong ("25:00")."""
    if form := _FORMS.get(option.kind):
        return form.fullmatch(word) is not None or vocabulary.choice(word, option) is not None
    match option.kind:
        case OptionKind.TEXT:
            return True
        case OptionKind.TIME:
            return is_time(word) or vocabulary.choice(word, option) is not None
        case OptionKind.UNTIL:
            return read_until(word) is not None
        case OptionKind.FLAG:
            return vocabulary.names(option, word)
        case _:
            return _named(option, word, vocabulary) is not None


def read_values(
    command: Command, given: Mapping[str, Value], vocabulary: Vocabulary, voice: Voice, desk: Desk
) -> Values | Mistake:
    """Check all options of a command: ids instead of names, numbers within their range, nothing missing."""
    values: dict[str, Value] = {}
    for option in command.options:
        if option.name not in given:
            if option.required:
                return _missing(command, option, voice, desk)
            continue
        value = read_value(option, given[option.name], vocabulary, voice, desk)
        if isinstance(value, Mistake):
            return value
        values[option.name] = value
    return values


def read_value(option: Option, raw: Value, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Value | Mistake:
    """Read one value of an option: as typed, or as a face gives it."""
    word = without_formats(str(raw)).strip()
    match option.kind:
        case OptionKind.TEXT | OptionKind.CHANNEL:
            return _text(option, word, voice)
        case OptionKind.INTEGER:
            return _integer(option, word, voice)
        case OptionKind.TIME:
            return vocabulary.choice(word, option) or _time(word, voice)
        case OptionKind.STORY | OptionKind.FEED | OptionKind.UNTIL | OptionKind.ROLE | OptionKind.PERSON:
            return _formed(option, word, voice, desk)
        case OptionKind.FLAG:
            return _flag(option, word, vocabulary, voice)
        case _:
            return _named(option, word, vocabulary) or _unknown(option, word, vocabulary, voice, desk)


def option_name(option: Option, voice: Voice) -> str:
    """Return an option's name in the reader's language."""
    return voice.say(f"option.{option.name}")


def shown_word(word: str) -> str:
    """Return what was typed as a sentence can quote it: it may be a whole text."""
    return shorten(word, _QUOTED)


def choice_names(option: Option, voice: Voice) -> tuple[str, ...]:
    """Return the names of an option's choices in the reader's language."""
    return tuple(voice.say(f"choice.{choice}") for choice in option.choices)


def no_command(word: str, vocabulary: Vocabulary, voice: Voice, desk: Desk, *, meant: str | None = None) -> Mistake:
    """Return the answer to words that are no command; `meant` is a line that was, where one is known."""
    kind = fold(word.partition(" ")[0])
    names = [voice.say(f"command.{command.key}.name") for command in vocabulary.of_kind(kind)]
    if names and " " not in word and meant is None:
        return Mistake(
            voice.say("mistake.second-word", word=shown_word(word)),
            todo=voice.say("mistake.choose", choices=", ".join(names)),
        )
    if meant is None and (close := near(word, vocabulary.commands)):
        meant = voice.say(f"command.{vocabulary.commands[close].key}.name")
    return Mistake(
        voice.say("mistake.command", word=shown_word(word)),
        todo=voice.say("mistake.meant-command", meant=shown_word(meant), command=desk.command)
        if meant
        else voice.say("mistake.see-help", command=desk.command),
        tries=(meant,) if meant else ("help",),
    )


def _named(option: Option, word: str, vocabulary: Vocabulary) -> str | None:
    """Return what a word names, for options that take a name."""
    match option.kind:
        case OptionKind.CHOICE:
            return vocabulary.choice(word, option)
        case OptionKind.TOPIC:
            return vocabulary.topic(word, option)
        case OptionKind.ZONE:
            return vocabulary.zone(word)
        case _:
            command = vocabulary.command(word)
            return command.name if command else None


def _unknown(option: Option, word: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Mistake:
    match option.kind:
        case OptionKind.CHOICE:
            return Mistake(
                voice.say("mistake.choice", option=option_name(option, voice), word=shown_word(word)),
                todo=voice.say("mistake.choose", choices=", ".join(choice_names(option, voice))),
            )
        case OptionKind.TOPIC:
            return _no_topic(option, word, vocabulary, voice, desk)
        case OptionKind.ZONE:
            return _no_zone(word, vocabulary, voice)
        case _:
            return no_command(word, vocabulary, voice, desk)


def _text(option: Option, word: str, voice: Voice) -> Value | Mistake:
    if option.maximum is not None and len(word) > option.maximum:
        return Mistake(
            voice.say("mistake.long", option=option_name(option, voice), n=len(word)),
            todo=voice.say("mistake.shorten", maximum=option.maximum),
        )
    return word


def _integer(option: Option, word: str, voice: Voice) -> Value | Mistake:
    low, high = option.minimum or 0, option.maximum
    if _INTEGER.fullmatch(word) and low <= int(word) <= (_LARGEST if high is None else high):
        return int(word)
    return Mistake(
        voice.say("mistake.number", option=option_name(option, voice), word=shown_word(word)),
        todo=voice.say("mistake.from", low=low) if high is None else voice.say("mistake.range", low=low, high=high),
    )


def _time(word: str, voice: Voice) -> Value | Mistake:
    read = read_time(word)
    return (
        f"{read:%H:%M}"
        if read is not None
        else Mistake(voice.say("mistake.time", word=shown_word(word)), todo=voice.say("mistake.write-time"))
    )


def _formed(option: Option, word: str, voice: Voice, desk: Desk) -> Value | Mistake:
    """Read what has a form of its own; whether there is such a story, feed, role or moment, the handler finds."""
    if option.kind is OptionKind.FEED:
        if _FEED.fullmatch(word):
            return word.casefold()
        return Mistake(
            voice.say("mistake.feed", word=shown_word(word)), todo=voice.say("mistake.see-feeds", command=desk.command)
        )
    if option.kind in _SOMEBODY:
        return _somebody(option, word, voice)
    if option.kind is OptionKind.UNTIL:
        wrong = Mistake(voice.say("mistake.until", word=shown_word(word)), todo=voice.say("mistake.write-until"))
        return word if read_until(word) else wrong
    written = _STORY.fullmatch(word)
    if written is None or len(word) > LONGEST_LINK:
        return Mistake(voice.say("mistake.story", word=shown_word(word)), todo=voice.say("mistake.write-story"))
    return (written[1].lstrip("0") or "0") if written[1] else word


def _somebody(option: Option, word: str, voice: Voice) -> Value | Mistake:
    """Return the id of a role, a group or a person."""
    if written := _FORMS[option.kind].fullmatch(word):
        return next(filter(None, written.groups()), word)
    if option.kind is OptionKind.ROLE:
        return Mistake(voice.say("mistake.role", word=shown_word(word)), todo=voice.say("mistake.choose-role"))
    return Mistake(voice.say("mistake.person", word=shown_word(word)), todo=voice.say("mistake.write-person"))


def _flag(option: Option, word: str, vocabulary: Vocabulary, voice: Voice) -> Value | Mistake:
    if vocabulary.names(option, word):
        return True
    said = vocabulary.yes(word)
    if said is None:
        choices = f"{voice.say('choice.yes')}, {voice.say('choice.no')}"
        return Mistake(
            voice.say("mistake.choice", option=option_name(option, voice), word=shown_word(word)),
            todo=voice.say("mistake.choose", choices=choices),
        )
    return said


def _no_topic(option: Option, word: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Mistake:
    topics = {topic.id: topic.name for topic in desk.topics.values()}
    dropped = vocabulary.dropped_topics if option.offered is Offered.FOLLOWED else {}
    topics = {**dropped, **vocabulary.own_topics, **topics}
    if ALL in option.choices:
        topics[ALL] = {
            locale: vocabulary.catalogue.form(locale, f"choice.{ALL}") for locale in vocabulary.catalogue.locales
        }
    names = {name: id_ for id_, name_of in topics.items() for name in (id_, *name_of.values())}
    close = near(word, names)
    if close is None:
        return Mistake(
            voice.say("mistake.topic", word=shown_word(word)),
            todo=voice.say("mistake.see-topics", command=desk.command),
            tries=("topics",),
        )
    id_ = names[close]
    return Mistake(
        voice.say("mistake.topic", word=shown_word(word)),
        todo=voice.say("mistake.meant-topic", id=id_, name=voice.pick(topics[id_]), command=desk.command),
        tries=("topics",),
    )


def _no_zone(word: str, vocabulary: Vocabulary, voice: Voice) -> Mistake:
    close = near(word, vocabulary.zones, whole=True)
    return Mistake(
        voice.say("mistake.zone", word=shown_word(word)),
        todo=voice.say("mistake.meant-zone", zone=vocabulary.zones[close].zone)
        if close
        else voice.say("mistake.write-zone"),
    )


def _missing(command: Command, option: Option, voice: Voice, desk: Desk) -> Mistake:
    name = voice.say(f"command.{command.key}.name")
    example = examples(command, voice, desk)[:1]
    return Mistake(
        voice.say("mistake.missing", command=name, option=option_name(option, voice)),
        todo=voice.say("mistake.example", line=f"{slash(command, desk)} {example[0]}")
        if example
        else voice.say("mistake.see-help", command=desk.command),
        tries=example,
    )
