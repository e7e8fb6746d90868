"""HTML, or what a feed calls text, to plain text on one line.

Written by hand rather than with a parser, because it must hold for anything: text that was escaped twice (one
wire sends `&amp;apos;`), tags that the publisher cut in half, and megabytes made to be slow. Each character is looked
at a bounded number of times: one failed search for a closing mark ends all searches for it.

What comes out is text and stays text: no `<` in it can begin a tag, a comment or a declaration. It is still not safe to
paste into HTML or into a chat message without that platform's own escaping.
"""

import html
import re

_TAG_NAMES = (
    "a abbr acronym address amp-img area article aside audio b base basefont bdi bdo big blink blockquote body br "
    "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "i iframe image img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr "
    "noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby "
    "s samp script search section select slot small source span strike strong style sub summary sup svg table tbody "
    "td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
)
_TAGS = frozenset(_TAG_NAMES.split())
"""Names that are markup in a feed. Others in angle brackets are more likely words: Korean wires put sources and
titles of works into them ("…회담<CGTN>", "<Squid Game>")."""
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
"""Names that do not part words: "<b>비자</b>를"."""
_SILENT = frozenset(("script", "style", "noembed", "noframes", "template", "iframe", "svg", "math", "head"))
"""Elements whose content nobody is meant to read."""

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:_-]{0,40})")
_TAG_PIECE = re.compile(r"""[^"'<>]*""")
_OPENER = re.compile(r"(?<!<)<++(?=[A-Za-z/!?])")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9A-Fa-f]{7,});?")
# Hangul and Braille fillers look like a space and would let two equal titles differ.
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ROUNDS = 2
_ELLIPSIS = "…"


def html_to_text(markup: str) -> str:
    """Return the readable text of `markup` on one line.

    Entities are resolved twice, tags and what nobody reads (scripts, styles, comments) go, control, zero-width and
    bidirectional override characters go, white space is folded. Takes anything and never raises; linear in its length.
    """
    text = _visible(markup)
    for _ in range(_ROUNDS):
        if "<" in text:
            text = _without_tags(text)
        if "&" in text:
            text = _visible(html.unescape(_HUGE_REFERENCE.sub("", text)))
    if "<" in text:
        # What stands here was escaped three times, or was put together by taking something away.
        text = _OPENER.sub("", _without_tags(text))
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """Return `text`, or its beginning with "…", in at most `limit` characters, cut between words where that is near."""
    if len(text) <= limit:
        return text
    room = limit - len(_ELLIPSIS)
    head = text[:room]
    space = head.rfind(" ")
    if text[room] != " " and space >= room * 3 // 4:
        head = head[:space]
    return head.rstrip() + _ELLIPSIS


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", _BLANKS.sub(" ", text))


def _without_tags(text: str) -> str:
    """Return `text` without tags, comments and silent elements; block elements become a space."""
    out: list[str] = []
    scan, position = _Scan(text), 0
    while (start := text.find("<", position)) >= 0:
        out.append(text[position:start])
        shown, position = scan.at(start)
        out.append(shown)
    out.append(text[position:])
    return "".join(out).replace("]]>", "")


class _Scan:
    """Reads what begins with a `<`. Remembers what it searched for in vain, so that it never does so twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_close = text.rfind(">")
        self._last_equals = text.rfind("=")
        self._quotes = True

    def at(self, start: int) -> tuple[str, int]:
        """Return what is shown in place of the markup at `start`, and where the text goes on."""
        text = self._text
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            return "", end + 3 if end >= 0 else len(text)
        if text.startswith("<![CDATA[", start):
            return "", start + 9
        name = _NAME.match(text, start + 1)
        if name is None and not text.startswith(("<!", "<?", "</"), start):
            return "<", start + 1  # "3 < 5", "<속보>"
        if start > self._last_close:
            # A tag the publisher cut in half; but of a word, only the bracket goes.
            is_tag = name is None or name[1].lower() in _TAGS or self._last_equals > start
            return "", len(text) if is_tag else start + 1
        end = self._end_of_tag(start + 1)
        return self._element(name[1].lower(), text[start + 1 : end], end + 1) if name else ("", end + 1)

    def _element(self, element: str, inside: str, after: int) -> tuple[str, int]:
        """Return what is shown for a tag with the text `inside` its brackets, and where the text goes on."""
        opens = not inside.startswith("/") and not inside.endswith("/")
        if element in _SILENT and opens:
            closing = re.compile(f"</{element}(?![A-Za-z0-9:_-])", re.IGNORECASE).search(self._text, after)
            return "", closing.start() if closing else len(self._text)
        if element in _TAGS:
            return "" if element in _INLINE else " ", after
        words = opens and "=" not in inside and ":" not in element
        return f"‹{inside}›" if words else "", after

    def _end_of_tag(self, start: int) -> int:
        """Return where the tag ends: there is a `>` ahead.

        One inside a quoted value is not the end (HTML, 13.2.5.36). A quote that is never closed is no quote, and then
        none in this text is trusted.
        """
        text, at = self._text, start
        while self._quotes and at < len(text):
            piece = _TAG_PIECE.match(text, at)
            at = piece.end() if piece else at
            char = text[at : at + 1]
            if char == ">":
                return at
            if char and char in "\"'" and text[at - 1] in "= \t\r\n":
                closing = text.find(char, at + 1)
                at = closing if closing >= 0 else len(text)
            at += 1
        self._quotes = False
        return text.find(">", start)
