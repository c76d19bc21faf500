"""The contexts of the messages: what each sentence in `messages/*.j2` is told. One dataclass for each template.

Rendered text is mrkdwn: every value is escaped by the environment, so that what people typed pings nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.commands.grammar import CommandVerb
from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.review.facts import RecordedFact
from bot.tasks.model import ActionItem
from bot.timeline.model import Entry
from bot.updates.model import Update


@dataclass(frozen=True)
class CardBody:
    """The state of an incident. `lasted` is from the declaration to the resolution, None while it is open."""

    template: ClassVar[str] = "messages/card_body.j2"
    incident: Incident
    roles: Sequence[tuple[str, Sequence[str]]]
    lasted: timedelta | None
    next_update: datetime | None
    overdue: bool
    known: Update | None


@dataclass(frozen=True)
class CardSentence:
    template: ClassVar[str] = "messages/card_sentence.j2"
    incident: Incident
    severity: Severity
    next_update: datetime | None


@dataclass(frozen=True)
class CardFailures:
    """What could not be shown in Slack: (step, Slack's reason) each."""

    template: ClassVar[str] = "messages/card_failures.j2"
    failures: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Announcement:
    template: ClassVar[str] = "messages/announcement.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Topic:
    template: ClassVar[str] = "messages/topic.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Purpose:
    template: ClassVar[str] = "messages/purpose.j2"
    incident: Incident


@dataclass(frozen=True)
class Told:
    """To the declarer: where to go."""

    template: ClassVar[str] = "messages/told.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Trouble:
    """To the declarer: the channel could not be made, so there is no place to say it. `reason` is Slack's."""

    template: ClassVar[str] = "messages/trouble.j2"
    incident: Incident
    severity: Severity
    reason: str


@dataclass(frozen=True)
class Opening:
    """The answer to a declare, before the channel exists."""

    template: ClassVar[str] = "messages/opening.j2"
    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Existing:
    """The answer to the same declare again; the channel may not be there yet."""

    template: ClassVar[str] = "messages/existing.j2"
    incident: Incident


@dataclass(frozen=True)
class CommanderLine:
    template: ClassVar[str] = "messages/commander_line.j2"
    at: datetime
    by: str
    before: str
    commander: str


@dataclass(frozen=True)
class AwayLine:
    """What was found after the bot had heard nothing; `since` is None where nobody knows since when."""

    template: ClassVar[str] = "messages/away_line.j2"
    since: datetime | None
    until: datetime
    picked_up: int
    taken_back: int
    edited: int
    deleted: int
    unreachable: Sequence[str]


@dataclass(frozen=True)
class UpdatePost:
    template: ClassVar[str] = "messages/update_post.j2"
    number: int
    text: str
    impact: str
    doing: str
    by: str
    at: datetime
    next_update: datetime | None


@dataclass(frozen=True)
class UpdateSentence:
    template: ClassVar[str] = "messages/update_sentence.j2"
    incident: Incident
    severity: Severity
    text: str
    by: str


@dataclass(frozen=True)
class Nudge:
    """`silence` is since people last heard."""

    template: ClassVar[str] = "messages/nudge.j2"
    silence: timedelta
    last: datetime
    promised: datetime


@dataclass(frozen=True)
class Gap:
    """A stretch without an entry by a person: what happened in it is asked."""

    template: ClassVar[str] = "messages/gap.j2"
    silence: timedelta
    start: datetime


@dataclass(frozen=True)
class NudgeAnswered:
    template: ClassVar[str] = "messages/nudge_answered.j2"
    by: str
    silence: timedelta
    last: datetime


@dataclass(frozen=True)
class GapAnswered:
    template: ClassVar[str] = "messages/gap_answered.j2"
    by: str
    start: datetime
    end: datetime
    nothing: bool


@dataclass(frozen=True)
class Logged:
    """The answer to `log`: how it was read. `zone` is the typist's, `local` the same moment there."""

    template: ClassVar[str] = "messages/logged.j2"
    entry: Entry
    local: datetime
    day: str


@dataclass(frozen=True)
class Recorded:
    template: ClassVar[str] = "messages/recorded.j2"
    record: RecordedFact


@dataclass(frozen=True)
class ActionKept:
    template: ClassVar[str] = "messages/action_kept.j2"
    item: ActionItem


@dataclass(frozen=True)
class ChannelOnly:
    """The signpost outside an incident channel."""

    template: ClassVar[str] = "messages/channel_only.j2"
    command: str


@dataclass(frozen=True)
class HelpList:
    template: ClassVar[str] = "messages/help_list.j2"
    verbs: Sequence[CommandVerb]


@dataclass(frozen=True)
class HelpVerb:
    template: ClassVar[str] = "messages/help_verb.j2"
    verb: CommandVerb


CONTEXTS = (
    CardBody,
    CardSentence,
    CardFailures,
    Announcement,
    Topic,
    Purpose,
    Told,
    Trouble,
    Opening,
    Existing,
    CommanderLine,
    AwayLine,
    UpdatePost,
    UpdateSentence,
    Nudge,
    Gap,
    NudgeAnswered,
    GapAnswered,
    Logged,
    Recorded,
    ActionKept,
    ChannelOnly,
    HelpList,
    HelpVerb,
)
