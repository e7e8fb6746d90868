"""Files as slack_sdk uploads them, and pictures of them."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.servers.slack import said
from tests.slack_server.bot import QUIET, client
from tests.slack_server.conftest import Newsroom


async def _picture(newsroom: Newsroom) -> str:
    uploaded = await client(newsroom).files_upload_v2(filename="days.png", content=b"\x89PNG picture", alt_txt="Days")
    return str(uploaded["files"][0]["id"])


def _image(file: str) -> dict[str, object]:
    return {"type": "image", "alt_text": "Reports a day", "slack_file": {"id": file}}


async def test_a_file_is_uploaded_and_shown_in_a_block(newsroom: Newsroom) -> None:
    web, file = client(newsroom), await _picture(newsroom)
    assert (await web.files_info(file=file))["file"]["alt_txt"] == "Days"
    await web.chat_postMessage(channel=newsroom.channel, text="Days", blocks=[_image(file)], **QUIET)
    (message,) = newsroom.server.places.messages(newsroom.channel)
    assert said(message) == "Reports a day"


async def test_a_file_has_a_type_and_can_be_shown_after_so_many_looks_at_it(newsroom: Newsroom) -> None:
    """slackapi/java-slack-sdk, issue 1349: the answer to the upload has an empty `mimetype`, the message is refused."""
    newsroom.server.world.looks_at_files = 2
    web, file = client(newsroom), await _picture(newsroom)
    for kind in ("", "image/png"):
        with pytest.raises(SlackApiError, match="invalid slack file"):
            await web.chat_postMessage(channel=newsroom.channel, text="Days", blocks=[_image(file)], **QUIET)
        assert (await web.files_info(file=file))["file"]["mimetype"] == kind
    await web.chat_postMessage(channel=newsroom.channel, text="Days", blocks=[_image(file)], **QUIET)


async def test_a_channel_that_may_have_no_files_shows_none(newsroom: Newsroom) -> None:
    web, file = client(newsroom), await _picture(newsroom)
    await web.files_info(file=file)
    newsroom.server.places.refuse_files(newsroom.channel)
    with pytest.raises(SlackApiError, match="slack_connect_file_link_sharing_blocked"):
        await web.chat_postMessage(channel=newsroom.channel, text="Days", blocks=[_image(file)], **QUIET)


async def test_a_file_that_is_not_there_or_cannot_be_shown_is_refused(newsroom: Newsroom) -> None:
    web, file = client(newsroom), await _picture(newsroom)
    newsroom.server.places.spoil_file(file)
    for one in (file, "F0NOWHERE"):
        with pytest.raises(SlackApiError) as raised:
            await web.chat_postMessage(channel=newsroom.channel, text="Days", blocks=[_image(one)], **QUIET)
        assert raised.value.response["error"] == "invalid_blocks"
    assert newsroom.server.places.messages(newsroom.channel) == []
