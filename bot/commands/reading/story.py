"""`story <story>`: all that is known of one story."""

from bot.cards.card import Card
from bot.cards.story import REPORTS_SHOWN, StoryDetail, story_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.mistake import Mistake
from bot.commands.reading.finding import find
from bot.commands.reading.visible import seen_slugs
from storage import entries, told


async def answer(call: Call, values: Values) -> Card:
    """Return its reports and their earlier wordings, who was first, topics, developments, and when it was told here."""
    word = str(values["story"])
    async with call.database.read() as tx:
        sought = await find(tx, call, word)
        story = sought.story
        if story is None:
            return unknown(call, word).card(call.voice)
        before = await entries.wordings(tx, [member.entry for member in story.members[:REPORTS_SHOWN]])
        said = await told.of_story(tx, destination=call.who.destination, story=story.id, revision=story.revision)
    topics = [call.topic_name(slug) for slug in seen_slugs(call, story.topics)]
    detail = StoryDetail(story, before, topics, said)
    return story_card(detail, call.voice, call.desk, call.clock.now())


def unknown(call: Call, word: str) -> Mistake:
    """Return the answer to a number or a link of no story."""
    say = call.voice.say
    if word.isdecimal():
        return Mistake(
            say("story.no-number", number=word),
            todo=say("story.see-latest", command=call.desk.command),
            tries=("latest",),
        )
    return Mistake(say("story.no-link"), where=word, todo=say("story.ask-why"), tries=(f"why {word}",))


COMMAND = Command(
    name="story",
    handler=answer,
    repeatable=True,
    options=(Option("story", OptionKind.STORY, required=True),),
    examples=("story 1",),
)
