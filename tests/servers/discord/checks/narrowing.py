"""Makes the published description stricter and its errors say where: schemas in, schemas out.

- One of several objects that are told apart by the number in `type` becomes a choice by that number: an error is then
  that of the component that was meant, not "none of eleven fits". The same for "null or an object".
- In requests, an object that lists its properties takes no others: Discord drops unknown keys without a word, and what
  was meant is lost.
- In requests, ids may be numbers, and permissions strings: Discord takes both, and libraries send both.
"""

from typing import Any

Schema = dict[str, Any]
_UNIONS = ("oneOf", "anyOf")
_ID: Schema = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}
_FLAG: Schema = {"type": ["boolean", "null"]}
_DOCUMENTED: dict[str, Schema] = {
    "ApplicationCommandCreateRequest": {"nsfw": _FLAG},
    "ApplicationCommandUpdateRequest": {"nsfw": _FLAG},
    "MessageEditRequestPartial": {"tts": _FLAG},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts": _FLAG},
    "IncomingWebhookUpdateRequestPartial": {"tts": _FLAG},
    "BaseCreateMessageCreateRequest": {"tts": _FLAG},
    "CreateForumThreadRequest": {"type": {"const": 11}},
}
"""What the description forgot and the documentation has, and what discord.py sends to no effect."""
_INNER_ERROR: Schema = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}
"""The codes of single fields are names in fact, and in the documentation's examples; the description has numbers."""
_PERMISSIONS = ("default_member_permissions", "allow", "deny", "permissions")


def narrowed(description: Schema, *, requests: bool) -> Schema:
    """Return the whole description with every schema in it narrowed."""
    schemas = description["components"]["schemas"]
    parts = {schema["$ref"] for one in schemas.values() for schema in one.get("allOf", []) if "$ref" in schema}
    opened = {ref.rsplit("/", 1)[1] for ref in parts}  # parts of an allOf see each other's keys: they stay open

    def walk(value: Any, *, closes: bool) -> Any:
        if isinstance(value, list):
            return [walk(one, closes=closes) for one in value]
        if not isinstance(value, dict):
            return value
        made = {key: walk(one, closes=closes and key != "allOf") for key, one in value.items()}
        for union in _UNIONS:
            if union in made:
                made = _chosen(made, union, schemas)
        if closes and made.get("type") == "object" and "properties" in made:
            made.setdefault("additionalProperties", False)
            made["properties"] = {key: _permissive(key, one) for key, one in made["properties"].items()}
        return made

    if requests:
        schemas = schemas | {
            name: schemas[name] | {"properties": schemas[name]["properties"] | more}
            for name, more in _DOCUMENTED.items()
            if name in schemas
        }
    made = {
        name: walk(schema, closes=requests and name not in opened and "allOf" not in schema)
        for name, schema in schemas.items()
    }
    if requests:
        made["SnowflakeType"] = _ID
    else:
        made["InnerErrors"] = made["InnerErrors"] | {"properties": {"_errors": {"items": _INNER_ERROR}}}
    components = description["components"] | {"schemas": made}
    return {"components": components, "paths": walk(description["paths"], closes=requests)}


def _permissive(name: str, schema: Any) -> Any:
    if name in _PERMISSIONS and isinstance(schema, dict) and "integer" in schema.get("type", ()):
        return {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$", "minimum": 0}
    return schema


def _chosen(schema: Schema, union: str, schemas: dict[str, Schema]) -> Schema:
    options = schema[union]
    rest = {key: value for key, value in schema.items() if key != union}
    some = [option for option in options if option.get("type") != "null"]
    if len(some) < len(options):
        inner = some[0] if len(some) == 1 else _chosen({union: some}, union, schemas)
        return rest | {"if": {"type": "null"}, "then": True, "else": inner}
    numbered: dict[int, list[Schema]] = {}
    for option in options:
        target = schemas[option["$ref"].rsplit("/", 1)[1]] if "$ref" in option else option
        numbers = target.get("properties", {}).get("type", {}).get("enum")
        if not numbers or "type" not in target.get("required", ()):
            return schema
        for number in numbers:
            numbered.setdefault(number, []).append(option)
    first = {"type": "object", "required": ["type"], "properties": {"type": {"enum": sorted(numbered)}}}
    choices = [
        {"if": {"properties": {"type": {"const": number}}}, "then": one[0] if len(one) == 1 else {union: one}}
        for number, one in numbered.items()
    ]
    return rest | {"allOf": [first, *choices, *rest.get("allOf", [])]}
