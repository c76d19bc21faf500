"""Reads the optional TOML file over the defaults of bot/config/policy.py, whose annotations define the allowed values.

An error names the path, and suggests the closest setting or an allowed value. msgspec checks each value; the tables are
walked here, so that every error has a path.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass, replace
from enum import EnumType
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from bot.commands.parser import VERBS
from bot.config.policy import (
    COMMANDER,
    EVERYONE,
    MEMBERS,
    ROLES,
    SEVERITIES,
    Deadline,
    Policy,
    Role,
    Service,
    Severity,
)
from bot.config.renamed_keys import renamed_in, with_current_names
from bot.config.setting_types import (
    ChannelName,
    Check,
    NonEmptyArray,
    OneOrMore,
    Pattern,
    Range,
    Share,
    TableName,
    WholeNumber,
)
from bot.config.spellings import PRIORITIES, UNMAPPED, folded
from bot.errors import ConfigurationError
from bot.people.permissions import REVIEW
from templates.config import wording

T = TypeVar("T")
Path = tuple[str | int, ...]
_ID: Final = r"[USW][A-Z0-9]{2,}"


def policy_from(parsed: Mapping[str, Any]) -> Policy:
    """Reads a parsed TOML file over the defaults. Raises ConfigurationError."""
    table, _ = with_current_names(parsed)
    return _consistent(_over(Policy(), table, ()))


# Consistency between settings


def _consistent(policy: Policy) -> Policy:
    if policy.logged_emoji in policy.reactions:
        raise ConfigurationError(wording.logs_itself(policy.logged_emoji))
    labels = [folded(level.label) for level in policy.severities]
    if len(set(labels)) < len(labels):
        raise _wrong(("severities",), labels, wording.OWN_LABELS)
    known = [level.key for level in policy.severities]
    if policy.default_severity not in known:
        raise _wrong(("default_severity",), policy.default_severity, wording.one_of(known))
    for level in policy.severities:
        if level.nudge_hours[0] >= level.nudge_hours[1]:
            raise _wrong(("severities", level.key, "nudge_hours"), list(level.nudge_hours), wording.NUDGE_HOURS)
    _check_roles(policy)
    return policy


def _check_roles(policy: Policy) -> None:
    called = [folded(word) for role in policy.roles for word in {role.key, *role.aliases}]
    if twice := sorted({word for word in called if called.count(word) > 1}):
        raise ConfigurationError(wording.shared_alias(twice))
    roles = sorted(role.key for role in policy.roles)
    for verb, allowed in policy.permissions.items():
        for one in allowed:
            if one not in (EVERYONE, MEMBERS, *roles) and not re.fullmatch(_ID, one):
                raise _wrong(("permissions", verb), one, wording.permitted(roles))


# Tables


def _over(defaults: T, value: object, path: Path) -> T:
    """Reads the settings of a table over their defaults."""
    table, types = _table(value, path), _settings(type(defaults))
    _refuse_unknown(table, types, path)
    read = {key: _setting(types[key], item, getattr(defaults, key), (*path, key)) for key, item in table.items()}
    return replace(defaults, **read)  # type: ignore[type-var]


def _settings(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint for name, hint in hints.items() if hint != TableName}


def _setting(kind: Any, value: object, default: object, path: Path) -> Any:
    if reader := READERS.get(str(path[-1])):
        return reader(value, path)
    return _over(default, value, path) if is_dataclass(default) else _value(kind, value, path)


def _table(value: object, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(path, value, wording.TABLE)
    return value


def _refuse_unknown(table: Iterable[str], known: Iterable[str], path: Path) -> None:
    known = tuple(known)
    for key in table:
        if key not in known:
            names = renamed_in(tuple(map(str, path)))
            raise ConfigurationError(wording.unknown_key(wording.path(*path, key), key, known, names))


def _services(value: object, path: Path) -> tuple[Service, ...]:
    return tuple(_over(Service(name), table, (*path, name)) for name, table in _table(value, path).items())


def _roles(value: object, path: Path) -> tuple[Role, ...]:
    """Replaces the whole table, except for the commander, which always exists and is never shared."""
    known = {role.key: role for role in ROLES}
    roles = {COMMANDER: known[COMMANDER]}
    for key, table in _table(value, path).items():
        begun = known.get(_value(ChannelName, key, path), Role(key, key))
        roles[key] = _over(begun, table, (*path, key))
    roles[COMMANDER] = replace(roles[COMMANDER], shared=False)
    return tuple(roles.values())


def _severities(value: object, path: Path) -> tuple[Severity, ...]:
    """Overrides settings of the four severities: `[severities.sev1] update_every_minutes = 10`."""
    tables = _table(value, path)
    _refuse_unknown(tables, (level.key for level in SEVERITIES), path)
    return tuple(_over(level, tables.get(level.key, {}), (*path, level.key)) for level in SEVERITIES)


def _deadlines(value: object, path: Path) -> tuple[Deadline, ...]:
    """Reads `notify_within_minutes = { executives = 15, customers = 30 }`."""
    return tuple(
        Deadline(what, _value(WholeNumber, minutes, (*path, what))) for what, minutes in _table(value, path).items()
    )


def _permissions(value: object, path: Path) -> Mapping[str, tuple[str, ...]]:
    """Reads who may use a verb: `severity = "members"` or `declare = ["S0LEADS", "commander"]`."""
    return _who(value, (*VERBS, REVIEW), path)


def _fallback(value: object, path: Path) -> Mapping[str, tuple[str, ...]]:
    """Reads the fallback responders of a severity: `sev1 = ["S0ONCALL", "alice@example.com"]`."""
    return _who(value, (level.key for level in SEVERITIES), path)


def _priorities(value: object, path: Path) -> Mapping[str, str]:
    """Reads what priorities are mapped to, over the defaults: `P1 = "sev2"` or `critical = "none"`."""
    table, known = _table(value, path), [*(level.key for level in SEVERITIES), UNMAPPED]
    for word, key in table.items():
        if key not in known:
            raise _wrong((*path, word), key, wording.one_of(known))
    words = [folded(word) for word in table]
    if twice := next((word for word in table if words.count(folded(word)) > 1), ""):
        raise _wrong((*path, twice), table[twice], wording.ONE_SPELLING)
    return {**{word: key for word, key in PRIORITIES.items() if folded(word) not in words}, **table}


def _who(value: object, known: Iterable[str], path: Path) -> Mapping[str, tuple[str, ...]]:
    table = _table(value, path)
    _refuse_unknown(table, known, path)
    return {key: _value(OneOrMore, who, (*path, key)) for key, who in table.items()}


READERS: Final[Mapping[str, Callable[[object, Path], Any]]] = {
    "severities": _severities,
    "services": _services,
    "roles": _roles,
    "permissions": _permissions,
    "fallback_responders": _fallback,
    "priorities": _priorities,
    "notify_within_minutes": _deadlines,
    "escalate_after_minutes": _deadlines,
}


# Values


def _value(annotated: Any, value: object, path: Path) -> Any:
    kind, rule = get_args(annotated) if get_origin(annotated) is Annotated else (annotated, None)
    if get_origin(kind) is tuple:
        return _array(get_args(kind), rule, value, path)
    if get_origin(kind) is Mapping:
        of_key, of_value = get_args(kind)
        return {
            _value(of_key, key, path): _value(of_value, item, (*path, key)) for key, item in _table(value, path).items()
        }
    try:
        read = msgspec.convert(value, _typed(kind, rule))
    except msgspec.ValidationError:
        raise _wrong(path, value, _allowed(kind, rule)) from None
    if isinstance(rule, Check) and not rule.passes(read):
        raise _wrong(path, value, rule.allowed)
    return read.strip() if isinstance(read, str) and kind is str else read


def _array(kinds: tuple[Any, ...], rule: NonEmptyArray | None, value: object, path: Path) -> tuple[Any, ...]:
    if rule and rule.alone and not isinstance(value, list):
        return (_value(kinds[0], value, path),)
    if not isinstance(value, list):
        raise _wrong(path, value, wording.ARRAY)
    if kinds[-1] is not Ellipsis and len(value) != len(kinds):
        raise _wrong(path, value, wording.array_of(len(kinds)))
    read = tuple(_value(kinds[0], item, (*path, place)) for place, item in enumerate(value))
    if rule and not _fits(read, rule):
        raise _wrong(path, value, wording.items(rule.most, rule.distinct))
    return read


def _fits(read: tuple[Any, ...], rule: NonEmptyArray) -> bool:
    return 0 < len(read) <= (rule.most or len(read)) and (not rule.distinct or len(set(read)) == len(read))


def _typed(kind: Any, rule: object) -> Any:
    """Returns the type for msgspec."""
    match rule:
        case Range(lowest, highest):
            return Annotated[kind, msgspec.Meta(ge=lowest, le=highest)]
        case Share():
            return Annotated[kind, msgspec.Meta(gt=0, lt=100)]
        case Pattern(regex):
            return Annotated[kind, msgspec.Meta(pattern=regex)]
    return kind


def _allowed(kind: Any, rule: object) -> str:
    match rule:
        case Range(lowest, highest):
            return wording.integer(lowest, highest)
        case Share():
            return wording.PERCENTAGE
        case Pattern(_, allowed) | Check(_, allowed):
            return allowed
    if kind is bool:
        return wording.BOOLEAN
    return wording.one_of(kind if isinstance(kind, EnumType) else get_args(kind))


def _wrong(path: Path, found: object, allowed: str) -> ConfigurationError:
    return ConfigurationError(wording.wrong_value(wording.path(*path), found, allowed))
