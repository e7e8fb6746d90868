"""What Slack's settings need beside each other.

One workspace needs the bot token; several need the client id and secret, a key for their tokens, where to listen, and
the address of that. To hear, either needs the app-level token (Slack, "Using Socket Mode"), or the signing secret and
where to listen ("Using HTTP Request URLs").
"""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

_HEARING = ("slack_app_token", "slack_signing_secret")
_WHERE = ("slack_bot_token", "slack_client_id")
_BESIDE: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "slack_bot_token": (_HEARING,),
        "slack_app_token": (_WHERE,),
        "slack_signing_secret": (_WHERE, ("slack_http",)),
        "slack_http": (("slack_signing_secret", "slack_client_id"),),
        "slack_public_url": (("slack_http",),),
        "slack_client_id": (
            ("slack_client_secret",),
            ("secret_key",),
            ("slack_http",),
            ("slack_public_url",),
            _HEARING,
        ),
        "slack_client_secret": (("slack_client_id",),),
    }
)
"""One of each group."""


def mistakes(keys: Collection[str], prefix: str) -> Iterator[tuple[str, str, str]]:
    """Yield a key, what is wrong with it, and what to do, for each that lacks something.

    Args:
        keys: what is set.
        prefix: what the names of environment variables begin with.
    """
    if set(_WHERE) <= set(keys):
        what = "is for several workspaces, but slack_bot_token is that of one"
        yield "slack_client_id", what, "Remove one of them."
    for key, groups in _BESIDE.items():
        lacking = [group for group in groups if key in keys and not set(group) & set(keys)]
        if lacking:
            what = f"Slack needs {_listed(lacking, '')} beside it"
            yield key, what, f"Set {_listed(lacking, prefix)} as well, or remove it."


def _listed(groups: list[tuple[str, ...]], prefix: str) -> str:
    names = [" or ".join(f"{prefix}{key.upper()}" if prefix else key for key in group) for group in groups]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
