"""What is not the Web API: the authorize page, uploads and downloads."""

from collections.abc import Callable, Mapping

from aiohttp import web

from tests.servers.slack import authorizing, files
from tests.servers.slack.api import Api
from tests.servers.slack.errors import Refusal
from tests.servers.slack.world import World
from tests.servers.store import Json


class Pages:
    """Serves them. Whoever opens the authorize page is the owner of the first workspace, or of `team`, and allows."""

    def __init__(self, world: World, api: Api, commit: Callable[[], None]) -> None:
        self._world, self._api, self._commit = world, api, commit

    def add_to(self, app: web.Application) -> None:
        """Add the routes to a server."""
        app.router.add_get("/oauth/v2/authorize", self._authorize)
        app.router.add_post("/upload/v1/{file}/{token}", self._upload)
        app.router.add_get("/files/{file}/{name}", self._download)

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        people = self._world.store.table("users").values()
        owners = [one for one in people if one["is_owner"] and request.query.get("team") in (None, one["team_id"])]
        try:
            location = authorizing.allow(self._world, owners[0]["id"], str(request.url))
        except Refusal as refusal:
            return web.Response(status=400, text=refusal.error)
        self._commit()
        return web.Response(status=302, headers={"Location": location})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await _content(request)

        async def answer() -> Json:
            files.upload(self._world, request.match_info["file"], request.match_info["token"], content)
            return {"ok": True, "size": len(content)}

        return await self._api.through(request, "upload", answer)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Give a file; to whoever may not read it, the page for logging in."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        found = files.content(self._world, request.match_info["file"], token)
        if found is None:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=found, content_type="text/plain")


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form: Mapping[str, object] = await request.post()
    parts = [one.file.read() for one in form.values() if isinstance(one, web.FileField)]
    return bytes(parts[0]) if parts else b""
