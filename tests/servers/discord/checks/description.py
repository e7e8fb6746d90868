"""Discord's own description of its API, as validators: each is compiled when it is first used."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from tests.servers.discord.checks.narrowing import Schema, narrowed
from tests.servers.discord.checks.problem import Problem

ROOT = Path(__file__).resolve().parents[4]
_JSON = "application/json"


def description_path() -> Path | None:
    """Return where the description lies, or None: it is test data and not part of the repository."""
    folder = ROOT / os.environ.get("VISABOT_TEST_DATA", "../shared")
    path = folder / "specs" / "discord-openapi.json"
    return path if path.is_file() else None


@lru_cache(maxsize=2)  # a pure function of a file that does not change; reading it takes a tenth of a second
def described(path: Path, routes: tuple[tuple[str, str], ...]) -> "Description":
    """Read the description of the routes (method, path) that are used."""
    return Description(json.loads(path.read_bytes()), routes)


class Description:
    """What the description says of each operation."""

    def __init__(self, whole: Schema, routes: Iterable[tuple[str, str]]) -> None:
        used = _used(whole, {path for _, path in routes})
        self._whole = used
        self._registry = jsonschema_rs.Registry(
            [(side, narrowed(used, requests=side == _REQUEST)) for side in (_REQUEST, _ANSWER)]
        )
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def body(self, method: str, path: str, body: Any) -> list[Problem]:
        """Return what is wrong with the body of a request."""
        asked = self._operation(method, path).get("requestBody")
        if asked is None:
            return [] if body is None else [Problem((), "UNEXPECTED_BODY", "This request has no body")]
        if body is None:
            return [Problem((), "BASE_TYPE_REQUIRED", "This field is required")] if asked.get("required") else []
        pointer = _pointer("paths", path, method.lower(), "requestBody", "content", _JSON, "schema")
        return _told(self._validator(_REQUEST, pointer).iter_errors(body))

    def parameters(self, method: str, path: str, inside: str, given: Mapping[str, str]) -> list[Problem]:
        """Return what is wrong with the parameters `inside` the `path` or the `query`."""
        shared = self._whole["paths"][path].get("parameters", [])
        declared = [*shared, *self._operation(method, path).get("parameters", [])]
        known = {one["name"]: one for one in declared if one["in"] == inside}
        unknown = [name for name in given if name not in known and name not in _TOLERATED]
        problems = [Problem((name,), "UNKNOWN_PARAMETER", "Unknown parameter") for name in unknown]
        for name, one in known.items():
            if name not in given:
                if one.get("required"):
                    problems.append(Problem((name,), "BASE_TYPE_REQUIRED", "This field is required"))
                continue
            value = _typed(given[name], self._named(one["schema"]))
            validator = self._validator(_REQUEST, "", one["schema"])
            problems += [Problem((name,), "BASE_TYPE_BAD", error.message) for error in validator.iter_errors(value)]
        return problems

    def _named(self, schema: Schema) -> Schema:
        """Return what a reference names, or the schema itself."""
        place: Schema = self._whole
        for step in schema["$ref"].removeprefix("#/").split("/") if "$ref" in schema else ():
            place = place[step]
        return place if "$ref" in schema else schema

    def answer(self, method: str, path: str, status: int, body: Any) -> list[Problem]:
        """Return what is wrong with an answer."""
        responses = self._operation(method, path)["responses"]
        key = next((key for key in (str(status), f"{status // 100}XX") if key in responses), None)
        if key is None:
            return [Problem((), "STATUS", f"{status} is not described")]
        response = responses[key]
        if "$ref" in response:
            pointer = _pointer("components", "responses", response["$ref"].rsplit("/", 1)[1])
            response = self._whole["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
        else:
            pointer = _pointer("paths", path, method.lower(), "responses", key)
        if "content" not in response:
            return [] if body is None else [Problem((), "BODY", f"{status} has no body")]
        return _told(self._validator(_ANSWER, pointer + _pointer("content", _JSON, "schema")).iter_errors(body))

    def _operation(self, method: str, path: str) -> Schema:
        operation: Schema = self._whole["paths"][path][method.lower()]
        return operation

    def _validator(self, side: str, pointer: str, schema: Schema | None = None) -> Any:
        key = side + pointer + (json.dumps(schema) if schema else "")
        if key not in self._validators:
            wanted = {"$ref": f"{side}#{pointer}"} if schema is None else _absolute(schema)
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                wanted, registry=self._registry, validate_formats=True
            )
        return self._validators[key]


_TOLERATED = ("use_nested_fields",)
"""discord.py sends it with every forum post; it chooses between an old form and the one described."""
_REQUEST, _ANSWER = "discord:request", "discord:answer"


def _used(whole: Schema, paths: set[str]) -> Schema:
    """Return the part of the description that these paths reach."""
    missing = paths - set(whole["paths"])
    if missing:
        text = f"Discord's description has no {sorted(missing)}"
        raise LookupError(text)
    kept = {path: whole["paths"][path] for path in paths}
    components = whole["components"]
    schemas: dict[str, Schema] = {}
    waiting = [kept, components["responses"]]
    while waiting:
        for name in _referred(waiting.pop()):
            if name not in schemas and name in components["schemas"]:
                schemas[name] = components["schemas"][name]
                waiting.append(schemas[name])
    return {"paths": kept, "components": {"schemas": schemas, "responses": components["responses"]}}


def _referred(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _referred(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == "$ref":
                yield one.rsplit("/", 1)[1]
            else:
                yield from _referred(one)


def _pointer(*steps: str) -> str:
    return "".join("/" + quote(step.replace("~", "~0").replace("/", "~1"), safe="~") for step in steps)


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _REQUEST + one if key == "$ref" else _absolute(one) for key, one in schema.items()}
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _typed(value: str, schema: Schema) -> Any:
    """Return a parameter as what its schema says it is; it stays a string if it is not one."""
    types = schema.get("type", ())
    if "integer" in types and value.lstrip("-").isdecimal():
        return int(value)
    if "boolean" in types and value.lower() in ("true", "false", "1", "0"):
        return value.lower() in ("true", "1")
    return value


def _told(errors: Iterable[Any]) -> list[Problem]:
    return [Problem(tuple(one.instance_path), "BASE_TYPE_BAD", one.message[:300]) for one in _meant(errors)]


def _meant(errors: Iterable[Any]) -> Iterator[Any]:
    """Where none of several schemas fits, go on with the errors of the one that was followed furthest."""
    for error in errors:
        context: list[list[Any]] = getattr(error.kind, "context", [])
        if context:
            followed = max(context, key=_how_far)
            yield from _meant(followed)
        else:
            yield error


def _how_far(errors: list[Any]) -> tuple[int, int]:
    return max(len(one.instance_path) for one in errors), -len(errors)
