"""What `visabot discord check` found, as lines to read; what is to be seen to begins with "!"."""

from collections.abc import Iterator

from bot.cards.clean import clean_line
from bot.faces.discord.setup.check import Findings, ServerFound


def report(findings: Findings) -> list[str]:
    """Return the lines. Names are others' words: whatever a terminal would take for a command is taken out of them."""
    return list(_lines(findings))


def _lines(findings: Findings) -> Iterator[str]:
    yield f"Bot: {clean_line(findings.user)}, application {findings.application}"
    if findings.commands_wrong:
        yield "Commands: not current. Start visabot run, or register them now: visabot discord sync"
        yield from (f"  ! {problem}" for problem in findings.commands_wrong)
    else:
        yield f"Commands: registered and current ({', '.join(findings.commands)})"
    yield (
        f"Servers: {len(findings.servers)}" if findings.servers else "Servers: none. Invite it: visabot discord invite"
    )
    for server in findings.servers:
        yield from _server(server)
    if findings.people:
        yield (
            f"Direct messages that follow something: {findings.people}. "
            "Whether a person takes them only a post would tell"
        )


def _server(server: ServerFound) -> Iterator[str]:
    name = f"{clean_line(server.name)} ({server.external})"
    if server.problem:
        yield f"  ! {name}: {server.problem}"
        return
    yield f"  {name}" if server.places else f"  {name}: nothing is followed there"
    for place in server.places:
        if not place.problems:
            yield f"    #{clean_line(place.name)}: all is well"
        yield from (f"    ! #{clean_line(place.name)}: {clean_line(problem)}" for problem in place.problems)
