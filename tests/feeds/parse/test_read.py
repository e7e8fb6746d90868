"""Documents in, entries out: each format, each habit of feeds that is known."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry import DatedBy, KeyKind, Refile
from feeds.feed import Tier
from feeds.parse.document import Document, ParseError, ParseProblem
from feeds.parse.read import read
from tests.feeds.parse.documents import NOW, document, entries, item, job, one, rss

DATE = "Mon, 29 Sep 2025 09:00:00 +0900"
PUBLISHED = datetime(2025, 9, 29, 0, 0, tzinfo=UTC)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>News</title><updated>2025-09-29T00:00:00Z</updated>
<entry><id>tag:x,1</id><title type="html">Visa &lt;b&gt;talks&lt;/b&gt;</title><link rel="alternate" href="/a?id=1"/>
<link rel="self" href="/self"/>
<published>2025-09-29T09:00:00+09:00</published><updated>2025-09-29T10:00:00+09:00</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;Long text.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>News</title></channel>
<item rdf:about="https://news.example/a?id=1">
<title>Visa talks</title><link>https://news.example/a?id=1</link><description>Short.</description>
<dc:date>2025-09-29T09:00:00+09:00</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "language": "en-US",
        "items": [
            {
                "id": 1,
                "url": "/a?id=1",
                "title": "Visa talks",
                "summary": "Short.",
                "content_html": "<p>Long text.</p>",
                "date_published": "2025-09-29T09:00:00+09:00",
            },
            "not an item",
        ],
    }
)
RSS = rss(
    item(
        title="Visa talks",
        link="/a?id=1",
        description="Short.",
        content__encoded="<p>Long text.</p>",
        pubDate=DATE,
        guid="g",
    )
)


def problem(body: bytes | str, headers: dict[str, str] | None = None, **spec: Any) -> tuple[ParseProblem, str]:
    result = read(job(body, headers, **spec))
    assert isinstance(result, ParseError), result
    return result.problem, result.detail


@pytest.mark.parametrize(
    ("body", "version", "text"),
    [
        (RSS, "rss20", "Long text."),
        (ATOM, "atom10", "Long text."),
        (RDF, "rss10", ""),
        (JSON_FEED, "json1", "Long text."),
        (RSS.replace("version='2.0'", "version='0.91'"), "rss091u", "Long text."),
    ],
)
def test_every_format_gives_the_same_entry(body: str, version: str, text: str) -> None:
    found = document(body)
    (entry,) = found.entries
    assert (found.version, found.title, found.skipped, found.complaint) == (version, "News", 0, None)
    assert (entry.title, entry.summary, entry.text) == ("Visa talks", "Short.", text)
    assert (entry.url, entry.published, entry.dated_by) == ("https://news.example/a?id=1", PUBLISHED, DatedBy.PUBLISHED)
    assert (entry.lang, entry.publisher, entry.refile) == ("en", "herald", None)
    assert entry.keys[0].value == "https://news.example/a?id=1"


def test_a_title_is_clean_text_without_its_mark() -> None:
    entry = one(title="(2nd LD) Seoul &amp; Washington <b>agree</b>\u200b")
    assert (entry.title, entry.refile) == ("Seoul & Washington agree", Refile("2nd LD", 2))


def test_an_item_without_a_title_is_called_by_the_beginning_of_its_text() -> None:
    entry = one(description="<p>" + "word " * 60 + "</p>")
    assert entry.title.startswith("word word")
    assert len(entry.title) <= 120
    assert entry.title.endswith("word…")


def test_an_item_with_neither_title_nor_text_is_skipped_and_counted() -> None:
    found = document(rss(item(link="https://x.kr/1"), item(title="<br>", link="https://x.kr/2"), item(title="Talks")))
    assert ([entry.title for entry in found.entries], found.skipped) == (["Talks"], 2)


def test_texts_keep_their_limits() -> None:
    entry = one(title="t " * 600, description="d " * 2_000, content__encoded="c " * 30_000)
    assert len(entry.title) <= 500
    assert len(entry.summary) <= 1_000
    assert len(entry.text) <= 20_000
    assert entry.summary.endswith("d…")


def test_the_bodies_of_a_document_are_bounded_together() -> None:
    found = entries(*(item(title=f"Talks number {n}", content__encoded="비자 " * 10_000) for n in range(120)))
    assert len(found) == 120
    assert 1_900_000 < sum(len(entry.text) for entry in found) <= 2_000_000
    assert found[-1].text == ""


def test_a_body_without_a_summary_serves_as_one_and_a_summary_that_repeats_the_title_as_none() -> None:
    assert one(title="Talks", content__encoded="<p>The body.</p>").summary == "The body."
    assert one(title="Talks resume", description="<b>Talks</b> resume.").summary == ""


def test_an_aggregator_passes_on_its_source_without_suffix_and_list() -> None:
    entry = one(
        title="Visa talks resume - The Korea Herald",
        link="https://news.google.com/rss/articles/CBMiA?oc=5",
        guid="CBMiA",
        source="The Korea Herald",
        description="<ol><li><a href='https://x'>Visa talks resume</a> <font>Korea Herald</font></li></ol>",
        pubDate=DATE,
        spec={"publisher": "google", "tier": Tier.AGGREGATOR},
    )
    assert (entry.title, entry.publisher, entry.summary) == ("Visa talks resume", "The Korea Herald", "")
    assert [key.kind for key in entry.keys] == [KeyKind.GUID, KeyKind.TITLE]


def test_an_aggregators_description_that_repeats_title_and_source_is_empty() -> None:
    entry = one(
        title="Talks - AP", source="AP", description="<a href='x'>Talks</a>&nbsp;AP", spec={"tier": Tier.AGGREGATOR}
    )
    assert (entry.title, entry.summary) == ("Talks", "")


def test_bings_link_is_unwrapped_and_its_source_named() -> None:
    entry = one(
        title="Talks",
        link="http://www.bing.com/news/apiclick.aspx?tid=1&url=https%3a%2f%2fx.kr%2fa&c=1",
        News__Source="AP",
        description="What happened.",
        spec={"tier": Tier.AGGREGATOR},
    )
    assert (entry.url, entry.publisher, entry.summary) == ("https://x.kr/a", "AP", "What happened.")


def test_a_newspapers_own_feed_keeps_its_name_and_its_dashes() -> None:
    entry = one(title="Visa talks resume - AP", source="AP")
    assert (entry.title, entry.publisher) == ("Visa talks resume - AP", "herald")


def test_dates_without_offset_are_seouls_on_kr_hosts_and_never_in_the_future() -> None:
    spec = {"url": "https://www.x.go.kr/rss"}
    assert one(title="Talks", pubDate="2025-09-29 09:00:00", spec=spec).published == PUBLISHED
    assert one(title="Talks", pubDate="2025-09-30 23:00:00").published == NOW


def test_one_stamp_on_all_items_gives_way_to_the_day_in_the_link_or_to_first_seen() -> None:
    found = entries(
        *(item(title=f"Report number {n}", link=f"https://x.kr/20250928/{n}", pubDate=DATE) for n in range(5)),
        item(title="Report without a day", link="https://x.kr/x", pubDate=DATE),
        timezone="Asia/Seoul",
    )
    assert {(entry.published, entry.dated_by) for entry in found[:5]} == {
        (datetime(2025, 9, 28, 3, tzinfo=UTC), DatedBy.URL)
    }
    assert (found[5].published, found[5].dated_by) == (NOW, DatedBy.FIRST_SEEN)


def test_a_clock_that_was_never_set_is_no_date() -> None:
    assert one(title="Talks", pubDate="Thu, 01 Jan 1970 00:00:00 GMT").dated_by is DatedBy.FIRST_SEEN


def test_a_date_that_was_only_updated_says_so() -> None:
    found = document(ATOM.replace("<published>2025-09-29T09:00:00+09:00</published>", ""))
    assert found.entries[0].dated_by is DatedBy.UPDATED


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"guid": "https://x.kr/1"}, "https://x.kr/1"),
        ({"guid": "77"}, ""),
        ({"guid": "77", "link": "https://x.kr/1"}, "https://x.kr/1"),
        ({"link": "javascript:alert(1)"}, ""),
        ({"link": "https://u:p@x.kr/1?a=1&amp;b=2&utm_source=rss"}, "https://x.kr/1?a=1&b=2"),
    ],
)
def test_the_link_is_the_items_own_or_a_guid_that_is_one(fields: dict[str, str], url: str) -> None:
    assert one(title="Talks", **fields).url == url


def test_the_language_is_the_scripts_then_the_feeds_then_the_documents() -> None:
    head = "<language>fr-FR</language>"
    assert document(rss(item(title="비자 협의"), head=head), lang="en").entries[0].lang == "ko"
    assert document(rss(item(title="Visa talks"), head=head), lang="ko").entries[0].lang == "ko"
    assert document(rss(item(title="Les visas"), head=head)).entries[0].lang == "fr"
    assert document(rss(item(title="Visa talks"))).entries[0].lang == "en"


@pytest.mark.parametrize(
    ("body", "found", "says"),
    [
        ("", ParseProblem.EMPTY, "empty document"),
        (b"\n \x00", ParseProblem.EMPTY, "empty document"),
        ("<!DOCTYPE html><title>Just a moment...</title>", ParseProblem.NOT_A_FEED, "takes us for a robot"),
        (
            "<html><head><title>Press room</title>",
            ParseProblem.NOT_A_FEED,
            "“Press room”), not a feed: look in its source",
        ),
        ("<urlset><url/></urlset>", ParseProblem.NOT_A_FEED, "XML that is not RSS"),
        ("Service unavailable", ParseProblem.NOT_A_FEED, "neither RSS"),
        ('{"error": "no such feed"}', ParseProblem.NOT_A_FEED, "“no such feed”"),
        ("{" * 100_000, ParseProblem.BROKEN, "JSON"),
        ('{"items":' + "[" * 100_000, ParseProblem.BROKEN, "nested too deeply"),
        (rss(), ParseProblem.EMPTY, "it has no items"),
        (rss(item(link="https://x.kr/1")), ParseProblem.EMPTY, "none of its 1 items"),
        (rss("<item " + "a='b' " * 20_000 + "/>"), ParseProblem.BROKEN, "tags is over 65,536"),
        (rss("<item>" + "<a>" * 3_000), ParseProblem.BROKEN, "nested over 2,000 deep"),
        (rss("<item/>" * 10_001), ParseProblem.BROKEN, "over 10,000 items"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(body: bytes | str, found: ParseProblem, says: str) -> None:
    kind, detail = problem(body)
    assert kind is found
    assert says in detail
    assert detail[0].isupper()
    assert detail.endswith(".")


def test_json_that_is_a_list_is_told_by_its_content_type() -> None:
    kind, detail = problem("[1, 2]", {"content-type": "application/feed+json"})
    assert (kind, "no list of items" in detail) == (ParseProblem.NOT_A_FEED, True)


def test_a_feed_without_items_is_fine_where_quiet_days_are() -> None:
    assert document(rss(), empty_ok=True).entries == ()


def test_json_that_does_not_say_its_version_is_read_with_a_complaint() -> None:
    found = document('{"items": [{"external_url": "https://x.kr/1", "content_text": "Talks resume"}]}')
    assert (found.entries[0].title, found.entries[0].url) == ("Talks resume", "https://x.kr/1")
    assert "version" in (found.complaint or "")


def test_of_a_document_that_was_cut_off_the_whole_items_are_read() -> None:
    whole = rss(item(title="First talks"), item(title="Second talks"), item(title="Third talks, which fail"))
    found = document(whole[: whole.index("which")])
    assert [entry.title for entry in found.entries] == ["First talks", "Second talks"]
    assert (found.complaint or "").startswith("the document was cut off")


def test_ill_formed_xml_is_read_with_a_complaint() -> None:
    found = document(rss("<item><title>Talks & more &nosuch; <b></title></item>", item(title="Second talks")))
    assert [entry.title.startswith(("Talks & more", "Second")) for entry in found.entries] == [True, True]
    assert found.complaint


@pytest.mark.parametrize("reference", ["&#xD800;", "&#0;", "&#x110000;", "&#99999999999999;"])
def test_a_reference_to_no_character_costs_no_item(reference: str) -> None:
    found = document(rss(item(title="First talks"), f"<item><title>Second{reference} talks</title></item>"))
    assert [entry.title for entry in found.entries] == ["First talks", "Second talks"]
    assert found.complaint is None


def test_entities_that_multiply_are_not_resolved() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(12))
    result = read(job(f"<!DOCTYPE rss [{laughs}]>" + rss(item(title="Talks")).replace("Talks", "Talks &l11;")))
    assert isinstance(result, ParseError) or len(result.entries[0].title) < 500


def test_relative_links_are_read_against_where_the_document_came_from() -> None:
    found = document(rss(item(title="Talks", link="a")), {"content-location": "/news/feed.xml"})
    assert found.entries[0].url == "https://news.example/news/a"


SMALL = [RSS.encode(), ATOM.encode(), RDF.encode(), JSON_FEED.encode(), rss(item(title="비자 협의")).encode("euc-kr")]


@given(
    st.sampled_from(SMALL),
    st.lists(st.tuples(st.integers(0, 1_200), st.integers(0, 30), st.binary(max_size=12)), max_size=6),
    st.sampled_from(
        ["", "text/html", "application/json", "text/xml; charset=utf-16", "application/rss+xml; charset=nonsense"]
    ),
)
def test_reading_never_raises(body: bytes, changes: list[tuple[int, int, bytes]], content_type: str) -> None:
    for at, length, new in changes:
        body = body[:at] + new + body[at + length :]
    result = read(job(body, {"content-type": content_type}))
    assert isinstance(result, ParseError) or all(entry.keys and entry.title for entry in result.entries)


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=20))
def test_no_header_or_setting_makes_reading_raise(body: bytes, header: str, setting: str) -> None:
    result = read(job(body, {"content-type": header, "content-location": header}, encoding=setting, timezone=setting))
    assert isinstance(result, Document | ParseError)
