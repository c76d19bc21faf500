"""The sandbox: assembles clock, state, server, Socket Mode and people, and shuts them down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, TypeVar

from aiohttp import web

from sandbox.blockkit.encoding import escape
from sandbox.blockkit.inputs import with_ids
from sandbox.blockkit.validation import check
from sandbox.clock import Clock
from sandbox.errors import SandboxError
from sandbox.people.actor import Actor, Desk
from sandbox.pulse import Pulse
from sandbox.socket.events import callback, reaches
from sandbox.socket.faults import Faults
from sandbox.socket.socket_mode import Outcome, SocketMode
from sandbox.socket.wire_log import WireLog
from sandbox.webapi.server import APP_TOKEN, BOT_TOKEN, Server
from sandbox.workspace import files, messages
from sandbox.workspace.manifest import read_manifest
from sandbox.workspace.objects import group_event, members_changed, user_json
from sandbox.workspace.state import Act, Channel, Json, Message, State, User, Usergroup
from sandbox.workspace.tickets import Tickets
from sandbox.workspace.workspace import Profile, Workspace, WorkspaceEvent, add_person, new_state

T = TypeVar("T")
PATIENCE = 30.0


class PageView(Protocol):
    """Something the server offers besides the Web API, such as the page in the browser."""

    def attach(self, box: Sandbox) -> None:
        """Called first, with the workspace to show."""

    def add_routes(self, app: web.Application) -> None: ...

    async def stop(self) -> None: ...


class Sandbox:
    """`async with Sandbox(manifest, people, clock=clock) as box`.

    `usergroups` maps handles to people's names. `state` restores an earlier workspace, with its people, channels and
    usergroups. `patience` is the real time in seconds after which a person gives up on an app that does not
    respond while the clock is paused. `page` is what people see in a browser, None for an app alone.
    `canvas_plan` is "paid", "free" (Slack's limits on canvases for free teams) or "off" (the team has none).
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        people: Sequence[Profile],
        channels: Sequence[str] = ("general", "incidents"),
        *,
        clock: Clock,
        port: int = 0,
        team_name: str = "Sandbox",
        team_domain: str = "sandbox",
        usergroups: Mapping[str, Sequence[str]] | None = None,
        state: State | None = None,
        patience: float = PATIENCE,
        page: PageView | None = None,
        canvas_plan: str = "paid",
    ) -> None:
        app = read_manifest(manifest)
        fresh = state is None
        self.state = state if state is not None else new_state(app, people, team_name, team_domain)
        self.clock = clock
        self.space = Workspace(self.state, app, clock)
        self._pulse = Pulse()
        self.wire = WireLog(clock, self._pulse.beat)
        self._tickets = Tickets()
        self._link = SocketMode(self.space, self.wire)
        self.faults = Faults(clock, self._link)
        self._page = page
        self._server = Server(self.space, self._tickets, self.wire, self._link, self.faults)
        if page:
            page.attach(self)
            self._server.extend(page.add_routes)
        self._desk = Desk(self.space, self._tickets, self._link, patience)
        self._port = port
        if fresh:
            self.state.canvas_plan = canvas_plan
            self._furnish(channels, usergroups or {})
        self.space.listen, self.space.changed = self._heard, self._pulse.beat

    def _furnish(self, channels: Sequence[str], usergroups: Mapping[str, Sequence[str]]) -> None:
        """Creates the initial channels and groups; everyone but guests joins each channel."""
        everyone = [each.id for each in self.state.users if not (each.is_bot or each.deleted)]
        guests = {each.id for each in self.state.users if each.is_restricted}
        for name in channels:
            made = Channel(self.space.new_id("C"), name, everyone[0] if everyone else "", self.space.seconds())
            made.is_general = name == "general"
            made.members = [each for each in everyone if made.is_general or each not in guests]
            self.state.channels.append(made)
        for handle, names in usergroups.items():
            ids = [self.person(each).id for each in names]
            self.state.usergroups.append(Usergroup(self.space.new_id("S"), handle, handle, ids))

    def _heard(self, happening: WorkspaceEvent) -> None:
        if reaches(self.space, happening):
            self._link.event(callback(self.space, happening))

    async def __aenter__(self) -> Sandbox:
        self._port = await self._server.start(self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._page:
            await self._page.stop()
        await self._server.stop()

    # --- what an app needs to connect

    @property
    def port(self) -> int:
        return self._port

    @property
    def api_url(self) -> str:
        return f"{self.space.address}api/"

    @property
    def page_url(self) -> str:
        """Where people open the workspace in a browser."""
        return self.space.address

    @property
    def bot_token(self) -> str:
        return BOT_TOKEN

    @property
    def app_token(self) -> str:
        return APP_TOKEN

    @property
    def connections(self) -> int:
        return len(self._link.connections)

    # --- who and what is in it

    def person(self, name: str) -> Actor:
        """By real name, handle or id; raises SandboxError."""
        people: list[User] = [each for each in self.state.users if not each.is_bot]
        for user in people:
            if name.removeprefix("@") in (user.real_name, user.name, user.id):
                return Actor(self._desk, user)
        known = ", ".join(each.real_name for each in people)
        raise SandboxError(f"Nobody in this workspace is named {name}. People: {known}.")

    def welcome(self, profile: Profile) -> Actor:
        """Adds a person to the workspace and to #general; the app gets the event if it subscribes to it.

        Raises SandboxError if the name or handle is taken.
        """
        user = add_person(self.state, profile)
        for channel in self.state.channels:
            if channel.is_general:
                channel.members.append(user.id)
        self.space.tell({"type": "team_join", "user": user_json(self.space, user, with_email=False)})
        return self.person(user.id)

    def group(self, handle: str, *names: str) -> str:
        """Creates or changes a user group with exactly these people and returns its id; the app gets the event."""
        known = next((each for each in self.state.usergroups if each.handle == handle), None)
        group = known or Usergroup(self.space.new_id("S"), handle, handle, [])
        before, group.users = group.users, [self.person(each).id for each in names]
        if known is None:
            self.state.usergroups.append(group)
        kind = "subteam_updated" if known else "subteam_created"
        self.space.tell({"type": kind, "subteam": group_event(self.space, group)})
        if known:
            self.space.tell(members_changed(self.space, group, before))
        return group.id

    def uninstall(self) -> None:
        """Removes the app as an admin does: it is told so, and its bot token is refused from now on."""
        self.faults.refuse_token("account_inactive")
        self.space.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.space.bot.id]}})
        self.space.tell({"type": "app_uninstalled"})

    def people(self) -> list[Actor]:
        return [Actor(self._desk, each) for each in self.state.users if not each.is_bot]

    def channel(self, name: str) -> Channel:
        """By name or id; raises SandboxError."""
        found = self.space.named(name.removeprefix("#")) or self.space.channel(name)
        if found is None:
            raise SandboxError(f"No channel is named {name}.")
        return found

    def channels(self) -> list[Channel]:
        """Channels, public and private, in order of creation; no direct messages."""
        return [each for each in self.state.channels if each.kind == "channel"]

    async def deliver(self, kind: str, payload: Json) -> Outcome:
        """Sends the app an envelope as it is, for payloads that no actor makes, and returns what became of it.

        `kind` is "events_api", "interactive" or "slash_commands".
        """
        return await self._desk.ask(kind, payload)

    @property
    def acts(self) -> list[Act]:
        return self.state.acts

    def name_of(self, kind: str, key: str) -> str:
        """The display name for an id; `kind` is "user", "bot", "channel" or "usergroup". Empty if unknown."""
        return self.space.name_of(kind, key)

    def content(self, file_id: str) -> bytes:
        """The bytes of a file."""
        return files.content(files.find(self.space, file_id))

    def post_as_app(
        self,
        channel: str | Channel,
        app_name: str,
        text: str = "",
        blocks: list[Json] | None = None,
        attachments: list[Json] | None = None,
    ) -> Message:
        """Posts a message from another app, such as an alert; text is plain. Raises SandboxError for bad blocks."""
        where = channel if isinstance(channel, Channel) else self.channel(channel)
        problems = check(blocks, "message") if blocks else []
        if problems:
            raise SandboxError(f"Slack rejects these blocks: {'; '.join(problems)}")
        made = Message(where.id, "", escape(text), subtype="bot_message", username=app_name)
        made.bot_id = self._other_app(app_name)
        made.blocks, made.attachments = with_ids(self.space, blocks or []), attachments or []
        return messages.post(self.space, where, made)

    def _other_app(self, name: str) -> str:
        if name not in self.state.other_apps:
            self.state.other_apps[name] = self.space.new_id("B")
        return self.state.other_apps[name]

    # --- waiting

    @property
    def beats(self) -> int:
        """The number of changes so far."""
        return self._pulse.beats

    async def settled(self, timeout: float = 10.0) -> None:
        """Returns when no request is in progress and no envelope is waiting for its ack.

        Raises TimeoutError after that many seconds of real time.
        """
        try:
            await self._pulse.until(lambda: not self.wire.in_flight, timeout, "nothing in flight")
        except TimeoutError as error:
            waiting = ", ".join(f"{each.kind} {each.name}" for each in self.wire.open())
            raise TimeoutError(f"{error} Still open: {waiting}.") from None

    async def changed(self, predicate: Callable[[], T], timeout: float = 10.0, what: str = "") -> T:
        """Returns the predicate's first true value; it is called again at each change of state or wire.

        Raises TimeoutError naming `what` after that many seconds of real time.
        """
        return await self._pulse.until(predicate, timeout, what or predicate.__name__)
