"""The contexts of the entrances: the menu, the lists, and what somebody who declares is told on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.config.policy import Severity
from bot.incidents.menu import IncidentList
from bot.incidents.model import Incident
from bot.incidents.severity_suggestion import Suggestion


@dataclass(frozen=True)
class Menu:
    """`incident` is None outside an incident's channel."""

    template: ClassVar[str] = "messages/menu.j2"
    incident: Incident | None


@dataclass(frozen=True)
class ListHead:
    """`count` is how many this page shows."""

    template: ClassVar[str] = "messages/list_head.j2"
    which: IncidentList
    count: int
    page: int


@dataclass(frozen=True)
class ListRow:
    template: ClassVar[str] = "messages/list_row.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class SeverityRead:
    """The answer to a declare that named no severity, or named it by a bare word. `taken`: it was suggested."""

    template: ClassVar[str] = "messages/severity_read.j2"
    severity: Severity
    word: str
    taken: bool
    reasons: Sequence[str]


@dataclass(frozen=True)
class SuggestedInForm:
    """Below the severities of the form, in plain text: how bad the message that was the reason sounds."""

    template: ClassVar[str] = "documents/suggested_in_form.txt.j2"
    severity: Severity
    suggestion: Suggestion


@dataclass(frozen=True)
class HintSimilar:
    """An open incident that looks like this one."""

    template: ClassVar[str] = "messages/hint_similar.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class HintSeverity:
    """How bad a declaration sounds. `taken`: nobody named a severity, so it has this one."""

    template: ClassVar[str] = "messages/hint_severity.j2"
    suggested: Severity
    reasons: Sequence[str]
    taken: bool


@dataclass(frozen=True)
class HintsSentence:
    """What the notification says of all; `past` are incidents with a review.

    `suggested` is None where no severity is suggested.
    """

    template: ClassVar[str] = "messages/hints_sentence.j2"
    incident: Incident
    severity: Severity
    similar: Sequence[Incident]
    past: Sequence[Incident]
    suggested: Severity | None
    taken: bool


@dataclass(frozen=True)
class ShownOutside:
    """Below an incident's card that is shown elsewhere than in its channel."""

    template: ClassVar[str] = "messages/shown_outside.j2"
    incident: Incident


CONTEXTS: Final = (
    Menu,
    ListHead,
    ListRow,
    SeverityRead,
    SuggestedInForm,
    HintSimilar,
    HintSeverity,
    HintsSentence,
    ShownOutside,
)
