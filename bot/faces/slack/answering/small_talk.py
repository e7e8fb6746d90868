"""What people say who do not know yet how to ask: a greeting, thanks, "what can you do?".

    reply_to(line, desk, voice) -> a short card that says what one can do; None: it is none of these

A line that names a command is never looked at here. What is not recognised gets the dispatcher's answer, as before.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from bot.cards.card import Action, Card, CardKind, Line
from bot.cards.setup import setup_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

_HELLO = "slack.hello"
_THANKS = "slack.thanks"

_SAID: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        (
            *("hello", "hello there", "hi", "hi there", "hey", "hey there", "good morning", "good afternoon"),
            *("good evening", "help me", "what can you do", "who are you", "how does this work", "test"),
            *("안녕", "안녕하세요", "안녕하세용", "안녕하십니까", "하이", "헬로", "헬로우", "반가워요", "반갑습니다"),
            *("처음 뵙겠습니다", "잘 부탁드립니다", "좋은 아침", "좋은 아침입니다", "수고하세요", "수고하십니다"),
            *(
                "수고 많으십니다",
                "도와줘",
                "도와주세요",
                "누구세요",
                "뭐 할 수 있어",
                "뭘 할 수 있어",
                "무엇을 할 수 있나요",
            ),
            *("어떻게 써", "어떻게 쓰나요", "어떻게 사용하나요", "사용법", "테스트"),
        ),
        _HELLO,
    )
    | dict.fromkeys(
        (
            *("thanks", "thank you", "thanks a lot", "thank you very much", "many thanks", "thx", "ty"),
            *("고마워", "고마워요", "고맙습니다", "감사", "감사해요", "감사합니다", "땡큐"),
        ),
        _THANKS,
    )
)
"""Whole lines, as `_bare` leaves them, and the message that answers each."""
_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
"""As Slack writes them."""
_SOUNDS = re.compile(r"[ㄱ-ㅣ]+")
"""Letters of the Korean alphabet that form no syllable: laughing and crying, as in "ㅎㅎ" and "ㅠㅠ"."""
_OTHER = re.compile(r"[\W_]+")
_NAMES = re.compile(r"\bvisabot(?:님|아)?\b")


def reply_to(line: str, desk: Desk, voice: Voice) -> Card | None:
    """Return the answer to a line that is small talk and nothing else.

    Args:
        line: what was typed, without the mention of the bot.
        desk: it says what the bot is about, and how its command is called.
        voice: the reader's.
    """
    message = _SAID.get(_bare(line))
    if message is None:
        return None
    say = voice.say
    subscribe, status, help_ = (say(f"command.{name}.name") for name in ("subscribe", "status", "help"))
    lines = (
        voice.pick(desk.about),
        Line(f"/{desk.command} {status}", details=(say("command.status.about"),)),
        Line(f"/{desk.command} {subscribe}", details=(say("slack.hello-subscribe"),)),
        Line(f"/{desk.command} {help_}", details=(say("command.help.about"), say("slack.hello-typed"))),
    )
    actions = (
        Action(status, "status"),
        Action(say("action.subscribe"), "subscribe", form=True),
        Action(help_, "help"),
    )
    return setup_card(say(message), lines, voice, kind=CardKind.WELCOME, actions=actions)


def _bare(line: str) -> str:
    """Return a line's words alone: in small letters, without signs, emoji, laughter and the bot's name."""
    words = _SOUNDS.sub(" ", _EMOJI.sub(" ", line))
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(_NAMES.sub(" ", _OTHER.sub(" ", folded)).split())
