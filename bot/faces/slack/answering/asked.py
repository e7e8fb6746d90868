"""Who does something on Slack, where, and how they can be answered: read from what Slack sends of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]

_IN = "in:"
"""Before a channel's id, in the id of a block of a view: what is pressed there is meant for that channel."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody did."""

    team: str
    """Slack's id of the workspace ("T…"); of a whole organisation's where it is in none of its workspaces."""
    person: str
    channel: str = ""
    """Slack's id of the channel or conversation; "" in a view: then the person's direct messages with the bot."""
    channel_name: str = ""
    """As Slack gives it, which for private channels and conversations is no name."""
    thread: str = ""
    """The time of the message whose replies it stands among."""
    message: str = ""
    """The time of the message that somebody wrote."""
    view: str = ""
    """Slack's id of the modal it was done in."""
    home: bool = False
    """Whether it was done in the App Home."""
    response_url: str = field(default="", repr=False)
    """Where to send answers; whoever has it can write there."""
    trigger: str = field(default="", repr=False)
    """What lets one form be opened within three seconds."""
    arrived: float | None = field(default=None, compare=False)
    """When it was heard of, on the loop's clock; None: that does not matter."""

    @property
    def thread_aside(self) -> str:
        """Where an answer stands that one person alone sees: in the thread, unless that would begin with it.

        "Ephemeral messages in threads are only shown if there is already an active thread" (Slack, chat.postEphemeral).
        """
        return "" if self.thread == self.message else self.thread


def of_command(body: Body) -> Asked:
    """Read a slash command (Slack, "Implementing slash commands")."""
    return Asked(
        team=str(body.get("team_id") or body.get("enterprise_id") or ""),
        person=str(body.get("user_id") or ""),
        channel=str(body.get("channel_id") or ""),
        channel_name=str(body.get("channel_name") or ""),
        thread=str(body.get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
    )


def of_interaction(body: Body) -> Asked:
    """Read a press, a shortcut or a form (Slack, "Interaction payloads")."""
    user, container = _part(body, "user"), _part(body, "container")
    message, view = _part(body, "message"), _part(body, "view")
    kind = view.get("type")
    channel = _part(body, "channel").get("id") or container.get("channel_id") or _meant(body)
    return Asked(
        team=_team(body),
        person=str(user.get("id") or ""),
        channel=str(channel or ""),
        channel_name=str(_part(body, "channel").get("name") or ""),
        thread=_thread(container, message),
        view=str(view.get("id") or "") if kind == "modal" else "",
        home=kind == "home",
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
    )


def of_event(body: Body) -> Asked:
    """Read an event of the Events API that a person caused."""
    event = _part(body, "event")
    return Asked(
        team=team_of_event(body),
        person=str(event.get("user") or ""),
        channel=str(event.get("channel") or ""),
        thread=str(event.get("thread_ts") or ""),
        message=str(event.get("ts") or ""),
    )


def team_of_event(body: Body) -> str:
    """Return the workspace that the app hears an event in: in a shared channel it may have come from another one."""
    heard: Mapping[str, Any] = next(iter(body.get("authorizations") or ()), {})
    told = heard.get("team_id") or heard.get("enterprise_id") or body.get("team_id") or body.get("enterprise_id")
    return str(told or "")


def block_in(channel: str, number: int) -> str:
    """Return the id of a block of a view whose buttons are meant for a channel."""
    return f"{_IN}{channel}:{number}"


def _team(body: Body) -> str:
    """Return the workspace; of an app that is installed for an organisation, Slack names it with the person."""
    user = _part(body, "user")
    told = (
        _part(body, "view").get("app_installed_team_id")
        or _part(body, "team").get("id")
        or user.get("team_id")
        or _part(body, "enterprise").get("id")
    )
    return str(told or "")


def _thread(container: Body, message: Body) -> str:
    """Return the thread of a message among replies.

    Who presses a button above the replies, or of a reply that is shown in the channel too, looks at the channel: what
    they alone see would be in a thread that is not open.
    """
    if message.get("subtype") == "thread_broadcast":
        return ""
    thread = container.get("thread_ts") or message.get("thread_ts")
    return "" if thread in {container.get("message_ts"), message.get("ts")} else str(thread or "")


def _meant(body: Body) -> str:
    for action in body.get("actions") or ():
        block = str(action.get("block_id") or "")
        if block.startswith(_IN):
            return block.removeprefix(_IN).partition(":")[0]
    return ""


def _part(body: Body, name: str) -> Mapping[str, Any]:
    """Return a part of a payload; where Slack leaves it out or sends null, an empty one."""
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}
