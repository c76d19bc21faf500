"""What an app declares in its manifest (Slack's schema), and why Slack would not install it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import SandboxError

# Slack's event reference: each event needs one of these scopes, and an app without it cannot subscribe.
EVENT_SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_created": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_id_changed": ("channels:read", "groups:read"),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_shared": ("channels:read", "groups:read"),
    "channel_unarchive": ("channels:read",),
    "channel_unshared": ("channels:read", "groups:read"),
    "file_shared": ("files:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "pin_added": ("pins:read",),
    "pin_removed": ("pins:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "subteam_created": ("usergroups:read",),
    "subteam_members_changed": ("usergroups:read",),
    "subteam_updated": ("usergroups:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}


@dataclass(frozen=True)
class SlashCommand:
    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """`type` is "global" or "message"."""

    name: str
    callback_id: str
    type: str
    description: str


@dataclass(frozen=True)
class App:
    name: str
    commands: Mapping[str, SlashCommand]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    interactive: bool
    home_tab: bool


def read_manifest(manifest: Mapping[str, Any]) -> App:
    """Raises SandboxError where Slack would not install the app."""
    features, settings = _part(manifest, "features"), _part(manifest, "settings")
    app = App(
        name=str(_part(manifest, "display_information").get("name", "App")),
        commands={each.name: each for each in map(_command, features.get("slash_commands") or ())},
        shortcuts=tuple(map(_shortcut, features.get("shortcuts") or ())),
        events=frozenset(_part(settings, "event_subscriptions").get("bot_events") or ()),
        scopes=frozenset(_part(_part(manifest, "oauth_config"), "scopes").get("bot") or ()),
        interactive=bool(_part(settings, "interactivity").get("is_enabled")),
        home_tab=bool(_part(features, "app_home").get("home_tab_enabled")),
    )
    _installable(app)
    return app


def _part(section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = section.get(key) or {}
    return part


def _command(entry: Mapping[str, Any]) -> SlashCommand:
    hint, escape = str(entry.get("usage_hint", "")), bool(entry.get("should_escape"))
    return SlashCommand(str(entry["command"]), str(entry.get("description", "")), hint, escape)


def _shortcut(entry: Mapping[str, Any]) -> Shortcut:
    name, callback_id, kind = str(entry["name"]), str(entry["callback_id"]), str(entry["type"])
    return Shortcut(name, callback_id, kind, str(entry.get("description", "")))


def _installable(app: App) -> None:
    for event in sorted(app.events):
        if event not in EVENT_SCOPES:
            raise SandboxError(f"The manifest subscribes to {event}, which the sandbox does not support.")
        if EVENT_SCOPES[event] and not app.scopes & set(EVENT_SCOPES[event]):
            wanted = " or ".join(EVENT_SCOPES[event])
            raise SandboxError(f"The manifest subscribes to {event} but lacks the scope {wanted}.")
    if app.commands and "commands" not in app.scopes:
        raise SandboxError("The manifest has slash commands but lacks the scope commands.")
