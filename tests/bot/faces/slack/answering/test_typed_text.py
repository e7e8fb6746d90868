"""What is typed on Slack is read as it was meant."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faces.slack.answering.typed_text import plain_line
from bot.faces.slack.cards.mrkdwn import ZERO_WIDTH


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("latest 3", "latest 3"),
        ("  search   visa\u00a0talks ", "search visa talks"),
        ("term test “battery plant”", 'term test "battery plant"'),
        ("search R&amp;D &lt;b&gt;", "search R&D <b>"),
        ("search &amp;lt;", "search &lt;"),
        ("subscribe all channel:<#C012AB3CD|news>", "subscribe all channel:<#C012AB3CD>"),
        ("subscribe all <#G012AB3CD>", "subscribe all <#G012AB3CD>"),
        ("manager add <@U012AB3CD|mina>", "manager add <@U012AB3CD>"),
        ("why <https://news.example/a?b=1&amp;c=2|news.example/a>", "why https://news.example/a?b=1&c=2"),
        ("why <https://news.example/a>", "why https://news.example/a"),
        ("search <mailto:a@b.example|a@b.example>", "search a@b.example"),
        ("posting mention:<!subteam^S012AB3CD|@desk>", "posting mention:<!subteam^S012AB3CD>"),
        ("search <!here>", "search @here"),
        ("`latest 3`", "latest 3"),
        ("import format: 1\nterms:\n- {}", "import format: 1\nterms:\n- {}"),
        ("현황", "현황"),
        ("검색 ‘비자 워킹그룹’", '검색 "비자 워킹그룹"'),
        ("search don’t", "search don't"),
        ("검색 ‘비자’를", "검색 '비자'를"),
        ("검색 『비자 협의』", '검색 "비자 협의"'),
        ("검색 「비자 협의」", '검색 "비자 협의"'),
        ("검색 ＂비자 협의＂", '검색 "비자 협의"'),
        ("search «visa talks»", 'search "visa talks"'),
        ("구독　전체　방식：매일 시각＝09：30", "구독 전체 방식:매일 시각:09:30"),
        ("구독 주제:‘비자 협의’", '구독 주제:"비자 협의"'),
        ("구독목록 ＃비자", "구독목록 #비자"),
        ("／visa 현황", "/visa 현황"),
        ("검색 비자 ： 협의", "검색 비자 ： 협의"),
    ],
)
def test_a_line_is_what_was_typed(typed: str, meant: str) -> None:
    assert plain_line(typed) == meant


@pytest.mark.parametrize("typed", ["<@U0BOT> latest", "latest <@U0BOT|visabot>", "<@U0BOT>  latest"])
def test_the_bots_own_name_is_no_part_of_the_line(typed: str) -> None:
    assert plain_line(typed, bot="U0BOT") == "latest"


@given(st.text(alphabet="ab <>&;|#@!^\"'“”한 \n`", max_size=40))
def test_whatever_is_escaped_as_slack_does_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    straight = text.replace("“", '"').replace("”", '"').replace(ZERO_WIDTH, "")
    assert plain_line(escaped) == re.sub(r"[^\S\n]+", " ", straight).strip().strip("`").strip()
