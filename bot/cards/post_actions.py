"""The buttons of every post that tells of a story."""

from bot.cards.card import Action
from bot.cards.reports import story_mark
from bot.locale.voice import Voice


def post_actions(story: int, voice: Voice) -> tuple[Action, ...]:
    """Return what one may want to know or say of a story: who reports it, why it came, no more of it, not ours.

    They name the story by its number, so that they work as long as it is kept, however it grows. What readers press
    most comes first: a face with little room shows the first ones. One more fits on a card: five make a row on Discord
    (https://discord.com/developers/docs/components/reference#action-row).
    """
    number = story_mark(story)
    return (
        Action(voice.say("action.sources"), f"story {number}"),
        Action(voice.say("action.why"), f"why {number}"),
        Action(voice.say("action.mute"), f"mute {number}"),
        Action(voice.say("action.not-relevant"), f"not-relevant {number}"),
    )
