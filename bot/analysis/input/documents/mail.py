"""An e-mail with the messages that it quotes, in our own fields: each message is an event of its sender at its date.

Source: RFC 5322 for the headers, RFC 3676 for signatures and quotes, and `On … wrote:` as mail programs write it. A
time that a quote gives without a zone is in that of the mail's date, which is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from email import message_from_string
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr
from html import unescape
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.input.documents import plain
from bot.analysis.input.documents.outline import known_pair
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks
from bot.json_types import Json

MOST_TEXT: Final = 1_000_000  # characters
MOST_QUOTES: Final = 20  # levels of quotes in quotes

_HEADERS: Final = re.compile(
    r"(?:From [^\n]*\n)?(?:[A-Z][A-Za-z-]{1,40}:[ \t][^\n]*\n(?:[ \t]+[^\n]*\n)*){2,}\n?", re.ASCII
)
# What mail programs write above a message that is forwarded; above it, its sender may have said something
_FORWARDED: Final = re.compile(
    r"^[ \t]*(?:Begin forwarded message:|-{2,} ?(?:Forwarded|Original) message ?-{2,}"
    r"|Anfang der weitergeleiteten Nachricht:|-{2,} ?(?:Weitergeleitete|Urspr\u00fcngliche) Nachricht ?-{2,})[ \t]*\n+",
    re.IGNORECASE | re.MULTILINE,
)
_READ: Final = 5_000  # characters in which a forwarded message must begin, and a thread show what it is
_LEAST: Final = 2  # quotes of a thread, fields of a report, cells of a label and its value
_SENT_FROM: Final = re.compile(r"Sent from my \w+|Get Outlook for \w+|Von meinem \w+ gesendet", re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"\n[ \t]*\n(?:[-_]{3,}[^\n]*\n+)?(?=From: [^\n]+\n(?:[A-Z][A-Za-z-]{1,20}: [^\n]*\n)*(?:Date|Sent|Subject): )"
)
_WROTE: Final = re.compile(
    r"(?:On|Am)\s+(?P<when>.{6,60}?\d(?:\s?[ap]\.?m\b\.?)?)(?:\s+Uhr)?[,]?\s+(?:schrieb\s+)?(?P<who>[^<>:\d][^<>:]{0,60}?)?\s*(?:<[^<>]*>)?\s*(?:wrote)?:",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(r"(?:^|(?<=\]))\s*(?:(?:re|fw|fwd|aw|wg|sv)\s*:\s*)+", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{1,500}>")
_ROW: Final = re.compile(r"<tr\b[^<>]*>(.{0,20000}?)</tr>", re.IGNORECASE | re.DOTALL)
_CELL: Final = re.compile(r"<t[dh]\b[^<>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_ABBREVIATED: Final = re.compile(r"(?P<at>\b\d{1,2}:\d\d(?::\d\d)?) (?P<zone>[A-Z]{2,3}T)\b")
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/h\d|/table)\b[^<>]*>", re.IGNORECASE)


@dataclass
class _Message:
    who: str
    at: datetime | clocks.Clock | None
    said: list[str] = field(default_factory=list)


def recognizes(text: str) -> bool:
    return _begins(text) or _forwarded(text) is not None or _is_thread(text)


def _is_thread(text: str) -> bool:
    """Whether a text is answers and what they quote, without the headers of a mail."""
    if "wrote:" not in text and "schrieb" not in text:
        return False
    body = [line.lstrip("> \t") for line in text[:_READ].split("\n")]
    return sum(_introduced(body, place)[0] is not None for place in range(len(body))) >= _LEAST


def _forwarded(text: str) -> re.Match[str] | None:
    """Returns what introduces the first forwarded message in a text."""
    return next((each for each in _FORWARDED.finditer(text, 0, _READ) if _begins(text, each.end())), None)


def _begins(text: str, place: int = 0) -> bool:
    matched = _HEADERS.match(text, place)
    names = {line.partition(":")[0].casefold() for line in matched[0].split("\n")} if matched else set()
    return "from" in names and bool(names & {"date", "sent", "subject"})


def read(text: str, notes: Notes) -> Sequence[Mapping[str, Json]]:
    if len(text) > MOST_TEXT:
        notes.complain("", f"The e-mail has {len(text):,} characters; only the first {MOST_TEXT:,} are read")
    forwarded = None if _begins(text) else _forwarded(text)
    start = 0 if _begins(text) else forwarded.end() if forwarded else len(text)  # a thread without any header
    above = text[: forwarded.start() if forwarded else start][:MOST_TEXT].split("\n")
    mails = [message_from_string(part.strip() + "\n", policy=default) for part in _AGAIN.split(text[start:MOST_TEXT])]
    messages = [*_quoted(above, "", None, UTC), *(message for mail in mails for message in _messages(mail, notes))]
    subject = values.one_line(str(mails[0].get("subject", "")))
    told = dict[str, Json]()
    for message in messages:
        told = {**_taken_from(message, subject, notes), **told}
    events: list[Json] = [event for message in messages for event in _events(message)]
    return [
        {
            **told,
            "title": _ANSWER.sub("", subject) or subject,
            "to": values.one_line(str(mails[0].get("to", ""))),
            "attachments": [
                name for mail in mails for part in mail.iter_attachments() if (name := part.get_filename())
            ],
            "events": sorted([*_listed(told), *events], key=_moment),
        }
    ]


def _listed(told: Mapping[str, Json]) -> list[Json]:
    held = told.get("events")
    return held if isinstance(held, list) else []


def _moment(event: Json) -> str:
    return str(event.get("timestamp", "9")) if isinstance(event, Mapping) else "9"


def _taken_from(message: _Message, subject: str, notes: Notes) -> Mapping[str, Json]:
    """Takes the fields of a report out of a message: `Start time: 10:12` in lines or in a table. What else it says, or
    else what it is about, stays what it says."""
    if sum(known_pair(line) is not None for line in message.said) < _LEAST:
        return {}
    found = dict(next(iter(plain.read("\n".join(message.said), notes, titled=False))))
    message.said = [line for line in str(found.pop("description", "")).split("\n") if line] or [subject]
    return found if found.get("events") else {key: value for key, value in found.items() if key != "events"}


# One mail


def _messages(mail: EmailMessage, notes: Notes) -> Iterator[_Message]:
    name, address = parseaddr(str(mail.get("from", "")))
    written = str(mail.get("date") or mail.get("sent") or "")
    stamp = _stamp(mail)
    at = stamp.astimezone(UTC) if stamp else clocks.read_time(written)
    if at is None and written:
        notes.complain("Date", f"{values.quoted(written)} is not a time")
    zone = stamp.tzinfo if stamp else None
    body = _ABBREVIATED.sub(lambda clock: _with_offset(clock, stamp), _body(mail)) if stamp else _body(mail)
    found = list(_quoted(body.split("\n"), name or address, at, zone or UTC))
    if zone and len(found) > 1:
        notes.complain("", f"Times of quoted messages are read in the zone of the mail's date, {zone}")
    yield from (message for message in found if message.said)


def _with_offset(clock: re.Match[str], stamp: datetime) -> str:
    """Returns a time whose zone has a name of several, such as IST, in the zone of the mail's date."""
    return clock[0] if clocks.zone_of(clock["zone"]) else f"{clock['at']} {stamp:%z}"


def _stamp(mail: EmailMessage) -> datetime | None:
    held = getattr(mail.get("date"), "datetime", None)
    return held if isinstance(held, datetime) and held.year in clocks.YEARS else None


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    if str(part.get("content-transfer-encoding", "8bit")).casefold() in ("7bit", "8bit", "binary"):
        return _shown(str(part.get_payload()), part)  # `get_content` takes what is decoded already for bytes
    try:
        held = str(part.get_content())
    except (LookupError, ValueError):
        held = str(part.get_payload())
    return _shown(held, part)


def _shown(held: str, part: MIMEPart) -> str:
    if part.get_content_subtype() != "html":
        return held
    rows = _ROW.sub(lambda row: f"\n{_cells(row[1])}\n", held)
    return unescape(_TAG.sub(" ", _BREAK.sub("\n", rows))).replace("\xa0", " ")


def _cells(row: str) -> str:
    """Returns a row of a table as a line: of two cells, the first is the label of the second."""
    cells = [" ".join(_TAG.sub(" ", cell).split()) for cell in _CELL.findall(row)]
    return (": " if len(cells) == _LEAST else " | ").join(filter(None, cells))


def _quoted(
    body: Sequence[str], who: str, at: datetime | clocks.Clock | None, zone: tzinfo, depth: int = 0
) -> Iterator[_Message]:
    """Yields a message, then those that it quotes. A signature ends where a quote begins."""
    own, signed, place = _Message(who, at), False, 0
    below: list[_Message] = []
    while place < len(body):
        line = body[place]
        said, start = _introduced(body, place)
        if said or line.startswith(">"):
            end = _end_of_quote(body, start)
            inner = [re.sub(r"^>\s?", "", text) for text in body[start:end]]
            by = values.one_line(said["who"] or "") if said else ""
            when = clocks.read_time(said["when"].replace(", at ", " at "), zone) if said else None
            if depth < MOST_QUOTES:
                below.extend(_quoted(inner, by, when, zone, depth + 1))
            signed, place = False, end
            continue
        signed = signed or line.rstrip() == "--"
        if line.strip() and not signed and not _SENT_FROM.fullmatch(line.strip()) and not _FORWARDED.match(f"{line}\n"):
            own.said.append(line.strip())
        place += 1
    yield own
    yield from below


def _end_of_quote(body: Sequence[str], start: int) -> int:
    """Returns where a quote ends: behind its marks, or without any behind its first paragraph."""
    said = next((at for at in range(start, len(body)) if body[at].strip()), len(body))
    if said < len(body) and not body[said].startswith(">"):
        return next(
            (at for at in range(said, len(body)) if not body[at].strip() or _introduced(body, at)[0]), len(body)
        )
    return next((at for at in range(said, len(body)) if body[at].strip() and not body[at].startswith(">")), len(body))


def _introduced(body: Sequence[str], place: int) -> tuple[re.Match[str] | None, int]:
    """Returns the line that introduces a quote, which may run over two, and where the quote begins."""
    if not body[place].startswith(("On ", "Am ")):
        return None, place
    for end in (place + 1, place + 2):
        if matched := _WROTE.fullmatch(" ".join(body[place:end]).strip()):
            return matched, end
    return None, place


def _events(message: _Message) -> Iterator[Json]:
    """Lines that begin with a time are events of their own."""
    own = [line for line in message.said if not lines.event_line(line)]
    stamp: Json = message.at.isoformat() if isinstance(message.at, datetime) else None
    if own:
        yield {"timestamp": stamp, "actor": message.who, "text": " ".join(own), "source": "e-mail"}
    for said in message.said:
        if line := lines.event_line(said):
            day = message.at.date().isoformat() if isinstance(message.at, datetime) else None
            yield {"date": day, "time": line.written, "actor": line.actor or message.who, "text": line.text}
