"""What Slack's public types say of its events: the fields of each, `?` behind the optional ones.

Read in @slack/types (packages/types/src/events of slackapi/node-slack-sdk), as names alone: values are made up here.
Types are not payloads: required fields have been seen missing, too.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, Final

Json = dict[str, Any]

EVENTS: Final[Mapping[str, str]] = {
    "app_context_changed": "channel user context event_ts",
    "app_deleted": "app_id app_name app_owner_id team_id team_domain event_ts",
    "app_home_opened": "user channel tab? view? context? event_ts",
    "app_installed": "app_id app_name app_owner_id user_id team_id team_domain event_ts",
    "app_mention": "bot_id? bot_profile? username? team? user_team? source_team? user_profile? user? text attachments?"
    " blocks? files? upload? display_as_bot? edited? ts channel event_ts thread_ts? client_msg_id?",
    "app_rate_limited": "token team_id minute_rate_limited api_app_id",
    "app_requested": "app_request previous_resolution user_profile team scopes text date_created",
    "app_uninstalled": "",
    "app_uninstalled_team": "app_id app_name app_owner_id team_id team_domain user_id event_ts",
    "assistant_thread_context_changed": "assistant_thread event_ts",
    "assistant_thread_started": "assistant_thread event_ts",
    "call_rejected": "call_id user_id channel_id external_unique_id",
    "channel_archive": "channel user is_moved? event_ts",
    "channel_created": "conversation event_ts",
    "channel_deleted": "channel",
    "channel_history_changed": "latest ts event_ts",
    "channel_id_changed": "old_channel_id new_channel_id event_ts",
    "channel_left": "channel actor_id event_ts",
    "channel_rename": "conversation event_ts",
    "channel_shared": "connected_team_id channel event_ts",
    "channel_unarchive": "channel user event_ts",
    "channel_unshared": "previously_connected_team_id channel is_ext_shared event_ts",
    "dnd_updated": "user dnd_status event_ts",
    "dnd_updated_user": "user dnd_status event_ts",
    "email_domain_changed": "email_domain event_ts",
    "emoji_changed": "names? name? value? old_name? new_name? event_ts",
    "entity_details_requested": "user trigger_id link entity_url app_unfurl_url? user_locale event_ts external_ref?"
    " message_ts? thread_ts? channel?",
    "file_change": "file_id file",
    "file_comment_deleted": "comment file_id file",
    "file_created": "file_id user_id file event_ts",
    "file_deleted": "file_id channel_ids? event_ts",
    "file_public": "file_id user_id file event_ts",
    "file_shared": "file_id user_id file channel_id event_ts",
    "file_unshared": "file_id user_id file channel_id event_ts",
    "function_executed": "function inputs function_execution_id workflow_execution_id event_ts bot_access_token",
    "grid_migration_finished": "enterprise_id",
    "grid_migration_started": "enterprise_id",
    "group_archive": "channel user? actor_id? is_moved event_ts",
    "group_close": "user channel",
    "group_deleted": "channel date_deleted actor_id event_ts",
    "group_history_changed": "latest ts event_ts",
    "group_left": "channel actor_id event_ts",
    "group_open": "user channel",
    "group_rename": "conversation event_ts",
    "group_unarchive": "channel user? actor_id? event_ts",
    "im_close": "user channel event_ts",
    "im_created": "user channel",
    "im_history_changed": "latest ts event_ts",
    "im_open": "user channel event_ts",
    "invite_requested": "invite_request",
    "link_shared": "channel is_bot_user_member user message_ts thread_ts? links unfurl_id? source? event_ts",
    "member_joined_channel": "user channel channel_type team inviter? enterprise? event_ts",
    "member_left_channel": "user channel channel_type team event_ts",
    "message_metadata_deleted": "channel_id event_ts metadata app_id bot_id? user_id team_id message_ts deleted_ts",
    "message_metadata_posted": "app_id bot_id? user_id team_id channel_id metadata message_ts event_ts",
    "message_metadata_updated": "channel_id event_ts metadata app_id bot_id? user_id team_id message_ts",
    "pin_added": "user channel_id pinned item_user pin_count pinned_info event_ts",
    "pin_removed": "user channel_id pinned item_user pin_count pinned_info has_pins event_ts",
    "reaction_added": "user reaction item_user item event_ts",
    "reaction_removed": "user reaction item_user item event_ts",
    "shared_channel_invite_accepted": "approval_required invite conversation teams_in_channel user_profile event_ts",
    "shared_channel_invite_approved": "invite conversation approving_team_id teams_in_channel user_profile event_ts",
    "shared_channel_invite_declined": "invite conversation declining_team_id teams_in_channel user_profile event_ts",
    "shared_channel_invite_received": "invite conversation event_ts",
    "shared_channel_invite_requested": "actor channel_id channel_name channel_type target_users event_ts",
    "star_added": "user item event_ts",
    "star_removed": "user item event_ts",
    "subteam_created": "subteam event_ts",
    "subteam_members_changed": "subteam_id team_id date_previous_update date_update added_users? added_users_count?"
    " removed_users? removed_users_count? event_ts",
    "subteam_self_added": "subteam_id event_ts",
    "subteam_self_removed": "subteam_id event_ts",
    "subteam_updated": "subteam event_ts",
    "team_access_granted": "team_ids event_ts",
    "team_access_revoked": "team_ids event_ts",
    "team_domain_change": "url domain",
    "team_join": "account cache_ts event_ts",
    "team_rename": "name",
    "tokens_revoked": "tokens",
    "user_change": "account cache_ts event_ts",
    "user_huddle_changed": "account cache_ts event_ts",
    "user_profile_changed": "account cache_ts event_ts",
    "user_status_changed": "account cache_ts event_ts",
    "workflow_deleted": "workflow_id workflow_draft_configuration event_ts",
    "workflow_published": "workflow_id workflow_published_configuration event_ts",
    "workflow_step_deleted": "workflow_id workflow_draft_configuration workflow_published_configuration? event_ts",
    "workflow_step_execute": "callback_id workflow_step event_ts",
    "workflow_unpublished": "workflow_id workflow_draft_configuration event_ts",
}

_POSTED: Final = "event_ts channel channel_type user text ts"
SUBTYPES: Final[Mapping[str, str]] = {
    "": f"{_POSTED} team? bot_id? bot_profile? thread_ts? attachments? blocks? files? edited? client_msg_id?"
    " parent_user_id? is_starred? pinned_to? reactions? assistant_thread? app_context?",
    "bot_message": "event_ts channel channel_type streaming_state? ts text bot_id username? icons? user? attachments?"
    " blocks? edited? thread_ts?",
    "channel_archive": f"{_POSTED} team",
    "channel_convert_to_private": _POSTED,
    "channel_join": f"{_POSTED} team inviter",
    "channel_leave": f"{_POSTED} team",
    "channel_name": f"{_POSTED} team name old_name",
    "channel_posting_permissions": _POSTED,
    "channel_purpose": f"{_POSTED} purpose",
    "channel_topic": f"{_POSTED} topic",
    "channel_unarchive": f"{_POSTED} team",
    "ekm_access_denied": _POSTED,
    "file_share": f"{_POSTED} attachments? blocks? files? upload? display_as_bot? x_files? parent_user_id? thread_ts?",
    "group_name": f"{_POSTED} team name old_name",
    "huddle_thread": f"{_POSTED} team? room? channel_ids? no_notifications? permalink?",
    "me_message": _POSTED,
    "message_changed": "event_ts hidden channel channel_type ts message previous_message",
    "message_deleted": "event_ts hidden channel channel_type ts deleted_ts previous_message",
    "message_replied": "event_ts hidden channel channel_type ts message",
    "reminder_add": _POSTED,
    "thread_broadcast": f"{_POSTED} attachments? blocks? thread_ts? root client_msg_id",
    "tombstone": f"{_POSTED} hidden?",
}

# Where the name of a field here differs from Slack's, because it means something else elsewhere.
SLACKS: Final = {"conversation": "channel", "account": "user", "pinned": "item"}


def values(channel: str, ts: str, user: str) -> Mapping[str, Any]:
    """Values of the fields that something may be read from; the others are words."""
    elements = [{"type": "user", "user_id": user}, {"type": "emoji", "name": "x"}]
    rich = {"type": "rich_text_section", "elements": elements}
    block = {"type": "rich_text", "block_id": "b", "elements": [rich]}
    said = {"type": "message", "user": user, "text": "Rolled back", "ts": ts, "blocks": [block]}
    edited = {"user": user, "ts": ts}
    file = {"id": "F1", "name": "graph.png", "title": "Graph", "mimetype": "image/png", "permalink": "https://a.b/c"}
    profile = {"real_name": "Zoe Zed", "display_name": "zoe"}
    group = {"id": "S1", "handle": "sre", "name": "SRE", "users": [user], "user_count": 1, "date_delete": 0}
    zoe = {"id": "U0ZED", "team_id": "T1", "name": "zoe", "real_name": "Zoe Zed", "tz": "UTC", "profile": profile}
    alert = {"title": "Alert", "text": "CPU", "fields": [{"title": "host", "value": "a"}], "blocks": [block]}
    return {
        **dict.fromkeys(("user", "user_id", "actor_id", "item_user", "inviter", "parent_user_id"), user),
        **dict.fromkeys(("channel", "channel_id", "old_channel_id", "new_channel_id"), channel),
        **dict.fromkeys(("ts", "deleted_ts", "message_ts", "event_ts"), ts),
        "account": zoe,
        "added_users": [user],
        "attachments": [alert],
        "blocks": [block],
        "channel_type": "channel",
        "conversation": {"id": channel, "name": "inc-new", "created": 1},
        "edited": edited,
        "files": [file],
        "item": {"type": "message", "channel": channel, "ts": ts},
        "message": {**said, "edited": edited, "files": [file]},
        "pinned": {"type": "message", "channel": channel, "created_by": user, "message": said},
        "previous_message": said,
        "reaction": "wrench",
        "removed_users": [user],
        "reactions": [{"name": "wrench", "count": 1, "users": [user]}],
        "root": said,
        "subteam": group,
        "tab": "home",
        "thread_ts": "1.000000",
        "tokens": {"bot": [user]},
    }


def event(fields: str, known: Mapping[str, Any], **more: str) -> Json:
    """An event with all of its fields."""
    names = [name.removesuffix("?") for name in fields.split()]
    return {**more, **{SLACKS.get(name, name): known.get(name, "words") for name in names}}


def callback(happened: Json, key: str) -> Json:
    authorization = {"enterprise_id": None, "team_id": "T1", "user_id": "U1", "is_bot": True}
    return {
        **dict.fromkeys(("token", "api_app_id", "event_context"), "words"),
        **dict.fromkeys(("team_id", "context_team_id"), "T1"),
        "context_enterprise_id": None,
        "event": happened,
        "type": "event_callback",
        "event_id": key,
        "event_time": 1705328580,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }


LONG: Final = "x" * 40_000
Wrong = Callable[[Any], list[Any]]
"""A value -> what is sent in its place."""


def of_another_type(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [5, {"words": "words"}, [value], "", LONG, True]
    if isinstance(value, dict):
        return ["words", [value], 5, "", {}]
    if isinstance(value, list):
        return ["words", {"words": "words"}, 5, "", [5, None, {}, "words"]]
    return ["words", {}, [value], "", -1, 10**14]


def each_wrong(value: Any) -> list[Any]:
    return [None, *of_another_type(value)]


def some_wrong() -> Wrong:
    """Null, and one after another of the other types: all of them over many fields."""
    turn = count()

    def wrong(value: Any) -> list[Any]:
        others = of_another_type(value)
        return [None, others[next(turn) % len(others)]]

    return wrong


def poorer(whole: Any, depth: int, wrong: Wrong) -> Iterator[Any]:
    """The same value with one field missing or wrong, down to a depth; of a list, its first item."""
    if isinstance(whole, list) and whole:
        yield from ([each, *whole[1:]] for each in wrong(whole[0]))
        yield from ([each, *whole[1:]] for each in poorer(whole[0], depth, wrong))
    if not isinstance(whole, dict) or not depth:
        return
    for field, value in whole.items():
        yield {name: each for name, each in whole.items() if name != field}
        yield from ({**whole, field: each} for each in wrong(value))
        yield from ({**whole, field: each} for each in poorer(value, depth - 1, wrong))
