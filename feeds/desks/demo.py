"""The invented story of a desk, for `visabot demo`."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

from feeds.desks.errors import DeskError, Problem
from feeds.feed import FeedSpec, Tier
from feeds.parse.items import Item
from feeds.parse.raw import RawItem

FILE = "demo.toml"


@dataclass(frozen=True, slots=True)
class Scene:
    """One invented item: when it appears after the start, in which feed, and what it says."""

    after: timedelta
    feed: FeedSpec
    title: str
    url: str

    def item(self, start: datetime) -> Item:
        """Return it as an item published in a demo that began at `start`."""
        when = start + self.after
        raw = RawItem(title=self.title, link=self.url, published=when.isoformat())
        return Item(self.title, self.feed.publisher, when, self.feed.lang, raw)


def load_demo(desk_id: str) -> tuple[Scene, ...]:
    """Return the scenes of a shipped desk's story, in order.

    Raises:
        DeskError: the desk has no story, or it is wrong.

    """
    file = files("feeds.desks").joinpath(desk_id, FILE)
    where = f"{desk_id}/{FILE}"
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        specs = {
            one["id"]: FeedSpec(
                f"demo-{number}", f"https://demo-{number}.invalid/", one["id"], Tier(one["tier"]), one["lang"]
            )
            for number, one in enumerate(found["publisher"], start=1)
        }
        scenes = [
            Scene(
                timedelta(seconds=one["at"]),
                specs[one["publisher"]],
                one["title"],
                one.get("url", f"https://demo.invalid/{number}"),
            )
            for number, one in enumerate(found["entry"], start=1)
        ]
    except OSError as error:
        problem = Problem(where, 0, "the desk has no demo", "Add one, or choose another desk.")
        raise DeskError(desk_id, (problem,)) from error
    except (KeyError, ValueError) as error:
        problem = Problem(where, 0, f"it cannot be read: {error}", "See the demo of another desk.")
        raise DeskError(desk_id, (problem,)) from error
    return tuple(sorted(scenes, key=lambda scene: scene.after))
