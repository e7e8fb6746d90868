"""What strangers might write: one example of each construct of Slack's mrkdwn, and texts made of them."""

from tests.bot.faces.strangers import texts_of, urls_of

CONSTRUCTS = {
    "user mention": "<@U012AB3CD>",
    "user mention of a grid": "<@W012AB3CD>",
    "user mention with a name": "<@U012AB3CD|ceo>",
    "channel mention": "<#C024BE7LR>",
    "channel mention with a name": "<#C024BE7LR|general>",
    "group mention": "<!subteam^SAZ94GDB8>",
    "group mention with a name": "<!subteam^SAZ94GDB8|@all>",
    "call of those who are here": "<!here>",
    "call of the channel": "<!channel>",
    "call of the channel with a name": "<!channel|innocent>",
    "call of everyone": "<!everyone>",
    "time": "<!date^1392734382^{date_pretty}|Tuesday>",
    "time with a link": "<!date^1392734382^{date}^https://evil.example/|today>",
    "link": "<https://evil.example>",
    "link with a label": "<https://evil.example|bank.example>",
    "mail link": "<mailto:a@evil.example|boss>",
    "link to the client": "<slack://open>",
    "bold": "*a*",
    "bold words": "*a b c*",
    "italics": "_a_",
    "strike": "~a~",
    "bold italics": "*_a_*",
    "code": "`a`",
    "code with a star": "`*a*`",
    "code block": "```a```",
    "code block of lines": "```\na\nb\n```",
    "quote": "> a",
    "quote of all": ">>> a\nb",
    "emoji": ":smile:",
    "emoji with a skin": ":thumbsup::skin-tone-2:",
    "emoji of their own": ":비자-파티:",
}
"""By name, of Slack's "Formatting message text"."""

AUTOMATIC = {
    "address": "https://evil.example/x?y=z",
    "bare host": "www.evil.example",
    "mail": "a@evil.example",
    "name": "@channel",
    "channel name": "#general",
    "entity": "&lt;!channel&gt;",
    "entity of an entity": "&amp;lt;",
    "list": "- a",
    "list with dots": "• a",
    "numbered list": "1. a",
    "markdown link": "[free](https://evil.example)",
    "markdown heading": "# a",
    "backslash": "\\*a\\*",
}
"""What means nothing in mrkdwn that is verbatim, and must show as written too."""

HIDDEN = {
    "right-to-left": "\u202egpj.exe",
    "right-to-left mark": "a\u200fb",
    "isolate": "a\u2067b\u2069",
    "zero width": "<\u200b!channel>",
    "zero width in an emoji": ":\u200bsmile:",
    "word joiner": "*\u2060a*",
    "soft hyphen": "*\u00ada*",
    "tag letters": "a\U000e0041",
    "combining pile": "a" + "\u0301" * 30,
}
"""Signs without a shape, and such that turn the reading direction."""

TEXTS = texts_of(
    [*CONSTRUCTS.values(), *AUTOMATIC.values(), *HIDDEN.values()],
    "*_~`<>@#!|^&;:/.-+=\\()[]{}?\"'$%, \n0123456789ahpswUCS가비자\u00a0\u200b🇰👩\u200d💻é\u0301∗",
)

URLS = urls_of(TEXTS, "slack://open", "https://news.example/1|label>", "https://news.example/><!channel>")
