"""`mute <story>` and `unmute <story>`: hear no more of one story in a place."""

from dataclasses import replace

from bot.cards.card import Card
from bot.cards.subscription import change_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.following.changing import note
from bot.commands.following.place import CHANNEL, behind, place_of
from bot.commands.mistake import Mistake
from bot.commands.reading.finding import find
from storage import mutes
from storage.engine.database import Tx
from storage.stories import StoryView

_STORY = Option("story", OptionKind.STORY, required=True)
_MUTED = replace(_STORY, offered=Offered.MUTED)


async def mute(call: Call, values: Values) -> Card:
    """Tell a place nothing more about a story."""
    say = call.voice.say
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        story = await _story(call, tx, str(values["story"]))
        if isinstance(place, Mistake):
            return place.card(call.voice)
        if isinstance(story, Mistake):
            return story.card(call.voice)
        if not await mutes.put(tx, place.id, story.id, by=call.who.person, now=call.clock.now()):
            return change_card(say("mute.already", number=f"s{story.id}"), (story.title,), call.voice)
        await note(call, tx, place, "follow.mute", f"s{story.id}", title=story.title)
        undo = await undo_action(call, tx, [f"unmute s{story.id}" + behind(call, place)])
    words = [story.title, say("mute.means")]
    return change_card(say("mute.muted", number=f"s{story.id}"), words, call.voice, (undo,))


async def unmute(call: Call, values: Values) -> Card:
    """Hear of a story again, from now on."""
    say = call.voice.say
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        story = await _story(call, tx, str(values["story"]))
        if isinstance(place, Mistake):
            return place.card(call.voice)
        if isinstance(story, Mistake):
            return story.card(call.voice)
        if not await mutes.remove(tx, place.id, story.id):
            return change_card(say("mute.was-not", number=f"s{story.id}"), (story.title,), call.voice)
        await note(call, tx, place, "follow.unmute", f"s{story.id}", title=story.title)
        undo = await undo_action(call, tx, [f"mute s{story.id}" + behind(call, place)])
    return change_card(say("mute.unmuted", number=f"s{story.id}"), (story.title,), call.voice, (undo,))


async def _story(call: Call, tx: Tx, word: str) -> StoryView | Mistake:
    """Return the story that is meant, as far as this workspace sees it."""
    sought = await find(tx, call, word)
    if sought.story is not None:
        return sought.story
    say = call.voice.say
    what = say("mistake.no-story", number=f"s{word}") if word.isdecimal() else say("mistake.no-story-at", link=word)
    return Mistake(what, todo=say("mistake.see-latest", command=call.desk.command), tries=("latest",))


MUTE = Command(
    name="mute", handler=mute, options=(_STORY, CHANNEL), permission=Permission.MANAGER, examples=("mute s17",)
)
UNMUTE = Command(
    name="unmute", handler=unmute, options=(_MUTED, CHANNEL), permission=Permission.MANAGER, examples=("unmute s17",)
)
