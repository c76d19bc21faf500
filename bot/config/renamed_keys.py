"""Renamed settings of the TOML file. Old names still work; a warning at startup names the new one.

Names are looked up by table; `*` is any severity, role or service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from bot.errors import ConfigurationError
from templates.config import wording

RENAMED: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "": {
            "tick": "logged_emoji",
            "timeline_by": "timeline_contributors",
            "may": "permissions",
            "fallback": "fallback_responders",
            "handover_minutes": "handover_timeout_minutes",
            "ladder": "escalation",
            "keep": "retention",
        },
        "reminders": {
            "monitoring_factor": "monitoring_interval_factor",
            "no_commander": "ask_for_commander",
            "look_again": "ask_to_recheck_severity",
            "idle_hours": "inactive_after_hours",
            "actions_every_days": "action_items_every_days",
            "unowned_every_days": "unreachable_owner_every_days",
            "morning_hour": "daily_reminder_hour",
            "later_days": "postpone_days",
        },
        "retention": {
            "archive_after_days": "archive_channel_after_days",
            "requests_days": "request_ids_days",
            "outbox_days": "delivered_messages_days",
            "texts_days": "message_texts_days",
        },
        "severities.*": {
            "word": "label",
            "mark": "emoji",
            "update_every": "update_every_minutes",
            "review_within": "review_within_hours",
            "targets": "target_minutes",
            "gap_after": "silence_after_minutes",
            "mute_most": "max_snooze_minutes",
            "respond_within": "respond_within_minutes",
            "working_hours": "working_hours_only",
            "command_within": "commander_within_minutes",
            "tell": "notify_within_minutes",
            "escalate": "escalate_after_minutes",
            "hears": "recipients",
            "review_holds": "review_sections",
            "frameworks": "root_cause_frameworks",
            "root_cause_methods": "root_cause_frameworks",
            "attends": "review_attendees",
            "first": "first_tasks",
            "first_actions": "first_tasks",
        },
        "roles.*": {"short": "short_name", "many": "shared"},
    }
)


@dataclass(frozen=True)
class RenamedKey:
    """An old name that the file uses, and the new name, each with its path."""

    old: str
    new: str


def with_current_names(table: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[RenamedKey, ...]]:
    """Renames old keys; also returns what was renamed. Raises ConfigurationError if both names are set."""
    found: list[RenamedKey] = []
    return _translated(table, (), (), found), tuple(found)


def _translated(
    table: Mapping[str, Any], path: tuple[str, ...], written: tuple[str, ...], found: list[RenamedKey]
) -> dict[str, Any]:
    """`path` has the new names of the parent tables, `written` those in the file."""
    names = renamed_in(path)
    current: dict[str, Any] = {}
    for key, value in table.items():
        name = names.get(key, key)
        if name != key:
            renamed = RenamedKey(wording.path(*written, key), wording.path(*path, name))
            found.append(renamed)
            if name in table:
                raise ConfigurationError(wording.both_names(renamed.old, renamed.new))
        inside = isinstance(value, dict)
        current[name] = _translated(value, (*path, name), (*written, key), found) if inside else value
    return current


def renamed_in(path: tuple[str, ...]) -> Mapping[str, str]:
    """Returns the old names in the table at a path."""
    return RENAMED.get(".".join(path)) or RENAMED.get(".".join((*path[:-1], "*")), {})
