"""`posting [channel] [mention] [no-mention] [publish | broadcast] [test]`: how posts come in a channel."""

from dataclasses import replace

from bot.cards.card import Action, Card, Line
from bot.cards.setup import setup_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.following.place import CHANNEL, behind, place_of
from bot.commands.mistake import Mistake
from storage import audit, destinations
from storage.audit import AuditLine
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.outbox_rows import NewRow, put

DISCORD, SLACK = "discord", "slack"
ANNOUNCEMENT = "announcement"
"""The kind of channel whose posts can be published: others follow it from their servers."""
DIRECT = "direct"


async def answer(call: Call, values: Values) -> Card:
    """Show how posts come in a channel, changed by what was given; or send one to try it."""
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        if isinstance(place, Mistake):
            return place.card(call.voice)
        wrong = _wrong(call, place, values)
        if wrong is not None:
            return wrong.card(call.voice)
        mention, publish = _wanted(place, values)
        changed = (mention, publish) != (place.mention, place.publish)
        undo: Action | None = None
        if changed:
            await destinations.set_posting_options(tx, place.id, mention=mention, publish=publish)
            detail = {"mention": mention, "publish": publish, "destination": place.id}
            line = AuditLine(call.clock.now(), call.who.workspace, call.who.person, "posting", place.name, detail)
            await audit.note(tx, line)
            undo = await undo_action(call, tx, [_line(call, place)])
        tried = bool(values.get("test")) and await _try(call, tx, place)
    return _card(call, replace(place, mention=mention, publish=publish), undo, tried=tried)


def _wrong(call: Call, place: Destination, values: Values) -> Mistake | None:
    """Return what cannot be in that place."""
    say = call.voice.say
    if "mention" in values and values.get("no-mention"):
        return Mistake(say("posting.either"))
    if values.get("mention") == place.workspace_external:  # Discord's own id of everyone is that of the server
        return Mistake(say("posting.everyone"), todo=say("posting.choose-role"))
    if values.get("publish") and place.kind != ANNOUNCEMENT:
        return Mistake(say("posting.no-announcements", channel=place.name), todo=say("posting.make-announcements"))
    if "mention" in values and place.kind == DIRECT:
        return Mistake(say("posting.no-groups" if place.platform == SLACK else "posting.no-roles"))
    return None


def _wanted(place: Destination, values: Values) -> tuple[str | None, bool]:
    mention = str(values["mention"]) if "mention" in values else place.mention
    publish = values.get("broadcast" if place.platform == SLACK else "publish", place.publish)
    return None if values.get("no-mention") else mention, bool(publish)


async def _try(call: Call, tx: Tx, place: Destination) -> bool:
    """Have a test post sent the way that all posts go; False: nothing can be posted there."""
    now = call.clock.now()
    key = f"notice:test:{now:%Y%m%dT%H%M%S}Z"
    return bool(await put(tx, [NewRow(place.id, key, "notice", now, payload={"data": {"kind": "test"}})]))


def _line(call: Call, place: Destination) -> str:
    """Return the line that sets what is set now."""
    mention = f"mention:{place.mention}" if place.mention else "no-mention:yes"
    option = "broadcast" if place.platform == SLACK else "publish" if place.kind == ANNOUNCEMENT else None
    publish = f" {option}:{'yes' if place.publish else 'no'}" if option else ""
    return f"posting {mention}{publish}{behind(call, place)}"


def _card(call: Call, place: Destination, undo: Action | None, *, tried: bool) -> Card:
    say = call.voice.say
    how: tuple[Line | str, ...] = _on_slack(call, place) if place.platform == SLACK else _on_discord(call, place)
    lines = (*how, say("posting.trying") if tried else "")
    title = say("posting.changed", channel=place.name) if undo else say("posting.title", channel=place.name)
    return setup_card(title, lines, call.voice, actions=(undo,) if undo else ())


def _on_discord(call: Call, place: Destination) -> tuple[Line | str, ...]:
    say = call.voice.say
    return (
        Line(say("posting.mentions"), role=place.mention) if place.mention else say("posting.mentions-nobody"),
        say("posting.may-mention") if place.mention else "",
        (say("posting.published") if place.publish else say("posting.not-published"))
        if place.kind == ANNOUNCEMENT
        else "",
    )


def _on_slack(call: Call, place: Destination) -> tuple[Line | str, ...]:
    say = call.voice.say
    return (
        Line(say("posting.mentions-group"), role=place.mention) if place.mention else say("posting.mentions-nobody"),
        say("posting.broadcast") if place.publish else say("posting.not-broadcast"),
    )


COMMAND = Command(
    name="posting",
    handler=answer,
    options=(
        CHANNEL,
        Option("mention", OptionKind.ROLE),
        Option("no-mention", OptionKind.FLAG),
        Option("publish", OptionKind.FLAG, platforms=frozenset({DISCORD})),
        Option("broadcast", OptionKind.FLAG, platforms=frozenset({SLACK})),
        Option("test", OptionKind.FLAG),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    platforms=frozenset({DISCORD, SLACK}),
    examples=("posting", "posting no-mention", "posting test"),
)
