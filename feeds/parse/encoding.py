"""Bytes to characters: what the XML prolog says, then HTTP, then the feed's setting.

feedparser holds to RFC 3023 and asks HTTP first, which is wrong for feeds whose server says one charset for everything.
So it is given UTF-8, always.
"""

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIRST_BYTES = ((b"\x3c\x00\x3f\x00", "utf-16-le"), (b"\x00\x3c\x00\x3f", "utf-16-be"))  # "<?": XML 1.0, appendix F
_PROLOG = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}?\?>")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_KNOWN = {
    "utf-8", "cp949", "johab", "iso2022_kr", "euc_jp", "cp932", "iso2022_jp", "gb18030", "big5", "big5hkscs", "hz",
    "koi8-r", "koi8-u", "tis-620", "mac-roman", *(f"cp{n}" for n in range(1250, 1259)),
    *(f"iso8859-{n}" for n in range(2, 17)),
}  # fmt: skip
"""Python's names. Not all codecs are for text, and not all of those for feeds: "zip" and "utf-7" are attacks."""
_WIDER = {
    "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso8859-1": "cp1252",
    "ascii": "cp1252",
}  # fmt: skip
"""What documents call themselves is often narrower than what they are (WHATWG Encoding, "names and labels")."""
_FALLBACKS = ("utf-8", "cp949", "cp1252")
_SPOILT = 0.05
"""Of the characters outside ASCII: with fewer bad ones a document is what it says, with texts cut in mid-character."""
_UNMISTAKABLE = 4
"""So many characters outside ASCII, all well formed and one of three bytes: UTF-8, whatever the document claims."""
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters no XML document may hold; one of them makes the strict parser give up a whole feed."""


def decode(body: bytes, content_type: str, setting: str | None) -> str:
    """Return `body` as text without byte order mark, XML declaration and characters that XML forbids.

    The first encoding that fits every byte is taken: byte order mark, prolog, HTTP charset, `setting`, then UTF-8,
    Korean and Western. A document that is UTF-8 beyond doubt is read as such. If none fits, the one that fits most is
    used, with U+FFFD for the rest. A character cut in half at the very end is left out.
    """
    text = _decoded(body, content_type, setting)
    return FORBIDDEN.sub("", _DECLARATION.sub("", text, count=1))


def _decoded(body: bytes, content_type: str, setting: str | None) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if _is_utf8(body):
        return _strict(body, "utf-8") or ""
    declared = list(dict.fromkeys(_declared(body, content_type, setting)))
    for encoding in declared:
        if (text := _strict(body, encoding)) is not None:
            return text
    for encoding in declared:
        text = body.decode(encoding, "replace")
        if text.count("\ufffd") <= _SPOILT * _foreign(text):
            return text
    for encoding in _FALLBACKS:
        if (text := _strict(body, encoding)) is not None:
            return text
    lossy = (body.decode(encoding, "replace") for encoding in (*declared, "utf-8"))
    return min(lossy, key=lambda text: text.count("\ufffd"))


def _declared(body: bytes, content_type: str, setting: str | None) -> Iterator[str]:
    """Yield what is said of the encoding, in the order of trust, as far as it names one we read."""
    for start, encoding in _FIRST_BYTES:
        if body.startswith(start):
            yield encoding
    prolog, charset = _PROLOG.match(body), _CHARSET.search(content_type)
    for name in (prolog[1].decode() if prolog else None, charset[1] if charset else None, setting):
        try:
            codec = codecs.lookup(name).name if name else ""
        except LookupError:
            continue
        codec = _WIDER.get(codec, codec)
        if codec in _KNOWN:
            yield codec


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(body, final=False)
    except UnicodeError:
        return None


def _is_utf8(body: bytes) -> bool:
    """Return whether this can be nothing but UTF-8: a ministry whose prolog says EUC-KR and whose bytes do not."""
    if body.isascii():
        return False
    text = _strict(body, "utf-8")
    if text is None:
        return False
    return _foreign(text) >= _UNMISTAKABLE and _THREE_BYTES.search(text) is not None


def _foreign(text: str) -> int:
    """Count the characters outside ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
