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
from typing import Final

from bot.analysis.input import lines, values
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
_READ: Final = 5_000  # characters in which a forwarded message must begin
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


@dataclass
class _Message:
    who: str
    at: datetime | clocks.Clock | None
    said: list[str] = field(default_factory=list)


def recognizes(text: str) -> bool:
    return _begins(text) or _forwarded(text) is not None


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
    above = text[: forwarded.start()].split("\n") if forwarded else []
    whole = text[forwarded.end() if forwarded else 0 : MOST_TEXT]
    mails = [message_from_string(part.strip() + "\n", policy=default) for part in _AGAIN.split(whole)]
    messages = [*_quoted(above, "", None, UTC), *(message for mail in mails for message in _messages(mail, notes))]
    subject = values.one_line(str(mails[0].get("subject", "")))
    events: list[Json] = [event for message in messages for event in _events(message)]
    return [
        {
            "title": _ANSWER.sub("", subject) or subject,
            "to": values.one_line(str(mails[0].get("to", ""))),
            "attachments": [
                name for mail in mails for part in mail.iter_attachments() if (name := part.get_filename())
            ],
            "events": sorted(events, key=_moment),
        }
    ]


def _moment(event: Json) -> str:
    return str(event.get("timestamp", "9")) if isinstance(event, Mapping) else "9"


# One mail


def _messages(mail: EmailMessage, notes: Notes) -> Iterator[_Message]:
    name, address = parseaddr(str(mail.get("from", "")))
    written = str(mail.get("date") or mail.get("sent") or "")
    stamp = _stamp(mail)
    at = stamp.astimezone(UTC) if stamp else clocks.read_time(written)
    if at is None and written:
        notes.complain("Date", f"{values.quoted(written)} is not a time")
    zone = stamp.tzinfo if stamp else None
    found = list(_quoted(_body(mail).split("\n"), name or address, at, zone or UTC))
    if zone and len(found) > 1:
        notes.complain("", f"Times of quoted messages are read in the zone of the mail's date, {zone}")
    yield from (message for message in found if message.said)


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
    return _TAG.sub(" ", held) if part.get_content_subtype() == "html" else held


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
            end = next(
                (at for at in range(start, len(body)) if body[at].strip() and not body[at].startswith(">")), len(body)
            )
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
