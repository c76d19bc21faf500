"""The contexts of what is said about an incident's state: lines, forms, and its channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class StatusLine:
    """`text` is what was said of it, "" for nothing; so it is in the lines below."""

    template: ClassVar[str] = "messages/status_line.j2"
    at: datetime
    by: str
    before: str
    status: str
    text: str


@dataclass(frozen=True)
class SeverityLine:
    """`due` is what has to be done now, or sooner than before, by when."""

    template: ClassVar[str] = "messages/severity_line.j2"
    at: datetime
    by: str
    before: Severity
    severity: Severity
    raised: bool
    due: Sequence[tuple[datetime, Sequence[str]]]
    text: str


@dataclass(frozen=True)
class ResolveLine:
    template: ClassVar[str] = "messages/resolve_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class ReopenLine:
    template: ClassVar[str] = "messages/reopen_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class CloseLine:
    template: ClassVar[str] = "messages/close_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class CancelLine:
    template: ClassVar[str] = "messages/cancel_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class MergeLine:
    """In the duplicate's channel: where to go. `channel` is "" where the other one has none yet."""

    template: ClassVar[str] = "messages/merge_line.j2"
    at: datetime
    by: str
    into: int
    title: str
    channel: str


@dataclass(frozen=True)
class MergedHereLine:
    """In the channel of the incident that goes on."""

    template: ClassVar[str] = "messages/merged_here_line.j2"
    at: datetime
    by: str
    number: int
    title: str


@dataclass(frozen=True)
class RenameLine:
    template: ClassVar[str] = "messages/rename_line.j2"
    at: datetime
    by: str
    before: str
    title: str


@dataclass(frozen=True)
class PrivateLine:
    """In the new private channel."""

    template: ClassVar[str] = "messages/private_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class MovedOnLine:
    """In the new channel of an open incident whose channel somebody archived."""

    template: ClassVar[str] = "messages/moved_on_line.j2"
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class UndoLine:
    """`thing` is status, severity or rename; `now` is what it is again."""

    template: ClassVar[str] = "messages/undo_line.j2"
    at: datetime
    by: str
    thing: str
    now: str


@dataclass(frozen=True)
class MadePrivate:
    """What the public channel and the announcement of an incident show after it was made private."""

    template: ClassVar[str] = "messages/made_private.j2"
    last: bool


@dataclass(frozen=True)
class ArchivedTrouble:
    """To who leads an open incident whose channel somebody archived."""

    template: ClassVar[str] = "messages/archived_trouble.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class CardNote:
    """What a card says of other incidents and channels: duplicates merged into it, and where it was before."""

    template: ClassVar[str] = "messages/card_note.j2"
    merged: Sequence[Incident]
    earlier: Sequence[str]


@dataclass(frozen=True)
class SeverityMeaning:
    """In the form: what a level brings with it."""

    template: ClassVar[str] = "messages/severity_meaning.j2"
    severity: Severity


@dataclass(frozen=True)
class PrivateWarning:
    """In the form, before it is done. `name` is the incident's, such as #42; so it is below."""

    template: ClassVar[str] = "messages/private_warning.j2"
    name: str
    count: int


@dataclass(frozen=True)
class PrivateAnswer:
    """To who made it private: what stays as it was."""

    template: ClassVar[str] = "messages/private_answer.j2"
    name: str
    earlier: str


@dataclass(frozen=True)
class GoesOnElsewhere:
    """The signpost in a channel that an incident has left; `channel` is where it is now, "" until that one exists."""

    template: ClassVar[str] = "messages/goes_on_elsewhere.j2"
    name: str
    channel: str
    command: str


@dataclass(frozen=True)
class ReopenAnswer:
    """To who reopened it from elsewhere."""

    template: ClassVar[str] = "messages/reopen_answer.j2"
    name: str


CONTEXTS = (
    StatusLine,
    SeverityLine,
    ResolveLine,
    ReopenLine,
    CloseLine,
    CancelLine,
    MergeLine,
    MergedHereLine,
    RenameLine,
    PrivateLine,
    MovedOnLine,
    UndoLine,
    MadePrivate,
    ArchivedTrouble,
    CardNote,
    SeverityMeaning,
    PrivateWarning,
    PrivateAnswer,
    GoesOnElsewhere,
    ReopenAnswer,
)
