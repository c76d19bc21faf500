"""The page's requests that change the workspace, one function each, carried out by the person one acts as. Requests
that only read are in `session`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from sandbox.errors import NotAcknowledged, SandboxError
from sandbox.people.actor import Actor
from sandbox.workspace.state import Channel, Json, Message, View

Act = Callable[[Actor, Json], Awaitable[Any]]


def message_of(person: Actor, asked: Json) -> Message:
    """The message, reply or ephemeral that a request names; raises SandboxError."""
    found = next((each for each in person.sees(asked["channel"]) if each.ts == asked["ts"]), None)
    if found is None:
        raise SandboxError("This message no longer exists.")
    return found


async def post(person: Actor, asked: Json) -> Json:
    channel = person.channel(asked["channel"])
    thread = message_of(person, {**asked, "ts": asked["thread"]}) if asked.get("thread") else None
    attached = [_file(each) for each in asked.get("files", ())]
    made = await person.post(channel, str(asked["text"]), thread, attached)
    person.read(channel, made.ts, made.thread_ts)
    return {"ts": made.ts}


def _file(sent: Json) -> tuple[str, str, bytes]:
    try:
        content = base64.b64decode(sent["data"], validate=True)
    except binascii.Error:
        raise SandboxError(f"{sent['name']} was not uploaded completely. Try again.") from None
    return str(sent["name"]), str(sent.get("type") or "application/octet-stream"), content


async def command(person: Actor, asked: Json) -> None:
    with suppress(NotAcknowledged):  # the person already sees the error in the channel
        await person.command(str(asked["text"]), person.channel(asked["channel"]))


async def edit(person: Actor, asked: Json) -> None:
    await person.edit(message_of(person, asked), str(asked["text"]))


async def delete(person: Actor, asked: Json) -> None:
    await person.delete(message_of(person, asked))


async def dismiss(person: Actor, asked: Json) -> None:
    person.dismiss(message_of(person, asked))


async def react(person: Actor, asked: Json) -> None:
    """Adds the reaction, or removes it if this person had added it."""
    target, name = message_of(person, asked), str(asked["emoji"])
    given = any(each.name == name and person.id in each.users for each in target.reactions)
    await (person.unreact(target, name) if given else person.react(target, name))


async def pin(person: Actor, asked: Json) -> None:
    """Pins the message, or unpins it if it was pinned."""
    target = message_of(person, asked)
    await (person.unpin(target) if target.pinned_to else person.pin(target))


async def press(person: Actor, asked: Json) -> None:
    target = _target(person, asked)
    await person.press(target, str(asked["action"]), asked.get("value"), str(asked.get("block", "")))


async def choose(person: Actor, asked: Json) -> None:
    target = _target(person, asked)
    await person.choose(target, str(asked["action"]), asked.get("value"), str(asked.get("block", "")))


async def suggest(person: Actor, asked: Json) -> Json:
    """The app's options for the typed text, as `options` or `option_groups`."""
    target = _target(person, asked)
    return await person.offers(target, str(asked["action"]), str(asked["typed"]), str(asked.get("block", "")))


def _target(person: Actor, asked: Json) -> Message | View | None:
    """A message, the person's Home, or None for the top modal, filled with the values entered so far."""
    if asked["on"] == "message":
        return message_of(person, asked)
    if asked["on"] == "home":
        return person.home
    person.fill(asked.get("values", {}))
    return None


async def fill(person: Actor, asked: Json) -> None:
    if person.modal is not None:  # it may have been closed in the meantime
        person.fill(asked["values"])


async def submit(person: Actor, asked: Json) -> Json:
    return {"errors": await person.submit(asked["values"])}


async def close_modal(person: Actor, _: Json) -> None:
    if person.modal is not None:
        await person.close_modal()


async def shortcut(person: Actor, asked: Json) -> None:
    await person.shortcut(str(asked["callback"]), message_of(person, asked) if asked.get("ts") else None)


async def open_home(person: Actor, _: Json) -> None:
    await person.open_home()


async def open_direct(person: Actor, asked: Json) -> Json:
    return {"channel": person.direct(str(asked["person"])).id}


async def create(person: Actor, asked: Json) -> Json:
    made = await person.create(str(asked["name"]).strip().removeprefix("#"), bool(asked.get("private")))
    return {"channel": made.id}


def _channel(person: Actor, asked: Json) -> Channel:
    return person.channel(asked["channel"])


async def join(person: Actor, asked: Json) -> None:
    await person.join(_channel(person, asked))


async def leave(person: Actor, asked: Json) -> None:
    await person.leave(_channel(person, asked))


async def invite(person: Actor, asked: Json) -> None:
    await person.invite(_channel(person, asked), str(asked["person"]))


async def topic(person: Actor, asked: Json) -> None:
    await person.topic(_channel(person, asked), str(asked["text"]))


async def archive(person: Actor, asked: Json) -> None:
    """Archives the channel, or unarchives it if it was archived."""
    channel = _channel(person, asked)
    await (person.unarchive(channel) if channel.is_archived else person.archive(channel))


async def edit_canvas(person: Actor, asked: Json) -> None:
    await person.edit_canvas(_channel(person, asked), str(asked["text"]), str(asked["canvas"]), int(asked["seen"]))


async def read(person: Actor, asked: Json) -> None:
    person.read(_channel(person, asked), str(asked.get("ts", "")), str(asked.get("thread", "")))


ACTS: Mapping[str, Act] = {
    "post": post,
    "command": command,
    "edit": edit,
    "delete": delete,
    "dismiss": dismiss,
    "react": react,
    "pin": pin,
    "press": press,
    "choose": choose,
    "suggest": suggest,
    "fill": fill,
    "submit": submit,
    "close_modal": close_modal,
    "shortcut": shortcut,
    "open_home": open_home,
    "open_direct": open_direct,
    "create": create,
    "join": join,
    "leave": leave,
    "invite": invite,
    "topic": topic,
    "archive": archive,
    "edit_canvas": edit_canvas,
    "read": read,
}
