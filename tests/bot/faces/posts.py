"""Something to post, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.faces.face import Absent, Found, Outcome, Posting, Refused, RetryLater, Unknown

ALERT = Card(
    CardKind.ALERT,
    "Round two of the visa talks is set",
    "en",
    url="https://news.example/1",
    sections=(Section("", (Line("They meet in May", (Source("Yonhap", "https://y.example/1"),)),)),),
    actions=(Action("Why", "why s1"), Action("Mute", "mute s1")),
)


def a_post(number: int = 1, card: Card = ALERT, **more: Any) -> Posting:
    """Return something to post that is due since a moment ago."""
    return Posting(card, f"t-{number}", more.pop("since", datetime.now(UTC) - timedelta(minutes=1)), **more)


def kind_of(outcome: Outcome | Found | Absent | Unknown) -> str:
    """Return an outcome in a word, with what else matters of it: seconds to wait, what an admin has to do."""
    match outcome:
        case Refused(_, todo):
            return " ".join(["refused", *todo])
        case RetryLater(after):
            return f"later {after.total_seconds():.0f}"
        case _:
            return type(outcome).__name__.lower()
