"""The messages of our own, and which timeline entry each one is.

An entry and a message on the same channel and of the same status within two minutes are one: the timeline says in short
that it went out, the communication what it said. What an entry says of somebody else's page is no message of ours.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.analysis.model import Event, ReadEvent, Told
from bot.review.document.facts import plain
from bot.review.document.material import Material
from bot.review.document.overlap import says, words_of
from bot.review.document.prose import began
from bot.timeline.kinds import EntryKind

_WITHIN: Final = timedelta(minutes=2)
_STATE: Final = re.compile(r"\s*(investigating|identified|monitoring|resolved|in progress|update)\s*[-–—:]\s+", re.I)
_ASIDE: Final = "page updated posted set to status update changed"  # what an entry says beside the message itself
_OWN_CHANNEL: Final = "#"  # of Slack, where the message itself is on the timeline


@dataclass(frozen=True)
class Message:
    """`entry` is the timeline entry that it is. `short` is what the timeline says of it; "" where the entry keeps its
    text. `quoted`: the entry says nothing that the message does not."""

    told: Told
    entry: Event | None = None
    short: str = ""
    quoted: bool = False


def messages(material: Material) -> tuple[Message, ...]:
    """Returns the messages in order of time."""
    left = {read.event.number: read for read in material.events if _may_be_message(read)}
    found = []
    for told in sorted(material.case.told, key=lambda one: one.at or material.at):
        read = _entry_of(told, left.values())
        if read:
            del left[read.event.number]
        found.append(_message(told, read))
    return tuple(found)


def by_entry(found: Iterable[Message]) -> Mapping[int, Message]:
    return {one.entry.number: one for one in found if one.entry}


def channel_of(told: Told) -> str:
    """`Status page`, `#inc-7-search`"""
    return began(told.channel.replace("_", " ").strip())


def state_of(text: str) -> tuple[str, str]:
    """Returns the state that a message opens with, and the rest: `Investigating - we look` is `Investigating`, `we
    look`."""
    found = _STATE.match(text)
    return (found[1].capitalize(), text[found.end() :]) if found else ("", text)


def _may_be_message(read: ReadEvent) -> bool:
    return EntryKind.COMMUNICATION in (read.event.kind, read.phase)


def _entry_of(told: Told, reads: Iterable[ReadEvent]) -> ReadEvent | None:
    """Returns the nearest entry that is this message."""
    near = [(abs(read.event.at - told.at), read) for read in reads if read.event.at and told.at]
    alike = [one for one in near if one[0] <= _WITHIN and _is_one(told, one[1].event)]
    return min(alike, key=lambda one: one[0])[1] if alike else None


def _is_one(told: Told, event: Event) -> bool:
    if event.source and event.source == told.evidence.place:
        return True
    state, typed = state_of(told.text)[0].casefold(), event.status.casefold()
    if state and typed and state != typed:
        return False
    channel = words_of(plain(event.extra.get("channel") or ""))
    if channel and told.channel:
        return channel == words_of(told.channel)
    return _is_quoted(told, event)


def _is_quoted(told: Told, event: Event) -> bool:
    return says(told.text, event.text, without=f"{_ASIDE} {told.channel.replace('_', ' ')} {event.status}")


def _message(told: Told, read: ReadEvent | None) -> Message:
    if read is None:
        return Message(told)
    quoted = _is_quoted(told, read.event)
    return Message(told, read.event, _short(told, read.event) if quoted else "", quoted)


def _short(told: Told, event: Event) -> str:
    channel, state = channel_of(told), state_of(told.text)[0] or event.status.capitalize()
    if not channel or channel.startswith(_OWN_CHANNEL):
        return ""
    return f"{channel}: {state}" if state else f"{channel} updated"
