"""Slack's markup, as a stranger might have written it."""

import pytest

from tests.servers.slack.checks import mrkdwn


def _found(text: str) -> str:
    return "; ".join(problem.message for problem in mrkdwn.problems(text, ()))


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "R&amp;D &lt;b&gt;",
        "<https://example.org/a?b=1&amp;c=2|label with &lt; and *stars*>",
        "<https://example.org/a%7Cb>",
        "<mailto:desk@example.org|write>",
        "<@U012AB3CD> <#C012AB3CD|news> <!subteam^S012AB3CD>",
        "<!date^1757030400^{date_short_pretty} {time}|Sep 5, 2025 00:00 UTC>",
        "<!date^1757030400^{date}^https://example.org|Sep 5>",
        "> quoted\n>>> all that follows",
    ],
)
def test_what_is_escaped_and_well_formed_is_taken(text: str) -> None:
    assert _found(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a < b", "unbalanced"),
        ("<script", "unbalanced"),
        ("a > b", "unescaped '>'"),
        ("R&D", "unescaped '&'"),
        ("<b>bold</b>", "no link"),
        ("<!channel> look", "calls everybody"),
        ("<!here|here>", "calls everybody"),
        ("<!everyone>", "calls everybody"),
        ("<javascript:alert(1)|click>", "no link"),
        ("<https://user:secret@example.org|bank>", "credentials"),
        ("<https://example.org|a|b>", "no link"),
        ("<!date^1757030400^{date}>", "no date with a fallback"),
        ("<!date^soon^{date}|soon>", "no date with a fallback"),
        ("<!date^1757030400^{month}|September>", "has no format"),
        ("<@mina>", "no link, mention or date"),
    ],
)
def test_what_could_link_call_or_break_is_found(text: str, reason: str) -> None:
    assert reason in _found(text)
