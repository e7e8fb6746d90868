"""The bot asks for as little as works, and can say what it lacks."""

import pytest
from discord import ChannelType, Permissions

from bot.faces.discord.setup.permissions import lacking, least, may_post
from bot.locale.voice import Voice
from tests.bot import shipped


def words(kind: ChannelType, granted: Permissions) -> list[str]:
    voice = Voice("en", "UTC", shipped.catalogue())
    return [voice.say(one.label) for one in lacking(kind, granted)]


def test_the_invitation_asks_for_five_permissions_none_of_them_over_others() -> None:
    assert least() == Permissions(
        attach_files=True,
        read_message_history=True,
        send_messages=True,
        send_messages_in_threads=True,
        view_channel=True,
    )


@pytest.mark.parametrize("kind", list(ChannelType))
def test_what_the_invitation_asks_for_is_enough_everywhere(kind: ChannelType) -> None:
    assert words(kind, least()) == []
    assert may_post(kind, least())


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (ChannelType.text, "Send Messages"),
        (ChannelType.news, "Send Messages"),
        (ChannelType.public_thread, "Send Messages in Threads"),
        (ChannelType.forum, "Create Posts"),
    ],
)
def test_what_is_lacking_has_the_name_that_discord_shows_for_that_kind_of_channel(kind: ChannelType, word: str) -> None:
    assert word in words(kind, Permissions(view_channel=True))
    assert not may_post(kind, Permissions(view_channel=True))


def test_without_pictures_and_history_the_bot_can_still_post() -> None:
    granted = Permissions(view_channel=True, send_messages=True)
    assert words(ChannelType.text, granted) == ["Attach Files", "Read Message History"]
    assert may_post(ChannelType.text, granted)
