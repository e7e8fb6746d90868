"""Arguments as JSON and as forms send them."""

from tests.servers.slack.checks import arguments
from tests.servers.slack.methods.call import Arg

_KNOWN = {"channel": Arg.TEXT, "limit": Arg.NUMBER, "inclusive": Arg.FLAG, "blocks": Arg.STRUCTURE}
_NEEDED = {"channel": Arg.TEXT}


def test_a_form_and_json_mean_the_same() -> None:
    form = {"channel": "C1", "limit": "5", "inclusive": "1", "blocks": '[{"type": "divider"}]', "token": "t"}
    told = {"channel": "C1", "limit": 5, "inclusive": True, "blocks": [{"type": "divider"}]}
    assert arguments.read(form, _KNOWN, _NEEDED) == arguments.read(told, _KNOWN, _NEEDED) == (told, [])


def test_what_is_missing_unknown_or_of_another_type_is_found() -> None:
    _, missing = arguments.read({}, _KNOWN, _NEEDED)
    assert [(problem.message, problem.error) for problem in missing] == [
        ("missing required field: channel", "invalid_arguments")
    ]
    _, unknown = arguments.read({"channel": "C1", "colour": "red"}, _KNOWN, _NEEDED)
    assert [(problem.pointer, problem.error) for problem in unknown] == [("/colour", "")]
    _, wrong = arguments.read({"channel": "C1", "limit": "many", "inclusive": "perhaps"}, _KNOWN, _NEEDED)
    assert [problem.pointer for problem in wrong] == ["/limit", "/inclusive"]
