"""Commands: each rule that Discord's description misses is kept by one set of commands and broken by the next."""

import pytest

from tests.discord_server.checks.pairs import Pair, codes
from tests.servers.discord.checks import commands
from tests.servers.discord.checks.commands import MOST, MOST_TEXT
from tests.servers.store import Json

TEXT, INTEGER = 3, 4


def command(name: str = "visa", **changes: object) -> Json:
    return {"name": name, "type": 1, "description": "Talks", **changes}


def option(name: str = "topic", kind: int = TEXT, **changes: object) -> Json:
    return {"name": name, "type": kind, "description": "Which", **changes}


def with_options(*options: Json) -> list[Json]:
    return [command(options=list(options))]


def sub(name: str, *options: Json) -> Json:
    return option(name, 1, options=list(options))


def group(name: str, *options: Json) -> Json:
    return option(name, 2, options=list(options))


def choice(name: str, value: object) -> Json:
    return {"name": name, "value": value}


def of_length(length: int) -> list[Json]:
    """A command of so many characters in all: of each text the longest translation counts."""
    options = [option(f"o{number}", description="x" * 98) for number in range(79)]
    rest = length - 79 * 98 - sum(len(one["name"]) for one in options) - len("visa")
    return [command(description="x", description_localizations={"ko": "x" * rest}, options=options)]


NESTING = "APPLICATION_COMMAND_NESTING"
ORDER = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
NAME = "APPLICATION_COMMAND_INVALID_NAME"
SAME_CHOICE = "APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATE"
PAIRS = (
    Pair("names differ", "APPLICATION_COMMANDS_DUPLICATE_NAME", [command(), command("b")], [command(), command()]),
    Pair(
        "so many",
        "APPLICATION_COMMANDS_MAX",
        [command(f"c{n}") for n in range(MOST[1])],
        [command(f"c{n}") for n in range(101)],
    ),
    Pair(
        "so many menus",
        "APPLICATION_COMMANDS_MAX",
        [{"name": f"M{n}", "type": 3} for n in range(MOST[3])],
        [{"name": f"M{n}", "type": 3} for n in range(16)],
    ),
    Pair(
        "a menu has but a name",
        "APPLICATION_COMMAND_MENU",
        [{"name": "Track this", "type": 3}],
        [{"name": "Track", "type": 3, "description": "x"}],
    ),
    Pair("it is described", "BASE_TYPE_REQUIRED", [command()], [command(description="")]),
    Pair("length in all", "APPLICATION_COMMAND_TOO_LARGE", of_length(MOST_TEXT), of_length(MOST_TEXT + 1)),
    Pair(
        "subcommands or options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        with_options(sub("a"), sub("b")),
        with_options(sub("a"), option()),
    ),
    Pair(
        "options differ",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        with_options(option(), option("b")),
        with_options(option(), option()),
    ),
    Pair(
        "no group in a group",
        NESTING,
        with_options(group("g", sub("a"))),
        with_options(group("g", group("h", sub("a")))),
    ),
    Pair("no subcommand in one", NESTING, with_options(sub("a", option())), with_options(sub("a", sub("b")))),
    Pair("a group holds subcommands", NESTING, with_options(group("g", sub("a"))), with_options(group("g", option()))),
    Pair(
        "required options first",
        ORDER,
        with_options(option(required=True), option("b")),
        with_options(option(), option("b", required=True)),
    ),
    Pair(
        "choices or completion",
        "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
        with_options(option(choices=[choice("a", "a")])),
        with_options(option(choices=[choice("a", "a")], autocomplete=True)),
    ),
    Pair(
        "names of choices differ",
        SAME_CHOICE,
        with_options(option(choices=[choice("a", "a"), choice("b", "b")])),
        with_options(option(choices=[choice("a", "a"), choice("a", "b")])),
    ),
    Pair(
        "values of choices differ",
        SAME_CHOICE,
        with_options(option(choices=[choice("a", "a")])),
        with_options(option(choices=[choice("a", "a"), choice("b", "a")])),
    ),
    Pair(
        "value of a choice",
        "BASE_TYPE_BAD_LENGTH",
        with_options(option(choices=[choice("a", "x" * 100)])),
        with_options(option(choices=[choice("a", "x" * 101)])),
    ),
    Pair(
        "least number",
        "NUMBER_TYPE_MAX",
        with_options(option("n", INTEGER, min_value=1, max_value=1)),
        with_options(option("n", INTEGER, min_value=2, max_value=1)),
    ),
    Pair(
        "least length",
        "NUMBER_TYPE_MAX",
        with_options(option(min_length=1, max_length=1)),
        with_options(option(min_length=2, max_length=1)),
    ),
    Pair("length of a name", NAME, [command("x" * 32)], [command("x" * 33)]),
    Pair("letters of a name", NAME, [command("한미-비자_1")], [command("visa talks")]),
    Pair("lower case", NAME, [command("visa")], [command("Visa")]),
    Pair(
        "translated names, too",
        NAME,
        [command(name_localizations={"ko": "비자"})],
        [command(name_localizations={"ko": "비자 협의"})],
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_rule_is_kept_and_broken(pair: Pair) -> None:
    assert codes(list(commands.problems(pair.kept))) == []
    assert codes(list(commands.problems(pair.broken))) == [pair.code]


def test_a_problem_says_where_it_is() -> None:
    (problem,) = commands.problems(with_options(sub("a", option("Topic"))))
    assert problem.path == (0, "options", 0, "options", 0, "name")
