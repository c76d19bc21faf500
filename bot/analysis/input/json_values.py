"""The toolbox of the readers: looks into the JSON of other tools, where any field may be missing, null or of another
type, and builds the fields and events of our own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from bot.analysis.input import values
from bot.analysis.input.times import clocks
from bot.json_types import Json

# What a person, a service, a team … is called, in an object of any tool
_CALLED = (
    *("name", "displayName", "display_name", "full_name", "username", "login", "handle", "email", "emailAddress"),
    *("summary", "display_value"),
)
_LAST = datetime.max.replace(tzinfo=UTC)


def at(value: Json, *path: str) -> Json:
    """Returns the value under these keys; None if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def table(value: Json, *path: str) -> Mapping[str, Json]:
    """Returns the object under these keys, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else {}


def rows(value: Json, *path: str) -> Sequence[Mapping[str, Json]]:
    """Returns the objects of the list under these keys; anything else in it is left out."""
    found = at(value, *path)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def nodes(value: Json, *path: str) -> Sequence[Mapping[str, Json]]:
    """The same for a list of GraphQL, which may be wrapped into `{"nodes": […]}`."""
    return rows(value, *path) or rows(value, *path, "nodes")


def word(value: Json, *path: str) -> str:
    """Returns the text under these keys on one line; "" for anything but text and numbers."""
    return values.one_line(text(value, *path))


def text(value: Json, *path: str) -> str:
    found = at(value, *path)
    return values.clean(str(found)) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def words(value: Json, *path: str) -> list[Json]:
    """Returns the texts of the list under these keys; of its objects, their name."""
    found = at(value, *path)
    named = (word(each, "name") or word(each) for each in found) if isinstance(found, list) else ()
    return list(dict.fromkeys(filter(None, named)))


def pick(value: Json, *paths: str) -> Json:
    """Returns what stands first, and isn't empty, under these paths such as `user.name`."""
    found = (at(value, *path.split(".")) for path in paths)
    return next((each for each in found if each not in (None, "", [], {})), None)


def line(value: Json, *paths: str) -> str:
    """Returns the first text under these paths, on one line."""
    return first(*(word(value, *path.split(".")) for path in paths))


def name(value: Json) -> str:
    """Returns what a person, a service, a team … is called, in a text or an object."""
    return line(value, *_CALLED) or (word(value) if isinstance(value, str) else "")


def first(*found: str) -> str:
    """Returns the first that isn't empty."""
    return next(filter(None, found), "")


def filled(fields: Mapping[str, Json]) -> dict[str, Json]:
    """Leaves out the fields that hold nothing."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def event(when: Json, said: str, kind: str = "", who: str = "", **others: Json) -> dict[str, Json]:
    """Makes an event; `kind` is the phase that it states, if any."""
    return filled({"timestamp": when, "type": kind, "actor": who, "text": said, **others})


def in_order(events: Iterable[Mapping[str, Json]]) -> list[Json]:
    """Returns the events in order of time; those whose time can't be read come last."""
    return [*sorted(events, key=_time)]


def _time(event: Mapping[str, Json]) -> datetime:
    read = clocks.read_time(event.get("timestamp"))
    return read if isinstance(read, datetime) else _LAST


def people(*named: tuple[str, str]) -> list[Json]:
    """Returns participants, each once, with the first of the roles. Each is a name and a role, "" if it has none."""
    roles: dict[str, str] = {}
    for who, role in named:
        if who and not roles.get(who):
            roles[who] = role
    return [filled({"name": who, "role": role}) for who, role in roles.items()]
