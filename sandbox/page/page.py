"""The page in the browser, on the server of the Web API: its files, its websocket, and access to them.

No other web site can control the workspace: the Host of a request must be this machine and its Origin, if it has
one, the page itself. The page loads nothing from elsewhere.
"""

import asyncio
import contextlib
import json
import mimetypes
from pathlib import Path
from urllib.parse import quote, urlsplit

from aiohttp import WSMsgType, web

from sandbox.box import Sandbox
from sandbox.errors import SlackError
from sandbox.page.controls import Controls
from sandbox.page.session import Session, converse
from sandbox.webapi.server import Handler
from sandbox.workspace import files
from sandbox.workspace.state import Json

STATIC = Path(__file__).parents[1] / "static"
HOSTS = frozenset({"127.0.0.1", "localhost"})
MOST_FRAME = 48 * 1024**2  # bytes: an attached file is sent in one frame, as base64
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A file may be an HTML page: it is shown, but cannot run anything.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
SHOWN_TYPES = ("image/", "text/", "application/pdf", "application/json")
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


class Page:
    """`controls` is what the page offers beyond the workspace: clock, replay, a table of the caller's."""

    def __init__(self, controls: Controls | None = None) -> None:
        self._controls = controls
        self._sockets: set[web.WebSocketResponse] = set()
        self._answering: set[asyncio.Task[None]] = set()

    def attach(self, box: Sandbox) -> None:
        self._box = box

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", _guarded(self._index))
        app.router.add_get("/static/{path:.+}", _guarded(self._static))
        app.router.add_get("/page/files/{file}", _guarded(self._file))
        app.router.add_get("/page/ws", _guarded(self._socket))

    async def stop(self) -> None:
        for task in list(self._answering):
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        for socket in list(self._sockets):
            await socket.close()

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return _asset(STATIC / "index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        wanted = (STATIC / request.match_info["path"]).resolve()
        if not (wanted.is_file() and wanted.is_relative_to(STATIC.resolve())):
            raise web.HTTPNotFound
        return _asset(wanted)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            file = files.find(self._box.space, request.match_info["file"])
        except SlackError:
            raise web.HTTPNotFound from None
        kind = file.mimetype
        shown = kind.startswith(SHOWN_TYPES) and "download" not in request.query
        place = "inline" if shown else "attachment"
        headers = {**HEADERS, "Content-Security-Policy": FILE_POLICY, "Content-Type": _with_charset(kind)}
        headers["Content-Disposition"] = f"{place}; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=files.content(file), headers=headers)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=MOST_FRAME)
        await socket.prepare(request)
        outgoing: asyncio.Queue[Json] = asyncio.Queue()
        session = Session(self._box, self._controls, request.query.get("as", ""), outgoing.put_nowait)
        self._sockets.add(socket)
        try:
            async with asyncio.TaskGroup() as group:
                work = (converse(socket, outgoing), session.keep_pushing())
                helpers = [group.create_task(each) for each in work]
                await self._listen(socket, session, outgoing)
                for helper in helpers:
                    helper.cancel()
        finally:
            self._sockets.discard(socket)
            session.end()
        return socket

    async def _listen(self, socket: web.WebSocketResponse, session: Session, outgoing: asyncio.Queue[Json]) -> None:
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                task = asyncio.create_task(_answer(session, message.data, outgoing))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)


async def _answer(session: Session, text: str, outgoing: asyncio.Queue[Json]) -> None:
    """Sends the changes that a request made before its answer."""
    answer = await session.answer(_request(text))
    session.push()
    outgoing.put_nowait(answer)


def _request(text: str) -> Json:
    """The request, or {} if the text is not one."""
    with contextlib.suppress(ValueError):
        asked = json.loads(text)
        if isinstance(asked, dict):
            return asked
    return {}


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        if not _is_ours(request):
            raise web.HTTPForbidden(text="Only the sandbox page on this machine can open this.")
        return await handler(request)

    return guarded


def _is_ours(request: web.Request) -> bool:
    """Rejects a foreign Host (DNS rebinding) and a foreign Origin (another site's page)."""
    host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
    here = urlsplit(f"//{host}").hostname in HOSTS
    return here and origin in (None, f"http://{host}")


def _asset(path: Path) -> web.Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {**HEADERS, "Content-Security-Policy": POLICY, "Content-Type": _with_charset(kind)}
    return web.Response(body=path.read_bytes(), headers=headers)


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
