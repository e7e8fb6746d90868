"""What an address holds, before it is added."""

import pytest

from bot.cards.plain import plain
from bot.cards.preview import UNNAMED, format_name, preview_card
from bot.locale.voice import Voice
from feeds.entry import DatedBy
from feeds.parse.document import Document
from tests.bot.invented import NOW
from tests.builders import an_entry

URL = "https://news.example/rss"


def previewed(voice: Voice, dated_by: DatedBy = DatedBy.PUBLISHED, publisher: str = UNNAMED) -> list[str]:
    entry = an_entry("Talks", url="https://www.news.example/1", dated_by=dated_by, publisher=publisher, published=NOW)
    card = preview_card(Document("rss20", "News", (entry,)), 0, URL, voice)
    lines = plain(card).splitlines()
    return lines[lines.index(f"{voice.say('preview.newest')}:") + 1 : -1]


def test_an_entry_is_shown_with_its_site_and_its_date(english: Voice, korean: Voice) -> None:
    assert previewed(english) == ["- Talks (news.example, 29 Jan 2026 11:00 KST) https://www.news.example/1"]
    assert previewed(korean) == ["- Talks (news.example, 2026년 1월 29일 11:00 KST) https://www.news.example/1"]


def test_an_aggregator_names_the_publisher(english: Voice) -> None:
    assert previewed(english, publisher="The Herald")[0].startswith("- Talks (The Herald, 29 Jan")


@pytest.mark.parametrize(
    ("dated_by", "said"),
    [
        (DatedBy.UPDATED, "It does not say when it was published: the date is that of its last change"),
        (DatedBy.URL, "It does not say when it was published: the date is that in its address"),
    ],
)
def test_a_date_that_is_not_the_publishers_own_is_explained(dated_by: DatedBy, said: str, english: Voice) -> None:
    line, below = previewed(english, dated_by)
    assert "29 Jan 2026" in line
    assert below.strip() == said


def test_an_entry_without_a_date_is_shown_without_one(korean: Voice) -> None:
    assert previewed(korean, DatedBy.FIRST_SEEN) == [
        "- Talks (news.example) https://www.news.example/1",
        "  날짜가 없어 visabot이 처음 읽은 시각으로 표시합니다",
    ]


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("rss20", "RSS 2.0"),
        ("rss091u", "RSS 0.91"),
        ("rss", "RSS"),
        ("atom10", "Atom 1.0"),
        ("json1", "JSON Feed 1.0"),
        ("json11", "JSON Feed 1.1"),
        ("gopher", "gopher"),
        ("", "–"),
    ],
)
def test_a_format_is_named_as_people_name_it(version: str, name: str) -> None:
    assert format_name(version) == name


def test_it_offers_to_add_the_feed_but_shows_no_key_around(english: Voice) -> None:
    empty = Document("rss20", "News", ())
    assert [one.command for one in preview_card(empty, 0, URL, english).actions] == [f"feed add {URL}"]
    secret = preview_card(empty, 0, "https://joe:geheim@news.example/rss", english)
    assert not secret.actions
    assert "geheim" not in str(secret)
