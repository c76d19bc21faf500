"""A workspace: its state, time, ids and events. The rules for conversations, messages, views and files are in
modules of their own and take a Workspace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.errors import SandboxError, SlackError
from sandbox.workspace.ids import hex_id, slack_id
from sandbox.workspace.manifest import App
from sandbox.workspace.state import Act, AppIds, Channel, Json, Message, State, User

MICRO = 1_000_000
SLACKBOT = "USLACKBOT"  # the user as which Slack itself posts


@dataclass(frozen=True)
class Profile:
    """A person to add to the workspace. `handle` defaults to the first name in lower case."""

    name: str
    handle: str = ""
    tz: str = "Europe/Berlin"
    email: str = ""
    title: str = ""
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    team_id: str | None = None
    deleted: bool = False


@dataclass(frozen=True)
class WorkspaceEvent:
    """Slack's event object, and the conversation it is about."""

    event: Json
    channel: Channel | None = None


class Workspace:
    """The state with its clock. `listen` is called with every event, `changed` at every change."""

    def __init__(self, state: State, app: App, clock: Clock) -> None:
        self.state = state
        self.app = app
        self.clock = clock
        self.address = ""  # of the server, known once it is bound
        self.listen: Callable[[WorkspaceEvent], None] = lambda _: None
        self.changed: Callable[[], None] = lambda: None

    # --- time and ids

    def seconds(self) -> int:
        return int(self.clock.time())

    def number(self, kind: str) -> int:
        """The next number of a kind, from 1."""
        self.state.counters[kind] = self.state.counters.get(kind, 0) + 1
        return self.state.counters[kind]

    def new_id(self, prefix: str) -> str:
        return slack_id(prefix, self.number(prefix))

    def new_secret(self, kind: str, length: int = 32) -> str:
        return hex_id(kind, self.number(kind), length)

    def next_ts(self, channel: Channel) -> str:
        """Seconds with six decimals, unique and increasing in the channel."""
        channel.last_ts = max(round(self.clock.time() * MICRO), channel.last_ts + 1)
        return stamp(channel.last_ts)

    def event_ts(self) -> str:
        last = self.state.counters.get("event_ts", 0)
        self.state.counters["event_ts"] = max(round(self.clock.time() * MICRO), last + 1)
        return stamp(self.state.counters["event_ts"])

    # --- what happens

    def tell(self, event: Json, channel: Channel | None = None) -> None:
        """Sends an event; adds `event_ts` if it is missing."""
        self.listen(WorkspaceEvent({**event, "event_ts": event.get("event_ts") or self.event_ts()}, channel))
        self.changed()

    def act(self, person: User, channel: Channel | None, what: str) -> None:
        where = channel.name if channel else ""
        self.state.acts.append(Act(self.clock.time(), person.real_name, where, what))
        self.changed()

    # --- look-ups

    def user(self, user_id: str) -> User | None:
        return next((each for each in self.state.users if each.id == user_id), None)

    def the_user(self, user_id: str) -> User:
        """Raises SlackError user_not_found."""
        user = self.user(user_id)
        if user is None:
            raise SlackError("user_not_found")
        return user

    @property
    def bot(self) -> User:
        return self.the_user(self.state.app.user_id)

    def channel(self, channel_id: str) -> Channel | None:
        return next((each for each in self.state.channels if each.id == channel_id), None)

    def named(self, name: str) -> Channel | None:
        """A channel, public or private, by its name without #."""
        channels = (each for each in self.state.channels if each.kind == "channel")
        return next((each for each in channels if each.name == name), None)

    def seen_by(self, user: User, channel_id: str) -> Channel:
        """By id; raises SlackError channel_not_found if the user can't see it."""
        channel = self.channel(channel_id)
        if channel is None or not can_see(user, channel):
            raise SlackError("channel_not_found")
        return channel

    def as_member(self, user: User, channel_id: str) -> Channel:
        channel = self.seen_by(user, channel_id)
        if user.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def name_of(self, kind: str, key: str) -> str:
        """The display name for an id; `kind` is "user", "channel", "usergroup" or "bot". Empty if unknown."""
        tables: dict[str, Iterable[tuple[str, str]]] = {
            "user": ((SLACKBOT, "Slackbot"), *((each.id, each.real_name) for each in self.state.users)),
            "bot": ((each.bot_id, each.real_name) for each in self.state.users),
            "channel": ((each.id, each.name) for each in self.state.channels),
            "usergroup": ((each.id, each.handle) for each in self.state.usergroups),
        }
        return next((name for each, name in tables[kind] if each == key), "")

    def permalink(self, message: Message) -> str:
        base = f"https://{self.state.team_domain}.slack.com/archives/{message.channel}"
        link = f"{base}/p{message.ts.replace('.', '')}"
        return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else link


def can_see(user: User, channel: Channel) -> bool:
    return user.id in channel.members or not (channel.is_private or channel.kind != "channel")


def stamp(micros: int) -> str:
    return f"{micros // MICRO}.{micros % MICRO:06d}"


def new_state(app: App, people: Sequence[Profile], name: str, domain: str) -> State:
    """A workspace with the app's user and these people, and no channels. Raises SandboxError for duplicates."""
    ids = AppIds(slack_id("A", 1), slack_id("B", 1), slack_id("U", 1))
    state = State(slack_id("T", 1), name, domain, ids, counters={"A": 1, "B": 1, "U": 1, "T": 1})
    handle = app.name.lower().replace(" ", "")
    bot = User(ids.user_id, state.team_id, handle, app.name, is_bot=True, bot_id=ids.bot_id)
    state.users.append(bot)
    for profile in people:
        add_person(state, profile)
    return state


def add_person(state: State, profile: Profile) -> User:
    """Raises SandboxError if the name or handle is taken or the time zone is unknown."""
    handle = profile.handle or profile.name.split()[0].lower()
    taken = {each.real_name for each in state.users} | {each.name for each in state.users}
    if {profile.name, handle} & taken:
        raise SandboxError(f"The name {profile.name} or the handle @{handle} is already taken.")
    ZoneInfo(profile.tz)
    state.counters["U"] += 1
    user = User(slack_id("U", state.counters["U"]), profile.team_id or state.team_id, handle, profile.name)
    user.tz, user.email, user.title = profile.tz, profile.email, profile.title
    user.is_restricted, user.deleted = profile.is_restricted or profile.is_ultra_restricted, profile.deleted
    user.is_ultra_restricted = profile.is_ultra_restricted
    state.users.append(user)
    return user
