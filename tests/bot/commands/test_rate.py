"""How many commands a minute."""

from datetime import timedelta

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.commands.rate import Rate
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW

EVERYONE = Permission.EVERYONE


async def test_the_31st_command_within_a_minute_is_refused_with_how_long_to_wait(desk: Desk) -> None:
    for _ in range(30):
        assert (await desk.card("about-nothing", permission=EVERYONE)).title.startswith("There is no command")
        desk.clock.move_to(desk.clock.now() + timedelta(seconds=1))
    refused = await desk.card("topics", permission=EVERYONE)
    assert refused.kind is CardKind.ERROR
    assert plain(refused).startswith("More than 30 commands within a minute\n- Try again in 30 seconds. Whoever runs")
    assert (await desk.card("topics", permission=EVERYONE, person="another")).kind is CardKind.TOPICS
    desk.clock.move_to(desk.clock.now() + timedelta(seconds=30))
    assert (await desk.card("topics", permission=EVERYONE)).kind is CardKind.TOPICS


async def test_the_operator_is_not_counted(desk: Desk) -> None:
    for _ in range(40):
        assert (await desk.card("topics")).kind is CardKind.TOPICS


def test_people_who_went_quiet_are_forgotten() -> None:
    rate = Rate(1)
    for number in range(10_000):
        assert rate.wait(("terminal", 1, str(number)), NOW) is None
    assert rate.wait(("terminal", 1, "late"), NOW + timedelta(minutes=2)) is None
    assert len(rate._asked) == 1
