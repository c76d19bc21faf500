"""Rules for files: announcing, uploading, completing, sharing, deleting. Contents are stored as base64."""

from __future__ import annotations

import base64
import mimetypes
from pathlib import PurePath

from sandbox.errors import SlackError
from sandbox.workspace.messages import post
from sandbox.workspace.state import Channel, File, Json, Message, User
from sandbox.workspace.workspace import Workspace


def announce(space: Workspace, user: User, name: str, size: int) -> File:
    """Announces a file that is about to be uploaded."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    made = File(space.new_id("F"), name, name, kind, size, user.id, space.seconds())
    space.state.files.append(made)
    return made


def receive(file: File, content: bytes) -> None:
    file.content, file.size = base64.b64encode(content).decode(), len(content)


def content(file: File) -> bytes:
    return base64.b64decode(file.content)


def find(space: Workspace, file_id: str) -> File:
    """Raises SlackError file_not_found."""
    file = next((each for each in space.state.files if each.id == file_id), None)
    if file is None:
        raise SlackError("file_not_found")
    return file


def share(space: Workspace, channel: Channel, files: list[File], message: Message) -> Message:
    """Posts a message with the files and sends the app an event for each."""
    for file in files:
        file.complete = True
    message.files = [file_json(space, file) for file in files]
    posted = post(space, channel, message)
    for file in files:
        file.shared[channel.id] = posted.ts
        about = {"file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
        space.tell({"type": "file_shared", "channel_id": channel.id, **about}, channel)
    posted.files = [file_json(space, file) for file in files]
    return posted


def delete(space: Workspace, user: User, file: File) -> None:
    """Deletes the file; the message that showed it stays, without the file."""
    if file.user != user.id:
        raise SlackError("cant_delete_file")
    space.state.files.remove(file)
    for channel in space.state.channels:
        for message in channel.messages:
            message.files = [each for each in message.files if each["id"] != file.id]
    space.changed()


def file_json(space: Workspace, file: File) -> Json:
    suffix = PurePath(file.name).suffix.lstrip(".").lower()
    private = f"{space.address}files-pri/{space.state.team_id}-{file.id}/{file.name}"
    about = {"id": file.id, "name": file.name, "title": file.title, "mimetype": file.mimetype}
    about |= {"filetype": suffix or "binary", "pretty_type": suffix.upper() or "Binary", "user": file.user}
    links = {"url_private": private, "url_private_download": private, "permalink": _permalink(space, file)}
    times = {"created": file.created, "timestamp": file.created, "size": file.size, "mode": "hosted"}
    return {**about, **times, **links, **_places(space, file), "is_external": False, "is_public": False}


def _permalink(space: Workspace, file: File) -> str:
    return f"https://{space.state.team_domain}.slack.com/files/{file.user}/{file.id}/{file.name}"


def _places(space: Workspace, file: File) -> Json:
    places: Json = {"channels": [], "groups": [], "ims": [], "shares": {}}
    for channel_id, ts in file.shared.items():
        channel = space.channel(channel_id)
        if channel is None:
            continue
        key = "ims" if channel.kind == "im" else "groups" if channel.is_private else "channels"
        places[key].append(channel_id)
        side = places["shares"].setdefault("private" if channel.is_private else "public", {})
        side[channel_id] = [{"ts": ts, "channel_name": channel.name, "team_id": space.state.team_id}]
    return places
