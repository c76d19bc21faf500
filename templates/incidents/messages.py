"""What each sentence in messages.j2 is told: an incident's life: card, lines, forms, lists, hints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion
from bot.incidents.menu import IncidentList
from bot.incidents.model import Incident
from bot.outbox.incidents import ChangeUndone, SeverityChanged
from bot.review.follow_up import PastReview
from bot.updates.model import LatestFacts


@dataclass(frozen=True)
class HintLearned:
    """An incident that is over, looks like this one, and whose review says what helped."""

    learned: PastReview
    severity: Severity


@dataclass(frozen=True)
class MenuHead:
    """`incident` is None outside an incident's channel."""

    incident: Incident | None


@dataclass(frozen=True)
class ListHead:
    """`count` is how many this page shows."""

    which: IncidentList
    count: int
    page: int


@dataclass(frozen=True)
class ListRow:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class SeverityRead:
    """The answer to a declare that named no severity, or named it by a bare word. `taken`: it was suggested."""

    severity: Severity
    word: str
    taken: bool
    reasons: Sequence[str]


@dataclass(frozen=True)
class SuggestedInForm:
    """Below the severities of the form, in plain text: how bad the message that was the reason sounds."""

    template: ClassVar[str] = "incidents/suggested_in_form.txt.j2"
    severity: Severity
    suggestion: SeveritySuggestion


@dataclass(frozen=True)
class HintSimilar:
    """An open incident that looks like this one."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class HintSeverity:
    """How bad a declaration sounds. `taken`: nobody named a severity, so it has this one."""

    suggested: Severity
    reasons: Sequence[str]
    taken: bool


@dataclass(frozen=True)
class HintsSentence:
    """What the notification says of all; `past` are incidents with a review.

    `suggested` is None where no severity is suggested.
    """

    incident: Incident
    severity: Severity
    similar: Sequence[Incident]
    past: Sequence[Incident]
    suggested: Severity | None
    taken: bool


@dataclass(frozen=True)
class ShownOutside:
    """Below an incident's card that is shown elsewhere than in its channel."""

    incident: Incident


@dataclass(frozen=True)
class CardBody:
    """The state of an incident. `duration` is that of a resolved one, "" while it is open."""

    incident: Incident
    roles: Sequence[tuple[str, Sequence[str]]]
    duration: str
    next_update: datetime | None
    overdue: bool
    latest: LatestFacts


@dataclass(frozen=True)
class CardSentence:
    incident: Incident
    severity: Severity
    next_update: datetime | None


@dataclass(frozen=True)
class CardFailures:
    """What could not be shown in Slack: (step, Slack's reason) each."""

    failures: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ChannelTopic:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class ChannelPurpose:
    incident: Incident


@dataclass(frozen=True)
class ChannelReady:
    """To the declarer: where to go."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Trouble:
    """To the declarer: the channel could not be made, so there is no place to say it. `reason` is Slack's."""

    incident: Incident
    severity: Severity
    reason: str


@dataclass(frozen=True)
class Opening:
    """The answer to a declare, before the channel exists."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Existing:
    """The answer to the same declare again; the channel may not be there yet."""

    incident: Incident


@dataclass(frozen=True)
class ChannelOnly:
    """The signpost outside an incident channel."""

    command: str


@dataclass(frozen=True)
class SeverityLine:
    """`due` is what has to be done now, or sooner than before, by when."""

    line: SeverityChanged
    before: Severity
    severity: Severity
    raised: bool
    due: Sequence[tuple[datetime, Sequence[str]]]


@dataclass(frozen=True)
class UndoLine:
    """`now` is what was taken back is again."""

    line: ChangeUndone
    now: str


@dataclass(frozen=True)
class NowPrivate:
    """What the announcement of an incident and the card in its old channel show after it was made private."""


@dataclass(frozen=True)
class ArchivedTrouble:
    """To who leads an open incident whose channel somebody archived."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class CardNote:
    """What a card says of other incidents and channels: duplicates merged into it, and where it was before."""

    merged: Sequence[Incident]
    earlier: Sequence[str]


@dataclass(frozen=True)
class SeverityMeaning:
    """In the form: what a level brings with it."""

    severity: Severity


@dataclass(frozen=True)
class PrivateWarning:
    """In the form, before it is done. `name` is the incident's, such as #42; so it is below."""

    name: str
    count: int


@dataclass(frozen=True)
class PrivateAnswer:
    """To who made it private: what stays as it was."""

    name: str
    earlier: str


@dataclass(frozen=True)
class GoesOnElsewhere:
    """The signpost in a channel that an incident has left; `channel` is where it is now, "" until that one exists."""

    name: str
    channel: str
    command: str


@dataclass(frozen=True)
class ReopenAnswer:
    """To who reopened it from elsewhere."""

    name: str
