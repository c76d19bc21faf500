"""One browser: the person it acts as, what it has open, and what it was sent. Changes are pushed once per loop turn.

Requests are `{"id", "do", …}`, their answers `{"re": id, …}` with `error`, a sentence, where something was refused.
Pushes are `{"push": "part", "name", "value"}` for the workspace around the messages, `{"push": "messages", "thread",
"put", "gone"}` for the conversation and the thread that are open, and `{"push": "wire", "lines"}`.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.box import Sandbox
from sandbox.errors import SandboxError, SlackError
from sandbox.page import view
from sandbox.page.acts import ACTS
from sandbox.page.controls import Controls, break_something, control
from sandbox.page.wire_view import Filter, line, newest, whole
from sandbox.people.actor import Actor
from sandbox.socket.wire_log import WireEntry
from sandbox.workspace.state import Channel, Json, Message
from sandbox.workspace.workspace import can_see

GLANCE = 0.25  # seconds of real time between checks for changes without a beat, such as the clock
UNANSWERED = "The app did not respond in time."
UNREADABLE = "The sandbox can't read this request. Reload the page."


@dataclass
class OpenConversation:
    """An open conversation, or a thread in it, with the look of each message that the browser has."""

    channel: str
    thread: str = ""
    looks: dict[str, Any] = field(default_factory=dict)
    newest: str = ""


class Session:
    """`send` takes one frame; it must not block."""

    def __init__(self, box: Sandbox, controls: Controls | None, viewer: str, send: Callable[[Json], None]) -> None:
        self._box = box
        self._controls = controls
        self._send = send
        self._person = _person(box, viewer)
        self._parts: dict[str, str] = {}
        self._open: dict[str, OpenConversation] = {}  # by "channel" and "thread"
        self._watched: set[str] = set()
        self._filter: Filter | None = None
        self._wire_news: dict[int, WireEntry] = {}
        self._unsubscribe = box.wire.subscribe(self._heard)

    def end(self) -> None:
        self._unsubscribe()

    def _heard(self, entry: WireEntry) -> None:
        if self._filter is not None:
            self._wire_news[entry.number] = entry

    # --- pushes

    async def keep_pushing(self) -> None:
        """Until cancelled."""
        while True:
            seen = self._box.beats
            self.push()
            with contextlib.suppress(TimeoutError):
                await self._box.changed(partial(self._is_new, seen), GLANCE, "a change")

    def _is_new(self, seen: int) -> bool:
        return self._box.beats != seen

    def push(self) -> None:
        """Sends whatever differs from what this browser was sent before."""
        for name, part in self._fresh().items():
            text = json.dumps(part, ensure_ascii=False)
            if self._parts.get(name) != text:
                self._parts[name] = text
                self._send({"push": "part", "name": name, "value": part})
        for shown in list(self._open.values()):
            self._push_messages(shown)
        self._push_wire()

    def _fresh(self) -> dict[str, Any]:
        box, person = self._box, self._person
        stack = box.state.modals.get(person.id, [])
        parts: dict[str, Any] = {"team": view.team(box), "people": view.people(box), "me": person.id}
        parts |= {"channels": view.conversations(box, person), "connections": box.connections}
        parts |= {"modals": [view.form(each) for each in stack], "home": view.form(person.home)}
        parts |= {"clock": int(box.clock.time()), "faults": box.faults.armed()}
        parts["progress"] = self._controls.progress() if self._controls else None
        if self._controls and "status" in self._watched:
            parts["status"] = self._controls.status()
        return parts

    def _push_messages(self, shown: OpenConversation) -> None:
        channel = self._box.space.channel(shown.channel)
        present = self._listed(channel, shown.thread) if channel else []
        stamps = {each.ts for each in present}
        gone = [ts for ts in shown.looks if ts not in stamps]
        for ts in gone:
            del shown.looks[ts]
        put = [each for each in present if self._differs(shown, each)]
        if put or gone:
            self._send({"push": "messages", "thread": shown.thread, "put": self._put(shown, put), "gone": gone})

    def _listed(self, channel: Channel, thread: str) -> list[Message]:
        if not can_see(self._person.user, channel):
            return []
        return view.thread(channel, self._person, thread) if thread else view.timeline(channel, self._person)

    def _differs(self, shown: OpenConversation, message: Message) -> bool:
        if message.ts in shown.looks:
            return bool(shown.looks[message.ts] != view.mark_of(self._box, self._person, message))
        return message.ts > shown.newest

    def _put(self, shown: OpenConversation, messages: list[Message]) -> list[Json]:
        for each in messages:
            shown.looks[each.ts] = view.mark_of(self._box, self._person, each)
            shown.newest = max(shown.newest, each.ts)
        return [view.message(self._box, self._person, each) for each in messages]

    def _push_wire(self) -> None:
        news, self._wire_news = list(self._wire_news.values()), {}
        wanted = self._filter
        lines = [line(each) for each in news if wanted and wanted.takes(each)]
        if lines:
            self._send({"push": "wire", "lines": lines})

    # --- requests

    async def answer(self, asked: Json) -> Json:
        """Answers a request; errors become a sentence in the answer."""
        try:
            return {"re": asked.get("id"), "value": await self._do(asked)}
        except (SandboxError, SlackError) as error:
            return {"re": asked.get("id"), "error": str(error)}
        except TimeoutError:
            return {"re": asked.get("id"), "error": UNANSWERED}
        except (KeyError, TypeError, ValueError):
            return {"re": asked.get("id"), "error": UNREADABLE}

    async def _do(self, asked: Json) -> Any:
        verb = str(asked["do"])
        if verb in ACTS:
            return await ACTS[verb](self._person, asked)
        if verb == "control":
            return await control(self._controls, asked)
        if verb == "break":
            return await break_something(self._box, asked)
        return LOOKS[verb](self, asked)

    def act_as(self, asked: Json) -> None:
        """Another person's screen: what was open is closed."""
        self._person = _person(self._box, str(asked["person"]))
        self._open.clear()
        self.push()

    def open(self, asked: Json) -> Json:
        """A conversation at its newest messages, or around one of them."""
        channel = self._person.channel(asked["channel"])
        self._open.pop("thread", None)
        shown = self._open["channel"] = OpenConversation(channel.id)
        listed = self._listed(channel, "")
        shown.newest = listed[-1].ts if listed else ""
        read = view.read_mark(self._box, self._person, channel)
        return {**self._page(shown, listed, asked), "channel": channel.id, "read": read}

    def page(self, asked: Json) -> Json:
        """More of the open conversation, `before` or `after` a ts."""
        shown = self._open["channel"]
        return self._page(shown, self._listed(self._person.channel(shown.channel), ""), asked)

    def _page(self, shown: OpenConversation, listed: list[Message], asked: Json) -> Json:
        bounds = {key: str(asked[key]) for key in ("before", "after", "around") if asked.get(key)}
        start, end = view.page_of(listed, **bounds)
        newest_known = shown.newest
        messages = self._put(shown, listed[start:end])
        shown.newest = max(shown.newest, newest_known)
        return {"messages": messages, "older": start > 0, "newer": end < len(listed)}

    def trim(self, asked: Json) -> None:
        """Forgets the messages outside of the range that the browser still has."""
        shown = self._open["channel"]
        shown.looks = {ts: look for ts, look in shown.looks.items() if asked["first"] <= ts <= asked["last"]}

    def thread(self, asked: Json) -> Json:
        channel, ts = self._person.channel(asked["channel"]), str(asked["ts"])
        shown = self._open["thread"] = OpenConversation(channel.id, ts)
        listed = self._listed(channel, ts)
        if not listed:
            del self._open["thread"]
            raise SandboxError("This thread no longer exists.")
        return {"messages": self._put(shown, listed), "read": view.read_mark(self._box, self._person, channel, ts)}

    def close_thread(self, _: Json) -> None:
        self._open.pop("thread", None)

    def details(self, asked: Json) -> Json:
        """Pins and files of a conversation."""
        channel = self._person.channel(asked["channel"])
        pins = view.pinned(self._box, self._person, channel)
        return {"pins": pins, "files": view.shared_files(self._box, self._person, channel)}

    def canvas(self, asked: Json) -> Json:
        return view.canvas(self._person, self._person.channel(asked["channel"]), str(asked["canvas"]))

    def watch(self, asked: Json) -> None:
        """Chooses the parts that are only pushed to browsers that show them."""
        self._watched = {str(each) for each in asked["parts"]}
        self._parts = {name: text for name, text in self._parts.items() if name != "status"}
        self.push()

    def wire(self, asked: Json) -> Json:
        """The newest lines that match the filter; new ones are pushed from now on."""
        self._filter = Filter.of(asked)
        self._wire_news.clear()
        return {"lines": newest(reversed(self._box.wire), self._filter), "all": len(self._box.wire)}

    def leave_wire(self, _: Json) -> None:
        self._filter = None

    def entry(self, asked: Json) -> Json:
        return whole(self._box.wire[int(asked["number"])])


LOOKS: Mapping[str, Callable[[Session, Json], Any]] = {
    "act_as": Session.act_as,
    "open": Session.open,
    "page": Session.page,
    "trim": Session.trim,
    "thread": Session.thread,
    "close_thread": Session.close_thread,
    "details": Session.details,
    "canvas": Session.canvas,
    "watch": Session.watch,
    "wire": Session.wire,
    "leave_wire": Session.leave_wire,
    "entry": Session.entry,
}


def _person(box: Sandbox, wanted: str) -> Actor:
    """That person, or the first one of the workspace."""
    people = box.people()
    return next((each for each in people if each.id == wanted), people[0])


async def converse(socket: web.WebSocketResponse, outgoing: asyncio.Queue[Json]) -> None:
    """Sends frames in order until the browser disconnects."""
    with contextlib.suppress(ConnectionError):
        while True:
            await socket.send_str(json.dumps(await outgoing.get(), ensure_ascii=False))
