"""Slack's JSON objects for people and conversations, as in the Web API and payloads."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sandbox.workspace.canvases import properties
from sandbox.workspace.state import Channel, Json, User, Usergroup
from sandbox.workspace.workspace import Workspace

MOST_IN_EVENT = 500  # people of a user group


def user_json(space: Workspace, user: User, with_email: bool) -> Json:
    """As users.info returns it; the email address only for apps with users:read.email."""
    local = space.clock.now().astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    about = {"id": user.id, "team_id": user.team_id, "name": user.name, "deleted": user.deleted}
    zone = {"tz": user.tz, "tz_label": local.tzname(), "tz_offset": seconds}
    roles = {"is_admin": False, "is_owner": False, "is_primary_owner": False, "is_bot": user.is_bot}
    guest = {"is_restricted": user.is_restricted, "is_ultra_restricted": user.is_ultra_restricted}
    guest |= {"is_app_user": False}
    stranger = {"is_stranger": True} if user.team_id != space.state.team_id else {}
    person = {"real_name": user.real_name, "profile": _profile(user, with_email)}
    return {**about, **person, **zone, **roles, **guest, **stranger, "updated": 0}


def _profile(user: User, with_email: bool) -> Json:
    names = {"real_name": user.real_name, "real_name_normalized": user.real_name}
    shown = {"display_name": user.name, "display_name_normalized": user.name, "title": user.title}
    email = {"email": user.email} if with_email and user.email else {}
    bot = {"bot_id": user.bot_id, "api_app_id": ""} if user.is_bot else {}
    return {**names, **shown, **email, **bot, "team": user.team_id}


def channel_json(space: Workspace, channel: Channel, user: User) -> Json:
    """As conversations.info returns it to that user."""
    if channel.kind == "im":
        return _direct(channel, user)
    plain = channel.kind == "channel"
    names = {"id": channel.id, "name": channel.name, "name_normalized": channel.name}
    kinds = {"is_channel": plain and not channel.is_private, "is_group": plain and channel.is_private}
    kinds |= {"is_im": False, "is_mpim": not plain, "is_private": channel.is_private}
    flags = {"is_archived": channel.is_archived, "is_general": channel.is_general, "is_org_shared": False}
    flags |= dict.fromkeys(("is_shared", "is_ext_shared"), bool(channel.shared_with))
    flags |= {"is_member": user.id in channel.members}
    made = {"created": channel.created, "creator": channel.creator, "unlinked": 0}
    topic = {"value": channel.topic, "creator": channel.topic_by, "last_set": channel.topic_at}
    purpose = {"value": channel.purpose, "creator": channel.purpose_by, "last_set": channel.purpose_at}
    texts = {"topic": topic, "purpose": purpose, "previous_names": channel.previous_names}
    tabs = {"properties": properties(space, channel)}
    return {**names, **kinds, **flags, **made, **texts, **tabs, "context_team_id": space.state.team_id}


def _direct(channel: Channel, user: User) -> Json:
    other = next((each for each in channel.members if each != user.id), user.id)
    flags = {"is_im": True, "is_archived": False, "is_org_shared": False}
    return {"id": channel.id, "created": channel.created, **flags, "user": other}


def group_json(space: Workspace, group: Usergroup) -> Json:
    about = {"id": group.id, "team_id": space.state.team_id, "is_usergroup": True}
    names = {"name": group.name, "handle": group.handle, "description": "", "date_delete": 0}
    return {**about, **names, "user_count": len(group.users), "users": list(group.users)}


def group_event(space: Workspace, group: Usergroup) -> Json:
    """As in subteam_created and subteam_updated, which list only some of a big group's people."""
    whole = group_json(space, group)
    return {**whole, "users": whole["users"][:MOST_IN_EVENT]}


def members_changed(space: Workspace, group: Usergroup, before: Sequence[str]) -> Json:
    """The event with the people added to and removed from a user group."""
    added = [each for each in group.users if each not in before]
    removed = [each for each in before if each not in group.users]
    about = {"type": "subteam_members_changed", "subteam_id": group.id, "team_id": space.state.team_id}
    counts = {"added_users_count": len(added), "removed_users_count": len(removed)}
    return {**about, "date_update": space.seconds(), "added_users": added, "removed_users": removed, **counts}


def channel_type(channel: Channel) -> str:
    """Slack's word for the kind of conversation in message events."""
    return channel.kind if channel.kind != "channel" else "group" if channel.is_private else "channel"


def membership_type(channel: Channel) -> str:
    """Slack's letter for it in member_joined_channel and member_left_channel."""
    return "G" if channel.is_private else "C"
