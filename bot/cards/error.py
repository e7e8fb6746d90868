"""What went wrong with a command: what, where, what to do."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice


def error_card(what: str, voice: Voice, *, where: str = "", todo: str = "", tries: Sequence[str] = ()) -> Card:
    """Return an error in the reader's language.

    Args:
        what: what happened, one sentence; the title.
        voice: the reader's.
        where: the line, option or value it is about.
        todo: how to put it right, one sentence.
        tries: lines to type instead, offered as buttons that show them in the reader's words.
    """
    lines = (
        *((Line(voice.say("error.where", where=where)),) if where else ()),
        *((Line(todo),) if todo else ()),
    )
    return clean_card(
        Card(
            kind=CardKind.ERROR,
            title=what,
            lang=voice.locale,
            sections=(Section("", lines),) if lines else (),
            actions=tuple(Action(_label(line, voice), line) for line in tries),
        )
    )


def _label(line: str, voice: Voice) -> str:
    """Return a line with its command's name in the reader's language; commands are named by one or two words."""
    words = line.split(" ")
    for used in (2, 1):
        key = f"command.{'-'.join(words[:used])}.name"
        if key in voice.catalogue.languages[voice.locale].messages:
            return " ".join((voice.say(key), *words[used:]))
    return line
