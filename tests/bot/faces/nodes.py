"""What a client makes of a text, as the readers of these tests (the `dialect` of each chat) give it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    kind: str
    text: str = ""
    inner: tuple["Node", ...] = ()
    target: str = ""


def joined(text: str, at: Callable[[str, int], tuple[Node, int]]) -> list[Node]:
    """Return what is shown of a text, in order; neighbouring plain text as one node.

    Args:
        text: markup.
        at: what stands at a place of it, and where that ends.
    """
    nodes: list[Node] = []
    done = 0
    while done < len(text):
        node, done = at(text, done)
        if node.kind == "text" and nodes and nodes[-1].kind == "text":
            node = Node("text", nodes.pop().text + node.text)
        nodes.append(node)
    return nodes


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes with all that is in them."""
    for node in nodes:
        yield node
        yield from walk(node.inner)


def targets(nodes: Sequence[Node]) -> set[str]:
    """Return where links lead."""
    return {node.target for node in walk(nodes) if node.kind == "link"}
