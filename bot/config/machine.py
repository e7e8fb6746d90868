"""What the machine says about its person: where data belongs, which language and which time zone."""

from collections.abc import Mapping
from pathlib import Path

from bot.config.values import zone

LOCALTIME = Path("/etc/localtime")


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return our folder for data (XDG Base Directory Specification 0.8: relative values are to be ignored)."""
    home = Path(environ.get("XDG_DATA_HOME", ""))
    if not home.is_absolute():
        home = Path(environ.get("HOME") or "~").expanduser() / ".local" / "share"
    return home / "visabot"


def language(environ: Mapping[str, str]) -> str:
    """Return "ko" or "en": the first of LC_ALL, LC_MESSAGES and LANG that is set decides (POSIX, section 8.2)."""
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ko" if said.lower().startswith("ko") else "en"


def timezone(environ: Mapping[str, str], localtime: Path = LOCALTIME) -> str:
    """Return the IANA name of the machine's zone: from TZ, else from what `localtime` points to, else "UTC"."""
    for name in (environ.get("TZ", "").removeprefix(":"), _pointed(localtime)):
        try:
            if name:
                return zone(name)
        except ValueError:
            continue  # TZ may hold a POSIX rule like KST-9, which names no zone
    return "UTC"


def _pointed(localtime: Path) -> str:
    try:
        target = localtime.resolve(strict=True)
    except OSError:
        return ""
    return str(target).rpartition("zoneinfo/")[2] if "zoneinfo/" in str(target) else ""
