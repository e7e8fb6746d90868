"""Events of channels that several organisations share: heard by the workspace of whoever caused them.

Slack tells an event once, however many of the workspaces in the channel have the app, and as that of the one that came
last (slackapi/bolt-js, issue 2008). Who mentions the bot of their own workspace is to be answered by that one.
"""

from typing import Any

import structlog

from bot.faces.slack.answering.asked import Body, team_of_event
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.slack.workspaces.clients import Clients

_WORKSPACE = "T"
"""What the id of a workspace begins with; Slack names an organisation, too."""

log = structlog.get_logger(__name__)


async def at_home(body: Body, clients: Clients) -> Body:
    """Return an event as the workspace hears it where it was caused, if the app is installed there; else as it is."""
    event: dict[str, Any] = body.get("event") or {}
    team = str(event.get("user_team") or event.get("team") or "")
    if not body.get("is_ext_shared_channel") or not team.startswith(_WORKSPACE) or team == team_of_event(body):
        return body
    try:
        installed = await clients.of(team)
    except Exception as error:  # noqa: BLE001 - then it is heard as Slack tells it
        log.warning("not known whose an event is", team=team, reason=reason_of(error))
        return body
    return {**body, "authorizations": [{"team_id": team}]} if installed is not None else body
