"""From what was typed or picked to the values a handler gets: every option is read and checked here, for every face."""

import re
from collections.abc import Mapping
from datetime import time

from bot.commands.command import Command, Option, OptionKind, Value, Values
from bot.commands.examples import examples, slash
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import Vocabulary, near
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_TIME = re.compile(r"(\d{1,2}):(\d{2})|(\d{1,2})시(?:(\d{1,2})분)?")


def fits(option: Option, word: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a word has the form of an option's values, though it may turn out wrong ("25:00")."""
    match option.kind:
        case OptionKind.TEXT:
            return True
        case OptionKind.INTEGER:
            return _INTEGER.fullmatch(word) is not None
        case OptionKind.TIME:
            return _TIME.fullmatch(word) is not None
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
    word = str(raw).strip()
    match option.kind:
        case OptionKind.TEXT:
            return _text(option, word, voice)
        case OptionKind.INTEGER:
            return _integer(option, word, voice)
        case OptionKind.TIME:
            return _time(word, voice)
        case _:
            return _named(option, word, vocabulary) or _unknown(option, word, vocabulary, voice, desk)


def option_name(option: Option, voice: Voice) -> str:
    """Return an option's name in the reader's language."""
    return voice.say(f"option.{option.name}")


def choice_names(option: Option, voice: Voice) -> tuple[str, ...]:
    """Return the names of an option's choices in the reader's language."""
    return tuple(voice.say(f"choice.{choice}") for choice in option.choices)


def no_command(word: str, vocabulary: Vocabulary, voice: Voice, desk: Desk) -> Mistake:
    """Return the answer to a word that is no command."""
    close = near(word, vocabulary.commands)
    meant = voice.say(f"command.{vocabulary.commands[close].key}.name") if close else None
    return Mistake(
        voice.say("mistake.command", word=word),
        todo=voice.say("mistake.meant-command", meant=meant, command=desk.command)
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
                voice.say("mistake.choice", option=option_name(option, voice), word=word),
                todo=voice.say("mistake.choose", choices=", ".join(choice_names(option, voice))),
            )
        case OptionKind.TOPIC:
            return _no_topic(word, voice, desk)
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
    low, high = option.minimum or 0, option.maximum if option.maximum is not None else 10**9
    if _INTEGER.fullmatch(word) and low <= int(word) <= high:
        return int(word)
    return Mistake(
        voice.say("mistake.number", option=option_name(option, voice), word=word),
        todo=voice.say("mistake.range", low=low, high=high),
    )


def _time(word: str, voice: Voice) -> Value | Mistake:
    if typed := _TIME.fullmatch(word):
        hour, minute = typed[1] or typed[3], typed[2] or typed[4] or "0"
        try:
            return f"{time(int(hour), int(minute)):%H:%M}"
        except ValueError:
            pass  # 25:00 has the form of a time and is none: the same answer as for any other word
    return Mistake(voice.say("mistake.time", word=word), todo=voice.say("mistake.write-time"))


def _no_topic(word: str, voice: Voice, desk: Desk) -> Mistake:
    names = {name: topic.id for topic in desk.topics.values() for name in (topic.id, *topic.name.values())}
    close = near(word, names)
    if close is None:
        return Mistake(
            voice.say("mistake.topic", word=word),
            todo=voice.say("mistake.see-topics", command=desk.command),
            tries=("topics",),
        )
    topic = desk.topics[names[close]]
    return Mistake(
        voice.say("mistake.topic", word=word),
        todo=voice.say("mistake.meant-topic", id=topic.id, name=voice.pick(topic.name), command=desk.command),
        tries=("topics",),
    )


def _no_zone(word: str, vocabulary: Vocabulary, voice: Voice) -> Mistake:
    close = near(word, vocabulary.zones)
    return Mistake(
        voice.say("mistake.zone", word=word),
        todo=voice.say("mistake.meant-zone", zone=vocabulary.zones[close])
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
