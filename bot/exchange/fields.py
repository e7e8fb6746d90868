"""The fields of one item, each read and checked; what is wrong is collected with its line."""

import difflib
import re
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import yaml

from bot.config import values
from bot.exchange.faults import Fault
from bot.locale.voice import Voice

_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_NULL = "tag:yaml.org,2002:null"
_LONGEST = 500


class Fields:
    """A mapping's fields. Every method notes a fault and returns something of the right type instead."""

    def __init__(self, node: yaml.Node, known: Collection[str], faults: list[Fault], voice: Voice) -> None:
        """Read the names of `node`'s fields; ones that are not `known`, or stand twice, are faults."""
        self.line = node.start_mark.line + 1
        self._faults = faults
        self._voice = voice
        self._values: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            self.fault(voice.say("exchange.not-a-mapping", fields=", ".join(known)))
            return
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                meant = voice.say("exchange.meant", name=near[0]) if near else ", ".join(known)
                self.fault(voice.say("exchange.unknown-field", name=name, meant=meant), line)
            elif name in self._values:
                self.fault(voice.say("exchange.twice", name=name), line)
            elif value.tag != _NULL:
                self._values[name] = value

    def fault(self, what: str, line: int | None = None) -> None:
        """Note a fault, at the mapping's own line where none is given."""
        self._faults.append(Fault(self.line if line is None else line, what))

    def node(self, name: str) -> yaml.Node | None:
        """Return a field as it is."""
        return self._values.get(name)

    def items(self, name: str, most: int) -> list[yaml.Node]:
        """Return the parts of a sequence; a field that is not there has none."""
        node = self._values.get(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(name, node, self._voice.say("exchange.a-list"))
            return []
        if len(node.value) > most:
            self._wrong(name, node, self._voice.say("exchange.at-most", maximum=most))
        return list(node.value[:most])

    def text(self, name: str, *, pattern: re.Pattern[str] | None = None, longest: int = _LONGEST) -> str:
        """Return a text that must be there."""
        if name not in self._values:
            self.fault(self._voice.say("exchange.missing", name=name))
            return ""
        return self.maybe(name, pattern=pattern, longest=longest) or ""

    def maybe(self, name: str, *, pattern: re.Pattern[str] | None = None, longest: int = _LONGEST) -> str | None:
        """Return a text, or None where it is not there."""
        node = self._values.get(name)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong(name, node, self._voice.say("exchange.a-text"))
        text = str(node.value)
        if not text.strip():
            return self._wrong(name, node, self._voice.say("exchange.a-text"))
        if len(text) > longest:
            return self._wrong(name, node, self._voice.say("exchange.at-most-characters", maximum=longest))
        if pattern and not pattern.fullmatch(text):
            return self._wrong(name, node, self._voice.say("exchange.an-id"))
        return text

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        """Return one of the choices."""
        allowed = list(choices)
        text = self.text(name) if default is None else self.maybe(name) or default
        if text and text not in allowed:
            self._wrong(name, self._values[name], ", ".join(allowed))
            return allowed[0]
        return text or allowed[0]

    def number(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number within its range, or None where it is not there."""
        text = self.maybe(name)
        if text is None:
            return None
        if re.fullmatch(r"\d{1,6}", text, re.ASCII) and low <= int(text) <= high:
            return int(text)
        self._wrong(name, self._values[name], self._voice.say("exchange.a-number", low=low, high=high))
        return None

    def flag(self, name: str) -> bool:
        """Return yes or no; a field that is not there is no."""
        text = (self.maybe(name) or "false").lower()
        if text not in _TRUE | _FALSE:
            self._wrong(name, self._values[name], "true, false")
        return text in _TRUE

    def zone(self, name: str, *, required: bool = True) -> str | None:
        """Return the name of an IANA time zone."""
        text = self.text(name) if required else self.maybe(name)
        if not text:
            return text
        try:
            return ZoneInfo(values.zone(text)).key
        except ValueError:
            return self._wrong(name, self._values[name], self._voice.say("exchange.a-zone"))

    def time(self, name: str) -> str | None:
        """Return a time of day, "HH:MM"."""
        text = self.maybe(name)
        if text is None or _TIME.fullmatch(text):
            return text
        return self._wrong(name, self._values[name], self._voice.say("exchange.a-time"))

    def _wrong(self, name: str, node: yaml.Node, wanted: str) -> str | None:
        """Note that a field is wrong, and return nothing in its place."""
        self.fault(self._voice.say("exchange.wrong", name=name, wanted=wanted), node.start_mark.line + 1)
        return None
