"""A channel as text: messages with author and time, buttons, pins, reactions, and what people did.

Order and layout are here; a single message is rendered by `rendering`. The output does not depend on ids, ports or
the order of arrival within a second, so two runs of the same incident print the same text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.blockkit.rendering import Names, lines_of, text_of
from sandbox.box import Sandbox
from sandbox.workspace.messages import SYSTEM
from sandbox.workspace.state import Act, Channel, Message

# A permalink contains a ts, a sandbox link a port: only the label of a link is printed.
_PERMALINK = r"https?://[^\s()]+/archives/[^\s()]+"
_LABELLED_PERMALINK = re.compile(rf" \({_PERMALINK}\)")
_BARE_PERMALINK = re.compile(_PERMALINK)
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")
_ID = re.compile(r"\b[UC]0[0-9A-Z]{9}\b")
_HANGING = " " * 7


@dataclass(frozen=True)
class _Line:
    """One entry; entries of the same second are sorted by `rank`, then by `order`."""

    at: float
    rank: int
    order: tuple[int, str]
    shown: list[str]


def transcript(box: Sandbox, channel: str, zone: str = "UTC") -> str:
    """The whole channel as text, ephemerals included, with times in `zone`; ends with a newline.

    Within a second acts come first, then the system's lines by their text, messages, and ephemerals by their text.
    """
    page = _Page(box.channel(channel), box.acts, box.name_of, zone)
    return "\n".join(_without_addresses(line).rstrip() for line in page.lines()) + "\n"


def _without_addresses(line: str) -> str:
    bare = _BARE_PERMALINK.sub("(link to a message)", _LABELLED_PERMALINK.sub("", line))
    return _LOOPBACK.sub("http://sandbox", bare)


@dataclass(frozen=True)
class _Page:
    channel: Channel
    acts: Sequence[Act]
    names: Names
    zone: str

    def lines(self) -> Iterator[str]:
        yield from self._header()
        day = ""
        for entry in sorted(self._entries(), key=lambda line: (int(line.at), line.rank, line.order)):
            if self._day(entry.at) != day:
                day = self._day(entry.at)
                yield from ("", f"{day} ({self.zone})")
            yield from entry.shown

    def _header(self) -> Iterator[str]:
        channel = self.channel
        marks = [mark for mark, is_so in _MARKS if getattr(channel, is_so)]
        yield " ".join([f"#{channel.name}", *(f"({mark})" for mark in marks)])
        for label, text in (("Topic", channel.topic), ("Description", channel.purpose)):
            if text:
                yield f"{label}: {text_of(text, self.names, self.zone)}"
        yield f"Members: {', '.join(sorted(self.names('user', each) for each in channel.members))}"
        for bookmark in sorted(channel.bookmarks, key=lambda each: each.title):
            yield f"Bookmark: {bookmark.title} ({bookmark.link})"
        for pin in sorted(channel.pins, key=lambda each: each.ts):
            yield f"Pinned: {self._first_line(pin.ts)}"

    def _first_line(self, ts: str) -> str:
        message = self.channel.message(ts)
        return (self._body(message) or [""])[0] if message else ""

    def _entries(self) -> Iterator[_Line]:
        names_it_had = {self.channel.name, *self.channel.previous_names}
        for number, act in enumerate(self.acts):
            if act.channel in names_it_had:
                yield _Line(act.at, 0, (number, ""), [self._act(act)])
        for message in self.channel.messages:
            if not message.is_reply:
                yield self._entry(message)
        for message in self.channel.ephemerals:
            shown = self._shown(message, f" (only {self.names('user', message.to)} sees this)")
            yield _Line(_seconds(message), 3, (0, "\n".join(shown)), shown)

    def _act(self, act: Act) -> str:
        what = _ID.sub(lambda found: self._name(found[0]), act.what)
        return f"{self._time(act.at)}  {act.person} {what}"

    def _name(self, identifier: str) -> str:
        """The name of a user or channel selected in a form; anything else is returned as it is."""
        return self.names("user", identifier) or self.names("channel", identifier) or identifier

    def _entry(self, message: Message) -> _Line:
        if message.subtype in SYSTEM:
            line = self._system(message)
            return _Line(_seconds(message), 1, (0, line), [line])
        shown = self._shown(message) + [f"{_HANGING}{line}" for line in self._replies(message)]
        return _Line(_seconds(message), 2, (_micros(message), ""), shown)

    def _system(self, message: Message) -> str:
        who = self._author(message)
        text = text_of(message.text, self.names, self.zone).removeprefix(f"@{who} ")
        return f"{self._time(_seconds(message))}  {who} {text}"

    def _replies(self, parent: Message) -> Iterator[str]:
        for reply in self.channel.messages:
            if reply.is_reply and reply.thread_ts == parent.ts:
                yield from self._shown(reply)

    def _shown(self, message: Message, mark: str = "") -> list[str]:
        app = " APP" if message.bot_id else ""
        first = f"{self._time(_seconds(message))}  {self._author(message)}{app}{mark}"
        return [first, *(f"{_HANGING}{line}" for line in [*self._body(message), *self._marks(message)])]

    def _body(self, message: Message) -> list[str]:
        lines = lines_of(message.json(), self.names, self.zone)
        return [*lines[:-1], f"{lines[-1]} (edited)"] if message.edited and lines else lines

    def _marks(self, message: Message) -> Iterator[str]:
        for pin in self.channel.pins:
            if pin.ts == message.ts:
                yield f"(pinned by {self.names('user', pin.user)})"
        for reaction in sorted(message.reactions, key=lambda each: each.name):
            who = ", ".join(sorted(self.names("user", user) for user in reaction.users))
            yield f":{reaction.name}: {len(reaction.users)} {who}"

    def _author(self, message: Message) -> str:
        return message.username or self.names("user", message.user) or self.names("bot", message.bot_id)

    def _time(self, at: float) -> str:
        return f"{datetime.fromtimestamp(at, ZoneInfo(self.zone)):%H:%M}"

    def _day(self, at: float) -> str:
        moment = datetime.fromtimestamp(at, ZoneInfo(self.zone))
        return f"{moment:%A} {moment.day} {moment:%B %Y}"


_MARKS = (("private", "is_private"), ("archived", "is_archived"))


def _seconds(message: Message) -> float:
    return float(message.ts)


def _micros(message: Message) -> int:
    return int(message.ts.replace(".", ""))
