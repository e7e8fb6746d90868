"""What is said of a topic that is not the workspace's own."""

from bot.commands.call import Call
from bot.commands.mistake import Mistake


def not_own(call: Call, slug: str) -> Mistake:
    """Return the answer to a change of a topic that comes with the desk, or is gone."""
    what = call.voice.say("own-topics.not-own", name=call.topic_name(slug))
    return Mistake(what, where=slug, todo=call.voice.say("own-topics.own-todo"), tries=("topic list",))
