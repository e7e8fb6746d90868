"""A short answer to who says hello or thanks, or does not know how to ask: what one can do."""

from enum import StrEnum

from bot.cards.card import Action, Card, CardKind, Line
from bot.cards.setup import setup_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


class SmallTalk(StrEnum):
    """What somebody says who asks for nothing in particular."""

    HELLO = "hello"
    THANKS = "thanks"
    LOST = "lost"
    """They do not know what to say: "?", "what can you do?"."""


_SHOWN = ("status", "latest", "subscribe", "help")


def small_talk_card(said: SmallTalk, voice: Voice, desk: Desk) -> Card:
    """Return the answer: what the bot is about, and what to type; to thanks, that they are welcome."""
    say = voice.say
    names = {name: say(f"command.{name}.name") for name in _SHOWN}
    titles = {
        SmallTalk.HELLO: say("small-talk.hello"),
        SmallTalk.THANKS: say("small-talk.welcome"),
        SmallTalk.LOST: say("small-talk.lost"),
    }
    more = say("small-talk.more", command=desk.command)
    lines: tuple[Line | str, ...] = (
        voice.pick(desk.about),
        *(Line(f"/{desk.command} {name}", details=(say(f"command.{key}.about"),)) for key, name in names.items()),
    )
    return setup_card(
        titles[said],
        (more,) if said is SmallTalk.THANKS else lines,
        voice,
        kind=CardKind.WELCOME,
        footer=() if said is SmallTalk.THANKS else (say("small-talk.typed"),),
        actions=(
            Action(say("action.status"), "status"),
            Action(say("action.subscribe"), "subscribe", form=True),
            Action(names["help"], "help"),
        ),
    )
