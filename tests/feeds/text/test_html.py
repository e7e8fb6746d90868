import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text.html import cut, html_to_text

PIECES = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "&",
            "&lt;",
            "&amp;lt;",
            "&gt;",
            "b",
            "/",
            "!",
            "--",
            "script",
            '"',
            "'",
            "=",
            " ",
            "비자",
            "\u200b",
            "<b>",
            "</b>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "&#60;",
            "&#x202e;",
            "<a href='",
            "svg",
            "]]>",
            "<![CDATA[",
            "\x00",
            "\ud800",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two <b>비자</b>를</p>", "One two 비자를"),
        ("One<br/>two<li>three", "One two three"),
        ("It&amp;apos;s &amp;amp; was", "It's & was"),
        ("&lt;b&gt;bold&lt;/b&gt; &amp;lt;i&amp;gt;slanted", "bold slanted"),
        ("a<script>var x = '<b>';</script>b<style>p{}</style>c<!-- d --> e", "a b c e"),
        ("before <script>never closed", "before"),
        ("cut in a tag <a href='https://x", "cut in a tag"),
        ("3 < 5 & 7 > 2", "3 < 5 & 7 > 2"),
        ("<속보> 비자 협의", "<속보> 비자 협의"),
        ('"회담"<CGTN>', '"회담"‹CGTN›'),
        ("ends with <CGTN", "ends with CGTN"),
        ("<o:p></o:p>Word <x-y z=1>made</x-y> this", "Word made this"),
        ('<img alt="a > b" src=x>after', "after"),
        ('<img alt="never closed>after', "after"),
        ("don't <b title=it's>panic</b>", "don't panic"),
        ("<![CDATA[inside]]> outside", "inside outside"),
        ("<?xml version='1.0'?><!DOCTYPE html>text", "text"),
        ("a\u200bb\u202ec\x07d\ufeffe\u2066f\u00adg", "abcdefg"),
        ("one\u3164two\u00a0three\n\tfour\u3000", "one two three four"),
        ("<scr\u200bipt>alert(1)</script>x", "x"),
        ("<<b>b>x", "x"),
        ("&#" + "9" * 5_000 + ";k &#xD800; &#0;", "k \ufffd \ufffd"),
        ("&amp;amp;lt;script&amp;amp;gt;", "&lt;script&gt;"),
        ("", ""),
    ],
)
def test_markup_becomes_the_text_a_reader_would_see(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


@given(PIECES | st.text(max_size=60))
def test_no_text_can_begin_a_tag_nor_carry_what_cannot_be_seen(markup: str) -> None:
    text = html_to_text(markup)

    assert not re.search(r"<[A-Za-z/!?]", text)
    assert not re.search("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", text)
    assert text == " ".join(text.split())
    text.encode()


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a \"'",
        "<script>",
        "<!--",
        "&amp;",
        "<",
        '<a x="',
        "<svg><a>",
        "</",
        "<![CDATA[",
        "<x",
        '<z "',
        "<b c='\"><",
        "&#",
    ],
)
def test_hostile_text_costs_time_in_proportion_to_its_length(piece: str) -> None:
    """Sixteen times the text may not cost anything near 256 times the time."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece)) + ">"
        start = time.process_time()
        html_to_text(text)
        return time.process_time() - start

    short = min(seconds(8_000) for _ in range(3))
    assert seconds(128_000) < 64 * max(short, 0.001)


@pytest.mark.parametrize(
    ("text", "limit", "cut_text"),
    [
        ("short", 5, "short"),
        ("some words to cut", 12, "some words…"),
        ("some words to cut", 11, "some words…"),
        ("unbreakable", 6, "unbre…"),
        ("비자협의가시작됐다", 5, "비자협의…"),
    ],
)
def test_a_text_is_cut_between_words_where_that_is_near(text: str, limit: int, cut_text: str) -> None:
    assert cut(text, limit) == cut_text


@given(st.text(max_size=80), st.integers(2, 40))
def test_a_cut_text_keeps_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
