"""Addresses without their secrets: what may be shown and logged."""

from yarl import URL

_SECRET_WORDS = ("auth", "code", "credential", "key", "pass", "pwd", "secret", "session", "sid", "sig", "token", "user")


def shown_url(url: str) -> str:
    """Return `url` without user, password and fragment, and with the values of telling query names replaced by "…".

    An address that cannot be read is not shown at all.
    """
    try:
        parsed = URL(url.strip())
        shown = [(name, "…" if _is_telling(name) else value) for name, value in parsed.query.items()]
        bare = parsed.with_user(None).with_fragment(None) if parsed.absolute else parsed.with_fragment(None)
        return (bare.with_query(shown) if shown else bare).human_repr()
    except ValueError:
        return "an address that cannot be read"


def holds_secret(url: str) -> bool:
    """Tell whether `shown_url` would leave something out that is needed to ask: a login, or a key in the query."""
    try:
        parsed = URL(url.strip())
        return bool(parsed.user or parsed.password) or any(map(_is_telling, parsed.query))
    except ValueError:
        return True


def _is_telling(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET_WORDS)


def shown_host(url: URL) -> str:
    """Return the host for a sentence, with the port where it is not the usual one."""
    host = url.host or "a host without a name"
    return host if url.explicit_port is None else f"{host}:{url.explicit_port}"
