"""Pictures: uploaded to Slack as files, of which a message then shows one.

A file that is shared in no channel is seen only where a message shows it. Slack looks at what was uploaded for a moment
longer: until it says what kind of file that is, it refuses every message that shows it (slackapi/python-slack-sdk,
issue 1521). Those uploaded are remembered, so that an edit does not upload the same drawing again.
"""

import asyncio
from dataclasses import dataclass
from hashlib import sha256

import structlog

from bot.cards.card import Picture
from bot.cards.picture import png
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Installed

NAME = "visabot.png"

LOOKS = 5
"""How often Slack is asked whether a file is ready; then the picture is said in words, this time."""
PAUSE = 0.25
"""Seconds before it is asked again; each time twice as many: four seconds in all."""

_REMEMBERED = 200
"""Pictures."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _File:
    """An uploaded picture."""

    id: str
    is_ready: bool = False


class Pictures:
    """Uploads pictures."""

    def __init__(self) -> None:
        """Nothing is uploaded yet."""
        self._files: dict[tuple[str, bytes], _File] = {}

    async def file(self, installed: Installed, picture: Picture) -> str | None:
        """Return the id of a file with the picture; None: Slack does not take it, say it in words."""
        key = (installed.team, sha256(picture.svg.encode()).digest())
        try:
            if key not in self._files:
                made = _File(await _uploaded(installed, picture))
                if len(self._files) >= _REMEMBERED:
                    self._files.pop(next(iter(self._files)))
                self._files[key] = made
            file = self._files[key]
            file.is_ready = file.is_ready or await _is_ready(installed, file.id)
        except Exception as error:  # noqa: BLE001 - a post without its picture is better than none
            log.warning("picture not uploaded", team=installed.team, reason=reason_of(error))
            return None
        if not file.is_ready:
            log.warning("picture not ready in time", team=installed.team)
        return file.id if file.is_ready else None

    def forget(self, file: str) -> None:
        """Slack does not show this file: upload the picture anew the next time."""
        self._files = {key: known for key, known in self._files.items() if known.id != file}


async def _uploaded(installed: Installed, picture: Picture) -> str:
    told = await installed.client.files_upload_v2(
        filename=NAME, content=await png(picture), title=NAME, request_file_info=False
    )
    return str(told["files"][0]["id"])


async def _is_ready(installed: Installed, file: str) -> bool:
    """Wait until Slack says what kind of file it is; False: it has not for a while."""
    for look in range(LOOKS):
        if look:
            await asyncio.sleep(PAUSE * 2 ** (look - 1))
        told = await installed.client.files_info(file=file)
        if (told.get("file") or {}).get("mimetype"):
            return True
    return False
