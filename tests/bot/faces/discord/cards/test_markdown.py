r"""Whatever a stranger writes shows as written."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.faces.discord.cards.markdown import bold, escape, flat, heading, host_link, link, subtext, time
from tests.bot.faces.discord.dialect import read, shown
from tests.bot.faces.discord.strangers import CONSTRUCTS, TEXTS, URLS
from tests.bot.faces.nodes import Node, walk

_SERVER_MENTIONS = re.compile(r"@everyone|@here|<@[!&]?\d+>", re.IGNORECASE)
"""What the server looks for in a message, not knowing the backslash."""


def plain(text: str) -> str:
    return text.replace("\u200b", "")


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_the_reader_of_these_tests_knows_each_construct(name: str) -> None:
    assert any(node.kind != "text" for node in read(CONSTRUCTS[name])) or name == "backslash"


@pytest.mark.parametrize("name", CONSTRUCTS)
@pytest.mark.parametrize("around", ["{}", "{} {}", "가{}나", "a {} b", "x\n{}\ny", "[{}]", "({})", "\\{}"])
def test_each_construct_shows_as_written(name: str, around: str) -> None:
    text = around.format(*[CONSTRUCTS[name]] * 2)
    nodes = read(escape(text))
    assert [node.kind for node in nodes] == ["text"]
    assert shown(nodes) == text


@given(TEXTS)
@example("09:14:05 at 9:14, :100: 12:30")
@example("]" + "(https://evil.example)")
@example("@eVeRyOnE @hereafter <@1")
def test_any_text_shows_as_written_and_calls_nobody(text: str) -> None:
    nodes = read(escape(text))
    assert {node.kind for node in nodes} <= {"text"}
    assert shown(nodes) == plain(text)
    assert not _SERVER_MENTIONS.search(escape(text))
    assert "](" not in escape(text)


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_ten_thousand_characters_show_as_written(name: str) -> None:
    text = (f"{CONSTRUCTS[name]}🇰🇷 👩‍💻 비자 " * 1000)[:10_000]
    nodes = read(escape(text)[:20_000])
    assert [node.kind for node in nodes] == ["text"]
    assert text.startswith(shown(nodes).rstrip("\\"))


def test_common_headlines_are_left_as_they_are() -> None:
    for text in (
        "US, Korea to hold 3rd round of visa talks at 09:14 KST - Yonhap",
        "비자 워킹그룹 2차 회의…“3~4월 시행”(종합)",
        "E-4 | H-1B/B-1: what's next? 50% more",
    ):
        assert escape(text) == text


@given(TEXTS, TEXTS.filter(str.strip), TEXTS)
def test_bold_within_a_text_ends_where_it_should(before: str, text: str, after: str) -> None:
    nodes = read(escape(before) + bold(text) + escape(after))
    assert [shown(node.inner) for node in nodes if node.kind == "bold"] == [plain(text)]
    assert {node.kind for node in walk(nodes)} == {"text", "bold"} or not plain(text)
    assert shown(nodes) == plain(before + text + after)


@given(TEXTS.map(lambda text: " ".join(plain(text).split())))
@example("C#")
@example("# #")
def test_a_heading_shows_its_text(text: str) -> None:
    nodes = read(heading(f"a {text}"))
    assert [node.kind for node in nodes] == ["heading"]
    assert {node.kind for node in nodes[0].inner} == {"text"}
    assert shown(nodes) == plain(f"a {text}").rstrip() + "\n"


@given(TEXTS, URLS, TEXTS)
@example("A", "https://news.example/1", "x] y](https://evil.example)")
@example("1. a", "https://news.example/1", "")
@example("discord.gg/abcd", "https://news.example/1", "")
@example("ℹ", "https://news.example/1", "")
@example("A", "https://news.example?<", "")
def test_a_link_shows_its_label_and_leads_only_where_its_address_does(label: str, url: str, after: str) -> None:
    nodes = read(f"({link(label, url)}, {escape(after)})")
    links = [node for node in walk(nodes) if node.kind == "link"]
    assert {node.kind for node in nodes} <= {"text", "link"}
    assert plain(label) in shown(nodes) or not label.strip()
    assert shown(nodes).endswith(f", {plain(after)})")
    assert len(links) <= 1
    for node in links:
        assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?([/?#]\S*)?", node.target)


@pytest.mark.parametrize(
    ("label", "url", "markup"),
    [
        ("Example Herald", "https://news.example/1", "[Example Herald](https://news.example/1)"),
        ("예시일보", "http://news.example/a b?c=(d)", "[예시일보](http://news.example/a%20b?c=%28d%29)"),
        ("AT&T (US): 09:14", "https://news.example/%7e", "[AT&T (US): 09:14](https://news.example/%7e)"),
        ("*Herald*", "https://news.example/1", r"\*Herald\* · [news.example](https://news.example/1)"),
        ("Herald 🇰🇷", "https://news.example/1", "Herald 🇰🇷 · [news.example](https://news.example/1)"),
        ("[속보] 비자", "https://news.example/1", r"\[속보] 비자 · [news.example](https://news.example/1)"),
        ("", "https://news.example/1", "[news.example](https://news.example/1)"),
        ("A", "javascript:alert(1)", "A"),
        ("A", "https://discord.gg/abcd", "A"),
        ("A", "https://canary.discord.com/invite/abcd", "A"),
        ("A", "https://me@evil.example/", "A"),
        ("A", "https://news.example/" + "x" * 800, "A"),
        ("A", "https://googIe.example/", "[A](https://googie.example/)"),
        ("A", "https://gооgle.example/", "[A](https://xn--ggle-55da.example/)"),
    ],
)
def test_links(label: str, url: str, markup: str) -> None:
    assert link(label, url) == markup


def test_a_host_of_letters_that_look_like_others_is_shown_for_what_it_is() -> None:
    assert host_link("https://gооgle.example/a") == "[xn--ggle-55da.example](https://xn--ggle-55da.example/a)"


def test_a_very_long_host_shows_its_end_which_tells_whose_it_is() -> None:
    assert host_link(f"https://{'google.com.' * 8}evil.example/").startswith("[…")
    assert "evil.example](" in host_link(f"https://{'google.com.' * 8}evil.example/")


def test_a_link_is_found_behind_any_number_of_open_brackets() -> None:
    markup = f"{escape('[' * 20)} [A](https://news.example/1) {escape('[' * 20)}"
    assert not any(node.kind == "link" for node in read(markup))
    assert [node.kind for node in read(flat(markup))] == ["text", "link", "text"]
    assert shown(read(flat(escape("[[a]] [b] " * 20)))) == "[[a]] [b] " * 20


def test_times_and_subtext_are_discords_own() -> None:
    moment = datetime(2026, 1, 29, 0, 14, 5, tzinfo=UTC)
    assert read(subtext(time(moment, "R"))) == [Node("subtext", "", (Node("time", "<t:1769645645:R>"),))]


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_moment_is_a_time(moment: datetime) -> None:
    assert [node.kind for node in read(time(moment, "f"))] == ["time"]
