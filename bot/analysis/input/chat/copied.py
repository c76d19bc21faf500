"""A conversation that was copied as text, from Slack, Teams, Discord, WhatsApp or IRC.

No vendor documents what copying gives; the shapes (headers.py) are those that their clients write to the clipboard.
Lines that open no message belong to the one before. What a client shows around messages is left out; an emoji with a
count at the end of a message is a reaction.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.chat import headers
from bot.analysis.input.chat.headers import Header
from bot.analysis.input.chat.markup import mark_of, with_emoji
from bot.analysis.input.fields.names import BLOCKS, PAIRS
from bot.analysis.input.json_values import event, filled
from bot.analysis.input.long_texts import note_if_long
from bot.analysis.input.tables import Marks, Notes
from bot.analysis.input.times.day_by_day import dated, is_day
from bot.json_types import Json

_READ: Final = 20_000  # characters in which a conversation must show what it is
_ABOVE: Final = 6  # lines before the first message
_LEAST: Final = 2  # messages

_HEADING: Final = re.compile(r"#{1,6}\s|\|.*\|$|\s*[-*]\s+\[?\d{1,2}:\d\d|<\w+>|subject:|from:\s.+@", re.IGNORECASE)
_FIELD: Final = re.compile(r"\**([A-Za-z][\w ]{1,40})\**:\s*(\S.*)?")
_REACTION: Final = re.compile(
    r":([a-z0-9_+'-]{1,60}):|([^\w\s,.:;!?()\"'<>-]{1,4})"
    r"|\d{1,3} (?:like|heart|laugh|surprised|sad|angry)s?(?: reactions?)?\.?",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\d{1,3}")
_THREAD: Final = re.compile(r"last reply .{1,40}|\d+ (?:repl(?:y|ies)|files?)|(?:view )?thread", re.IGNORECASE)
_PLACE: Final = r"(?: (?:#\S+|the (?:channel|group|chat|call)\b.{0,60}|using .{1,60}))?"
_NOISE: Final = re.compile(
    r"new(?: messages)?|also sent to the channel|replied to a thread:.{0,200}|pinned by .{1,60}|saved for later"
    r"|last read|app|bot|workflow|guest|extern(?:al)?"
    r"|image from .{1,30}|\(?edited\)?|only visible to you|collapse|show (?:more|less)|add reaction"
    r"|messages (?:and calls )?are end-to-end encrypted.{0,200}"
    rf"|.{{1,60}} (?:has )?(?:joined|left|quit|parted){_PLACE}\.?"
    r"|.{1,60} (?:was added to|set the channel (?:topic|description|purpose)|created (?:this )?group)\b.{0,200}",
    re.IGNORECASE,
)
# What a chat shows in place of a message
_PLACEHOLDER: Final = re.compile(
    r"(?:<?(?:image|video|audio|GIF|sticker|document|media|contact card) omitted>?|(?:you deleted )?this message(?: was"
    r" deleted)?(?: by .{1,40})?\.?|missed (?:voice|video|group)[\w ]{0,20} call\.?)?",
    re.IGNORECASE,
)
_OF_IRC: Final = re.compile(r"-!-|\*{3}|-->|<--")


@dataclass
class _Message:
    """`day` is the last line that states a day, as it is written; `marks` are the reactions."""

    header: Header
    who: str
    day: str
    lines: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def recognizes(text: str) -> bool:
    head = text[:_READ].splitlines()
    found = _Conversation(_is_inline(head))
    found.add(head)
    first = next((at for at, line in enumerate(filter(str.strip, head)) if _opens(line, found.inline)), _ABOVE + 1)
    if len(found.messages) < _LEAST or first > _ABOVE or any(map(_HEADING.match, head)):
        return False
    if found.inline:
        return not any(map(_is_field, head))
    spoken = [message for message in found.messages if message.who and any(message.lines)]
    return len(spoken) * 2 > len(found.messages)


def read(text: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    lines = text.splitlines()
    found = _Conversation(_is_inline(text[:_READ].splitlines()))
    for number, line in enumerate(lines, 1):
        note_if_long(line, number, notes)
    found.add(lines)
    title, *more = [*found.above, ""]
    said = [message for message in found.messages if not _PLACEHOLDER.fullmatch("\n".join(message.lines).strip())]
    times = dated([(message.day, message.header.time) for message in said], notes, found.day)
    events: list[Json] = [_event(message, time, notes.marks) for message, time in zip(said, times, strict=True)]
    return [filled({"title": values.one_line(title), "description": "\n".join(more).strip(), "messages": events})]


def _is_inline(head: Sequence[str]) -> bool:
    """Whether texts stand behind their headers, and not below."""
    behind = sum(headers.inline(line.strip()) is not None for line in head)
    timed = sum(headers.service(line.strip()) is not None for line in head)
    below = sum(headers.above(line.strip()) is not None for line in head)
    return behind > below and behind * 5 >= timed * 3


def _shapes(said: Sequence[str]) -> frozenset[str]:
    """Returns the shapes that lines with a speaker have, if some share one."""
    opened = ((line, header) for line in said if (header := headers.above(line)) and header.who)
    found = Counter(headers.shaped_as(line, header.time) for line, header in opened)
    return frozenset(shape for shape, count in found.items() if shape and count >= _LEAST)


def _are_named_below(said: Sequence[str]) -> bool:
    """Whether each time that stands alone has a name below it, with its text, and none above it."""
    filled_lines = list(filter(None, said))
    alone = [at for at, line in enumerate(filled_lines) if (header := headers.above(line)) and not header.who]
    below = [headers.name_line("".join(filled_lines[at + 1 : at + 2])) for at in alone]
    above = [at == 0 or headers.name_line(filled_lines[at - 1]) for at in alone]
    return len(alone) >= _LEAST and all(below) and not all(above)


def _opens(line: str, inline: bool) -> bool:
    return (headers.inline if inline else headers.above)(line.strip()) is not None


def _is_field(line: str) -> bool:
    """Whether a line names a field of a report, such as `Root cause: …`."""
    matched = _FIELD.fullmatch(line.strip())
    return bool(matched) and values.name_of(matched[1] if matched else "") in PAIRS | BLOCKS


@dataclass
class _Conversation:
    """Reads a conversation line by line. `above` are the lines before the first message."""

    inline: bool
    above: list[str] = field(default_factory=list)
    messages: list[_Message] = field(default_factory=list)
    day: str = ""  # the last line that states one
    named_below: bool = False  # the name stands below its time, not above it

    def add(self, lines: Sequence[str]) -> None:
        said = [values.clean(line) for line in lines]
        shapes, self.named_below = _shapes(said), not self.inline and _are_named_below(said)
        for bare, below in zip_longest(said, said[1:], fillvalue=""):
            header = self._header(bare) or (headers.like(bare, shapes) if below and self._has_spoken() else None)
            if header and not _THREAD.fullmatch(bare):
                self._open(header)
            elif self.named_below and self.messages and not self.messages[-1].who:
                self.messages[-1].who = headers.name_line(bare)
            elif not bare or not self._is_about_the_chat(bare):
                (self.messages[-1].lines if self.messages else self.above).append(bare)
        for message in self.messages:
            _take_reactions(message)

    def _header(self, line: str) -> Header | None:
        """Reads a line that opens a message: of the shape that most have, or of the other one if the time stands in
        brackets."""
        usual, other = (headers.inline, headers.above) if self.inline else (headers.above, headers.inline)
        return usual(line) or (other(line) if line.startswith("[") else None)

    def _has_spoken(self) -> bool:
        return bool(self.messages) and any(self.messages[-1].lines)

    def _open(self, header: Header) -> None:
        who = header.who or ("" if self.inline or self.named_below else self._name_above())
        who = who or ("" if self.named_below else self._speaker())
        self.messages.append(_Message(header, who, header.day or self.day, [header.text] if header.text else []))

    def _speaker(self) -> str:
        return self.messages[-1].who if self.messages else ""

    def _name_above(self) -> str:
        """Takes the name from the line above a time; the only line of a message is its text."""
        before = self.messages[-1].lines if self.messages else self.above
        filled_lines = list(filter(headers.without_badges, before))
        least = 2 if self.messages else 1
        name = headers.name_line(filled_lines[-1]) if len(filled_lines) >= least else ""
        if name:
            while not headers.without_badges(before.pop()):
                pass
        return name

    def _is_about_the_chat(self, line: str) -> bool:
        """Reads days, and leaves out what is no part of a message."""
        said = headers.service(line) if self.inline else None
        if is_day(line):
            self.day = line
        elif said and not _NOISE.fullmatch(said.text) and not _OF_IRC.search(line):
            self.messages.append(_Message(said, "", self.day, [said.text]))
        elif not (said or _THREAD.fullmatch(line) or _NOISE.fullmatch(line)):
            return False
        return True


def _take_reactions(message: _Message) -> None:
    """Takes reactions from the end of a message: an emoji and its count, on one line or two."""
    lines = [re.sub(r"\s*\(edited\)\s*$", "", line) for line in message.lines]
    while lines:
        while lines and not lines[-1].strip():
            lines.pop()
        last = lines[-1].strip() if lines else ""
        emoji, _, count = last.rpartition(" ")
        if len(lines) > 1 and _COUNT.fullmatch(last) and _REACTION.fullmatch(lines[-2].strip()):
            message.marks.append(lines[-2].strip())
            del lines[-2:]
        elif len(lines) > 1 and _COUNT.fullmatch(count) and _REACTION.fullmatch(emoji):
            message.marks.append(emoji)
            lines.pop()
        else:
            break
    message.lines = lines


def _event(message: _Message, time: str, marks: Marks) -> Json:
    return event(time, with_emoji("\n".join(message.lines).strip()), mark_of(message.marks, marks), message.who)
