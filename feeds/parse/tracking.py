"""Which query parameters say where a reader came from, and not what he reads."""

from collections.abc import Iterable

_PREFIXES = (
    "utm_",
    "at_",
    "ns_",
    "mc_",
    "pk_",
    "mtm_",
    "hsa_",
    "_hs",
    "vero_",
    "oly_",
    "wt.",
    "wt_",
    "ga_",
    "__twitter_",
)
"""Campaign tags by prefix: Google Analytics and Piwik; `at_` and `ns_` are the BBC's, `mc_` Mailchimp's."""
_NAME_LIST = (
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id srsltid _ga _gl spm xtor cmp "
    "cmpid cmp_id icid ocid ncid smid smtyp emc srnd ref_src ref_url guccounter guce_referrer guce_referrer_sig "
    "soc_src soc_trk sr_share __source feedtype ftag mkt_tok sc_cid trk trkcampaign wpisrc wpmm yptr nsource s_kwcid "
    "share_source sharesource via_source feed_id"
)
_NAMES = frozenset(_NAME_LIST.split())
_MARKED_LIST = (
    "from ref source src feed partner rss input site medium channel cid via referrer referer utm section type output "
    "origin campaign sns viewmode"
)
_MARKED = frozenset(_MARKED_LIST.split())
"""Parameters that are tracking only when their value says so: `?from=rss`, `?partner=rss`, but `?source=house`."""
_MARKS = frozenset(
    ("rss", "feed", "rssfeed", "rss_feed", "rss-feed", "feeds", "newsfeed", "rss2", "rss20", "google_rss")
)
_SWITCHES = frozenset(("1", "y", "yes", "true", "on", ""))
_AMP = frozenset(
    (("outputtype", "amp"), ("amp", "1"), ("amp", ""), ("amp", "true"), ("output", "amp"), ("view", "amp"))
)
"""Parameters that ask for the AMP edition of a page: the same article."""
_BY_HOST = {
    "yna.co.kr": frozenset(("input", "site", "section")),  # ?input=1195m, ?section=politics/all&site=…
    "nytimes.com": frozenset(("searchresultposition",)),
    "hani.co.kr": frozenset(("_fr", "_ns")),
}


def is_tracking(name: str, value: str, host: str) -> bool:
    """Return whether `name=value` in an address at `host` does not change what is shown there."""
    name, value = name.lower(), value.lower()
    if name in _NAMES or name.startswith(_PREFIXES) or (name, value) in _AMP:
        return True
    if name in _MARKED and (value in _MARKS or (name == "rss" and value in _SWITCHES)):
        return True
    return any(name in names for names in _at(host))


def _at(host: str) -> Iterable[frozenset[str]]:
    return (names for site, names in _BY_HOST.items() if host == site or host.endswith(f".{site}"))
