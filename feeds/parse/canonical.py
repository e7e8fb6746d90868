"""One address for one article, however a feed spells it.

Two forms come out of a link. `shown_url` is what a reader clicks: cleaned, but never changed where that could break it.
`canonical_url` is what the article is recognised by: folded further, and not promised to open.
"""

import html
import re
from urllib.parse import SplitResult, parse_qsl, quote, urljoin, urlsplit, urlunsplit

from feeds.parse.tracking import is_tracking

MAX_URL = 2_048
"""Characters: what Discord takes in an embed's link; longer ones are no link at all."""

_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]+")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": 80, "https": 443}
_TWINS = ("www", "m", "mobile", "amp", "wap")
"""First labels of a host that shows the same articles as the host without them."""
_SUFFIX = re.compile(r"(?:ac|co|com|edu|go|gov|ne|net|or|org|pe|re)\.[a-z]{2}")
_AMP_END = re.compile(r"(?:/amp|\.amp)(\.html?)?/?$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
_OPAQUE = re.compile(r"/(?:rss/)?(?:articles|read)/")
_AMP_CACHE = re.compile(r"/(?:c|v|wp)/(s/)?(.+)")  # https://developers.google.com/amp/cache/overview
_KBS = frozenset(("world.kbs.co.kr", "rki.kbs.co.kr"))
_WRAPPERS = {
    ("bing.com", "/news/apiclick.aspx"): ("url",),
    ("google.com", "/url"): ("url", "q"),
    ("facebook.com", "/l.php"): ("u",),
}


def shown_url(url: str, base: str | None = None) -> str:
    """Return the link to show: absolute, unwrapped from aggregators and AMP caches, without tracking and credentials.

    Scheme, host, path and the order of the query stay. Relative links are read against `base`. "" if it is not http(s).
    """
    parts = _article(url, base)
    if parts is None:
        return ""
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # a page that is one script
    shown = urlunsplit((parts.scheme, parts.netloc, _quoted(parts.path) or "/", _query(parts), _quoted(fragment)))
    return shown if len(shown) <= MAX_URL else ""


def canonical_url(url: str, base: str | None = None) -> str:
    """Return the address an article is recognised by, "" if it is not http(s).

    On top of `shown_url`: https, without www., m., amp. and mobile. (also `m-en.` for `en.`), AMP endings and the
    trailing slash, with the query sorted. It need not open.
    """
    parts = _article(url, base)
    if parts is None:
        return ""
    if parts.hostname in _KBS and (article := _kbs_article(parts)):
        return article
    host = parts.netloc
    if not host.startswith("["):
        name, colon, port = host.partition(":")
        host = f"{_twin(name)}{colon}{port}"
    path = _SESSION.sub("", _quoted(parts.path))
    path = _AMP_END.sub(r"\1", path)
    if path.lower().startswith("/amp/"):
        path = path[4:]
    query = "&".join(sorted(filter(None, _query(parts).split("&"))))
    return urlunsplit(("https", host, path.rstrip("/") or "/", query, ""))


def is_opaque(url: str) -> bool:
    """Return whether the link hides which article it leads to (Google News: a new token each time)."""
    parts = urlsplit(url)
    return parts.hostname == "news.google.com" and bool(_OPAQUE.match(parts.path))


def is_home(url: str) -> bool:
    """Return whether the link leads to a site, not to an article."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _article(url: str, base: str | None) -> SplitResult | None:
    """Split the link of the article itself, out of what an aggregator or an AMP cache has put around it."""
    parts = _split(url, base)
    for _ in range(3):  # a wrapper in a wrapper; more is a game
        if parts is None or not (inner := _unwrapped(parts)):
            break
        parts = _split(inner, None) or parts
    return parts


def _split(url: str, base: str | None) -> SplitResult | None:
    """Return the parts of an absolute http(s) link with a host in ASCII, None for anything else."""
    url = _SPACE.sub(" ", url).strip()
    if len(url) > 2 * MAX_URL:
        return None
    if "&" in url:
        url = html.unescape(url) if "&amp;" in url or "&#" in url else url
        url = url.replace("&amp;", "&")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = f"[{host}]" if ":" in host else host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not _HOST.fullmatch(host):
        return None
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    return SplitResult(scheme, netloc, parts.path, parts.query, parts.fragment)


def _unwrapped(parts: SplitResult) -> str:
    """Return the link inside this link, or "". Bing's wrapper has a new `tid` at each fetch."""
    host = _twin(parts.netloc)
    for name in _WRAPPERS.get((host, parts.path), ()):
        for key, value in parse_qsl(parts.query):
            if key == name and value.startswith(("http://", "https://")):
                return value
    query = f"?{parts.query}" if parts.query else ""
    if host == "google.com" and parts.path.startswith("/amp/s/"):
        return f"https://{parts.path.removeprefix('/amp/s/')}{query}"
    if host.endswith(".cdn.ampproject.org") and (found := _AMP_CACHE.match(parts.path)):
        return f"{'https' if found[1] else 'http'}://{found[2]}{query}"
    return ""


def _twin(host: str) -> str:
    """Return the host without the labels that only say for which device it is."""
    while True:
        first, dot, rest = host.partition(".")
        if first.startswith("m-") and len(first) > len("m-") and "." in rest:
            host = f"{first[2:]}.{rest}"  # m-en.yna.co.kr
        elif dot and first in _TWINS and "." in rest and not _SUFFIX.fullmatch(rest):
            host = rest
        else:
            return host


def _kbs_article(parts: SplitResult) -> str:
    """KBS World has two hosts and no fixed order of parameters; an article is its number in its language."""
    query = {name.lower(): value for name, value in map(_pair, parts.query.split("&"))}
    number, lang = query.get("seq_code", ""), query.get("lang", "").lower()
    return f"https://world.kbs.co.kr{parts.path}?Seq_Code={number}&lang={lang}" if number.isdecimal() else ""


def _query(parts: SplitResult) -> str:
    """Return the query without tracking, otherwise as it was."""
    host = parts.netloc.partition(":")[0]
    pieces = (piece for piece in parts.query.split("&") if piece)
    return "&".join(_quoted(piece) for piece in pieces if not is_tracking(*_pair(piece), host))


def _pair(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return name, value


def _quoted(text: str) -> str:
    """Escape what may not stand in a URL, always alike: in capitals, and only where it is needed (RFC 3986, 6.2.2)."""
    text = quote(text, safe="/?:@!$&'()*+,;=-._~%", encoding="utf-8", errors="replace")
    return _ESCAPE.sub(_unescaped, _BARE_PERCENT.sub("%25", text))


def _unescaped(found: re.Match[str]) -> str:
    char = chr(int(found[0][1:], 16))
    return char if char in _UNRESERVED else found[0].upper()
