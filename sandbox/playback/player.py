"""Plays the steps of people in a workspace. The caller moves the clock; the grammar of steps is in `script`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from sandbox.blockkit.rendering import lines_of
from sandbox.box import Sandbox
from sandbox.errors import NotAcknowledged, SandboxError
from sandbox.people.actor import Actor
from sandbox.playback.script import ScriptError, Step, parse_script
from sandbox.workspace.state import Channel, Message, View

Found = TypeVar("Found")

__all__ = ["Player", "ScriptError", "Step", "parse_script"]


class Player:
    """Performs the steps of one script; remembers the messages that its steps name with `as`."""

    def __init__(self, box: Sandbox, script: Sequence[Step], patience: float = 10.0) -> None:
        """Raises ScriptError if someone in the script is not in the workspace.

        `patience` is how many seconds of real time a step waits for something the app has yet to do.
        """
        self.steps = tuple(script)
        self._box = box
        self._patience = patience
        self._messages: dict[str, Message] = {}
        self._refuse_strangers()

    def _refuse_strangers(self) -> None:
        for step in self.steps:
            try:
                if step.who:
                    self._box.person(step.who)
            except SandboxError:
                raise ScriptError(f"step {step.number}: {step.who} is not in the workspace.") from None

    async def perform(self, step: Step) -> None:
        """Performs a step; returns when Slack would give control back to the person.

        Waits for a channel, message or modal that the app has yet to create. Raises ScriptError if the workspace
        or the modal rejects the step, NotAcknowledged if the app does not respond.
        """
        try:
            await _PLAYS[step.verb](self, step)
        except NotAcknowledged:
            raise
        except (SandboxError, TimeoutError) as refusal:
            raise ScriptError(f"step {step.number}: {refusal}") from refusal

    async def _command(self, step: Step) -> None:
        channel = await self._channel(step)
        await self._person(step).command(step.details["text"], channel)

    async def _submit(self, step: Step) -> None:
        person = self._person(step)
        await self._open_modal(person)
        errors = await person.submit(step.details["values"])
        if errors:
            raise SandboxError(" ".join(errors.values()))

    async def _post(self, step: Step) -> None:
        thread = await self._message(step, "thread") if "thread" in step.details else None
        channel = await self._channel(step)
        message = await self._person(step).post(channel, step.details["text"], thread)
        self._remember(step, message)

    async def _edit(self, step: Step) -> None:
        await self._person(step).edit(await self._message(step), step.details["text"])

    async def _delete(self, step: Step) -> None:
        await self._person(step).delete(await self._message(step))

    async def _react(self, step: Step) -> None:
        await self._person(step).react(await self._message(step), step.details["emoji"])

    async def _unreact(self, step: Step) -> None:
        await self._person(step).unreact(await self._message(step), step.details["emoji"])

    async def _press(self, step: Step) -> None:
        person = self._person(step)
        is_message = "message" in step.details
        target = await self._message(step) if is_message else await self._open_modal(person)
        await person.press(target, step.details["button"])

    async def _join(self, step: Step) -> None:
        await self._person(step).join(await self._channel(step))

    async def _alert(self, step: Step) -> None:
        channel = await self._channel(step)
        message = self._box.post_as_app(channel, step.details["app"], text=step.details["text"])
        self._remember(step, message)

    def _remember(self, step: Step, message: Message) -> None:
        if "as" in step.details:
            self._messages[step.details["as"]] = message

    def _person(self, step: Step) -> Actor:
        return self._box.person(step.who)

    async def _open_modal(self, person: Actor) -> View:
        return await self._awaited(lambda: [person.modal] if person.modal else [], f"a modal for {person.name}")

    async def _awaited(self, look: Callable[[], list[Found]], what: str) -> Found:
        """The first of what `look` finds, as soon as it finds something."""
        return (await self._box.changed(look, self._patience, what))[0]

    async def _channel(self, step: Step) -> Channel:
        wanted = step.details["channel"]
        if isinstance(wanted, str):
            return self._person(step).channel(wanted) if step.who else self._box.channel(wanted)
        beginning = wanted["newest"]
        what = f"a channel whose name starts with {beginning}"
        return await self._awaited(lambda: self._newest_channels(step, beginning), what)

    def _newest_channels(self, step: Step, beginning: str) -> list[Channel]:
        """The newest first; an alert, which nobody sends, finds public channels only."""
        named = [each for each in reversed(self._box.channels()) if each.name.startswith(beginning)]
        who = self._person(step).id if step.who else ""
        return [each for each in named if not each.is_private or who in each.members]

    async def _message(self, step: Step, name: str = "message") -> Message:
        wanted = step.details[name]
        if isinstance(wanted, str):
            return self._messages[wanted]
        channel, words = await self._channel(step), wanted["newest"]
        what = f"a message in #{channel.name} with the words {words}"
        return await self._awaited(lambda: self._newest_messages(step, channel, words), what)

    def _newest_messages(self, step: Step, channel: Channel, words: str) -> list[Message]:
        seen = reversed(self._person(step).sees(channel))
        return [each for each in seen if words in "\n".join(lines_of(each.json(), self._box.name_of))]


_PLAYS: dict[str, Callable[[Player, Step], Awaitable[None]]] = {
    "command": Player._command,
    "submit": Player._submit,
    "post": Player._post,
    "edit": Player._edit,
    "delete": Player._delete,
    "react": Player._react,
    "unreact": Player._unreact,
    "press": Player._press,
    "join": Player._join,
    "alert": Player._alert,
}
