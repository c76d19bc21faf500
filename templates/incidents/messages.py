"""The contexts of messages.j2 for lists, system lines, forms and answers of incidents; the card has card.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config.policy import Severity
from bot.errors import Hint
from bot.incidents.menu import IncidentList
from bot.incidents.model import Incident
from bot.outbox.incidents import ChangeUndone, SeverityChanged
from bot.tasks.model import Task


@dataclass(frozen=True)
class MenuHead:
    """`incident` is None outside an incident channel."""

    incident: Incident | None


@dataclass(frozen=True)
class ListHead:
    """`count` is the number of incidents on this page."""

    which: IncidentList
    count: int
    page: int


@dataclass(frozen=True)
class ListRow:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class ShownOutside:
    """Below a card that is shown outside the incident's channel."""

    incident: Incident


@dataclass(frozen=True)
class ChannelTopic:
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class ChannelPurpose:
    name: str
    drill: bool


@dataclass(frozen=True)
class ChannelReady:
    """Tells the declarer where the channel is."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Trouble:
    """Tells the person in charge that Slack refused the channel, which has no card to say so.

    `why` is a clause; `failures` are sentences about what else could not be shown.
    """

    incident: Incident
    severity: Severity
    why: str
    failures: Sequence[str] = ()


@dataclass(frozen=True)
class NotInvited:
    """Tells a person that Slack doesn't let Muster add them to the channel. `why` is a clause.

    `sees`: whether they may see the incident all the same.
    """

    incident: Incident
    severity: Severity
    why: str
    sees: bool


@dataclass(frozen=True)
class Undelivered:
    """Tells one person what failed in the channel. `why` is a clause.

    `stays` is a sentence: what holds until then. It may be "". `can_retry`: a retry can help.
    """

    incident: Incident
    severity: Severity
    what: str
    why: str
    stays: str
    can_retry: bool = True


@dataclass(frozen=True)
class NobodyTold:
    """Says in the channel what failed, because nobody can be told directly. `failures` are sentences."""

    failures: Sequence[str]


@dataclass(frozen=True)
class DoneElsewhere:
    """The answer to a command about an incident of another channel, which shows the change."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class ChannelOnly:
    """The refusal outside an incident channel."""

    command: str


@dataclass(frozen=True)
class SeverityLine:
    """`due` is what has to be done now, or sooner than before, with its deadline. `ended`: nothing follows."""

    line: SeverityChanged
    before: Severity
    severity: Severity
    raised: bool
    due: Sequence[tuple[datetime, Sequence[str]]]
    ended: bool = False


@dataclass(frozen=True)
class UndoLine:
    """`now` is the value after the undo."""

    line: ChangeUndone
    now: str


@dataclass(frozen=True)
class LateLine:
    """Below a system line that was posted well after the change it tells of."""

    at: datetime


@dataclass(frozen=True)
class NowPrivate:
    """What the announcement and the card in the old channel show after an incident was made private."""


@dataclass(frozen=True)
class ArchivedTrouble:
    """Tells the person in charge that the channel of an open incident was archived or deleted."""

    incident: Incident
    severity: Severity
    deleted: bool


@dataclass(frozen=True)
class InvitationWanted:
    """Asks the person in charge to invite Muster. It names nothing but number and channel.

    `reason` is Slack's error for a public channel, "" for a private one.
    """

    incident: Incident
    reason: str


@dataclass(frozen=True)
class PersonCalled:
    """Tells someone who would be invited of an incident whose channel Slack refuses."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class NotPosted:
    """Below the answer to a request: saved, but the channel can't be posted to now."""

    incident: Incident


@dataclass(frozen=True)
class NotDelivered:
    """The same while nothing can be posted anywhere; `why` is a sentence."""

    why: str


@dataclass(frozen=True)
class PostedLater:
    """The same while Slack accepts no messages for some time, without refusing Muster altogether."""


@dataclass(frozen=True)
class FullTextPost:
    """In the thread of a message that shows only the beginning of a text."""

    text: str


@dataclass(frozen=True)
class SharedWarning:
    """Tells the person in charge that people of another organization can read the channel."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class SeverityMeaning:
    """In the severity form: what a severity requires."""

    severity: Severity


@dataclass(frozen=True)
class MergeAbout:
    """In the form that closes a duplicate: what happens to both incidents.

    `before` and `raised` are the other incident's severity now and after the merge, the same if it stays.
    """

    incident: Incident
    into: Incident
    before: Severity
    raised: Severity
    commander: str
    invited: int
    tasks: int
    items: int


@dataclass(frozen=True)
class PrivateWarning:
    """In the form that makes an incident private. `name` is that of the incident, such as #42, here and below."""

    name: str
    count: int


@dataclass(frozen=True)
class PrivateAnswer:
    """Tells the person who made it private what stays public. `earlier` is the id of the old channel."""

    name: str
    earlier: str


@dataclass(frozen=True)
class GoesOnElsewhere:
    """The refusal in a channel that the incident has left. Its new one may not exist yet, so `command` works here."""

    incident: Incident
    command: Hint


@dataclass(frozen=True)
class ReopenAnswer:
    """Tells the person who reopened the incident from another channel what happens next."""

    name: str
    deleted: bool


@dataclass(frozen=True)
class ResolveAbout:
    """Above the inputs of the resolve form. `tasks` are open ones, `more` how many others are open.

    `review_due` is None if no review is due.
    """

    tasks: Sequence[Task]
    more: int
    commander: bool
    review_due: datetime | None


@dataclass(frozen=True)
class ResolvedWithOpen:
    """The private answer to a resolve command. At least one of the two is so."""

    number: int
    open_tasks: int
    commander: bool
