"""What `visabot slack check` found, as lines to read; what is to be seen to begins with "!"."""

from collections.abc import Iterator

from bot.cards.clean import clean_line
from bot.faces.slack.setup.check import Findings, WorkspaceFound


def report(findings: Findings) -> list[str]:
    """Return the lines. Names are others' words: whatever a terminal would take for a command is taken out of them."""
    return list(_lines(findings))


def _lines(findings: Findings) -> Iterator[str]:
    yield f"! Listening: {findings.deaf}" if findings.deaf else f"Listening: {findings.listening}"
    if not findings.workspaces:
        yield "Workspaces: none has installed the app yet"
    for one in findings.workspaces:
        yield from _workspace(one)


def _workspace(one: WorkspaceFound) -> Iterator[str]:
    yield f"Workspace: {clean_line(one.name)} ({one.external})" + (f", as <@{one.user}>" if one.user else "")
    if one.problem:
        yield f"  ! {one.problem}"
    yield from (f"  ! it lacks the scope {scope}" for scope in one.missing)
    if one.missing:
        yield "    paste the manifest again (visabot slack manifest), and install the app again"
    for place in one.places:
        name = clean_line(place.name)
        yield f"  ! {name}: {clean_line(place.problem)}" if place.problem else f"  {name}: all is well"
    if not (one.places or one.problem):
        yield "  no channel follows anything there"
    if one.people:
        yield f"  Direct messages that follow something: {one.people}"
