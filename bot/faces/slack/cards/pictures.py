"""Pictures: uploaded to Slack as files, of which a message then shows one.

A file that is shared in no channel is seen only where a message shows it. Those uploaded are remembered, so that an
edit does not upload the same drawing again.
"""

from hashlib import sha256

import structlog

from bot.cards.card import Picture
from bot.cards.picture import png
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Installed

NAME = "visabot.png"

_REMEMBERED = 200
"""Pictures."""

log = structlog.get_logger(__name__)


class Pictures:
    """Uploads pictures."""

    def __init__(self) -> None:
        """Nothing is uploaded yet."""
        self._files: dict[tuple[str, bytes], str] = {}

    async def file(self, installed: Installed, picture: Picture) -> str | None:
        """Return the id of a file with the picture; None: Slack does not take it, say it in words."""
        key = (installed.team, sha256(picture.svg.encode()).digest())
        if key not in self._files:
            try:
                drawn = await png(picture)
                told = await installed.client.files_upload_v2(
                    filename=NAME, content=drawn, title=NAME, request_file_info=False
                )
                file = str(told["files"][0]["id"])
            except Exception as error:  # noqa: BLE001 - a post without its picture is better than none
                log.warning("picture not uploaded", team=installed.team, reason=reason_of(error))
                return None
            if len(self._files) >= _REMEMBERED:
                self._files.pop(next(iter(self._files)))
            self._files[key] = file
        return self._files[key]

    def forget(self, file: str) -> None:
        """Slack does not show this file: upload the picture anew the next time."""
        self._files = {key: known for key, known in self._files.items() if known != file}
