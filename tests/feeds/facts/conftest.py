"""The shipped desk's extractor, and a short way to ask it. All texts in these tests are invented."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from feeds.desks.desk import Desk
from feeds.desks.loader import shipped_desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.facts.extract import Extractor
from feeds.facts.fact import Fact

Ask = Callable[..., tuple[Fact, ...]]


@pytest.fixture(scope="session")
def desk() -> Desk:
    return shipped_desk("korea_us_visa")


@pytest.fixture(scope="session")
def extractor(desk: Desk) -> Extractor:
    return Extractor(desk)


@pytest.fixture(scope="session")
def ask(extractor: Extractor) -> Ask:
    """Ask for the facts of a text, all or those of one kind."""

    def facts(
        text: str, kind: str | None = None, *, published: str = "2026-05-06T08:00:00", lang: str = "en"
    ) -> tuple[Fact, ...]:
        when = datetime.fromisoformat(published).replace(tzinfo=UTC)
        key = Key(KeyKind.URL, "https://example.org/1")
        entry = Entry((key,), "", "", "", when, DatedBy.PUBLISHED, lang, "example", text=text)
        return tuple(fact for fact in extractor.extract(entry) if kind in (None, fact.kind))

    return facts
