"""What strangers might write: one example of each construct of Discord's markdown, and texts made of them."""

from hypothesis import strategies as st

CONSTRUCTS = {
    "user mention": "<@1>",
    "user mention with a nickname": "<@!80351110224678912>",
    "role mention": "<@&165511591545143296>",
    "channel mention": "<#103735883630395392>",
    "command mention": "</airhorn play:816437322781949972>",
    "everyone": "@everyone",
    "here": "@here",
    "server guide": "<id:customize>",
    "linked role": "<id:linked-roles:123>",
    "custom emoji": "<:mmLol:216154654256398347>",
    "animated emoji": "<a:b1nzy:392938283556143104>",
    "emoji by name": ":smile:",
    "emoji with a skin": ":thumbsup::skin-tone-2:",
    "sound": "<sound:1:2>",
    "time": "<t:1618953630>",
    "time with a style": "<t:1618953630:R>",
    "masked link": "[free nitro](https://evil.example)",
    "masked link with a title": "[a](<https://evil.example> 'b')",
    "masked link to a phone": "[call](tel:+15551234567)",
    "masked mail link": "[mail](mailto:a@evil.example)",
    "address": "https://evil.example/x?y=z",
    "address without embed": "<https://evil.example>",
    "steam address": "steam://run/1",
    "client address": "discord://-/channels/1",
    "invite": "discord.gg/abcd",
    "invite with a scheme": "https://discord.gg/abcd",
    "invite of the old host": "discordapp.com/invite/abcd",
    "server template": "discord.new/abcd",
    "gift": "discord.gift/abcd",
    "www": "www.evil.example",
    "mail": "<a@evil.example>",
    "phone": "<+1 (555) 123-4567>",
    "phone link": "<tel:+15551234567>",
    "text message": "<sms:+15551234567>",
    "bold": "**a**",
    "italics": "*a*",
    "italics with underscores": "_a_",
    "bold italics": "***a***",
    "underline": "__a__",
    "strike": "~~a~~",
    "spoiler": "||a||",
    "code": "`a`",
    "code with two": "``a ` b``",
    "code block": "```py\na\n```",
    "heading": "# a",
    "second heading": "## a",
    "third heading": "### a",
    "subtext": "-# a",
    "list": "- a",
    "list with stars": "* a",
    "nested list": "  - a",
    "numbered list": "1. a",
    "quote": "> a",
    "long quote": ">>> a\nb",
    "shrug": "¯\\_(ツ)_/¯",
    "backslash": "\\*a\\*",
}
"""By name, of Discord's "Message Formatting" and "Markdown Text 101", and what its client knows beyond them."""

_SIGNS = st.sampled_from("\\*_~|`<>@#[](){}:/.-+=!?\"'&$%^;, \n0123456789ahpsw가비자ツ™\u00a0🇰👩\u200d💻️é\u0301ℹ①")

TEXTS = st.one_of(
    st.text(_SIGNS, max_size=40),
    st.text(max_size=40),
    st.lists(
        st.one_of(st.sampled_from(list(CONSTRUCTS.values())), st.text(_SIGNS, max_size=3)), min_size=1, max_size=6
    ).map("".join),
)
"""Texts of anything: signs, constructs, constructs within constructs."""

URLS = st.one_of(
    st.sampled_from(
        (
            "",
            "https://news.example/1",
            "https://www.news.example/1",
            "https://news.example/a_(b)?c=[d]&e=*f*|g#h'i\"",
            "http://뉴스.example/기사",
            "https://discord.gg/abcd",
            "https://ptb.discord.com/channels/1/2",
            "https://news.example/" + "long/" * 200,
            "https://user@evil.example/",
            "https://[::1]/",
            "https://evil.example:99999/",
            "javascript:alert(1)",
            "tel:+15551234567",
            "https://a%2Fb.example/",
            "https://x\\.example/)",
            "https://news.example/)](https://evil.example",
        )
    ),
    TEXTS.map("https://".__add__),
    TEXTS.map("https://news.example/".__add__),
)
