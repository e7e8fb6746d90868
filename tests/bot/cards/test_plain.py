import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.cards.card import Action, Card, CardKind, Document, Line, Section, Source
from bot.cards.plain import as_json, plain

WHEN = datetime(2026, 1, 29, 0, 14, tzinfo=UTC)
YONHAP = Source("Yonhap", "https://yonhap.example/1", WHEN, "29 Jan 2026 09:14 KST")
CARD = Card(
    kind=CardKind.STORIES,
    title="Latest",
    lang="en",
    url="https://desk.example/",
    sections=(
        Section("", (Line("Round two set", (YONHAP, Source("A blog", "https://desk.example/")), mark="new"),)),
        Section("Later", (Line("Nothing", details=("at all",)),)),
    ),
    footer=("Not legal advice.",),
    actions=(Action("Status", "status"),),
    stamp="DEMO",
)


def test_a_card_reads_top_to_bottom_as_plain_lines() -> None:
    assert plain(CARD).splitlines() == [
        "DEMO · Latest",
        "https://desk.example/",
        "- [new] Round two set (Yonhap, 29 Jan 2026 09:14 KST; A blog) https://yonhap.example/1",
        "Later:",
        "- Nothing",
        "  at all",
        "Not legal advice.",
    ]


def test_a_document_is_shown_as_it_is() -> None:
    card = replace(CARD, document=Document("desk.yaml", "application/yaml", "a: 1\nb:\n  - 2\n"))
    assert plain(card).splitlines()[-4:] == ["a: 1", "b:", "  - 2", "Not legal advice."]
    assert as_json(card)["document"] == {
        "name": "desk.yaml",
        "media_type": "application/yaml",
        "text": "a: 1\nb:\n  - 2\n",
    }
    assert as_json(CARD)["document"] is None


def test_a_card_as_json_keeps_everything_programs_need() -> None:
    values = json.loads(json.dumps(as_json(CARD)))
    assert values["kind"] == "stories"
    assert values["stamp"] == "DEMO"
    line = values["sections"][0]["lines"][0]
    assert line["mark"] == "new"
    assert line["sources"][0] == {
        "publisher": "Yonhap",
        "url": "https://yonhap.example/1",
        "at": "2026-01-29T00:14:00+00:00",
        "when": "29 Jan 2026 09:14 KST",
    }
    assert line["sources"][1]["at"] is None
    assert values["sections"][1]["lines"][0]["details"] == ["at all"]
    assert values["actions"] == [{"label": "Status", "command": "status"}]
    assert values["footer"] == ["Not legal advice."]
