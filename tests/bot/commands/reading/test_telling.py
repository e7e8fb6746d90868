"""`contact` and `about` answer from the desk's data alone."""

import pytest

from bot import __version__
from bot.cards.card import CardKind
from tests.bot.commands.conftest import Desk


async def test_contact_gives_each_official_place_with_its_source_and_date_and_neither_yes_nor_no(desk: Desk) -> None:
    shown = await desk.ask("contact")
    assert "- Consular call centre (consul.example, 5 Jan 2026) https://consul.example/\n  +82-2-000-0000" in shown
    assert "We cannot say yes or no" in shown
    assert "영사콜센터" in await desk.ask("문의처", locale="ko")


async def test_about_names_the_versions_what_it_does_not_do_and_where_the_privacy_page_is(desk: Desk) -> None:
    card = await desk.card("about")
    shown = await desk.ask("about")
    assert card.kind is CardKind.ABOUT
    assert f"Version {__version__} · desk invented 1" in shown
    assert "no legal advice" in shown
    assert "PRIVACY.md" in shown


@pytest.mark.parametrize("button", ["story 1", "why 1", "about", "contact"])
async def test_every_button_of_an_answer_can_be_pressed(button: str, desk: Desk) -> None:
    for action in (await desk.card(button)).actions:
        assert (await desk.card(action.command)).kind is not CardKind.ERROR, action
