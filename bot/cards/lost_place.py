"""What those in charge are told when a place is lost: it is gone, or does not let the bot post."""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.locale.voice import Voice

PLACE_GONE = "place-gone"
PLACE_REFUSED = "place-refused"
PLACE_GIVEN_UP = "place-given-up"
PLACE_ARCHIVED = "place-archived"
WORKSPACE_LOST = "workspace-lost"
KINDS = (PLACE_GONE, PLACE_REFUSED, PLACE_GIVEN_UP, PLACE_ARCHIVED, WORKSPACE_LOST)

ARCHIVED = "is_archived"
"""What Slack answers in an archived channel: it can be opened again, and is not gone."""
INVITE, POSTING_SHUT, REINSTALL = "invite", "posting_shut", "reinstall"

_TITLES = {
    PLACE_GONE: "place.gone",
    PLACE_REFUSED: "place.refused",
    PLACE_GIVEN_UP: "place.given-up",
    PLACE_ARCHIVED: "place.archived",
    WORKSPACE_LOST: "place.workspace-lost",
}
_ABOUT = {
    PLACE_GONE: "place.gone-about",
    PLACE_REFUSED: "place.refused-about",
    PLACE_GIVEN_UP: "place.given-up-about",
    PLACE_ARCHIVED: "place.archived-about",
    WORKSPACE_LOST: "place.workspace-lost-about",
}
MISSING = {
    "view_channel": "missing.view-channel",
    "send_messages": "missing.send-messages",
    "send_messages_in_threads": "missing.send-messages-in-threads",
    "read_message_history": "missing.read-message-history",
    "attach_files": "missing.attach-files",
    "unlock": "missing.unlock",
    INVITE: "missing.invite",
    POSTING_SHUT: "missing.posting-shut",
    REINSTALL: "missing.reinstall",
}
"""What an admin has to see to, by the words of `bot.faces.face.Refused.todo`. The permissions have Discord's names."""


def lost_place_card(data: Mapping[str, str | int], voice: Voice, now: datetime) -> Card:
    """Return the post of a notice about a place.

    Args:
        data: "kind" is one of `KINDS`; "place" its name, "" where the readers may not know
            it, and then "channel" the platform's id; of `WORKSPACE_LOST` that of the workspace; "workspace" the
            name of its server, where the reader is not there; "reason" what the platform said; "missing" words of
            `MISSING`, with a space between.
        voice: the reader's.
        now: the moment of telling.

    """
    kind = str(data["kind"])
    if kind == PLACE_GONE and data.get("reason") == ARCHIVED:
        kind = PLACE_ARCHIVED
    place = str(data["place"]) or voice.say("place.private")
    if data.get("workspace"):
        place = voice.say("place.elsewhere", place=place, workspace=str(data["workspace"]))
    missing = [voice.say(MISSING[word]) for word in str(data.get("missing", "")).split() if word in MISSING]
    details = [voice.say("place.check", missing=", ".join(missing))] if missing else []
    if data.get("reason"):
        details.append(voice.say("place.reason", reason=str(data["reason"])))
    title = voice.say(_TITLES[kind], place=place)
    if not data["place"] and title.startswith(place):  # a name is written as it is, words of ours as a beginning
        title = title[:1].upper() + title[1:]
    source = Source(voice.say("name.bot"), at=now, when=voice.moment(now))
    line = Line(
        voice.say(_ABOUT[kind]), (source,), mark="!", details=tuple(details), channel=str(data.get("channel", ""))
    )
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=title,
            lang=voice.locale,
            sections=(Section("", (line,)),),
            actions=(Action(voice.say("action.subscriptions"), "subscriptions"),),
        )
    )
