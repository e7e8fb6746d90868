"""What reading a file in would change, or changed; and what is wrong with one."""

from collections.abc import Sequence

from bot.exchange.bundle import FeedItem, Item, PlaceItem, SubscriptionItem, TermItem, TopicItem
from bot.exchange.faults import Fault
from bot.exchange.plan import Deed, Plan
from bot.exchange.state import ALL
from bot.locale.voice import Voice


def plan_lines(plan: Plan, voice: Voice) -> list[str]:
    """Return the difference, a line for each; "nothing would change" where there is none."""
    say = voice.say
    lines = []
    if plan.language:
        lines.append(say("exchange.language-becomes", language=say(f"choice.{plan.language}")))
    if plan.timezone:
        lines.append(say("exchange.timezone-becomes", zone=plan.timezone))
    for change in plan.changes:
        item = _item(change.item, voice)
        match change.deed:
            case Deed.ADD:
                lines.append(say("exchange.adds", item=item))
            case Deed.CHANGE:
                lines.append(say("exchange.changes", item=item))
            case Deed.REMOVE:
                lines.append(say("exchange.removes", item=item))
    lines += [say("exchange.left-out", id=feed.id, url=feed.url) for feed in plan.left_out]
    return lines or [say("exchange.nothing")]


def fault_lines(faults: Sequence[Fault], voice: Voice) -> list[str]:
    """Return what is wrong, a line for each, with the file's line where there is one."""
    return [
        voice.say("exchange.fault", line=fault.line, what=fault.what) if fault.line else fault.what for fault in faults
    ]


def _item(item: Item, voice: Voice) -> str:
    say = voice.say
    match item:
        case TopicItem():
            return say("exchange.topic", slug=item.slug, name=voice.pick(item.name))
        case TermItem():
            return say("exchange.term-item", topic=item.topic, expression=item.expression)
        case FeedItem():
            return say("exchange.feed", id=item.id, url=item.url)
        case PlaceItem():
            return say("exchange.place", name=item.name)
        case SubscriptionItem():
            topic = say("choice.all") if item.topic == ALL else item.topic
            return say("exchange.subscription", topic=topic, place=item.place, mode=say(f"choice.{item.mode}"))
