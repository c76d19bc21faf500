"""Which events the app receives, and the payload of their envelope. Subscriptions come from the manifest, visibility
from membership.
"""

from __future__ import annotations

from sandbox.workspace.state import Json
from sandbox.workspace.workspace import Workspace, WorkspaceEvent

MESSAGES = {"im": "message.im", "mpim": "message.mpim", "channel": "message.channels"}
# Sent to an app wherever it can see the channel; all other channel events require membership.
PUBLIC = frozenset({"channel_created", "channel_rename", "channel_archive", "channel_unarchive", "channel_deleted"})


def subscription(happening: WorkspaceEvent) -> str:
    """The event's name in the manifest's subscriptions."""
    kind, channel = str(happening.event["type"]), happening.channel
    if kind != "message" or channel is None:
        return kind
    private = channel.kind == "channel" and channel.is_private
    return "message.groups" if private else MESSAGES[channel.kind]


def reaches(space: Workspace, happening: WorkspaceEvent) -> bool:
    """Whether the app receives the event: it is subscribed, and in the conversation."""
    if subscription(happening) not in space.app.events:
        return False
    kind, channel = happening.event["type"], happening.channel
    if channel is None or (kind in PUBLIC and not channel.is_private):
        return True
    bot = space.bot.id
    return bot in channel.members or _about_itself(happening, bot)


def _about_itself(happening: WorkspaceEvent, bot: str) -> bool:
    left = {"member_left_channel", "channel_left", "group_left"}
    return happening.event["type"] in left and happening.event.get("user", bot) == bot


def callback(space: Workspace, happening: WorkspaceEvent) -> Json:
    """The payload of an events_api envelope."""
    state = space.state
    event_id, app = space.new_id("Ev"), state.app
    about = {"team_id": state.team_id, "user_id": app.user_id, "is_bot": True}
    authorization = {"enterprise_id": None, **about, "is_enterprise_install": False}
    return {
        "token": verification(space),
        "team_id": state.team_id,
        "context_team_id": state.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": happening.event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": space.seconds(),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def verification(space: Workspace) -> str:
    """The (deprecated) verification token that Slack still includes in each payload."""
    return f"verification-{space.state.app.app_id}"
