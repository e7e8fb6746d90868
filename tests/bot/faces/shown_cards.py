"""Cards for every chat to show."""

from datetime import UTC, datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source

AT = datetime(2026, 1, 29, 0, 14, tzinfo=UTC)
ALERT = Card(
    CardKind.ALERT,
    "Seoul: round two of *visa* talks",
    "en",
    "https://herald.example/1",
    (
        Section(
            "",
            (
                Line(
                    "2 publishers",
                    (Source("Herald", "https://herald.example/1", AT, "09:14 KST / 19:14 EST", event=True),),
                ),
            ),
        ),
        Section(
            "Reported by",
            (
                Line(
                    "Visa round two",
                    (Source("Wire", "https://wire.example/2", AT, "09:14 KST"), Source("visabot", when="today")),
                    "new",
                    ("a detail", "- another & more"),
                    ((0, 4), (5, 10)),
                ),
                Line("Second line"),
            ),
        ),
    ),
    ("Visa talks", "Not <legal> advice."),
    (Action("Latest", "latest visa-talks"), Action("Add a term", "term add", form=True)),
)
"""With all that a card may have, but for a picture and a document."""


def many(lines: int, lang: str = "en") -> Card:
    """Return a card of so many lines, each a tenth of a message or less."""
    shown = tuple(Line(f"feed {n} {'x' * 90}") for n in range(lines))
    return Card(CardKind.FEEDS, "Feeds", lang, sections=(Section("All", shown),))
