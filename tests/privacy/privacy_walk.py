"""What a walk with a private incident needs: someone who presses all there is, and a judge of what left the bot."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox import Actor, Message, Sandbox
from sandbox.blockkit.inputs import elements_of, options_of
from sandbox.errors import SlackError
from sandbox.socket.wire_log import WireEntry
from sandbox.workspace.state import Channel, View
from tests.handlers.conftest import Scene

SECRET = "Zanzibar"
Json = dict[str, Any]


# The judge


@dataclass(frozen=True)
class Leak:
    """A call that carried the secret, and to whom."""

    call: str
    to: str
    said: str


class Judge:
    """Reads the wire: who saw what. `members` are the names of those who may see the incident."""

    def __init__(self, box: Sandbox, members: Iterable[str], known: Iterable[str] = ()) -> None:
        self._box = box
        self._members = {box.person(name).id for name in members}
        self._known = set(known)
        self._answered = {door: user for entry in box.wire for door, user in _doors(entry)}
        self._answered |= {view: self._answered[trigger] for view, trigger in _opening(box.wire)}
        self._files = dict(_shares(box.wire))
        self._canvases = dict(_canvases(box.wire))

    def leaks(self, since: int = 0) -> list[Leak]:
        entries = self._box.wire[since:]
        return [leak for entry in entries for leak in self._leaks(entry)]

    def carried(self, since: int = 0) -> int:
        """How many calls carried the secret to those who may know: a walk that says nothing proves nothing."""
        return sum(self.secret(_outward(entry)) for entry in self._box.wire[since:])

    def secret(self, said: object) -> bool:
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=str)
        return any(mark.casefold() in text.casefold() for mark in (SECRET, *self.rooms))

    @property
    def rooms(self) -> set[str]:
        """The private channels of incidents; their ids are secrets, too."""
        return {each.id for each in self._box.channels() if each.is_private} - self._known

    def _leaks(self, entry: WireEntry) -> Iterator[Leak]:
        said = _outward(entry).replace(f'\\"{SECRET}\\"', "")  # what someone looked for is told to them again
        if entry.name == "files.completeUploadExternal":
            said = said + "".join(self._content(file) for file in json.loads(entry.sent["files"]))
        if self.secret(said) and not self._allowed(entry):
            yield Leak(f"{entry.kind} {entry.name}", self._whereto(entry), said[:1500])

    def _content(self, file: Json) -> str:
        """A picture, and a file that was replaced since, are taken to hold the secret."""
        try:
            return self._box.content(file["id"]).decode()
        except (SlackError, UnicodeDecodeError):
            return SECRET

    def _allowed(self, entry: WireEntry) -> bool:
        if entry.name == "conversations.create":
            return str(entry.sent.get("is_private", "")).lower() in ("1", "true")
        if entry.name == "files.getUploadURLExternal" and not self._whereto(entry):
            return True  # a file that was shared nowhere is nobody's to see
        return self._may_see(self._whereto(entry))

    def _may_see(self, where: str) -> bool:
        """Whether all who are there may know: a person, an incident's own channel, or a member's direct messages."""
        if where in self._members or where in self.rooms:
            return True
        found = self._box.space.channel(where)
        return found is not None and found.kind == "im" and bool(set(found.members) & self._members)

    def _whereto(self, entry: WireEntry) -> str:
        sent = entry.sent
        if entry.kind == "envelope":
            return _actor(sent["payload"])
        if entry.kind == "response_url":
            return self._answered.get(entry.name.rpartition("/")[2], "")
        if entry.kind != "api":
            return ""
        for key in ("user_id", "user"):
            if entry.name in ("views.publish", "chat.postEphemeral") and sent.get(key):
                return str(sent[key])
        if "trigger_id" in sent:
            return self._answered.get(str(sent["trigger_id"]), "")
        if "view_id" in sent or "external_id" in sent:
            return self._answered.get(str(sent.get("view_id") or sent["external_id"]), "")
        if entry.name == "files.getUploadURLExternal":
            return self._files.get(str((entry.answer or {}).get("file_id")), "")
        canvas = sent.get("canvas_id") or (entry.answer or {}).get("canvas_id", "")
        return str(sent.get("channel") or sent.get("channel_id") or self._canvases.get(str(canvas), ""))


def _outward(entry: WireEntry) -> str:
    """What the app said: in a request, or with the acknowledgement of an envelope."""
    said = entry.answer if entry.kind == "envelope" else entry.sent if entry.kind in ("api", "response_url") else None
    return json.dumps(_opened(said or {}), ensure_ascii=False, default=str)


def _opened(node: object) -> object:
    """JSON in strings, as Web API arguments have it, laid open."""
    if isinstance(node, dict):
        return {key: _opened(value) for key, value in node.items() if key != "token"}
    if isinstance(node, str) and node[:1] in ("{", "["):
        try:
            return json.loads(node)
        except ValueError:
            return node
    return node


def _actor(payload: Json) -> str:
    user = payload.get("user")
    return str(user["id"] if isinstance(user, dict) else payload.get("user_id") or user or "")


def _doors(entry: WireEntry) -> Iterator[tuple[str, str]]:
    """Triggers, response_urls and views with the person they belong to."""
    if entry.kind == "envelope":
        payload = entry.sent["payload"]
        for key in ("trigger_id", "response_url"):
            if payload.get(key):
                yield str(payload[key]).rpartition("/")[2], _actor(payload)
        view = payload.get("view") or {}
        yield from ((str(view[key]), _actor(payload)) for key in ("id", "external_id") if view.get(key))


def _opening(wire: Iterable[WireEntry]) -> Iterator[tuple[str, str]]:
    """Views with the trigger that opened them."""
    for entry in wire:
        if entry.name in ("views.open", "views.push") and (entry.answer or {}).get("ok"):
            assert entry.answer is not None
            yield str(entry.answer["view"]["id"]), str(entry.sent["trigger_id"])


def _shares(wire: Iterable[WireEntry]) -> Iterator[tuple[str, str]]:
    for entry in wire:
        if entry.name == "files.completeUploadExternal":
            for file in json.loads(entry.sent["files"]):
                yield file["id"], str(entry.sent.get("channel_id", ""))


def _canvases(wire: Iterable[WireEntry]) -> Iterator[tuple[str, str]]:
    for entry in wire:
        if entry.name in ("conversations.canvases.create", "canvases.create") and entry.answer:
            yield str(entry.answer.get("canvas_id")), str(entry.sent.get("channel_id", ""))


def reached(box: Sandbox) -> set[str]:
    """The ids of buttons, forms and shortcuts that the bot heard of, the verbs and the words behind /pir."""
    return {name for entry in box.wire if entry.kind == "envelope" for name in _ids(entry.sent["payload"])}


def _ids(payload: Json) -> Iterator[str]:
    yield from (str(action["action_id"]) for action in payload.get("actions", []))
    if payload.get("type") == "view_submission":
        yield str(payload["view"]["callback_id"])
    if payload.get("type") in ("shortcut", "message_action"):
        yield str(payload["callback_id"])
    if "command" in payload:
        yield f"{payload['command']} {(payload['text'].split() or [''])[0]}"


# The hands


class Walker:
    """One person who presses each thing once and fills a word into each field; only the secret is declared private."""

    def __init__(self, scene: Scene, name: str, word: str = SECRET) -> None:
        self.scene = scene
        self.word = word
        self.person: Actor = scene.person(name)
        self.done: set[tuple[str, str]] = set()
        self.avoid: set[str] = set()

    async def around(self, *places: str | Channel) -> None:
        """Presses what the bot shows in these places, until nothing is new."""
        for where in places:
            await self.scene.deliver()
            for _ in range(60):
                if not await self._one(where):
                    break
            await self.scene.deliver()

    async def _one(self, where: str | Channel) -> bool:
        for message in reversed([each for each in self.person.sees(where) if each.bot_id or each.to]):
            for block in message.blocks:
                for element in elements_of(block):
                    if await self._try(message, block, element, ""):
                        return True
        return False

    async def at_home(self) -> None:
        await self.person.open_home()
        await self.scene.calm()
        for _ in range(40):
            view = self.person.home
            if view is None or not await self._any(view, "home"):
                return

    async def _any(self, view: View, scope: str) -> bool:
        for block in view.blocks:
            if block["type"] == "input" and not block.get("dispatch_action"):
                continue
            for element in elements_of(block):
                if await self._try(view, block, element, scope):
                    return True
        return False

    async def _try(self, target: Message | View, block: Json, element: Json, scope: str) -> bool:
        """Whether there was something to press that was not pressed before."""
        for wanted in _choices(element):
            if any(word in f"{element['action_id']} {wanted}" for word in self.avoid):
                continue
            if (key := (f"{scope}{element['action_id']}", str(wanted))) not in self.done:
                self.done.add(key)
                await self._act(target, block, element, wanted)
                return True
        return False

    async def _act(self, target: Message | View, block: Json, element: Json, wanted: Any) -> None:
        shown = None if isinstance(target, View) and target is self.person.modal else target
        if element["type"] == "button":
            await self.person.press(shown, element["action_id"], element.get("value"), block["block_id"])
        else:
            await self.person.choose(shown, element["action_id"], wanted, block["block_id"])
        await self.scene.calm()
        if isinstance(target, View) and target is not self.person.home:
            return
        await self.form()

    async def form(self) -> None:
        """Goes through the modal on top and those it opens, and submits each."""
        for _ in range(40):
            view = self.person.modal
            if view is None:
                return
            if await self._any(view, str(view.json.get("callback_id"))):
                continue
            await self._end(view)
        raise AssertionError(f"A form without an end: {view.title if view else ''}")

    async def _end(self, view: View) -> None:
        again = ("submitted", view.id)
        if view.json.get("submit") and again not in self.done:
            self.done.add(again)
            await self._submit(view)  # what takes the form's place may have buttons of its own
        elif self.person.modal is not None and self.person.modal.id == view.id:
            await self.person.close_modal()
        await self.scene.calm()

    async def _submit(self, view: View) -> None:
        inputs = [block for block in view.blocks if block["type"] == "input"]
        refused = await self.person.submit(dict(_filled(self.word, view, inputs)))
        await self.scene.calm()
        if refused and self.person.modal is not None:
            usual = {block["block_id"]: _usual(block["element"]) for block in inputs if block["block_id"] in refused}
            await self.person.submit(usual)

    async def says(self, text: str, channel: str | Channel = "general", command: str = "/incident") -> None:
        """Types a command and goes through the form that it opens."""
        await self.person.command(f"{command} {text}".strip(), channel)
        await self.scene.calm()
        await self.form()


def _choices(element: Json) -> list[Any]:
    if element["type"] == "button":
        return [""]
    if element["type"] in ("overflow", "static_select", "radio_buttons"):
        return [option["value"] for option in options_of(element)]
    if element["type"] == "checkboxes":
        return [option["value"] for option in options_of(element)][:1]
    return ["Bob Kim"] if element["type"] == "users_select" else []


def _filled(word: str, view: View, inputs: list[Json]) -> Iterator[tuple[str, Any]]:
    for block in inputs:
        element = block["element"]
        kept = view.state[block["block_id"]][element["action_id"]]
        is_empty = not any(value for key, value in kept.items() if key != "type")
        offered = [option["value"] for option in options_of(element)]
        if "private" in offered and word == SECRET:
            yield block["block_id"], ["private"]
        elif element["type"] == "plain_text_input" and (is_empty or element.get("multiline")):
            yield block["block_id"], f"{word} {kept.get('value') or 'key'}"
        elif is_empty and element["type"] in ("static_select", "radio_buttons"):
            yield block["block_id"], offered[0]
        elif is_empty and not block.get("optional") and "users_select" in element["type"]:
            yield block["block_id"], "Bob Kim"


def _usual(element: Json) -> Any:
    return element.get("initial_value", "")
