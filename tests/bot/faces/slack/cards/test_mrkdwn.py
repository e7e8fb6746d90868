"""Whatever a stranger writes shows as written."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.faces.cards.target import LIMIT
from bot.faces.slack.cards.mrkdwn import (
    block_of_code,
    bold,
    bold_within,
    code,
    escape,
    group,
    host_link,
    link,
    time,
)
from tests.bot.faces.nodes import Node, walk
from tests.bot.faces.slack.dialect import read, same, shown
from tests.bot.faces.slack.strangers import AUTOMATIC, CONSTRUCTS, HIDDEN, TEXTS, URLS

ALL = {**CONSTRUCTS, **AUTOMATIC, **HIDDEN}
WORDS = TEXTS.map(lambda text: " ".join(text.split()))
LINES = TEXTS.map(lambda text: "".join(text.splitlines()))
AT = datetime(2026, 1, 29, 0, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_the_reader_of_these_tests_knows_each_construct(name: str) -> None:
    text = CONSTRUCTS[name]
    as_stored = text.replace(">", "&gt;") if name.startswith("quote") else text
    assert any(node.kind not in {"text", "broken", "raw sign"} for node in read(as_stored))


@pytest.mark.parametrize("name", ALL)
def test_each_construct_shows_as_written_wherever_it_stands(name: str) -> None:
    for around in ("{}", "{} {}", "가{}나", "a {} b", "x\n{}\ny", "({})", "*{}*", "{}*", "·{}·"):
        text = around.format(*[ALL[name]] * 2)
        nodes = read(escape(text))
        assert [node.kind for node in nodes] == ["text"], text
        assert same(shown(nodes)) == same(text)


@given(TEXTS)
@example("09:14:05 at 9:14, :100: 12:30")
@example("<!chan<!channel>nel>")
@example("*a* _b_ ~c~ `d`")
@example("&amp;lt;!here&gt;")
def test_any_text_shows_as_written_and_calls_nobody(text: str) -> None:
    markup = escape(text)
    assert {node.kind for node in read(markup)} <= {"text"}
    assert same(shown(read(markup))) == same(text)
    assert "<" not in markup
    assert ">" not in markup


@given(TEXTS, TEXTS, TEXTS)
@example("*a", "b*", "")
@example("비자", "*", "* 비자")
def test_no_two_texts_make_markup_together(first: str, second: str, third: str) -> None:
    nodes = read(f"{escape(first)} · {escape(second)} ({escape(third)})\n{escape(first)}")
    assert {node.kind for node in nodes} == {"text"}


@pytest.mark.parametrize("name", ALL)
def test_ten_thousand_characters_show_as_written(name: str) -> None:
    text = (f"{ALL[name]}🇰🇷 👩‍💻 비자 " * 1000)[:10_000]
    nodes = read(escape(text))
    assert [node.kind for node in nodes] == ["text"]
    assert same(shown(nodes)) == same(text)


def test_signs_beside_each_other_become_the_same_in_every_process() -> None:
    assert escape("_*_ ~`*~") == "ˍ∗ˍ ∼ˋ∗∼"


def test_common_headlines_are_left_as_they_are() -> None:
    for text in (
        "US, Korea to hold 3rd round of visa talks at 09:14 KST - Yonhap",
        "비자 워킹그룹 2차 회의…“3~4월 시행”(종합)",
        "E-4 | H-1B/B-1: what's next? 50% more #visa @home",
        "e-4* snake_case 2*3",
    ):
        assert escape(text) == text


@given(LINES, WORDS.filter(bool), LINES)
@example("소", "비자", "를")
@example("", "a*b", "")
def test_bold_within_a_text_ends_where_it_should(before: str, text: str, after: str) -> None:
    nodes = read(escape(before) + bold_within(before, text, after) + escape(after))
    assert [same(shown(node.inner)) for node in nodes if node.kind == "bold"] == [same(text)]
    assert {node.kind for node in walk(nodes)} == {"text", "bold"}
    assert same(shown(nodes)) == same(before + text + after)


def test_the_name_of_a_setting_is_bold_as_it_is_typed() -> None:
    assert bold("VISABOT_SLACK_APP_TOKEN 3~4월") == "*VISABOT_SLACK_APP_TOKEN 3~4월*"
    assert bold("_a_") == "*ˍaˍ*"


def test_spaces_are_not_bold() -> None:
    assert bold_within("a", " b ", "c") == " *b* "
    assert bold_within("a", "  ", "c") == "  "
    assert bold("  ") == ""


@given(WORDS, URLS, TEXTS)
@example("A", "https://news.example/1", "x>| y|https://evil.example>")
@example("bank.example", "https://evil.example/1", "")
@example("A|B", "https://news.example/1", "")
def test_a_link_shows_its_label_and_leads_only_where_its_address_does(label: str, url: str, after: str) -> None:
    nodes = read(f"({link(label, url)}, {escape(after)})")
    links = [node for node in walk(nodes) if node.kind == "link"]
    assert {node.kind for node in walk(nodes)} <= {"text", "link"}
    assert same(label) in same(shown(nodes))
    assert same(shown(nodes)).endswith(same(f", {after})"))
    assert len(links) <= 1
    for node in links:
        assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?/[^\s|<>]*", node.target)


@pytest.mark.parametrize(
    ("label", "url", "markup"),
    [
        ("Example Herald", "https://news.example/1", "<https://news.example/1|Example Herald>"),
        ("예시일보", "http://news.example/a b?c=(d)&e", "<http://news.example/a%20b?c=%28d%29&amp;e|예시일보>"),
        ("A & <B>", "https://news.example", "<https://news.example/|A &amp; &lt;B&gt;>"),
        ("A|B", "https://news.example/a|b>c", "<https://news.example/a%7Cb%3Ec|A∣B>"),
        ("*Herald*", "https://news.example/1", "<https://news.example/1|∗Herald∗>"),
        ("news.example", "https://www.news.example/1", "<https://www.news.example/1|news.example>"),
        ("bank.example", "https://evil.example/1", "bank.example · <https://evil.example/1|evil.example>"),
        ("https://a", "https://evil.example/1", "https://a · <https://evil.example/1|evil.example>"),
        ("", "https://news.example/1", "<https://news.example/1|news.example>"),
        ("A", "javascript:alert(1)", "A"),
        ("A", "mailto:a@evil.example", "A"),
        ("A", "https://me@evil.example/", "A"),
        ("A", "https://evil.example:x/", "A"),
        ("A", "https://news.example/" + "x" * 800, "A"),
        ("A", "https://googIe.example/", "<https://googie.example/|A>"),
        ("A", "https://gооgle.example/", "<https://xn--ggle-55da.example/|A>"),
    ],
)
def test_links(label: str, url: str, markup: str) -> None:
    assert link(label, url) == markup


def test_a_host_of_letters_that_look_like_others_is_shown_for_what_it_is() -> None:
    assert host_link("https://gооgle.example/a") == "<https://xn--ggle-55da.example/a|xn--ggle-55da.example>"


def test_a_very_long_host_shows_its_end_which_tells_whose_it_is() -> None:
    markup = host_link(f"https://{'google.com.' * 8}evil.example/")
    assert "|…" in markup
    assert markup.endswith("evil.example>")


@given(URLS)
def test_no_link_is_longer_than_its_limit(url: str) -> None:
    assert all(len(node.target) <= LIMIT for node in read(host_link(url)))


@given(st.datetimes(timezones=st.just(UTC)), WORDS)
@example(AT, "a|b>c^d<!here>")
def test_any_moment_is_a_time_with_words_for_who_cannot_be_shown_it(moment: datetime, words: str) -> None:
    (node,) = read(time(moment, words))
    assert node.kind == "date"
    assert node.target.startswith(f"!date^{int(moment.timestamp())}^")
    assert {inner.kind for inner in node.inner} == {"text"}


def test_a_time_is_slacks_own() -> None:
    assert time(AT, "09:14 KST") == "<!date^1769645645^{date_short_pretty} {time}|09:14 KST>"
    assert time(AT, "a|b^c").endswith("|a∣bˆc>")


def test_a_group_is_mentioned() -> None:
    assert read(group("SAZ94GDB8")) == [
        Node("group", "", (Node("text", "!subteam^SAZ94GDB8"),), "!subteam^SAZ94GDB8"),
    ]


@given(st.lists(LINES, min_size=1, max_size=4).map("\n".join))
@example("```\n<!channel>")
def test_a_document_stays_within_its_block_of_code_to_the_letter(text: str) -> None:
    (node,) = read(block_of_code("\n".join(map(code, text.split("\n")))))
    assert node.kind == "code block"
    assert node.text.replace("\u200b", "") == f"\n{text}\n".replace("\u200b", "")
