"""Reading the table of the optional TOML file over the defaults of bot/config/policy.py.

A wrong value raises ConfigurationError with its key, what was found and what is allowed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.commands.parser import VERBS
from bot.config.policy import (
    COMMANDER,
    ESCALATION,
    EVERYONE,
    MEMBERS,
    ROLES,
    SEVERITIES,
    Deadline,
    Policy,
    ReminderSettings,
    RetentionPeriods,
    Role,
    Service,
    Severity,
    folded,
)
from bot.config.renamed_keys import with_current_names
from bot.errors import ConfigurationError
from bot.people.permissions import REVIEW
from bot.timeline.model import EntryKind

MOST_SNOOZES = 10


def policy_from(parsed: Mapping[str, Any]) -> Policy:
    """Reads a parsed TOML file over the defaults; a key left out keeps its default."""
    table, _ = with_current_names(parsed)
    readers: dict[str, Callable[[str, Any], Any]] = {
        "severities": _severities,
        "default_severity": _text,
        "reactions": _reactions,
        "logged_emoji": _emoji,
        "incidents_channel": _channel_name,
        "channel_prefix": _channel_name,
        "snooze_minutes": _snoozes,
        "log_pins": _switch,
        "timeline_contributors": _whose,
        "services": _services,
        "roles": _roles,
        "permissions": _permissions,
        "fallback_responders": _fallback,
        "handover_timeout_minutes": _minutes,
        "escalation": _escalation,
        "reminders": _reminders,
        "retention": _retention,
    }
    _refuse_unknown("", table, readers)
    policy = replace(Policy(), **{key: readers[key](key, value) for key, value in table.items()})
    return _checked(policy)


def _checked(policy: Policy) -> Policy:
    if policy.logged_emoji in policy.reactions:
        raise ConfigurationError(
            f"logged_emoji: :{policy.logged_emoji}: is also in reactions, so the bot would log its own mark. "
            "Choose another emoji."
        )
    words = [folded(level.label) for level in policy.severities]
    if len(set(words)) < len(words):
        raise _wrong("severities", ", ".join(words), "a word of its own for each level")
    known = [level.key for level in policy.severities]
    if policy.default_severity not in known:
        raise _wrong("default_severity", policy.default_severity, f"one of {', '.join(known)}")
    _check_roles(policy)
    return policy


def _check_roles(policy: Policy) -> None:
    called = [folded(word) for role in policy.roles for word in {role.key, *role.aliases}]
    if twice := sorted({word for word in called if called.count(word) > 1}):
        raise _wrong("roles", ", ".join(twice), "each key or alias for one role only")
    roles = {role.key for role in policy.roles}
    for verb, wanted in policy.permissions.items():
        for who in wanted:
            if who not in (EVERYONE, MEMBERS, *roles) and not re.fullmatch(_ID, who):
                allowed = f"{EVERYONE}, {MEMBERS}, a user group S…, a person U…, or a role ({', '.join(sorted(roles))})"
                raise _wrong(f"permissions.{verb}", who, allowed)


def _wrong(key: str, found: object, allowed: str) -> ConfigurationError:
    return ConfigurationError(f"{key}: found {found!r}, allowed is {allowed}.")


def _refuse_unknown(where: str, table: Mapping[str, Any], allowed: Mapping[str, Any]) -> None:
    for key in table:
        if key not in allowed:
            raise ConfigurationError(f"{where}{key} is not a setting. Settings here: {', '.join(sorted(allowed))}.")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, value, "a text that is not empty")
    return value.strip()


def _matching(pattern: str, allowed: str) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise _wrong(key, value, allowed)
        return value

    return read


_emoji = _matching(r"[a-z0-9_+'-]+", "an emoji's name without colons, such as pushpin")
_channel_name = _matching(r"[a-z0-9_-]{1,40}", "lower case letters, digits, - and _, at most 40")


def _minutes(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 43_200:
        raise _wrong(key, value, "a whole number from 0 to 43200")
    return value


def _snoozes(key: str, value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        return (_minutes(key, value),)
    read = tuple(_minutes(f"{key}[{place}]", item) for place, item in enumerate(value))
    if not read or 0 in read or len(read) > MOST_SNOOZES:
        raise _wrong(key, value, f"one to {MOST_SNOOZES} numbers of minutes over 0, such as [10, 20, 60]")
    return read


def _escalation(key: str, value: object) -> tuple[str, ...]:
    rungs = _strings(key, value)
    if not rungs or not set(rungs) <= set(ESCALATION) or len(set(rungs)) < len(rungs):
        raise _wrong(key, value, f"each at most once: {', '.join(ESCALATION)}")
    return rungs


def _reminders(key: str, value: object) -> ReminderSettings:
    read: dict[str, Callable[[str, Any], Any]] = {
        setting.name: _switch if isinstance(setting.default, bool) else _minutes for setting in fields(ReminderSettings)
    }
    read |= {"monitoring_interval_factor": _positive, "daily_reminder_hour": _hour, "postpone_days": _positive}
    return replace(ReminderSettings(), **_fields(f"{key}.", _table(key, value), read))


def _retention(key: str, value: object) -> RetentionPeriods:
    return replace(
        RetentionPeriods(),
        **_fields(f"{key}.", _table(key, value), {each.name: _days for each in fields(RetentionPeriods)}),
    )


def _days(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3650:
        raise _wrong(key, value, "a whole number of days from 0 (for ever) to 3650")
    return value


def _positive(key: str, value: object) -> int:
    if _minutes(key, value) < 1:
        raise _wrong(key, value, "a whole number from 1")
    return _minutes(key, value)


def _hour(key: str, value: object) -> int:
    if _minutes(key, value) > 23:
        raise _wrong(key, value, "an hour from 0 to 23")
    return _minutes(key, value)


def _switch(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, value, "true or false")
    return value


_whose = _matching(f"{EVERYONE}|{MEMBERS}", f"{EVERYONE} or {MEMBERS}")


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong(key, value, "a list of texts")
    return tuple(_text(f"{key}[{place}]", item) for place, item in enumerate(value))


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, value, "a table")
    return value


def _reactions(key: str, value: object) -> Mapping[str, EntryKind]:
    return {_emoji(key, emoji): _kind(f"{key}.{emoji}", kind) for emoji, kind in _table(key, value).items()}


def _kind(key: str, value: object) -> EntryKind:
    try:
        return EntryKind(_text(key, value))
    except ValueError:
        raise _wrong(key, value, f"one of {', '.join(EntryKind)}") from None


def _services(key: str, value: object) -> tuple[Service, ...]:
    read = {"team": _text, "aliases": _strings, "responders": _strings}
    return tuple(
        Service(name=name, **_fields(f"{key}.{name}.", _table(f"{key}.{name}", table), read))
        for name, table in _table(key, value).items()
    )


_ID = r"[USW][A-Z0-9]{2,}"
_role_key = _matching(r"[a-z0-9_-]{1,40}", "lower case letters, digits, - and _, at most 40")


def _roles(key: str, value: object) -> tuple[Role, ...]:
    """Replaces the whole table, but for the commander, who is always there."""
    read = {"name": _text, "short_name": _text, "shared": _switch, "aliases": _strings}
    known = {role.key: role for role in ROLES}
    roles = {COMMANDER: known[COMMANDER]}
    for role, table in _table(key, value).items():
        begun = known.get(_role_key(key, role), Role(role, role))
        roles[role] = replace(begun, **_fields(f"{key}.{role}.", _table(f"{key}.{role}", table), read))
    return tuple(replace(role, shared=False) if role.key == COMMANDER else role for role in roles.values())


def _permissions(key: str, value: object) -> Mapping[str, tuple[str, ...]]:
    """`severity = "members"` or `declare = ["S0LEADS", "commander"]`: for a verb of /incident who may use it."""
    table = _table(key, value)
    _refuse_unknown(f"{key}.", table, dict.fromkeys((*VERBS, REVIEW)))
    return {verb: _who(f"{key}.{verb}", who) for verb, who in table.items()}


def _fallback(key: str, value: object) -> Mapping[str, tuple[str, ...]]:
    """`sev1 = ["S0ONCALL", "alice@example.com"]`: who comes where no service brings anybody."""
    table = _table(key, value)
    _refuse_unknown(f"{key}.", table, {level.key: None for level in SEVERITIES})
    return {level: _who(f"{key}.{level}", who) for level, who in table.items()}


def _who(key: str, value: object) -> tuple[str, ...]:
    wanted = (_text(key, value),) if isinstance(value, str) else _strings(key, value)
    if not wanted:
        raise _wrong(key, value, "at least one")
    return wanted


def _severities(key: str, value: object) -> tuple[Severity, ...]:
    """Overrides fields of the four levels: `[severities.sev1] update_every_minutes = 10`."""
    tables = _table(key, value)
    _refuse_unknown(f"{key}.", tables, {level.key: None for level in SEVERITIES})
    read = {
        "label": _text,
        "emoji": _text,
        "meaning": _text,
        "update_every_minutes": _minutes,
        "review_within_hours": _minutes,
        "target_minutes": _targets,
        "silence_after_minutes": _minutes,
        "max_snooze_minutes": _minutes,
        "respond_within_minutes": _minutes,
        "working_hours_only": _switch,
        "commander_within_minutes": _minutes,
        "notify_within_minutes": _duties,
        "escalate_after_minutes": _duties,
        "recipients": _strings,
        "review_sections": _strings,
        "root_cause_methods": _strings,
        "review_attendees": _strings,
        "follow_up_days": _minutes,
        "approvals": _minutes,
        "first_actions": _strings,
    }
    return tuple(
        replace(level, **_fields(f"{key}.{level.key}.", _table(f"{key}.{level.key}", tables[level.key]), read))
        if level.key in tables
        else level
        for level in SEVERITIES
    )


def _fields(where: str, table: Mapping[str, Any], read: Mapping[str, Callable[[str, Any], Any]]) -> dict[str, Any]:
    _refuse_unknown(where, table, read)
    return {key: read[key](f"{where}{key}", value) for key, value in table.items()}


def _duties(key: str, value: object) -> tuple[Deadline, ...]:
    """`tell = { executives = 15, customers = 30 }`: who or what, and within how many minutes."""
    return tuple(Deadline(what, _minutes(f"{key}.{what}", within)) for what, within in _table(key, value).items())


def _targets(key: str, value: object) -> tuple[int, int, int, int]:
    if not isinstance(value, list) or len(value) != 4:
        raise _wrong(key, value, "four numbers of minutes: to detect, declare, mitigate and resolve")
    detect, declare, mitigate, resolve = (_minutes(f"{key}[{place}]", item) for place, item in enumerate(value))
    return detect, declare, mitigate, resolve
