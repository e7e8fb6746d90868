"""The main job on real input: September 2025 as a headless bot tells it, and every command typed in its last days.

python -m tests.wire.main_job        or        make wire
"""

import os
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.wire.conversation import Conversation, conversing
from tests.wire.replay import Outcome, Span
from tests.wire.scene import Scene
from tests.wire.scenes import SCENES

MONTH = Span(datetime.fromisoformat("2025-09-04T00:00:00+09:00"), datetime.fromisoformat("2025-09-29T23:59:00+09:00"))
TYPED_AT = datetime.fromisoformat("2025-09-25T21:00:00+09:00")
"""When the commands are typed: the digest that is asked for then has something to tell the next morning."""
RAID_DAY = Span(
    datetime.fromisoformat("2025-09-05T18:00:00+09:00"),
    datetime.fromisoformat("2025-09-06T21:00:00+09:00"),
    timedelta(minutes=30),
)
"""The day after the raid: enough posts to talk about, and short enough for every run of the tests."""
RAID_HOURS = replace(
    RAID_DAY,
    start=datetime.fromisoformat("2025-09-06T10:00:00+09:00"),
    until=datetime.fromisoformat("2025-09-06T18:30:00+09:00"),
)
"""Its hours in which most is told: a dozen alerts to be killed at, and a third of the polls."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that must have been told."""

    name: str
    words: str
    """A pattern that a title telling of it holds."""
    since: str
    until: str

    def told_in(self, posts: list[dict[str, Any]]) -> bool:
        """Tell whether a post's headline tells of it, with a report of those days."""
        pattern = re.compile(self.words, re.IGNORECASE)
        return any(pattern.search(post["card"]["title"]) and self._dated(post["card"]) for post in posts)

    def _dated(self, card: dict[str, Any]) -> bool:
        days = [
            datetime.fromisoformat(source["at"]).astimezone(MONTH.start.tzinfo).date().isoformat()
            for section in card["sections"]
            for line in section["lines"]
            for source in line["sources"]
            if source.get("at")
        ]
        return any(self.since <= day <= self.until for day in days)


EVENTS = (
    Event("the raid", r"(현대|배터리|hyundai|조지아).*(체포|구금|단속|raid|arrest|detain)", "2025-09-05", "2025-09-06"),
    Event("the H-1B charge", r"H-?1B|전문직 비자", "2025-09-20", "2025-09-22"),
    Event("the working group set for the 30th", r"워킹그룹", "2025-09-28", "2025-09-28"),
)


def faults(outcome: Outcome) -> list[str]:
    """Return what is wrong with a replay of the whole month; nothing, if all is well."""
    found: list[str] = []
    posts = [record for record in outcome.records() if record["action"] == "post"]
    found += [f"no post tells of {event.name}" for event in EVENTS if not event.told_in(posts)]
    found += [f"told {times} times: {told}" for told, times in Counter(map(_told, posts)).items() if times > 1]
    tokens = Counter(post["token"] for post in posts)
    found += [f"token {token} was posted {times} times" for token, times in tokens.items() if times > 1]
    if "워킹그룹" not in outcome.ask("/visa search 워킹그룹"):
        found.append("`/visa search 워킹그룹` does not find the working group")
    if "비자" not in outcome.ask("/visa search 비자"):
        found.append("`/visa search 비자` finds nothing")
    if "2025" not in outcome.ask("/visa latest"):
        found.append("`/visa latest` shows no dated story")
    return found


def _told(post: dict[str, Any]) -> tuple[str, ...]:
    """Return what may be told only once: of a notice once a day, for a feed can fall silent again."""
    card = post["card"]
    said = (card["kind"], card["title"], card.get("url", ""))
    if card["kind"] != "notice":
        return said
    sources = [source for section in card["sections"] for line in section["lines"] for source in line["sources"]]
    return (*said, *(source["at"][:10] for source in sources if source["at"]))


async def mistakes(scene: Scene, person: Conversation) -> list[str]:
    """Return what is wrong with the answers of a scene."""
    try:
        await scene.check(person)
    except Exception:  # noqa: BLE001 - whatever it is, the other scenes are played
        return [f"{scene.name}: {traceback.format_exc()}"]
    return []


def main() -> int:
    """Run it, and say what came of it."""
    data = Path(os.environ.get("VISABOT_TEST_DATA", "../shared"))
    data = data if data.is_absolute() else (ROOT / data).resolve()
    if not (data / "wire").is_dir():
        sys.stdout.write(f"main job skipped: no test data at {data} (set VISABOT_TEST_DATA)\n")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        with conversing(data, Path(folder), replace(MONTH, until=TYPED_AT)) as (runner, person):
            found = [fault for scene in SCENES for fault in runner.run(mistakes(scene, person))]
            runner.run(person.move_to(MONTH.until))
            outcome = person.outcome()
            found += faults(outcome)
        kinds = Counter(record["action"] for record in outcome.records())
        sys.stdout.write(outcome.ask("/visa latest"))
    took = time.monotonic() - began
    sys.stdout.write(f"\nmain job: {kinds['post']} posts, {kinds['edit']} edits in {took:.0f} s\n")
    for fault in found:
        sys.stdout.write(f"FAULT: {fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
