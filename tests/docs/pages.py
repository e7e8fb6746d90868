"""Pages of docs/ that are made from the code.

python -m tests.docs.pages      writes them; a test fails while they are not what the code says
"""

from collections.abc import Iterator

from bot.config.settings import PREFIX, Settings
from tests.conftest import ROOT
from tests.docs.commands_page import commands_page
from tests.docs.slack_page import slack_page

SETTINGS = ROOT / "docs" / "settings.md"
COMMANDS = ROOT / "docs" / "commands.md"
SLACK = ROOT / "docs" / "slack.md"

_HEAD = """# Settings

Made from `bot/config/settings.py` by `python -m tests.docs.pages`: change it there.

A setting comes from the environment (`VISABOT_…`), else from `visabot.toml` in the working folder, or from the file
that `--config` or `VISABOT_CONFIG` names. In the file it is called as below, without `VISABOT_`, in small letters. All
mistakes are told at once, each with its key, its place and an example. Secrets never appear in logs.

| setting | what | if not set | example |
|---|---|---|---|
"""

_BY_MACHINE = {
    "database_url": "`visabot/visabot.sqlite3` in `$XDG_DATA_HOME`, or in `~/.local/share`",
    "locale": "from `LC_ALL`, `LC_MESSAGES` or `LANG`: Korean, or English",
    "timezone": "from `TZ` or the machine's own zone",
}


def settings_page() -> str:
    """Return docs/settings.md as the code has it."""
    return _HEAD + "\n".join(_rows()) + "\n"


def _rows() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        default = _BY_MACHINE.get(name) or _shown(field.default)
        example = ", ".join(_shown(one) for one in field.examples or ())
        yield f"| `{PREFIX}{name.upper()}` | {field.description} | {default} | {example} |"


def _shown(value: object) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    seconds = getattr(value, "total_seconds", None)
    return f"`{seconds():g} s`" if seconds else f"`{value}`"


if __name__ == "__main__":
    SETTINGS.write_text(settings_page(), encoding="utf-8")
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    SLACK.write_text(slack_page(), encoding="utf-8")
