"""How a value that Slack sends is read: as the type that it should have, or not at all.

A shape is a function from what was sent to what it is read as, None for what can't be read. A null, a value of a wrong
type and a missing field are the same from here on. What can be used of a value is used: a number is a text, too, an
object with an id stands for its id, and an id for an object. Only declared fields are read, so a listener can't meet a
value whose type nobody has looked at.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.errors import Refused
from templates.commands import wording

Shape = Callable[[Any], Any]

LONGEST: Final = 255  # characters of an id or name; Slack's own ids have about eleven
LONGEST_URL: Final = 1000
_TS: Final = re.compile(r"\d{1,10}(\.\d{1,9})?")
_WHOLE: Final = re.compile(r"-?\d{1,15}")


class Incomplete(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(wording.incomplete(field))


class Payload(dict[str, Any]):
    """A JSON object of Slack. A missing field raises Incomplete."""

    def __missing__(self, field: str) -> Any:
        raise Incomplete(field)


def text(sent: Any) -> str | None:
    """Half a surrogate pair, which no database stores, becomes a question mark."""
    if isinstance(sent, Mapping):
        return text(sent["text"]) if isinstance(sent.get("text"), str) else None
    if isinstance(sent, bool) or not isinstance(sent, str | int | float):
        return None
    return str(sent).encode(errors="replace").decode()


def name(sent: Any) -> str | None:
    """A text that is shown in one line, cut where nobody names anything so."""
    found = text(sent)
    return found[:LONGEST] if found else None


def address(sent: Any) -> str | None:
    """A URL. What is none leads nowhere, so that an answer takes another way."""
    found = text(sent)
    return found if found and len(found) <= LONGEST_URL and found.startswith(("https://", "http://")) else None


def identifier(sent: Any) -> str | None:
    """The id of a person, channel, or anything else. An empty one counts as missing."""
    found = text(sent.get("id") if isinstance(sent, Mapping) else sent)
    return found if found and len(found) <= LONGEST else None


def timestamp(sent: Any) -> str | None:
    """A message's ts, or the time of an event."""
    found = text(sent)
    return found if found and _TS.fullmatch(found) else None


def number(sent: Any) -> int | None:
    if isinstance(sent, float) and sent.is_integer():
        return int(sent)
    found = text(sent)
    return int(found) if found and _WHOLE.fullmatch(found) else None


def flag(sent: Any) -> bool | None:
    if isinstance(sent, str):
        return {"true": True, "false": False}.get(sent.casefold())
    return bool(sent) if isinstance(sent, bool | int | float) else None


def anything(sent: Any) -> Any:
    """What is only passed on, without its nulls."""
    if isinstance(sent, Mapping):
        return Payload({field: anything(value) for field, value in sent.items() if value is not None})
    if isinstance(sent, list):
        return [anything(value) for value in sent if value is not None]
    return sent


def either(objects: Shape, others: Shape) -> Shape:
    """Where Slack has both, such as the `text` of a block and that of rich text."""
    return lambda sent: objects(sent) if isinstance(sent, Mapping) else others(sent)


def many(shape: Shape, *, whole: bool = False) -> Shape:
    """A list of what can be read, or one that stands alone. A `whole` list is read entirely or not at all."""

    def read(sent: Any) -> list[Any] | None:
        listed = sent if isinstance(sent, list) else [sent]
        found = [value for value in map(shape, listed) if value is not None]
        return found if len(found) == len(listed) or ((found or isinstance(sent, list)) and not whole) else None

    return read


def by_name(shape: Shape) -> Shape:
    """An object whose fields are names of ours, all of the same shape."""

    def read(sent: Any) -> Payload | None:
        if not isinstance(sent, Mapping):
            return None
        found = {str(name): shape(value) for name, value in sent.items()}
        return Payload({name: value for name, value in found.items() if value is not None})

    return read


@dataclass(frozen=True)
class Fields:
    """An object with these fields.

    `key`: the field that a bare text stands for. `others`: undeclared fields are passed on, as nobody reads them.
    `whole`: read entirely or not at all, for what must not be lost in part, such as what was typed in a form.
    """

    known: Mapping[str, Shape]
    key: str = ""
    others: bool = False
    whole: bool = False

    def __call__(self, sent: Any) -> Payload | None:
        if self.key and isinstance(sent, str) and sent:
            sent = {self.key: sent}
        if not isinstance(sent, Mapping):
            return None
        given = {field: sent[field] for field in self._read_of(sent) if sent[field] is not None}
        found = {field: self.known.get(field, anything)(value) for field, value in given.items()}
        if self.whole and None in found.values():
            return None
        return Payload({field: value for field, value in found.items() if value is not None})

    def _read_of(self, sent: Mapping[str, Any]) -> list[str]:
        return [field for field in sent if self.others or field in self.known]
