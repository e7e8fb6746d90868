"""What strangers might write, in any chat: texts of the constructs of its markup, and addresses."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


def texts_of(constructs: Sequence[str], signs: str) -> SearchStrategy[str]:
    """Return texts of anything: signs, constructs, constructs within constructs."""
    of_signs = st.sampled_from(signs)
    pieces = st.one_of(st.sampled_from(constructs), st.text(of_signs, max_size=3))
    return st.one_of(
        st.text(of_signs, max_size=40),
        st.text(max_size=40),
        st.lists(pieces, min_size=1, max_size=6).map("".join),
    )


def urls_of(texts: SearchStrategy[str], *own: str) -> SearchStrategy[str]:
    """Return addresses: good ones, such as must not be linked, a platform's `own`, and texts made into some."""
    return st.one_of(
        st.sampled_from((*_URLS, *own)),
        texts.map("https://".__add__),
        texts.map("https://news.example/".__add__),
    )


_URLS = (
    "",
    "https://news.example/1",
    "https://www.news.example/1",
    "https://news.example/a_(b)?c=[d]&e=*f*|g#h'i\"",
    "http://뉴스.example/기사",
    "https://news.example/" + "long/" * 200,
    "https://user@evil.example/",
    "https://[::1]/",
    "https://evil.example:99999/",
    "javascript:alert(1)",
    "mailto:a@evil.example",
    "tel:+15551234567",
    "https://a%2Fb.example/",
    "https://x\\.example/)",
    "https://gооgle.example/",
)
