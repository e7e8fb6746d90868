"""Each limit is a setting, and is told with its number and with who can raise it."""

from dataclasses import fields, replace

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.commands.limits import Limits, settings_of
from bot.config.configure import load
from bot.config.settings import PREFIX, Settings
from bot.locale.catalogue import Catalogue
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK

MADE = {
    "subscriptions": ("subscribe visa-talks", "subscribe kit-desk"),
    "terms": ("term add kit-desk battery", "term add kit-desk shipyard"),
    "feeds": ("feed add https://one.example/rss", "feed add https://two.example/rss"),
    "topics": ("topic add our-plant Our plant", "topic add our-mill Our mill"),
    "commands_a_minute": ("topics", "feeds"),
}
"""Two lines by limit, the second of which is one too many where one is allowed."""


def _limited(desk: Desk, catalogue: Catalogue, settings: Settings) -> Desk:
    dispatcher = Dispatcher(
        database=desk.database, desk=DESK, clock=desk.clock, catalogue=catalogue, limits=settings.limits
    )
    return replace(desk, dispatcher=dispatcher)


def test_every_limit_is_a_setting_with_the_same_default() -> None:
    keys = {name.removeprefix(PREFIX).lower() for name in settings_of()}
    assert keys == {name for name in Settings.model_fields if name.startswith("limit_")}
    assert load().limits == Limits()


@pytest.mark.parametrize("limit", [one.name for one in fields(Limits)])
async def test_a_limit_that_is_set_holds_and_says_which_it_is_and_who_raises_it(
    limit: str, desk: Desk, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"VISABOT_LIMIT_{limit.upper()}"
    monkeypatch.setenv(name, "1")
    desk = _limited(desk, catalogue, load())
    fits, too_much = MADE[limit]
    # The operator is not counted, and others may not do all of this.
    who = Permission.ADMIN
    assert (await desk.card(fits, permission=who)).kind is not CardKind.ERROR
    if limit != "commands_a_minute":
        assert (await desk.card("topics", permission=who)).kind is CardKind.TOPICS
    for locale, told in (("en", f"Whoever runs visabot can raise the limit: {name}."), ("ko", f"{name} 설정으로")):
        refused = await desk.card(too_much, permission=who, locale=locale)
        assert refused.kind is CardKind.ERROR
        assert "1" in refused.title
        assert told in plain(refused)


@pytest.mark.parametrize(("limit", "value"), [("feeds", "-1"), ("commands_a_minute", "0"), ("terms", "many")])
def test_a_limit_that_is_no_count_is_refused(limit: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"VISABOT_LIMIT_{limit.upper()}"
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name):
        load()


async def test_the_operator_reads_the_limits_that_are_set_and_what_they_are_called(
    desk: Desk, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISABOT_LIMIT_FEEDS", "7")
    shown = await _limited(desk, catalogue, load()).ask("limits")
    assert "topics 20, feeds 7;" in shown
    assert all(name in shown for name in settings_of())
