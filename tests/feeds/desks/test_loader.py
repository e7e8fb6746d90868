"""A desk is checked as a whole when it is loaded: every problem at once, with its file, its line and what to do."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from feeds.desks.errors import DeskError
from feeds.desks.loader import load_desk, shipped_desk
from feeds.desks.rules import Kind, Part, Signal
from feeds.feed import Agent, Tier
from tests.feeds.desks.conftest import Change


def problems(folder: Path) -> list[str]:
    with pytest.raises(DeskError) as error:
        load_desk(folder)
    return [str(each) for each in error.value.problems]


def test_a_desk_without_mistakes_becomes_values(desk: Change) -> None:
    loaded = load_desk(desk())
    assert (loaded.id, loaded.command, loaded.languages, loaded.timezones) == (
        "tiny", "tiny", ("en", "ko"), ("Asia/Seoul",),
    )  # fmt: skip
    assert loaded.name == {"en": "Tiny", "ko": "작은"}
    (feed,) = loaded.feeds
    assert (feed.id, feed.tier, feed.every, feed.on, feed.agent) == (
        "paper-en", Tier.NATIONAL, timedelta(minutes=5), True, Agent.HONEST,
    )  # fmt: skip
    assert loaded.names["p.kim"].ambiguous == ("Kim",)
    assert loaded.concepts["visa"].terms == ("비자 not 소비자", "visa", '"work permit"')
    assert loaded.concepts["kim"].kind is Kind.WHO
    assert loaded.topics["talks"].rule.signals[1] == Signal(
        has=(Part(("kim", "visa"), title_only=True),), lacks=(Part(("kim",)),), points=4
    )
    assert loaded.background.until == date(2026, 1, 29)
    assert loaded.background.milestones[0].sources == ("https://paper.example/1",)
    assert loaded.contacts[0].source_date == date(2026, 1, 2)


def test_ambiguous_forms_of_a_name_are_no_evidence(desk: Change) -> None:
    assert load_desk(desk()).concepts["kim"].terms == ('"Kim Nara"', "김나라")


MISTAKES = {
    "unknown publisher": (
        ("feeds.toml", 'publisher = "paper"', 'publisher = "papr"'),
        'feeds.toml:9: unknown publisher "papr". Did you mean "paper"?',
    ),
    "missing Korean label": (
        ("feeds.toml", 'name = { en = "Paper", ko = "신문" }', 'name = { en = "Paper" }'),
        'feeds.toml:4: name has no text in "ko". Add ko = "…" to it.',
    ),
    "label that is one text": (
        ("topics.toml", 'name = { en = "Talks", ko = "협의" }', 'name = "Talks"'),
        'topics.toml:16: name is "Talks", not a text in each language. Write name = { en = "…", ko = "…" }.',
    ),
    "label in a language the desk does not speak": (
        ("desk.toml", 'about = { en = "A desk.",', 'about = { fr = "Un bureau.", en = "A desk.",'),
        'desk.toml:6: about has the language "fr". The desk speaks en, ko.',
    ),
    "id used twice": (
        (
            "feeds.toml",
            'every = "5m"\n',
            '[[feed]]\nid = "paper-en"\nurl = "https://paper.example/b.xml"\npublisher = "paper"\n',
        ),
        'feeds.toml:12: the id "paper-en" is used twice. Give each its own.',
    ),
    "id that is no slug": (
        ("feeds.toml", 'id = "paper-en"', 'id = "Paper EN"'),
        'feeds.toml:7: the id "Paper EN" is not a slug. Use small letters, digits and - _ . between them.',
    ),
    "bad URL": (
        ("feeds.toml", 'url = "https://paper.example/rss.xml"', 'url = "paper.example/rss.xml"'),
        'feeds.toml:8: "paper.example/rss.xml" is not an http(s) link. Give the whole address, beginning with https://.',
    ),
    "URL with a password": (
        ("contacts.toml", "https://embassy.example/", "https://a:b@embassy.example/"),
        'contacts.toml:4: "https://a:b@embassy.example/" is not an http(s) link. Give the whole address, beginning with https://.',
    ),
    "bad duration": (
        ("feeds.toml", 'every = "5m"', 'every = "soon"'),
        'feeds.toml:11: every is "soon". Give a minute or more, such as "5m", "6h" or "1d".',
    ),
    "duration of seconds": (
        ("feeds.toml", 'every = "5m"', 'every = "5s"'),
        'feeds.toml:11: every is "5s". Give a minute or more, such as "5m", "6h" or "1d".',
    ),
    "unknown tier": (
        ("feeds.toml", 'tier = "national"', 'tier = "regional"'),
        'feeds.toml:3: unknown tier "regional". Did you mean "national"?',
    ),
    "missing tier": (
        ("feeds.toml", 'tier = "national"\n', ""),
        'feeds.toml:1: "tier" is missing. Give one of official, wire, national, trade, aggregator.',
    ),
    "unknown agent": (
        ("feeds.toml", 'every = "5m"', 'agent = "robot"'),
        'feeds.toml:11: unknown agent "robot". Known are: browser, honest.',
    ),
    "unknown zone of a feed": (
        ("feeds.toml", 'every = "5m"', 'timezone = "Asia/Soul"'),
        'feeds.toml:11: unknown time zone "Asia/Soul". Use an IANA name such as "Asia/Seoul".',
    ),
    "unknown zone of the desk": (
        ("desk.toml", '["Asia/Seoul"]', '["Seoul"]'),
        'desk.toml:4: unknown time zone "Seoul". Use an IANA name such as "Asia/Seoul".',
    ),
    "unknown language of a feed": (
        ("feeds.toml", 'lang = "en"', 'lang = "fr"'),
        'feeds.toml:10: unknown language "fr". Known are: en, ko.',
    ),
    "flag that is a text": (
        ("feeds.toml", 'every = "5m"', 'on = "yes"'),
        'feeds.toml:11: on is "yes". Write on = true or on = false.',
    ),
    "misspelt setting": (
        ("feeds.toml", 'every = "5m"', 'evry = "5m"'),
        'feeds.toml:11: unknown setting "evry". Did you mean "every"?',
    ),
    "two feeds with one URL": (
        (
            "feeds.toml",
            'every = "5m"\n',
            '[[feed]]\nid = "b"\nurl = "https://paper.example/rss.xml"\npublisher = "paper"\n',
        ),
        "feeds.toml:13: another feed has this url. Keep one of them.",
    ),
    "milestone without source": (
        ("background.toml", 'sources = ["https://paper.example/1"]\n', ""),
        'background.toml:3: "sources" is missing. Give a list of links.',
    ),
    "milestone with an empty list of sources": (
        ("background.toml", '["https://paper.example/1"]', "[]"),
        "background.toml:6: sources is empty. Give a list of links.",
    ),
    "milestone after the end": (
        ("background.toml", "date = 2026-01-28", "date = 2026-02-01"),
        "background.toml:4: 2026-02-01 is later than the background reaches, 2026-01-29. Move `until`, or drop it.",
    ),
    "date in quotes": (
        ("contacts.toml", "source_date = 2026-01-02", 'source_date = "2026-01-02"'),
        'contacts.toml:5: source_date is "2026-01-02", not a date. Write it without quotes: source_date = 2026-01-28.',
    ),
    "unknown topic of a milestone": (
        ("background.toml", '["talks"]', '["talk"]'),
        'background.toml:7: unknown topic "talk". Did you mean "talks"?',
    ),
    "unknown concept": (
        ("topics.toml", 'has = ["visa"]', 'has = ["visum"]'),
        'topics.toml:19: unknown concept "visum". Did you mean "visa"?',
    ),
    "reference that is none": (
        ("topics.toml", '["title:kim|visa"]', '["summary:kim"]'),
        'topics.toml:20: "summary:kim" names no concept. Write "concept", "one|other" or "title:concept".',
    ),
    "points that are no number": (
        ("topics.toml", "points = 6", "points = 6.5"),
        "topics.toml:19: points is 6.5, not a whole number. Write it as points = 4.",
    ),
    "concept without terms": (
        ("topics.toml", 'names = ["p.kim"]\n', ""),
        "topics.toml:8: the concept has no terms. Give phrases, terms or names.",
    ),
    "watch term that does not parse": (
        ("topics.toml", 'terms = ["비자 not 소비자"]', 'terms = [\n  "visa korea",\n  "비자 not 여권",\n]'),
        (
            "topics.toml:8: the watch term 비자 not 여권 is wrong at column 8: “여권” does not contain 비자, "
            "so it cannot cover it. After not come longer words with it inside; to leave out entries that say it, "
            "write -여권."
        ),
    ),
    "unknown name": (
        ("topics.toml", '["p.kim"]', '["p.lee"]'),
        'topics.toml:12: unknown name "p.lee". Known are: p.kim.',
    ),
    "unknown kind": (
        ("topics.toml", 'kind = "who"', 'kind = "whom"'),
        'topics.toml:10: unknown kind "whom". Did you mean "who"?',
    ),
    "ambiguous form that is no form": (
        ("names.toml", 'ambiguous = ["Kim"]', 'ambiguous = ["Lee"]'),
        'names.toml:7: "Lee" is not a form of this name. List it among the forms, too.',
    ),
    "command that no platform takes": (
        ("desk.toml", 'command = "tiny"', 'command = "Tiny desk"'),
        'desk.toml:2: "Tiny desk" cannot be a slash command. Use up to 32 small letters, digits, - and _.',
    ),
    "id that is not the folder's": (
        ("desk.toml", 'id = "tiny"', 'id = "large"'),
        'desk.toml:1: the id "large" is not the name of the folder. Write id = "tiny".',
    ),
    "table where a list of tables belongs": (
        ("contacts.toml", "[[contact]]", "[contact]"),
        "contacts.toml:1: contact is not a list of tables. Write each as [[contact]].",
    ),
    "text where a list belongs": (
        ("names.toml", 'ko = ["김나라"]', 'ko = "김나라"'),
        'names.toml:6: ko is not a list of forms. Write it as ko = ["…", "…"].',
    ),
    "empty text": (
        ("names.toml", 'kind = "person"', 'kind = " "'),
        'names.toml:3: kind is " ", not a text. Write it as kind = "…".',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_do(desk: Change, mistake: str) -> None:
    change, told = MISTAKES[mistake]
    assert problems(desk(change)) == [told]


def test_a_broken_file_is_told_once_without_echoes_in_the_others(desk: Change) -> None:
    told = problems(desk(("topics.toml", 'kind = "what"', "kind = what")))
    assert told == ["topics.toml:3: this is not TOML: Invalid value. See https://toml.io."]


def test_a_missing_file_and_one_that_is_not_utf8_are_told(desk: Change) -> None:
    folder = desk()
    (folder / "contacts.toml").unlink()
    (folder / "names.toml").write_bytes(b"# \xb1\xe8")
    assert problems(folder) == [
        "contacts.toml: the file is missing. Every desk has it; see docs for how to add a desk.",
        "names.toml: byte 2 is not UTF-8. Save the file as UTF-8.",
    ]


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(desk: Change) -> None:
    folder = desk(
        ("topics.toml", 'kind = "who"', 'kind = "whom"'),
        ("feeds.toml", 'every = "5m"', 'every = "soon"'),
        ("feeds.toml", 'publisher = "paper"', 'publisher = "papr"'),
    )
    with pytest.raises(DeskError) as error:
        load_desk(folder)
    assert [(each.file, each.line) for each in error.value.problems] == [
        ("feeds.toml", 9), ("feeds.toml", 11), ("topics.toml", 10),
    ]  # fmt: skip
    assert str(error.value).startswith(f"The desk {folder} has 3 problems:\n  feeds.toml:9: ")


def test_the_version_changes_with_what_the_topics_match_and_with_nothing_else(desk: Change) -> None:
    folder = desk()
    before = load_desk(folder).version
    contacts = folder / "contacts.toml"
    contacts.write_text(contacts.read_text(encoding="utf-8").replace("Write.", "Call."), encoding="utf-8")
    assert load_desk(folder).version == before
    topics = folder / "topics.toml"
    topics.write_text(topics.read_text(encoding="utf-8").replace("points = 6", "points = 7"), encoding="utf-8")
    assert load_desk(folder).version != before


def test_asking_for_a_desk_that_is_not_shipped_names_those_that_are() -> None:
    with pytest.raises(DeskError, match=r"no such desk is shipped. Shipped: .*korea_us_visa"):
        shipped_desk("mars")
