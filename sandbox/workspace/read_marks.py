"""What a person has read, and their unread counts, in conversations and threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.workspace.messages import SYSTEM
from sandbox.workspace.state import Channel, Message, User
from sandbox.workspace.workspace import Workspace

MOST_COUNTED = 100
EVERYBODY = ("<!here>", "<!channel>", "<!everyone>")


@dataclass(frozen=True)
class Unread:
    """Unread messages of others, counted up to 100, and how many of them mention this person."""

    messages: int = 0
    mentions: int = 0


def mark(space: Workspace, user: User, channel: Channel, up_to: str = "", thread: str = "") -> None:
    """Moves the mark forward only."""
    key = _key(channel, thread)
    newest = up_to or max((each.ts for each in _within(channel, thread)), default="")
    if newest > read_to(space, user, channel, thread):
        space.state.read.setdefault(user.id, {})[key] = newest
        space.changed()


def read_to(space: Workspace, user: User, channel: Channel, thread: str = "") -> str:
    """The ts of the last message that this person has read there; empty if none."""
    return space.state.read.get(user.id, {}).get(_key(channel, thread), "")


def unread(space: Workspace, user: User, channel: Channel) -> Unread:
    """Unread messages of the conversation itself, without replies in threads and Slack's own lines."""
    return _counted(space, user, channel, "")


def unread_replies(space: Workspace, user: User, channel: Channel, thread: str) -> int:
    return _counted(space, user, channel, thread).messages


def _counted(space: Workspace, user: User, channel: Channel, thread: str) -> Unread:
    since, found, calls = read_to(space, user, channel, thread), 0, 0
    for message in _within(channel, thread):
        if message.ts <= since or found == MOST_COUNTED:
            break
        if message.user != user.id and message.subtype not in SYSTEM:
            found += 1
            calls += channel.kind != "channel" or _mentions(space, message, user)
    return Unread(found, calls)


def _within(channel: Channel, thread: str) -> Iterator[Message]:
    """Newest first."""
    for message in reversed(channel.messages):
        in_thread = message.is_reply and message.thread_ts == thread
        if in_thread if thread else message.broadcast or not message.is_reply:
            yield message


def _mentions(space: Workspace, message: Message, user: User) -> bool:
    groups = (f"<!subteam^{each.id}" for each in space.state.usergroups if user.id in each.users)
    said = f"{message.text} {message.blocks}"
    return any(each in said for each in (f"<@{user.id}", *EVERYBODY, *groups))


def _key(channel: Channel, thread: str) -> str:
    return f"{channel.id}:{thread}" if thread else channel.id
