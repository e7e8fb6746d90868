"""Reading for alerts: what a card about one story is made of, for all cards of one moment in one transaction.

A story that many places follow is due in all of them at once. Read for each by itself, its reports would be read five
hundred times, and who asks meanwhile would wait for a connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.reports import Names
from feeds.desks.desk import Desk
from storage import posts, stories, subscriptions
from storage import topics as stored_topics
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.stories import StoryView


@dataclass(frozen=True, slots=True)
class Wanted:
    """A story that is to be shown in a place."""

    story: int
    place: Destination


@dataclass(frozen=True, slots=True)
class Material:
    """What its card is made of."""

    view: StoryView
    """With the topics that the place's workspace can see."""
    locale: str
    names: Names
    """What the workspace calls those of its topics that the desk has not."""
    message: str | None
    """The platform's id of the post that shows the story there already."""


async def read_alerts(tx: Tx, wanted: Sequence[Wanted], *, desk: Desk) -> list[Material | None]:
    """Return what each card is made of, in order; None: the story is gone, or has no report left."""
    views = {view.id: view for view in await stories.views(tx, sorted({one.story for one in wanted}))}
    locales = await subscriptions.languages(tx, {one.place.id for one in wanted})
    messages = await posts.messages(tx, {(one.place.id, one.story) for one in wanted})
    return [
        Material(
            view := seen_by(one.place, views[one.story]),
            locales.get(one.place.id, one.place.locale),
            await stored_topics.names_beyond(tx, one.place.workspace, view.topics, desk=desk),
            messages.get((one.place.id, one.story)),
        )
        if one.story in views
        else None
        for one in wanted
    ]


def seen_by(place: Destination, view: StoryView) -> StoryView:
    """Return a story with the topics that the place's workspace can see."""
    return replace(view, topics=stored_topics.all_visible(view.topics, place.workspace))
