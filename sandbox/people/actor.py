"""What a person in the workspace can do and see, as in Slack's client. Forms are in `modals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sandbox.blockkit.encoding import command_text, message_text
from sandbox.blockkit.inputs import options_of
from sandbox.errors import NotAcknowledged, SandboxError, SlackError
from sandbox.people.modals import FormPlace, Modals
from sandbox.socket.payloads import Payloads
from sandbox.socket.socket_mode import Outcome, SocketMode
from sandbox.webapi.arguments import Arguments
from sandbox.webapi.call import Call
from sandbox.webapi.chat import answer
from sandbox.workspace import canvases, conversations, files, messages, read_marks
from sandbox.workspace.objects import user_json
from sandbox.workspace.state import Canvas, Channel, File, Json, Message, User, View
from sandbox.workspace.tickets import Tickets
from sandbox.workspace.workspace import SLACKBOT, Workspace, can_see

Where: TypeAlias = str | Channel


@dataclass(frozen=True)
class Desk:
    """What all people share; `patience` is in seconds of real time."""

    space: Workspace
    tickets: Tickets
    link: SocketMode
    patience: float

    async def ask(self, kind: str, payload: Json) -> Outcome:
        return await self.link.ask(kind, payload, self.patience)


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Turns a SlackError into the sentence shown to the person."""
    try:
        yield
    except SlackError as error:
        raise SandboxError(f"{what} failed: {error.code}.") from error


class Actor:
    """A person acting in the workspace. Channels are given by name, id or object."""

    def __init__(self, desk: Desk, user: User) -> None:
        self.user = user
        self._desk = desk
        self._space = desk.space
        self._payloads = Payloads(desk.space, desk.tickets)
        self._modals = Modals(desk.space, self._payloads, user, desk.ask)

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.real_name

    # --- seeing

    def channel(self, where: Where) -> Channel:
        """Raises SandboxError if there is no such channel for this person."""
        found = where if isinstance(where, Channel) else self._named(where)
        if found is None or not can_see(self.user, found):
            raise SandboxError(f"{self.name} can't see a channel named {where if found is None else found.name}.")
        return found

    def _named(self, name: str) -> Channel | None:
        return self._space.named(name.removeprefix("#")) or self._space.channel(name)

    def sees(self, where: Where) -> list[Message]:
        """Messages and replies, and the ephemerals for this person, in the order of their ts."""
        channel = self.channel(where)
        mine = [each for each in channel.ephemerals if each.to == self.id]
        return sorted([*channel.messages, *mine], key=lambda each: float(each.ts))

    def direct(self, other: str) -> Channel:
        """The direct message with a person or an app, by name, handle or id."""
        return conversations.direct(self._space, self.user, [self._somebody(other)])[0]

    def _somebody(self, name: str) -> User:
        for user in self._space.state.users:
            if name in (user.real_name, user.name, user.id):
                return user
        raise SandboxError(f"Nobody in this workspace is named {name}.")

    def read(self, where: Where, up_to: str = "", thread: str = "") -> None:
        """Marks a conversation, or the thread with that ts in it, as read: all of it, or up to a ts."""
        read_marks.mark(self._space, self.user, self.channel(where), up_to, thread)

    def unread(self, where: Where) -> read_marks.Unread:
        return read_marks.unread(self._space, self.user, self.channel(where))

    def dismiss(self, message: Message) -> None:
        """Removes an ephemeral message from this person's screen."""
        if message.to != self.id:
            raise SandboxError("Only messages visible to you alone can be dismissed.")
        self.channel(message.channel).ephemerals.remove(message)
        self._space.changed()

    @property
    def modal(self) -> View | None:
        return self._modals.top

    @property
    def home(self) -> View | None:
        return self._space.state.homes.get(self.id)

    # --- speaking

    async def post(
        self,
        channel: Where,
        text: str,
        thread: Message | None = None,
        files: Sequence[tuple[str, str] | tuple[str, str, bytes]] = (),
    ) -> Message:
        """Posts what was typed, with files as (name, mimetype) or (name, mimetype, content)."""
        where = self._present(channel)
        draft = Message(where.id, "", message_text(self._space, text), user=self.id)
        draft.thread_ts = thread.ts if thread else ""
        with refusing("Posting"):
            return self._share(where, draft, files) if files else messages.post(self._space, where, draft)

    def _share(self, where: Channel, draft: Message, attached: Sequence[tuple[Any, ...]]) -> Message:
        draft.subtype = "file_share"
        uploaded = [self._file(*each) for each in attached]
        return files.share(self._space, where, uploaded, draft)

    def _file(self, name: str, mimetype: str, content: bytes = b"") -> File:
        file = files.announce(self._space, self.user, name, len(content))
        file.mimetype = mimetype
        files.receive(file, content)
        return file

    def _present(self, where: Where) -> Channel:
        """Returns the channel; joins it first if it is public and the person is not a member."""
        channel = self.channel(where)
        if channel.kind == "channel" and self.id not in channel.members:
            with refusing("Joining"):
                conversations.join(self._space, self.user, channel)
        return channel

    def _at(self, message: Message) -> Channel:
        return self._present(self._space.channel(message.channel) or message.channel)

    async def edit(self, message: Message, text: str) -> None:
        channel = self._at(message)
        changed = replace(message, text=message_text(self._space, text))
        with refusing("Editing"):
            messages.edit(self._space, self.user, channel, message, changed)

    async def delete(self, message: Message) -> None:
        channel = self._at(message)
        with refusing("Deleting"):
            messages.delete(self._space, self.user, channel, message)

    async def react(self, message: Message, emoji: str) -> None:
        channel = self._at(message)
        with refusing("Reacting"):
            messages.react(self._space, self.user, channel, message, emoji.strip(":"))

    async def unreact(self, message: Message, emoji: str) -> None:
        channel = self._at(message)
        with refusing("Removing the reaction"):
            messages.unreact(self._space, self.user, channel, message, emoji.strip(":"))

    async def pin(self, message: Message) -> None:
        channel = self._at(message)
        with refusing("Pinning"):
            messages.pin(self._space, self.user, channel, message)

    async def unpin(self, message: Message) -> None:
        channel = self._at(message)
        with refusing("Unpinning"):
            messages.unpin(self._space, self.user, channel, message)

    # --- canvases

    def canvases(self, where: Where) -> list[Canvas]:
        """The canvases in the channel's tabs that this person can see, the channel's own first."""
        shown = canvases.of_channel(self._space, self.channel(where))
        return [each for each in shown if canvases.level_of(self._space, self.user, each)]

    def canvas(self, where: Where, canvas_id: str = "") -> Canvas:
        """A canvas of the channel by id, or the first one; raises SandboxError if there is none."""
        for each in self.canvases(where):
            if canvas_id in ("", each.id):
                return each
        raise SandboxError(f"No such canvas in {self.channel(where).name}.")

    def may_edit(self, canvas: Canvas) -> bool:
        return canvases.level_of(self._space, self.user, canvas) in {"write", "owner"}

    async def edit_canvas(self, where: Where, text: str, canvas_id: str = "", seen: int | None = None) -> None:
        """Replaces the canvas's Markdown. With `seen`, only if that is still its revision."""
        canvas = self.canvas(where, canvas_id)
        if not self.may_edit(canvas):
            raise SandboxError(f"{self.name} has view-only access to this canvas.")
        if seen not in (None, canvas.revision):
            raise SandboxError("Someone else edited this canvas in the meantime.")
        with refusing("Saving"):
            canvases.rewrite(self._space, self.user, canvas, text)
        self._space.act(self.user, self.channel(where), "edited the canvas")

    # --- channels

    async def join(self, channel: Where) -> None:
        self._present(channel)

    async def leave(self, channel: Where) -> None:
        with refusing("Leaving"):
            conversations.leave(self._space, self.user, self.channel(channel))

    async def invite(self, channel: Where, *others: str) -> None:
        """Invites people or the app, by name, handle or id."""
        where = self._present(channel)
        with refusing("Inviting"):
            ids = [self._somebody(each).id for each in others]
            conversations.invite(self._space, self.user, where, ids)

    async def kick(self, channel: Where, other: str) -> None:
        with refusing("Removing"):
            conversations.kick(self._space, self.user, self.channel(channel), self._somebody(other))

    async def create(self, name: str, is_private: bool = False) -> Channel:
        with refusing("Creating a channel"):
            return conversations.create(self._space, self.user, name, is_private)

    async def rename(self, channel: Where, name: str) -> None:
        with refusing("Renaming"):
            conversations.rename(self._space, self.user, self.channel(channel), name)

    async def topic(self, channel: Where, text: str) -> None:
        with refusing("Setting the topic"):
            conversations.set_topic(self._space, self.user, self._present(channel), text)

    async def archive(self, channel: Where) -> None:
        with refusing("Archiving"):
            conversations.archive(self._space, self.user, self.channel(channel))

    async def unarchive(self, channel: Where) -> None:
        with refusing("Unarchiving"):
            conversations.unarchive(self._space, self.user, self.channel(channel))

    async def convert(self, channel: Where, private: bool = True) -> None:
        """Makes a channel private, or public."""
        with refusing("Changing the channel"):
            conversations.convert(self._space, self.user, self.channel(channel), private)

    async def delete_channel(self, channel: Where) -> None:
        with refusing("Deleting the channel"):
            conversations.delete(self._space, self.user, self.channel(channel))

    async def share(self, channel: Where, team: str) -> None:
        """Shares a channel with the workspace of another organization, by its id."""
        conversations.share(self._space, self.channel(channel), team)

    async def unshare(self, channel: Where, team: str) -> None:
        conversations.unshare(self._space, self.channel(channel), team)

    async def deactivate(self, *, again_active: bool = False) -> None:
        """An admin deactivates the account, or activates it again."""
        self.user.deleted = not again_active
        self._space.tell({"type": "user_change", "user": user_json(self._space, self.user, with_email=False)})

    async def change_profile(self, title: str | None = None, tz: str | None = None, name: str | None = None) -> None:
        """Sets the job title, the time zone or the real name; the app gets the event if it subscribes to it."""
        self.user.real_name = self.user.real_name if name is None else name
        self.user.title = self.user.title if title is None else title
        self.user.tz = self.user.tz if tz is None else tz
        self._space.tell({"type": "user_change", "user": user_json(self._space, self.user, with_email=False)})

    # --- the app

    async def command(self, typed: str, channel: Where = "general") -> None:
        """Runs a slash command.

        Raises SandboxError if no app has it, NotAcknowledged if it was not acknowledged in 3 s.
        """
        where = self._present(channel)
        name, _, text = typed.strip().partition(" ")
        known = self._space.app.commands.get(name)
        if known is None:
            raise SandboxError(f"{name} is not a valid command.")
        self._space.act(self.user, where, f"ran {typed.strip()}")
        encoded = command_text(self._space, text.strip(), known.should_escape)
        outcome = await self._desk.ask("slash_commands", self._payloads.command(self.user, where, name, encoded))
        self._told(where, outcome, name)

    def _told(self, where: Channel, outcome: Outcome, what: str) -> None:
        """Shows the response in the ack, or that the app did not respond."""
        if not outcome.acked:
            raise self._failed(where, f"{what} failed because the app did not respond.")
        if not outcome.payload:
            return
        try:
            answer(self._call(outcome.payload), where, self.id)
        except SlackError as error:
            raise self._failed(
                where, f"{what} failed because Slack rejected the app's response ({error.code})."
            ) from error

    def _call(self, payload: Json) -> Call:
        return Call(self._space, self._desk.tickets, Arguments(payload))

    def _failed(self, where: Channel, sentence: str) -> NotAcknowledged:
        messages.ephemeral(self._space, where, Message(where.id, "", sentence, user=SLACKBOT, to=self.id))
        return NotAcknowledged(sentence)

    async def shortcut(self, wanted: str, message: Message | None = None) -> None:
        """Runs a global shortcut, or a message shortcut on a message, by name or callback_id."""
        kind = "message" if message else "global"
        offered = (each for each in self._space.app.shortcuts if each.type == kind)
        found = next((each for each in offered if wanted in (each.name, each.callback_id)), None)
        if found is None:
            raise SandboxError(f"No {kind} shortcut is named {wanted}.")
        where = self._at(message) if message else None
        self._space.act(self.user, where, f'used "{found.name}"')
        payload = (
            self._payloads.message_action(self.user, found.callback_id, where, message)
            if where and message
            else self._payloads.shortcut(self.user, found.callback_id)
        )
        outcome = await self._desk.ask("interactive", payload)
        if not outcome.acked:
            raise NotAcknowledged(f"{found.name} failed because the app did not respond.")

    async def forge(self, kind: str, about: Json, channel: Where = "general") -> Outcome:
        """Sends an interaction that no client would send, such as one with another value or private_metadata."""
        where = self.channel(channel)
        base = self._payloads.interaction(kind, self.user, where)
        answers = {"channel": {"id": where.id}, "response_url": self._payloads.hook(self.user, where)}
        return await self._desk.ask("interactive", {**base, **answers, **about})

    async def open_home(self) -> None:
        """Opens the app's Home tab; the app may publish it in response."""
        channel = self.direct(self._space.bot.id)
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": "home"}
        self._space.tell(event | ({"view": self.home.json} if self.home else {}))

    async def press(
        self, target: Message | View | None, button: str, value: str | None = None, block_id: str = ""
    ) -> None:
        """Presses a button by label or action_id (and value or block, where several are alike); confirms its dialog.

        `target`: a message, a view such as `home`, or None for the modal on top.
        """
        await self._modals.press(self._place(target), button, value, block_id)

    async def choose(self, target: Message | View | None, element: str, wanted: Any, block_id: str = "") -> None:
        """Selects in a menu or picker, given by action_id or placeholder: an option by text or value, a date …"""
        await self._modals.choose(self._place(target), element, wanted, block_id)

    async def offers(self, target: Message | View | None, element: str, typed: str, block_id: str = "") -> Json:
        """Like `suggest`, but as the app groups its options: `options` or `option_groups`."""
        return await self._modals.suggest(self._place(target), element, typed, block_id)

    async def suggest(self, target: Message | View | None, element: str, typed: str) -> list[Json]:
        """The app's options for the typed text; none, without asking the app, if the text is too short."""
        return options_of(await self.offers(target, element, typed))

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fills the top modal, by label or block_id, without submitting it."""
        self._modals.fill(values)

    def _place(self, target: Message | View | None) -> FormPlace:
        if isinstance(target, Message):
            if target.to not in ("", self.id):
                raise SandboxError("That message is visible to someone else.")
            return FormPlace(self._at(target), target)
        view = target or self.modal
        if view is None:
            raise SandboxError(f"{self.name} has no modal open.")
        return FormPlace(self._space.channel(view.channel), view)

    async def submit(self, values: dict[str, Any] | None = None) -> dict[str, str]:
        """Fills the top modal, by label or block_id, and submits it; returns its errors by block_id."""
        return await self._modals.submit(values or {})

    async def close_modal(self) -> None:
        """Closes the top modal; the app is notified if it asked for it."""
        await self._modals.close()
