"""One spelling for what is written in many ways, with the way back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.text.normalise import normalise

ODD = (
    "aZ비자한각 \t\u00a0&;#amplt‑–—·ㆍ・‘’“”\u200b\u00ad\ufeff\u0301\u0327\u1100\u1161\u11a8\uff76\uff9e"
    "ㅎㅏㅁﾡￂ①½ﬁＡ㈜美韓中国の日5北對™İßΣς\ud800\0"
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Visa", "visa"),
        ("ＶＩＳＡ　비자", "visa 비자"),
        ("B‑1 B–1 B−1", "b-1 b-1 b-1"),
        ("‘a’ “b”", "'a' \"b\""),
        ("&amp;apos;a&amp;apos; &#44592; R&amp;D AT&T", "'a' 기 r&d at&t"),
        ("비\u200b자", "비자"),
        ("\u1107\u1175\u110c\u1161", "비자"),
        ("ㅎㅏㄴ", "하ᄂ"),
        ("e\u0301", "é"),
        ("½ ① ㈜ …", "1⁄2 1 (주) ..."),
        ("K-visa™ A®", "k-visa a"),
        ("Straße İ ς", "strasse i̇ σ"),
        ("a \t\n b\u00a0c", "a b c"),
        ("한·미 한ㆍ미·일 남북·미국", "한미 한미일 남북 미국"),
        ("한-미", "한미"),
        ("B-1·ESTA", "b-1 esta"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_a_text_is_brought_to_its_normal_form(text: str, normal: str) -> None:
    assert normalise(text).text == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("美 국무부", "미국 국무부"),
        ("美국무부", "미국국무부"),
        ("韓美 정상", "한미 정상"),
        ("韓·美", "한미"),
        ("對美 투자, 訪美", "대미 투자, 방미"),
        ("北 미사일", "북한 미사일"),
        ("與野", "여야"),
        ("與 의원", "여당 의원"),
        ("李대통령", "이대통령"),
        ("작업中", "작업중"),
        ("기획(中)", "기획(중)"),
        ("\uf963 미사일", "북한 미사일"),
        ("9月 5日", "9月 5日"),
        ("中国と日本", "中国と日本"),
        ("美しい", "美しい"),
        ("美國", "미국"),
    ],
)
def test_hanja_are_read_as_korean_headlines_mean_them_and_chinese_and_japanese_are_left_alone(
    text: str, normal: str
) -> None:
    assert normalise(text).text == normal


def test_capitals_are_kept_on_demand() -> None:
    assert normalise("ＩＣＥ and “Ice”", keep_case=True).text == 'ICE and "Ice"'


@pytest.mark.parametrize(
    ("text", "part", "printed"),
    [
        ("the “B‑1” visa", "b-1", "B‑1"),
        ("a &amp;amp;quot;visa&quot;", "visa", "visa"),
        ("&quot;visa&quot; x", '"visa"', "&quot;visa&quot;"),
        ("對美 투자", "투자", "투자"),
        ("美 국무부", "미국", "美"),
        ("美 국무부", "국 국", "美 국"),
        ("한 · 미 정상", "한미", "한 · 미"),
        ("x비\u200b자\u200by", "비자", "비\u200b자\u200b"),
        ("a  b", " ", "  "),
        ("½x", "2", "½"),
    ],
)
def test_a_span_is_mapped_back_to_what_was_printed(text: str, part: str, printed: str) -> None:
    normal = normalise(text)
    start = normal.text.index(part)
    first, last = normal.original(start, start + len(part))
    assert text[first:last] == printed


@given(st.text(ODD, max_size=30) | st.text(max_size=30), st.data())
@settings(max_examples=400)
def test_what_a_span_is_mapped_to_normalises_to_a_text_that_contains_it(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    first, last = normal.original(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert first < last


@given(st.text(ODD, max_size=30), st.text(ODD, max_size=30))
@settings(max_examples=300)
def test_spans_that_follow_each_other_are_mapped_in_order(left: str, right: str) -> None:
    normal = normalise(left + right)
    spans = [normal.original(i, i + 1) for i in range(len(normal.text))]
    assert spans == sorted(spans)


@given(st.text(max_size=40).filter(lambda text: "&" not in text))
@settings(max_examples=300)
def test_letters_and_case_are_as_unicode_says(text: str) -> None:
    """Compatibility composed and case-folded twice changes nothing more."""
    once = normalise(text).text
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", once).casefold())
    assert normalise(folded).text == normalise(once).text


@given(st.text("비자한미visaVISA -‘·", max_size=20))
def test_a_normal_form_is_its_own(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text.replace(" ", "") == once.replace(" ", "")
