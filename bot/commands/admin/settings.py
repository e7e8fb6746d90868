"""`settings [language] [timezone] [notices]`: what the workspace chose; without options, all of it."""

from dataclasses import replace

from bot.cards.card import Action, Card
from bot.cards.setup import setup_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.following.place import place_of
from bot.commands.mistake import Mistake
from bot.locale.voice import Voice
from storage import audit, destinations, workspaces
from storage.audit import AuditLine
from storage.engine.database import Tx

LONGEST_NAME = 200


async def answer(call: Call, values: Values) -> Card:
    """Show the settings, changed by what was given."""
    if not values:
        async with call.database.read() as tx:
            return await _shown(call, tx, call.voice)
    async with call.database.write() as tx:
        before = await workspaces.get(tx, call.who.workspace)
        heard = [place for place in await destinations.listing(tx, call.who.workspace) if place.notices]
        undo = [f"{name}:{value}" for name, value in _before(call, values, before).items()]
        named: dict[str, object] = {}
        if "notices" in values:
            place = await place_of(call, tx, {"channel": values["notices"]})
            if isinstance(place, Mistake):
                return place.card(call.voice)
            for one in heard:
                await destinations.set_notices(tx, one.id, notices=False)
            await destinations.set_notices(tx, place.id, notices=True)
            undo += [f"notices:{one.external}" for one in heard[:1]]
            named = {"notices": place.name, "destination": place.id}
        language = str(values["language"]) if "language" in values else None
        zone = str(values["timezone"]) if "timezone" in values else None
        await workspaces.choose(tx, call.who.workspace, language=language, timezone=zone)
        said = {**values, **named}
        line = AuditLine(call.clock.now(), call.who.workspace, call.who.person, "settings", "", said)
        await audit.note(tx, line)
        voice = Voice(language or call.voice.locale, zone or call.voice.timezone, call.voice.catalogue)
        action = await undo_action(call, tx, [f"settings {' '.join(undo)}"]) if undo else None
        shown = await _shown(call, tx, voice, changed=True)
    if action is None:
        return shown
    return replace(shown, actions=(replace(action, label=voice.say("action.undo")), *shown.actions))


def _before(call: Call, values: Values, before: workspaces.Workspace | None) -> dict[str, str]:
    """Return what the changed settings were; what nobody had chosen was what the asker was spoken to in."""
    there = {
        "language": (before and before.language) or call.voice.locale,
        "timezone": (before and before.timezone) or call.voice.timezone,
    }
    return {name: value for name, value in there.items() if name in values}


async def _shown(call: Call, tx: Tx, voice: Voice, *, changed: bool = False) -> Card:
    its, say = await workspaces.get(tx, call.who.workspace), voice.say
    heard = [
        say("audit.private-channel") if place.id in call.who.hidden else place.name
        for place in await destinations.listing(tx, call.who.workspace)
        if place.notices
    ]
    by_platform = say("settings.by-platform")
    language = say(f"choice.{its.language}") if its and its.language else by_platform
    lines = (
        say("settings.language", language=language),
        say("settings.timezone", zone=its.timezone if its and its.timezone else by_platform),
        say("settings.notices", channels=", ".join(heard) or say("settings.nowhere")),
        say("settings.mind"),
    )
    title = say("settings.changed") if changed else say("settings.title")
    change = Action(say("action.change-settings"), "settings", form=True)
    return setup_card(title, lines, voice, footer=(say("settings.how", command=call.desk.command),), actions=(change,))


COMMAND = Command(
    name="settings",
    handler=answer,
    options=(
        Option("language", OptionKind.CHOICE, choices=("en", "ko")),
        Option("timezone", OptionKind.ZONE),
        Option("notices", OptionKind.CHANNEL, maximum=LONGEST_NAME),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("settings", "settings language:ko timezone:{zone}"),
)
