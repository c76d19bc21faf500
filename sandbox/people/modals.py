"""How a person uses forms: filling, submitting and closing modals, and pressing buttons in messages and views."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import views
from sandbox.blockkit.external_options import entries, is_external, offered, pick, shortest
from sandbox.blockkit.inputs import FIELDS, complaint, elements_of, entered, options_of
from sandbox.errors import NotAcknowledged, SandboxError, SlackError
from sandbox.socket.payloads import Payloads
from sandbox.socket.socket_mode import Outcome
from sandbox.workspace.state import Channel, Json, Message, User, View
from sandbox.workspace.workspace import Workspace

Ask = Callable[[str, Json], Awaitable[Outcome]]
TROUBLE = "We had some trouble connecting. Try again?"  # what Slack's client says
ACTION_PARTS = ("type", "action_id", "block_id", "text", "value", "style", "placeholder", "url")


@dataclass(frozen=True)
class FormPlace:
    """Where something is pressed: a message in a channel, or a view."""

    channel: Channel | None
    shown: Message | View


class Modals:
    def __init__(self, space: Workspace, payloads: Payloads, user: User, ask: Ask) -> None:
        self._space = space
        self._payloads = payloads
        self._user = user
        self._ask = ask

    @property
    def top(self) -> View | None:
        stack = self._space.state.modals.get(self._user.id)
        return stack[-1] if stack else None

    def _open(self) -> View:
        if self.top is None:
            raise SandboxError(f"{self._user.real_name} has no modal open.")
        return self.top

    # --- buttons and menus

    async def press(self, place: FormPlace, button: str, value: str | None, block_id: str = "") -> None:
        buttons = [(block, each) for block, each in _offered(place, block_id) if each["type"] == "button"]
        for block, each in buttons:
            named = button in (each["text"]["text"], each.get("action_id"))
            if named and value in (None, each.get("value")):
                self._space.act(self._user, place.channel, f'pressed "{each["text"]["text"]}"')
                return await self._send(place, _action(block, each, {}))
        labels = ", ".join(each["text"]["text"] for _, each in buttons) or "none"
        raise SandboxError(f"No button {button} here. Available: {labels}.")

    async def choose(self, place: FormPlace, element: str, wanted: Any, block_id: str = "") -> None:
        block, found = _named(place, element, block_id)
        if is_external(found):
            wanted = await self._looked_up(place, block, found, wanted)
        await self._choose(place, block, found, wanted)

    async def suggest(self, place: FormPlace, element: str, typed: str, block_id: str = "") -> Json:
        """The app's options for the typed text, as `options` or `option_groups`."""
        block, found = _named(place, element, block_id)
        if not is_external(found):
            raise SandboxError(f"{element} has static options, so the app is not asked for any.")
        return await self._suggested(place, block, found, typed)

    async def _suggested(self, place: FormPlace, block: Json, element: Json, typed: str) -> Json:
        if len(typed) < shortest(element):
            return {"options": []}
        asked = {**element, "block_id": block["block_id"]}
        payload = self._payloads.suggestion(self._user, place.channel, place.shown, asked, typed)
        outcome = await self._ask("interactive", payload)
        if not outcome.acked:
            raise NotAcknowledged(TROUBLE)
        return offered(outcome.payload)

    async def _looked_up(self, place: FormPlace, block: Json, element: Json, wanted: Any) -> Any:
        """The wanted options; those given as text are looked up among the options the app returns."""
        found = []
        for each in entries(wanted):
            is_option = isinstance(each, dict)
            found.append(each if is_option else pick(await self._suggested(place, block, element, str(each)), each))
        return found if element["type"].startswith("multi_") else next(iter(found), None)

    async def _choose(self, place: FormPlace, block: Json, element: Json, wanted: Any) -> None:
        if element["type"] == "overflow":
            chosen: Json = {"selected_option": _overflow(element, wanted)}
        else:
            chosen = entered(self._space, element, wanted)
        if isinstance(place.shown, View) and element["type"] in FIELDS:
            place.shown.state[block["block_id"]][element["action_id"]] = chosen
        shown = ", ".join(_words(chosen))
        self._space.act(self._user, place.channel, f'chose "{shown}"')
        if block["type"] != "input" or block.get("dispatch_action"):
            await self._send(place, _action(block, element, chosen))

    async def _send(self, place: FormPlace, action: Json) -> None:
        if not self._space.app.interactive:
            raise SandboxError("Interactivity is turned off in the app's manifest.")
        outcome = await self._ask("interactive", self._actions(place, action))
        if not outcome.acked:
            raise NotAcknowledged(TROUBLE)

    def _actions(self, place: FormPlace, action: Json) -> Json:
        if isinstance(place.shown, Message) and place.channel is not None:
            return self._payloads.message_actions(self._user, place.channel, place.shown, action)
        assert isinstance(place.shown, View)
        return self._payloads.view_actions(self._user, place.shown, action)

    # --- forms

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fills in values, by label or block_id, without submitting."""
        view = self._open()
        for key, value in values.items():
            self._fill(view, key, value)

    async def submit(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Submits the top modal. What the client rejects never reaches the app."""
        view = self._open()
        if not view.json.get("submit"):
            raise SandboxError(f"{view.title} has nothing to submit.")
        self.fill({key: await self._entry(view, key, value) for key, value in values.items()})
        view.errors = _complaints(view)
        self._space.changed()
        if view.errors:
            return dict(view.errors)
        self._act(view, f'submitted "{view.title}": {_entries(view)}')
        outcome = await self._ask("interactive", self._payloads.submission(self._user, view))
        if not outcome.acked:
            raise NotAcknowledged(TROUBLE)
        return self._answered(view, outcome)

    def _act(self, view: View, what: str) -> None:
        self._space.act(self._user, self._space.channel(view.channel), what)

    def _answered(self, view: View, outcome: Outcome) -> dict[str, str]:
        try:
            return views.answered(self._space, view, outcome.payload)
        except SlackError as error:
            sentence = f"Slack rejected the app's response to the form ({error.code}: {dict(error.details)})."
            raise NotAcknowledged(sentence) from error

    def _fill(self, view: View, key: str, value: Any) -> None:
        block = _input(view, key)
        element = block["element"]
        view.state[block["block_id"]][element["action_id"]] = entered(self._space, element, value)

    async def _entry(self, view: View, key: str, value: Any) -> Any:
        """The value itself, or the app's options for it where the app provides them."""
        block = _input(view, key)
        if not is_external(block["element"]):
            return value
        return await self._looked_up(FormPlace(self._space.channel(view.channel), view), block, block["element"], value)

    async def close(self) -> None:
        view = self._open()
        cleared = bool(view.json["clear_on_close"])
        views.close(self._space, view, cleared)
        if view.json["notify_on_close"]:
            outcome = await self._ask("interactive", self._payloads.closing(self._user, view, cleared))
            if not outcome.acked:
                raise NotAcknowledged(TROUBLE)


def _offered(place: FormPlace, block_id: str) -> list[tuple[Json, Json]]:
    blocks = [each for each in place.shown.blocks if block_id in ("", each["block_id"])]
    return [(block, element) for block in blocks for element in elements_of(block)]


def _named(place: FormPlace, element: str, block_id: str) -> tuple[Json, Json]:
    """A block with its element of that action_id or placeholder."""
    for block, each in _offered(place, block_id):
        if element in (each.get("action_id"), each.get("placeholder", {}).get("text")):
            return block, each
    raise SandboxError(f"No menu or picker named {element} here.")


def _input(view: View, key: str) -> Json:
    """The input block with that label or block_id."""
    inputs = [each for each in view.blocks if each["type"] == "input"]
    for block in inputs:
        if key in (block["block_id"], block["label"]["text"]):
            return block
    labels = ", ".join(each["label"]["text"] for each in inputs)
    raise SandboxError(f"No field {key} in {view.title}. Available: {labels}.")


def _action(block: Json, element: Json, chosen: Json) -> Json:
    parts = {key: element[key] for key in ACTION_PARTS if key in element}
    return {**parts, **chosen, "block_id": block["block_id"]}


def _overflow(element: Json, wanted: str) -> Json:
    for option in options_of(element):
        if wanted in (option.get("value"), option["text"]["text"]):
            return option
    offered = ", ".join(option["text"]["text"] for option in options_of(element))
    raise SandboxError(f"{wanted} is not an option here. Options: {offered}.")


def _complaints(view: View) -> dict[str, str]:
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            value = view.state[block["block_id"]][block["element"]["action_id"]]
            found[block["block_id"]] = complaint(block, value)
    return {key: sentence for key, sentence in found.items() if sentence}


def _entries(view: View) -> str:
    """`Title = Payments down; Severity = SEV1`: what was filled in, in the form's order."""
    lines = []
    for block in view.blocks:
        if block["type"] == "input":
            value = view.state[block["block_id"]][block["element"]["action_id"]]
            words = ", ".join(_words(value))
            lines += [f"{block['label']['text']} = {words}"] if words else []
    return "; ".join(lines)


def _words(value: Json) -> list[str]:
    """A value as people read it: option texts, or the entry itself."""
    content = next((each for key, each in value.items() if key != "type"), None)
    items = content if isinstance(content, list) else [content]
    return [each["text"]["text"] if isinstance(each, dict) and "text" in each else str(each) for each in items if each]
