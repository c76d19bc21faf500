"""The HTTP side of the workspace on 127.0.0.1: Web API, Socket Mode link, uploads, downloads, response_urls."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.errors import SandboxError, SlackError
from sandbox.socket.faults import Fault, Faults
from sandbox.socket.socket_mode import SocketMode
from sandbox.socket.wire_log import WireLog
from sandbox.webapi.arguments import Arguments
from sandbox.webapi.call import Call
from sandbox.webapi.chat import respond
from sandbox.webapi.methods import METHODS, run
from sandbox.workspace import files
from sandbox.workspace.state import Json
from sandbox.workspace.tickets import Tickets
from sandbox.workspace.workspace import Workspace

HOST = "127.0.0.1"
BOT_TOKEN = "xoxb-1000000001-1000000002-sandboxsandboxsandbox"
APP_TOKEN = "xapp-1-A0-1000000003-sandboxsandboxsandbox"
MOST_UPLOAD = 256 * 1024**2
CONNECT = "apps.connections.open"
FOR_APPS = ("/api/", "/link/", "/upload/", "/files-pri/", "/response/")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    def __init__(
        self,
        space: Workspace,
        tickets: Tickets,
        wire: WireLog,
        link: SocketMode,
        faults: Faults,
    ) -> None:
        self._space = space
        self._tickets = tickets
        self._wire = wire
        self._link = link
        self._faults = faults
        self._app = self._routed()
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=1.0)

    def extend(self, add_routes: Callable[[web.Application], None]) -> None:
        """Adds routes for browsers; a cut connection does not affect them."""
        add_routes(self._app)

    async def start(self, port: int) -> int:
        """Returns the port that was bound; raises SandboxError if it is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = os.strerror(error.errno or 0).lower()
            raise SandboxError(f"Can't listen on {HOST}:{port} ({reason}). Choose another port.") from None
        bound = int(self._runner.addresses[0][1])
        self._space.address = f"http://{HOST}:{bound}/"
        return bound

    async def stop(self) -> None:
        self._faults.release_all()
        await self._link.stop()
        await self._runner.cleanup()

    def _routed(self) -> web.Application:
        @web.middleware
        async def cuttable(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                cut = self._faults.is_cut and request.path.startswith(FOR_APPS)
                return _cut(request) if cut else await handler(request)
            except SlackError as error:
                return web.json_response(error.answer())

        app = web.Application(client_max_size=MOST_UPLOAD, middlewares=[cuttable])
        app.router.add_route("GET", "/api/{method}", self._api)
        app.router.add_route("POST", "/api/{method}", self._api)
        app.router.add_get("/link/", self._link.serve)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files-pri/{key}/{name}", self._download)
        app.router.add_post("/response/{team}/{secret}", self._response_url)
        return app

    async def _api(self, request: web.Request) -> web.Response:
        method, raw = request.match_info["method"], await _arguments(request)
        token = _token(request, raw)
        entry = self._wire.start("api", method, raw)
        fault = self._faults.take(method) or Fault()
        answer = fault.answer
        if answer is None and fault.status == 200:
            answer = self._answer(method, token, raw)
        await self._faults.held(method)
        self._wire.end(entry, "lost" if fault.lost else str(fault.status), answer)
        return _cut(request) if fault.lost else self._reply(fault, answer)

    def _reply(self, fault: Fault, answer: Json | None) -> web.Response:
        if answer is None:
            return web.Response(status=fault.status, text="")
        scopes = ",".join(sorted(self._space.app.scopes))
        headers = {**fault.headers, "x-oauth-scopes": scopes}
        return web.json_response(answer, status=fault.status, headers=headers)

    def _answer(self, method: str, token: str, raw: Json) -> Json:
        if method == CONNECT:
            return self._connect(token)
        refusal = _refusal(method, token, BOT_TOKEN, APP_TOKEN)
        if refusal is None and self._faults.token_error and method != "api.test":
            refusal = {"ok": False, "error": self._faults.token_error}
        if refusal is None and (error := self._faults.posting_error(method, str(raw.get("channel") or ""))):
            refusal = {"ok": False, "error": error}
        return refusal or run(method, self._call(raw))

    def _call(self, raw: Json) -> Call:
        return Call(self._space, self._tickets, Arguments(raw))

    def _connect(self, token: str) -> Json:
        refusal = _refusal(CONNECT, token, APP_TOKEN, BOT_TOKEN)
        if refusal:
            return refusal
        base = self._space.address.replace("http", "ws", 1)
        about = f"ticket={self._link.new_ticket()}&app_id={self._space.state.app.app_id}"
        return {"ok": True, "url": f"{base}link/?{about}"}

    async def _upload(self, request: web.Request) -> web.Response:
        entry = self._wire.start("upload", request.match_info["file"], {"length": request.content_length})
        try:
            file = files.find(self._space, request.match_info["file"])
        except SlackError as error:
            self._wire.end(entry, "404")
            return web.Response(status=404, text=error.code)
        files.receive(file, await _content(request))
        self._wire.end(entry, "200", {"size": file.size})
        return web.Response(text=f"OK - {file.size}")

    async def _download(self, request: web.Request) -> web.Response:
        if _token(request, {}) != BOT_TOKEN:
            return web.Response(status=403)
        try:
            file = files.find(self._space, request.match_info["key"].rpartition("-")[2])
        except SlackError:
            return web.Response(status=404)
        return web.Response(body=files.content(file), content_type=file.mimetype)

    async def _response_url(self, request: web.Request) -> web.Response:
        raw = await _arguments(request)
        entry = self._wire.start("response_url", request.path, raw)
        status, answer = 200, {"ok": True}
        try:
            respond(self._call(raw), self._tickets.use_hook(self._space, request.path[1:]))
        except SlackError as error:
            gone = error.code in {"no_service", "expired_url", "used_url"}
            status, answer = 404 if gone else 400, error.answer()
        self._wire.end(entry, str(status), answer)
        return web.json_response(answer, status=status)


def _refusal(method: str, token: str, wanted: str, other: str) -> Json | None:
    """Slack's error if this token can't call the method, else None."""
    if method == "api.test" or token == wanted or (method not in METHODS and method != CONNECT):
        return None
    code = "not_authed" if not token else "not_allowed_token_type" if token == other else "invalid_auth"
    return {"ok": False, "error": code}


async def _arguments(request: web.Request) -> Json:
    """Query and body, form or JSON. Raises SlackError if it is not a JSON object."""
    raw: Json = dict(request.query)
    if request.content_type == "application/json":
        return raw | _object(await request.text())
    if request.content_type.startswith("multipart/"):
        return raw | dict(await request.post())
    pairs = dict(parse_qsl(await request.text(), keep_blank_values=True))
    return raw | (_object(pairs["payload"]) if set(pairs) == {"payload"} else pairs)


def _object(text: str) -> Json:
    try:
        found: Any = json.loads(text or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def _token(request: web.Request, raw: Json) -> str:
    """Removes the token from the arguments, so that it is never logged."""
    in_body = str(raw.pop("token", ""))
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip() or in_body


async def _content(request: web.Request) -> bytes:
    """The bytes of an upload: the body as it is, or the first file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, web.FileField):
            return field.file.read()
    return b""


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
