# ruff: noqa: EM102, TRY003 - what is not offered is told where it is found
"""For tests: people who use commands, buttons, selects and modals, and see what comes back."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.servers.discord import choosing, components, replies
from tests.servers.discord.choosing import NotOffered, Value
from tests.servers.discord.components import Part
from tests.servers.discord.messages import EPHEMERAL, LOADING
from tests.servers.discord.permissions import ALL
from tests.servers.discord.places import said
from tests.servers.discord.replies import Asked
from tests.servers.discord.routes.commands import registered
from tests.servers.discord.world import World
from tests.servers.store import Json

PATIENCE = 30.0
"""Seconds to wait for what comes at once where nobody else is at work: the machine may be a busy one."""

Until = Callable[[Callable[[], bool], float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The first answer of the bot to an interaction."""

    type: int
    """See `replies.Callback`."""
    data: Json
    """As it was sent."""
    after: float
    """Seconds between the interaction and its answer, by the fake's clock."""
    private: bool
    """Only the person sees it."""


class People:
    """Sends interactions. Each method returns the id of what it sent; pass it to `answer`, `shown` or `replies`."""

    def __init__(self, world: World, until: Until) -> None:
        self.world = world
        self._until = until

    # Doing.

    def command(
        self,
        by: int,
        channel: int,
        name: str,
        options: Mapping[str, Value] | None = None,
        *,
        locale: str = "en-US",
        installed: str = "guild",
    ) -> int:
        """Use a slash command.

        Args:
            by: Who.
            channel: Where.
            name: With its subcommands: "visa latest", or "visa-admin term add".
            options: By name; channels, roles and people by id, files as `Attached`.
            locale: The person's language.
            installed: Whether the `guild` or the `user` installed the app.
        """
        data = self._command_data(by, channel, name, options or {}, installed=installed)
        return self._send(Asked.COMMAND, by, channel, data, locale=locale, owners=self._owners(by, channel, installed))

    def autocomplete(
        self,
        by: int,
        channel: int,
        name: str,
        focused: str,
        typed: str = "",
        *,
        options: Mapping[str, Value] | None = None,
        locale: str = "en-US",
    ) -> int:
        """Type into an option that has autocomplete; `options` were filled in before it."""
        data = self._command_data(by, channel, name, {**(options or {}), focused: typed}, focused=focused)
        return self._send(Asked.AUTOCOMPLETE, by, channel, data, locale=locale)

    def message_command(
        self, by: int, message: int, name: str, *, locale: str = "en-US", installed: str = "guild"
    ) -> int:
        """Choose an app's command from a message's menu."""
        found = self._message(message)
        command = self._find(name, 3, found["channel_id"])
        channel = self.world.channel(found["channel_id"])
        choosing.may_use(self.world, command, channel, str(by), installed=installed)
        data = {"id": command["id"], "name": command["name"], "type": 3, "target_id": found["id"]}
        data["resolved"] = {"messages": {found["id"]: found}}
        where = int(found["channel_id"])
        return self._send(Asked.COMMAND, by, where, data, locale=locale, owners=self._owners(by, where, installed))

    def press(self, by: int, message: int, custom_id: str, *, locale: str = "en-US") -> int:
        """Press a button of a message."""
        found, part = self._part(message, custom_id, (Part.BUTTON,))
        data = {"custom_id": custom_id, "component_type": int(Part.BUTTON), "id": part["id"]}
        return self._send(Asked.COMPONENT, by, int(found["channel_id"]), data, locale=locale, message=found)

    def select(
        self, by: int, message: int, custom_id: str, values: Sequence[str | int], *, locale: str = "en-US"
    ) -> int:
        """Choose from a select of a message: values of its options, or ids."""
        found, part = self._part(message, custom_id, components.SELECTS)
        if not part["min_values"] <= len(values) <= part["max_values"]:
            raise NotOffered(f"{custom_id} takes {part['min_values']} to {part['max_values']}, not {len(values)}")
        offered = [option["value"] for option in part.get("options", [])]
        if part["type"] == Part.SELECT and (unknown := set(map(str, values)) - set(offered)):
            raise NotOffered(f"{custom_id} offers {offered}, not {unknown}")
        data = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
        data["values"] = [str(value) for value in values]
        if chosen := self._selected(found, part, values, by):
            data["resolved"] = chosen
        return self._send(Asked.COMPONENT, by, int(found["channel_id"]), data, locale=locale, message=found)

    def submit(self, interaction: int, values: Mapping[str, str | Sequence[str]], *, locale: str = "en-US") -> int:
        """Fill in and send the modal that answered an interaction: values by the fields' custom ids."""
        row = self._row(interaction)
        answer = row.get("answer", {})
        if answer.get("type") != replies.Callback.MODAL:
            raise NotOffered(f"no modal is open: the answer was {answer.get('type')}")
        modal, payload = answer["data"], row["payload"]
        fields = {one["custom_id"]: one for one in components.every(modal["components"]) if "custom_id" in one}
        if unknown := set(values) - set(fields):
            raise NotOffered(f"the modal has no {unknown}, but {sorted(fields)}")
        filled = [_filled(one, values) for one in modal["components"]]
        data = {"custom_id": modal["custom_id"], "components": filled}
        by = (payload.get("member") or payload)["user"]["id"]
        owners = payload["authorizing_integration_owners"]
        more: dict[str, Any] = {"opened_by": replies.metadata(payload), "owners": owners}
        if "message" in payload:
            more["message"] = replies.find(self.world, payload["message"]["id"])
        return self._send(Asked.MODAL, int(by), int(row["channel"]), data, locale=locale, **more)

    # Seeing.

    async def answer(self, interaction: int, *, within: float = PATIENCE) -> Answer:
        """Wait for the first answer to an interaction.

        Raises:
            TimeoutError: None came in time.
        """
        row = self._row(interaction)
        await self._until(lambda: "answer" in row, within)
        data = row["answer"].get("data") or {}
        shown = replies.find(self.world, row.get("original", ""))
        private = bool(shown is not None and shown["flags"] & EPHEMERAL)
        return Answer(row["answer"]["type"], data, row["answered_at"] - row["at"], private)

    async def shown(self, interaction: int, *, within: float = PATIENCE) -> Json:
        """Wait for the message that answers an interaction, after "thinking" if it was deferred; private ones, too."""
        row = self._row(interaction)

        def there() -> bool:
            message = replies.find(self.world, row.get("original", ""))
            return message is not None and not message["flags"] & LOADING

        await self._until(there, within)
        found = replies.find(self.world, row["original"])
        assert found is not None
        return found

    async def text(self, interaction: int, *, within: float = PATIENCE) -> str:
        """Wait for the message that answers an interaction, and return all its text."""
        return said(await self.shown(interaction, within=within))

    async def choices(self, interaction: int, *, within: float = PATIENCE) -> list[Json]:
        """Wait for the choices of an autocomplete."""
        return list((await self.answer(interaction, within=within)).data.get("choices", []))

    def replies(self, interaction: int) -> list[Json]:
        """Return the messages of an interaction so far: its answer and what followed."""
        row = self._row(interaction)
        wanted = [row.get("original", ""), *row.get("followups", [])]
        return [message for one in wanted if (message := replies.find(self.world, one)) is not None]

    def file(self, message: Json, name: str) -> bytes:
        """Return the content of a message's file."""
        found = next(one for one in message["attachments"] if one["filename"] == name)
        return self.world.files[found["id"]]

    # Making the payload.

    def _owners(self, by: int, channel: int, installed: str) -> Json:
        """Return who installed the app that is used: the person, and where the bot is a member the guild as well."""
        guild = self.world.channel(str(channel)).get("guild_id", "0")
        if installed == "user":
            return {"1": str(by)} | ({"0": guild} if self.world.is_member(guild) else {})
        return {"0": guild}

    def _command_data(
        self,
        by: int,
        channel: int,
        name: str,
        values: Mapping[str, Value],
        focused: str = "",
        *,
        installed: str = "guild",
    ) -> Json:
        place = self.world.channel(str(channel))
        first, *path = name.split()
        command = self._find(first, 1, place["id"])
        choosing.may_use(self.world, command, place, str(by), installed=installed)
        options = choosing.options_of(command, path, values, focused)
        data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
        files = choosing.upload(self.world, options)
        found = choosing.resolved(self.world, options, place.get("guild_id", ""), str(by))
        if files:
            found["attachments"] = files
        if found:
            data["resolved"] = found
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        return data

    def _find(self, name: str, kind: int, channel: str) -> Json:
        guild = self.world.channel(channel).get("guild_id", "")
        offered = [*(registered(self.world, guild) if guild else []), *registered(self.world)]
        for command in offered:
            if command["name"] == name and command["type"] == kind:
                return command
        raise NotOffered(f"no command {name}: there are {[one['name'] for one in offered if one['type'] == kind]}")

    def _message(self, message: int) -> Json:
        found = replies.find(self.world, str(message))
        if found is None:
            raise NotOffered(f"there is no message {message}")
        return found

    def _part(self, message: int, custom_id: str, kinds: Sequence[Part]) -> tuple[Json, Json]:
        found = self._message(message)
        for part in components.every(found["components"]):
            if part.get("custom_id") == custom_id and part["type"] in kinds:
                if part.get("disabled"):
                    raise NotOffered(f"{custom_id} is disabled")
                return found, part
        there = [one["custom_id"] for one in components.every(found["components"]) if "custom_id" in one]
        raise NotOffered(f"the message has no {custom_id}, but {there}")

    def _selected(self, message: Json, part: Json, values: Sequence[str | int], by: int) -> Json:
        kind = {Part.USERS: 6, Part.CHANNELS: 7, Part.ROLES: 8, Part.MENTIONABLES: 9}.get(Part(part["type"]))
        if kind is None:
            return {}
        guild = self.world.channel(message["channel_id"]).get("guild_id", "")
        return choosing.resolved(self.world, [{"type": kind, "value": value} for value in values], guild, str(by))

    def _row(self, interaction: int) -> Json:
        return self.world.store.table("interactions")[str(interaction)]

    def _send(
        self,
        kind: Asked,
        by: int,
        channel: int,
        data: Json,
        *,
        locale: str,
        owners: Json | None = None,
        message: Json | None = None,
        opened_by: Json | None = None,
    ) -> int:
        world, place = self.world, self.world.channel(str(channel))
        snowflake, token = world.ids.next(), secrets.token_urlsafe(48)
        guild = place.get("guild_id", "")
        account = world.store.table("users")[str(by)]
        granted = world.granted(place, account["id"])
        if owners is None:  # a component belongs to who used the command that made its message
            caused = (message or {}).get("interaction_metadata") or {}
            owners = caused.get("authorizing_integration_owners") or self._owners(by, channel, "guild")
        own = world.granted(place, world.bot["id"]) if "0" in owners else granted
        payload: Json = {
            "id": snowflake,
            "application_id": world.bot["id"],
            "type": int(kind),
            "token": token,
            "version": 1,
            "data": data,
            "channel_id": place["id"],
            "channel": place | {"permissions": str(int(granted))},
            "app_permissions": str(int(own)),
            "locale": locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": owners,
            "context": choosing.context_of(place),
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if guild:
            row = world.store.table("guilds")[guild]
            member = world.member(guild, account["id"])
            payload["guild_id"] = guild
            payload["guild"] = {"id": guild, "locale": row["preferred_locale"], "features": row["features"]}
            payload["guild_locale"] = row["preferred_locale"]
            payload["member"] = member | {"permissions": str(int(ALL if granted == ALL else granted))}
        else:
            payload["user"] = account
        if message is not None:
            payload["message"] = message
        kept = payload if opened_by is None else payload | {"_opened_by": opened_by}
        row = {"id": snowflake, "token": token, "type": int(kind), "at": world.now(), "channel": place["id"]}
        world.store.put("interactions", snowflake, row | {"payload": kept})
        world.store.put("tokens", token, {"interaction": snowflake})
        world.tell("INTERACTION_CREATE", payload, guild=guild)
        return int(snowflake)


def _filled(one: Json, values: Mapping[str, str | Sequence[str]]) -> Json:
    """Return a modal's component as it is submitted."""
    part = Part(one["type"])
    if part is Part.ROW:
        return {"type": int(part), "components": [_filled(inner, values) for inner in one["components"]]}
    if part is Part.LABEL:
        return {"type": int(part), "component": _filled(one["component"], values)}
    if part is Part.TEXT:
        return {"type": int(part)}
    made: Json = {"type": int(part), "custom_id": one["custom_id"]}
    given = values.get(one["custom_id"])
    if part is Part.TEXT_INPUT:
        text = str(given) if given is not None else one.get("value") or ""
        if one.get("required", True) and not text:
            raise NotOffered(f"{one['custom_id']} must be filled in")
        if len(text) > one.get("max_length", 4000) or (text and len(text) < one.get("min_length", 0)):
            raise NotOffered(f"{one['custom_id']} has {len(text)} characters")
        return made | {"value": text}
    chosen = [given] if isinstance(given, str) else list(given or [])
    offered = [option["value"] for option in one.get("options", [])]
    if offered and (unknown := set(chosen) - set(offered)):
        raise NotOffered(f"{one['custom_id']} offers {offered}, not {unknown}")
    least = one.get("min_values", 1) if one.get("required", True) else 0
    if not least <= len(chosen) <= one.get("max_values", 1):
        raise NotOffered(f"{one['custom_id']} takes {least} to {one.get('max_values', 1)}, not {len(chosen)}")
    return made | {"values": chosen}
