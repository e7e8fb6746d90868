"""Every command, typed by the person at the terminal of a bot that lived through part of the wire.

A scene types one command, or a few that belong together, in English and in Korean, and checks the facts of the answers.
It leaves the workspace as it was, so that scenes may be played in any order.
"""

from tests.wire.scene import Scene
from tests.wire.scenes import admin, feeds, following, operator, reading, terms

SCENES: tuple[Scene, ...] = (
    *reading.SCENES,
    *following.SCENES,
    *terms.SCENES,
    *feeds.SCENES,
    *admin.SCENES,
    *operator.SCENES,
)
