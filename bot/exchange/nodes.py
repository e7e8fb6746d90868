"""A YAML file as nodes with their lines, bounded before anything is built from it."""

import yaml

from bot.exchange.faults import Fault
from bot.locale.voice import Voice

LARGEST = 512 * 1024
"""Characters of a file: fifty feeds, a hundred subscriptions and five hundred terms of the greatest length are half."""
_DEEPEST = 6
"""Levels: the file, a section, an item, the names of a topic, and two to spare."""
_SAFE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe to the letter: tags make no objects. The one in C takes a tenth of the time."""


def read_nodes(text: str, voice: Voice) -> yaml.Node | Fault:
    """Return the file's outermost node, or what is wrong with its form.

    Anchors are refused, for a small file of them can stand for a huge one, and nesting is bounded, for building nodes
    takes the stack.
    """
    if len(text) > LARGEST:
        return Fault(0, voice.say("exchange.too-large", n=len(text), maximum=LARGEST))
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_SAFE):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Fault(line, voice.say("exchange.anchor"))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return Fault(line, voice.say("exchange.too-deep"))
        node: yaml.Node | None = yaml.compose(text, Loader=_SAFE)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Fault(mark.line + 1 if mark else 0, voice.say("exchange.not-yaml", problem=error.problem or ""))
    except yaml.YAMLError as error:  # a character that YAML does not take; it says which
        return Fault(0, voice.say("exchange.not-yaml", problem=str(error).splitlines()[0]))
    return node if node is not None else Fault(1, voice.say("exchange.empty"))
