import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.encoding import decode
from tests.feeds.parse.documents import document, item, rss

TEXT = "외교부, 한미 비자 워킹그룹 회의 개최"
FEED = rss(item(title=TEXT))


def prolog(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n'


def titled(body: bytes, content_type: str = "", encoding: str | None = None) -> str:
    return document(body, {"content-type": content_type}, encoding=encoding).entries[0].title


@pytest.mark.parametrize(
    ("claimed", "http", "setting", "real"),
    [
        ("utf-8", "", None, "utf-8"),
        ("euc-kr", "", None, "euc-kr"),
        ("ks_c_5601-1987", "", None, "cp949"),
        ("euc-kr", "text/xml; charset=utf-8", "utf-8", "euc-kr"),
        (None, "text/xml; charset=EUC-KR", "utf-8", "euc-kr"),
        (None, "text/xml", "euc-kr", "euc-kr"),
        (None, "text/xml", None, "euc-kr"),
        # A ministry changed its bytes within days, and one of the claims later.
        ("euc-kr", "text/xml; charset=euc-kr", "euc-kr", "utf-8"),
        ("utf-8", "text/xml; charset=utf-8", None, "euc-kr"),
        ("nonsense", "text/xml; charset=zip", None, "utf-8"),
        ("utf-16", "", None, "utf-8"),
    ],
)
def test_korean_is_read_whatever_is_claimed(claimed: str | None, http: str, setting: str | None, real: str) -> None:
    body = ((prolog(claimed) if claimed else "") + FEED).encode(real)
    assert titled(body, http, setting) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_byte_order_marks_and_wide_encodings_are_seen(encoding: str) -> None:
    assert titled((prolog("utf-16") + FEED).encode(encoding)) == TEXT


def test_western_documents_keep_their_accents_and_quotes() -> None:
    body = (prolog("iso-8859-1") + rss(item(title="“Café” – visas"))).encode("cp1252")
    assert titled(body) == "“Café” – visas"


def test_a_text_cut_in_mid_character_does_not_spoil_the_document() -> None:
    whole = (prolog("utf-8") + rss(item(title=TEXT * 3), item(title="꼬리"))).encode()
    body = whole.replace("꼬리".encode(), "꼬리".encode()[:-1])
    assert titled(body) == TEXT * 3


def test_a_document_cut_in_mid_character_is_what_it_was() -> None:
    assert decode("비자".encode()[:-1], "", None) == "비"
    assert decode("한미 비자 협의".encode("euc-kr")[:-1], "text/xml; charset=euc-kr", None) == "한미 비자 협"


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert decode(b"a\x00b\x0bc\xef\xbf\xbf", "", None) == "abc"


@given(
    st.binary(max_size=120),
    st.text(max_size=30),
    st.none() | st.sampled_from(["zip", "utf-7", "idna", "euc-kr", "hz", "x"]),
)
def test_any_bytes_are_some_text(body: bytes, content_type: str, setting: str | None) -> None:
    text = decode(codecs.BOM_UTF8[: len(body) % 4] + body, f"text/xml; charset={content_type}", setting)
    text.encode()
