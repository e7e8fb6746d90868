from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.canonical import canonical_url, is_home, is_opaque, shown_url

ARTICLE = "https://example.co.kr/view/AEN20250912001"
TRACKING = [
    "utm_source=rss",
    "UTM_Medium=x",
    "fbclid=1",
    "gclid=2",
    "at_medium=RSS",
    "at_campaign=rss",
    "from=rss",
    "partner=rss",
    "rss=1",
    "outputType=amp",
    "amp=1",
    "ocid=x",
    "ref=rss",
]


@pytest.mark.parametrize(
    "twin",
    [
        "http://example.co.kr/view/AEN20250912001",
        "https://www.example.co.kr/view/AEN20250912001/",
        "https://m.example.co.kr/view/AEN20250912001#comments",
        "https://amp.example.co.kr/view/AEN20250912001",
        "https://mobile.example.co.kr:443/view/AEN20250912001",
        "HTTPS://Example.CO.KR./view/AEN20250912001?",
        "https://example.co.kr/view/AEN20250912001/amp",
        "https://example.co.kr/view/AEN20250912001.amp",
        "https://example.co.kr/amp/view/AEN20250912001",
        "https://example.co.kr/view/AEN20250912001;jsessionid=0A1B",
        "https://user:secret@example.co.kr/view/AEN20250912001",
        "https://example.co.kr/view/%41EN20250912001",
        "  https://example.co.kr/view/AEN20250912001\n",
        "https://www.google.com/amp/s/www.example.co.kr/view/AEN20250912001",
        "https://www.google.com/url?rct=j&url=https://www.example.co.kr/view/AEN20250912001&ct=ga",
        "https://www-example-co-kr.cdn.ampproject.org/c/s/www.example.co.kr/view/AEN20250912001",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=68d&url=https%3a%2f%2fwww.example.co.kr%2fview%2fAEN20250912001&c=1",
    ],
)
def test_every_spelling_of_a_link_is_one_article(twin: str) -> None:
    assert canonical_url(twin) == ARTICLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://m-en.yna.co.kr/view/AEN1?section=news&site=x", "https://en.yna.co.kr/view/AEN1"),
        (
            "http://rki.kbs.co.kr/service/news_view.htm?lang=e&Seq_Code=195821",
            "https://world.kbs.co.kr/service/news_view.htm?Seq_Code=195821&lang=e&id=Po",
        ),
        ("https://x.kr/v?b=2&a=1", "https://x.kr/v?a=1&amp;b=2"),
        ("https://x.kr/v?a=1&#38;b=2", "https://x.kr/v?b=2&a=1"),
        ("https://한국.kr/경로", "https://xn--3e0b707e.kr/%ea%b2%bd%eb%a1%9c"),
        ("https://x.kr/a.amp.html", "https://x.kr/a.html"),
    ],
)
def test_known_twins_are_one_article(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.kr/view?id=1", "https://x.kr/view?id=2"),
        (
            "https://world.kbs.co.kr/service/news_view.htm?lang=e&Seq_Code=1",
            "https://world.kbs.co.kr/service/news_view.htm?lang=k&Seq_Code=1",
        ),
        ("https://x.kr/a", "https://y.kr/a"),
        ("https://x.kr/A", "https://x.kr/a"),
        ("https://x.kr:8080/a", "https://x.kr/a"),
        ("https://x.kr/a?source=house", "https://x.kr/a?source=senate"),
        ("https://m.co.kr/a", "https://co.kr/a"),
        ("https://x.kr/a%2Fb", "https://x.kr/a/b"),
    ],
)
def test_different_articles_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@x.kr",
        "ftp://x.kr/a",
        "http://",
        "https:///a",
        "http://[bad/a",
        "a b",
        "",
        "http://x.kr:99999/",
        "https://ex ample.kr/",
        "https://" + "x" * 300 + "..kr/a",
        "https://x.kr/" + "a" * 5_000,
    ],
)
def test_what_is_no_web_address_gives_no_link(link: str) -> None:
    assert canonical_url(link) == ""
    assert shown_url(link) == ""


def test_relative_links_are_read_against_the_feed() -> None:
    assert shown_url("../view?id=1", "http://www.x.go.kr/www/rss.do") == "http://www.x.go.kr/view?id=1"
    assert shown_url("//y.kr/a", "https://x.kr/rss") == "https://y.kr/a"
    assert shown_url("/a") == ""


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("http://m.x.kr/b?z=1&a=2&utm_source=rss#top", "http://m.x.kr/b?z=1&a=2"),
        ("https://u:p@x.kr/a/", "https://x.kr/a/"),
        ("https://x.kr/#!/article/5", "https://x.kr/#!/article/5"),
        ("https://x.kr/a?q=한 미|<b>", "https://x.kr/a?q=%ED%95%9C%20%EB%AF%B8%7C%3Cb%3E"),
        ("https://x.kr/100%-done", "https://x.kr/100%25-done"),
        ("https://biz.x.kr/a/?outputType=amp", "https://biz.x.kr/a/"),
        ("http://www.bing.com/news/apiclick.aspx?url=http%3a%2f%2fx.kr%2fa", "http://x.kr/a"),
        ("https://x.kr", "https://x.kr/"),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_the_link_that_is_shown_is_cleaned_but_still_opens(link: str, shown: str) -> None:
    assert shown_url(link) == shown


def test_links_that_identify_nothing_are_known() -> None:
    assert is_opaque("https://news.google.com/rss/articles/CBMiABC?oc=5")
    assert not is_opaque("https://news.google.com/topics/x")
    assert is_home("https://x.kr/")
    assert not is_home("https://x.kr/?p=1")


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "www.", "m.", "amp.", "mobile."]),
    st.permutations(["id=1", "lang=e", "page=2"]),
    st.lists(st.sampled_from(TRACKING), max_size=4),
    st.sampled_from(["", "#top", "#:~:text=x"]),
)
def test_tracking_order_and_twins_never_change_what_an_article_is(
    scheme: str, host: str, query: list[str], tracking: list[str], fragment: str
) -> None:
    link = f"{scheme}://{host}news.example/view?{'&'.join([*query, *tracking])}{fragment}"
    assert canonical_url(link) == "https://news.example/view?id=1&lang=e&page=2"


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"https://x.kr/{text}"))
def test_any_text_gives_a_plain_web_address_or_none_and_stays_as_it_is(text: str) -> None:
    for form in (canonical_url, shown_url):
        url = form(text, "https://base.example/feed")
        assert url == "" or (urlsplit(url).scheme in {"http", "https"} and url.isascii() and " " not in url)
        assert not url or form(url) == url
