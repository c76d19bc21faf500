"""Rules for conversations: names, membership, topic, archive, direct messages, and the events of each change.

Functions take the acting user and raise SlackError with Slack's documented error strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sandbox.errors import SlackError
from sandbox.workspace.messages import system
from sandbox.workspace.objects import membership_type
from sandbox.workspace.state import Channel, Json, User
from sandbox.workspace.workspace import Workspace

MOST_NAME = 80
MOST_TOPIC = 250
MOST_INVITED = 100


def checked_name(space: Workspace, name: str) -> str:
    """Checks Slack's naming rules; names of archived and private channels count as taken."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > MOST_NAME:
        raise SlackError("invalid_name_maxlength")
    if re.search(r"[^\w-]", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    if space.named(name):
        raise SlackError("name_taken")
    return name


def create(space: Workspace, user: User, name: str, is_private: bool = False) -> Channel:
    checked_name(space, name)
    channel = Channel(space.new_id("C"), name, user.id, space.seconds(), is_private=is_private)
    space.state.channels.append(channel)
    if not is_private:
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": user.id}
        space.tell({"type": "channel_created", "channel": about}, channel)
    _enter(space, user, channel, None)
    return channel


def join(space: Workspace, user: User, channel: Channel) -> bool:
    """Returns False if the user was already a member. Private channels require an invitation."""
    if channel.kind != "channel" or (channel.is_private and user.id not in channel.members):
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if user.id in channel.members:
        return False
    _enter(space, user, channel, None)
    return True


def _enter(space: Workspace, user: User, channel: Channel, inviter: User | None) -> None:
    channel.members.append(user.id)
    by = {"inviter": inviter.id} if inviter else {}
    system(space, channel, user, "channel_join", f"<@{user.id}> has joined the channel", by)
    space.tell({**_member_event(space, "member_joined_channel", user, channel), **by}, channel)


def _member_event(space: Workspace, kind: str, user: User, channel: Channel) -> Json:
    where = {"channel": channel.id, "channel_type": membership_type(channel)}
    return {"type": kind, "user": user.id, **where, "team": space.state.team_id}


def leave(space: Workspace, user: User, channel: Channel) -> bool:
    """Returns False if the user was not a member."""
    _plain_channel(channel)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if channel.is_archived:
        raise SlackError("is_archived")
    if user.id not in channel.members:
        return False
    _exit(space, user, channel)
    return True


def _exit(space: Workspace, user: User, channel: Channel) -> None:
    system(space, channel, user, "channel_leave", f"<@{user.id}> has left the channel", {})
    channel.members.remove(user.id)
    space.tell(_member_event(space, "member_left_channel", user, channel), channel)
    if user.id == space.bot.id:
        kind = "group_left" if channel.is_private else "channel_left"
        space.tell({"type": kind, "channel": channel.id, "actor_id": user.id}, channel)


def kick(space: Workspace, actor: User, channel: Channel, user: User) -> None:
    _plain_channel(channel)
    if user.id == actor.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if user.id not in channel.members:
        raise SlackError("not_in_channel")
    _exit(space, user, channel)


def invite(space: Workspace, actor: User, channel: Channel, users: Sequence[str], force: bool = False) -> None:
    """All or nothing; with `force`, those who can be invited are, and the refusals are raised afterwards only if
    nobody could be. Raises SlackError with the first refusal and `errors`, one for each.
    """
    _plain_channel(channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    if not users:
        raise SlackError("no_user")
    refusals = [each for each in (_refusal(space, actor, channel, one) for one in users) if each]
    if refusals and (not force or len(refusals) == len(users)):
        raise SlackError(refusals[0]["error"], errors=refusals)
    refused = {each["user"] for each in refusals}
    for user_id in dict.fromkeys(users):
        if user_id not in refused:
            _enter(space, space.the_user(user_id), channel, actor)


def _refusal(space: Workspace, actor: User, channel: Channel, user_id: str) -> Json | None:
    user = space.user(user_id)
    refusals: tuple[tuple[bool, str], ...] = (
        (user is None or user.deleted, "user_not_found"),
        (user_id == actor.id, "cant_invite_self"),
        (user_id in channel.members, "already_in_channel"),
    )
    error = next((code for refused, code in refusals if refused), None)
    return {"user": user_id, "ok": False, "error": error} if error else None


def rename(space: Workspace, user: User, channel: Channel, name: str) -> None:
    """Only the creator of a channel can rename it: Slack's rule for everyone but admins."""
    _plain_channel(channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.creator != user.id:
        raise SlackError("not_authorized")
    old, channel.name = channel.name, checked_name(space, name)
    channel.previous_names.insert(0, old)
    text = f'has renamed the channel from "{old}" to "{name}"'
    system(space, channel, user, "channel_name", text, {"old_name": old, "name": name})
    about = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    kind = "group_rename" if channel.is_private else "channel_rename"
    space.tell({"type": kind, "channel": about}, channel)


def set_topic(space: Workspace, user: User, channel: Channel, topic: str) -> None:
    """Setting the same topic again posts no line in the channel."""
    _describable(channel, topic)
    if topic == channel.topic:
        return
    channel.topic, channel.topic_by, channel.topic_at = topic, user.id, space.seconds()
    system(space, channel, user, "channel_topic", f"set the channel topic: {topic}", {"topic": topic})


def set_purpose(space: Workspace, user: User, channel: Channel, purpose: str) -> None:
    _describable(channel, purpose)
    if purpose == channel.purpose:
        return
    channel.purpose, channel.purpose_by, channel.purpose_at = purpose, user.id, space.seconds()
    text = f"set the channel description: {purpose}"
    system(space, channel, user, "channel_purpose", text, {"purpose": purpose})


def _describable(channel: Channel, text: str) -> None:
    _plain_channel(channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    if len(text) > MOST_TOPIC:
        raise SlackError("too_long")


def archive(space: Workspace, user: User, channel: Channel) -> None:
    _plain_channel(channel)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    system(space, channel, user, "channel_archive", f"<@{user.id}> archived the channel", {})
    channel.is_archived = True
    _tell_archive(space, user, channel, "archive")


def unarchive(space: Workspace, user: User, channel: Channel) -> None:
    """For people only: Slack returns not_in_channel to bots, members or not."""
    _plain_channel(channel)
    if user.is_bot:
        raise SlackError("not_in_channel")
    if not channel.is_archived:
        raise SlackError("not_archived")
    channel.is_archived = False
    _tell_archive(space, user, channel, "unarchive")


def _tell_archive(space: Workspace, user: User, channel: Channel, what: str) -> None:
    prefix = "group" if channel.is_private else "channel"
    space.tell({"type": f"{prefix}_{what}", "channel": channel.id, "user": user.id}, channel)


def convert(space: Workspace, user: User, channel: Channel, private: bool) -> None:
    """Makes a public channel private, or a private one public. Slack says so in a message; there is no event for it."""
    _plain_channel(channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    channel.is_private = private
    kind = "private" if private else "public"
    system(space, channel, user, f"channel_convert_to_{kind}", f"<@{user.id}> made this channel {kind}", {})


def delete(space: Workspace, user: User, channel: Channel) -> None:
    """For good, with everything in it."""
    _plain_channel(channel)
    kind = "group_deleted" if channel.is_private else "channel_deleted"
    space.tell({"type": kind, "channel": channel.id, "actor_id": user.id}, channel)
    space.state.channels.remove(channel)
    space.changed()


def share(space: Workspace, channel: Channel, team: str) -> None:
    """Shares the channel with another organization (Slack Connect)."""
    channel.shared_with.append(team)
    space.tell({"type": "channel_shared", "channel": channel.id, "connected_team_id": team}, channel)


def unshare(space: Workspace, channel: Channel, team: str) -> None:
    channel.shared_with.remove(team)
    about = {"previously_connected_team_id": team, "is_ext_shared": bool(channel.shared_with)}
    space.tell({"type": "channel_unshared", "channel": channel.id, **about}, channel)


def change_id(space: Workspace, channel: Channel) -> str:
    """Gives the channel another id, as Slack may when it is shared or moved; the old one is unknown from then on."""
    before, channel.id = channel.id, space.new_id("C")
    for message in (*channel.messages, *channel.ephemerals):
        message.channel = channel.id
    for canvas in space.state.canvases:
        canvas.channel = channel.id if canvas.channel == before else canvas.channel
    for file in space.state.files:
        file.shared = {channel.id if each == before else each: ts for each, ts in file.shared.items()}
    space.tell({"type": "channel_id_changed", "old_channel_id": before, "new_channel_id": channel.id}, channel)
    return channel.id


def _plain_channel(channel: Channel) -> None:
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")


def direct(space: Workspace, user: User, others: Sequence[User]) -> tuple[Channel, bool]:
    """The direct message between these people, created if needed; True if it existed."""
    members = sorted({user.id, *(each.id for each in others)})
    for channel in space.state.channels:
        if channel.kind != "channel" and sorted(channel.members) == members:
            return channel, True
    kind = "im" if len(members) <= 2 else "mpim"
    prefix = "D" if kind == "im" else "C"
    channel = Channel(space.new_id(prefix), "", user.id, space.seconds(), kind=kind, is_private=True)
    channel.name, channel.members = _direct_name(space, members, kind), members
    space.state.channels.append(channel)
    space.changed()
    return channel, False


def _direct_name(space: Workspace, members: Sequence[str], kind: str) -> str:
    handles = sorted(space.the_user(each).name for each in members)
    return "mpdm-" + "--".join(handles) + "-1" if kind == "mpim" else "directmessage"


def visible(space: Workspace, user: User, kinds: Sequence[str]) -> list[Channel]:
    """Conversations of these kinds (public_channel, private_channel, im, mpim) that the user can see."""
    tests: dict[str, Callable[[Channel], bool]] = {
        "public_channel": lambda each: each.kind == "channel" and not each.is_private,
        "private_channel": lambda each: each.kind == "channel" and each.is_private,
        "im": lambda each: each.kind == "im",
        "mpim": lambda each: each.kind == "mpim",
    }
    wanted = [each for each in space.state.channels if any(tests[kind](each) for kind in kinds)]
    return [each for each in wanted if user.id in each.members or not each.is_private]
