"""The policy: everything an organization can configure about incidents, with its defaults.

bot/config/policy_file.py reads the TOML file over these defaults. The severities are those of docs/severity.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Annotated, Final, Literal, get_args

from bot.config.setting_types import (
    ChannelName,
    EmojiName,
    HourOfDay,
    HourOrMidnight,
    NonEmptyArray,
    OneOrMore,
    Percentage,
    PositiveNumber,
    RetentionDays,
    TableName,
    Text,
    Texts,
    TimeZone,
    WholeNumber,
)
from bot.config.spellings import PRIORITIES, UNMAPPED, folded, mapped, names_one
from bot.errors import NotUnderstood
from bot.people.model import Person
from bot.timeline.kinds import DEFAULT_REACTIONS, PIN, EntryKind
from templates.incidents.wording import unknown_severity

EVERYONE: Final = "everyone"
MEMBERS: Final = "members"
COMMANDER: Final = "commander"

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
WORKING_DAYS: Final = WEEKDAYS[:5]
ALL_DAY: Final = (0, 24)
OFFICE_HOURS: Final = (9, 18)


class EscalationTarget(StrEnum):
    """Who is notified of an unanswered nudge: the channel, the commander, their backup, the fallback responders."""

    CHANNEL = "channel"
    COMMANDER = "commander"
    BACKUP = "backup"
    FALLBACK = "fallback"


@dataclass(frozen=True)
class Deadline:
    """Who to notify, or what to do, within so many minutes of the declaration."""

    what: str
    within_minutes: int


@dataclass(frozen=True)
class ReminderSettings:
    """Settings of update intervals and reminders. 0 hours or days means never.

    While an incident is in Monitoring, the update interval is multiplied by `monitoring_interval_factor`.
    `ask_for_commander`: ask if there is no commander in time. `ask_to_recheck_severity`: ask if entries say that the
    impact is growing. An incident without activity is reported after `inactive_after_hours`, and then every
    `inactive_every_days`. The channel is reminded of a review `review_before_hours` before it is due, when it is due,
    once more the next morning, together with those who may reassign it, and then every `review_every_days`. Owners are
    reminded of action items `action_items_before_days` before they are due, when they are due, and then every
    `action_items_every_days`; the channel every `unreachable_owner_every_days` if the owner can't be reached. Daily
    reminders are sent at `daily_reminder_hour` in the reader's time zone. A postponed action item is due
    `postpone_days` later, unless another date is chosen.
    """

    monitoring_interval_factor: PositiveNumber = 2
    ask_for_commander: bool = True
    ask_to_recheck_severity: bool = True
    inactive_after_hours: WholeNumber = 24
    inactive_every_days: WholeNumber = 7
    review_before_hours: WholeNumber = 4
    review_every_days: WholeNumber = 7
    action_items_before_days: WholeNumber = 1
    action_items_every_days: WholeNumber = 7
    unreachable_owner_every_days: WholeNumber = 7
    daily_reminder_hour: HourOfDay = 9
    postpone_days: PositiveNumber = 7


@dataclass(frozen=True)
class PostInChannel:
    """Which changes are posted in the channel as a line: logged entries, changes of roles, changes of tasks."""

    log: bool = True
    roles: bool = True
    tasks: bool = False


@dataclass(frozen=True)
class RetentionPeriods:
    """How many days data is stored; 0 means forever.

    A channel is archived `archive_channel_after_days` after the incident ended, but not before a required review is
    posted. `request_ids_days`: the IDs that identify redelivered requests. `delivered_messages_days`: outbox rows that
    were delivered. `message_texts_days`: the texts of Slack messages on the timelines of ended incidents.
    """

    archive_channel_after_days: RetentionDays = 14
    request_ids_days: RetentionDays = 30
    delivered_messages_days: RetentionDays = 90
    message_texts_days: RetentionDays = 0


@dataclass(frozen=True)
class Severity:
    """A severity: its update interval, its targets, and what its review requires.

    `update_every_minutes`: 0 for no nudges. `silence_after_minutes`: without an entry by a person, someone is asked
    what happened; 0 for never. `max_snooze_minutes`: the total snooze between two updates; 0 for no limit.
    `max_nudges`: after so many unanswered update nudges in a row, a daily summary replaces them; 0 for no limit.
    `target_minutes`: the targets to detect, declare, mitigate and resolve. `respond_within_minutes` and
    `commander_within_minutes`: 0 for no target. `working_hours_only`: only working hours count for the response.
    Nudges and reminders are sent on `nudge_days` between the two `nudge_hours`, in the zone of the person leading the
    incident. `notify_within_minutes`: who to notify. `escalate_after_minutes`: who joins while it is unresolved.
    `recipients`: who gets messages. The review is due `review_within_hours` after resolution, with `review_sections`,
    `root_cause_frameworks`, a meeting of `review_attendees`, and `approvals` people to approve it (0: anyone may share
    it without approval). Action items are tracked for `follow_up_days`. `first_tasks` become tasks of the incident.
    """

    key: TableName
    label: Text
    emoji: Text
    meaning: Text
    update_every_minutes: WholeNumber
    review_within_hours: WholeNumber
    target_minutes: tuple[WholeNumber, WholeNumber, WholeNumber, WholeNumber]
    silence_after_minutes: WholeNumber = 0
    max_snooze_minutes: WholeNumber = 0
    max_nudges: WholeNumber = 6
    respond_within_minutes: WholeNumber = 0
    working_hours_only: bool = False
    nudge_hours: tuple[HourOrMidnight, HourOrMidnight] = ALL_DAY
    nudge_days: Annotated[tuple[Weekday, ...], NonEmptyArray(distinct=True)] = WEEKDAYS
    commander_within_minutes: WholeNumber = 0
    notify_within_minutes: tuple[Deadline, ...] = ()
    escalate_after_minutes: tuple[Deadline, ...] = ()
    recipients: Texts = ()
    review_sections: Texts = ()
    root_cause_frameworks: Texts = ()
    review_attendees: Texts = ()
    follow_up_days: WholeNumber = 0
    approvals: WholeNumber = 1
    first_tasks: Texts = ()

    @property
    def name(self) -> str:
        return self.key.upper()


@dataclass(frozen=True)
class Service:
    """A service, its aliases, and its responders: U… and S… IDs or email addresses.

    `objective` is its availability objective in per cent; 0 if none is set, and then reviews have no error budget.
    """

    name: TableName
    team: Text = ""
    aliases: Texts = ()
    responders: Texts = ()
    objective: Percentage = 0


@dataclass(frozen=True)
class Role:
    """A role in an incident. The card shows `short_name`; several people can hold a `shared` role.

    The role with the key COMMANDER always exists.
    """

    key: TableName
    name: Text
    short_name: Text = ""
    shared: bool = False
    aliases: Texts = ()

    @property
    def label(self) -> str:
        return self.short_name or self.name


ROLES = (
    Role(COMMANDER, "incident commander", "Commander", aliases=("ic",)),
    Role("communications", "communications lead", "Communications lead", aliases=("comms", "cl")),
    Role("operations", "operations lead", "Operations lead", aliases=("ops", "ol")),
    Role("scribe", "scribe", "Scribe", aliases=("notes",)),
    Role("sme", "subject matter expert", "Subject matter experts", shared=True, aliases=("expert", "experts", "smes")),
)

SEVERITIES = (
    Severity(
        key="sev1",
        label="critical",
        emoji="🔴",
        meaning="Customer-facing service down, or user data lost, corrupted or exposed",
        update_every_minutes=15,
        review_within_hours=24,
        target_minutes=(10, 10, 60, 120),
        silence_after_minutes=30,
        max_snooze_minutes=60,
        max_nudges=32,
        respond_within_minutes=5,
        commander_within_minutes=5,
        notify_within_minutes=(
            Deadline("war room", 10),
            Deadline("status page", 15),
            Deadline("executives", 15),
            Deadline("customers", 30),
        ),
        escalate_after_minutes=(
            Deadline("VP engineering and customer success", 15),
            Deadline("CTO", 30),
            Deadline("CEO", 60),
        ),
        recipients=("on-call", "all engineering", "executives", "customer success"),
        review_sections=("summary", "timeline", "root cause", "actions", "lessons"),
        root_cause_frameworks=("five-whys", "fishbone", "timeline"),
        review_attendees=("incident commander", "technical leads", "engineering manager", "product manager"),
        follow_up_days=28,
        approvals=2,
        first_tasks=(
            "Assign an incident commander and a communications lead",
            "Open the war room",
            "Check releases, feature flags and config changes from the last few hours",
            "Decide whether to roll back, fail over or turn the feature off",
            "Set the status page to Investigating",
            "Notify executives and customer success",
        ),
    ),
    Severity(
        key="sev2",
        label="major",
        emoji="🟠",
        meaning="25% or more of users affected, or a key feature down without a workaround",
        update_every_minutes=30,
        review_within_hours=72,
        target_minutes=(30, 30, 120, 480),
        silence_after_minutes=60,
        max_nudges=16,
        respond_within_minutes=15,
        commander_within_minutes=30,
        notify_within_minutes=(Deadline("status page", 30), Deadline("executives", 60), Deadline("customers", 60)),
        escalate_after_minutes=(
            Deadline("engineering manager", 30),
            Deadline("VP engineering", 120),
            Deadline("CTO", 240),
        ),
        recipients=("on-call", "engineering leads", "product", "support"),
        review_sections=("summary", "timeline", "root cause", "actions"),
        root_cause_frameworks=("five-whys", "timeline"),
        review_attendees=("incident commander", "technical leads", "team lead"),
        follow_up_days=14,
        first_tasks=(
            "Assign an incident commander",
            "Find out who is affected and since when",
            "Check releases, feature flags and config changes from the last few hours",
            "Set the status page to Investigating",
            "Tell support what to say to customers",
        ),
    ),
    Severity(
        key="sev3",
        label="minor",
        emoji="🟡",
        meaning="One feature or component, under 25% of users, or a workaround exists",
        update_every_minutes=240,
        review_within_hours=168,
        target_minutes=(60, 60, 240, 1440),
        respond_within_minutes=120,
        working_hours_only=True,
        nudge_hours=OFFICE_HOURS,
        nudge_days=WORKING_DAYS,
        escalate_after_minutes=(Deadline("team lead", 240), Deadline("manager", 1440)),
        recipients=("team", "team lead"),
        review_sections=("summary", "root cause", "actions"),
        root_cause_frameworks=("five-whys",),
        review_attendees=("technical lead", "a team member"),
        follow_up_days=7,
        first_tasks=("Find an owner on the team", "Document the workaround", "Check whether the impact is growing"),
    ),
    Severity(
        key="sev4",
        label="low",
        emoji="⚪",
        meaning="Cosmetic issue, docs, monitoring gap, test environment or planned work",
        update_every_minutes=0,
        review_within_hours=336,
        target_minutes=(120, 120, 480, 2880),
        respond_within_minutes=2880,
        working_hours_only=True,
        nudge_hours=OFFICE_HOURS,
        nudge_days=WORKING_DAYS,
        recipients=("owner",),
        review_sections=("summary", "actions"),
        review_attendees=("owner",),
        approvals=0,
        first_tasks=("Find an owner", "Add it to the backlog"),
    ),
)


@dataclass(frozen=True)
class Policy:
    """Everything an organization can configure, with defaults.

    `logged_emoji`: the bot's emoji on a logged message; can't be one of `reactions`, or the bot would log itself.
    `default_severity`: used if a command names none. `log_pins`: a pinned message is added to the timeline.
    `timeline_contributors`: who can add to the timeline, everyone or only members of the workspace. `permissions`: who
    may use a verb (see bot/people/permissions.py). `fallback_responders`: who is invited for a severity if the services
    have no responders. `snooze_minutes`: the choices for snoozing a nudge. `escalation`: who is notified, level by
    level, while nobody answers (see bot/nudges/escalation.py). The channel is notified of a handover that is not
    accepted within `handover_timeout_minutes`. `time_zone` applies to people without one in Slack. `priorities`: the
    severity near which a priority of an alert or ticket lies, or UNMAPPED; those of the file are added to the defaults.
    """

    severities: tuple[Severity, ...] = SEVERITIES
    default_severity: Text = "sev3"
    priorities: Mapping[str, str] = field(default_factory=lambda: PRIORITIES)
    reactions: Mapping[EmojiName, EntryKind] = field(default_factory=lambda: DEFAULT_REACTIONS)
    logged_emoji: EmojiName = "ballot_box_with_check"
    incidents_channel: ChannelName = "incidents"
    channel_prefix: ChannelName = "inc"
    snooze_minutes: Annotated[tuple[PositiveNumber, ...], NonEmptyArray(most=10, alone=True)] = (10, 20, 60)
    log_pins: bool = True
    timeline_contributors: Literal["everyone", "members"] = EVERYONE
    services: tuple[Service, ...] = ()
    roles: tuple[Role, ...] = ROLES
    permissions: Mapping[str, OneOrMore] = field(default_factory=dict)
    fallback_responders: Mapping[str, OneOrMore] = field(default_factory=dict)
    handover_timeout_minutes: WholeNumber = 5
    time_zone: TimeZone = "UTC"
    escalation: Annotated[tuple[EscalationTarget, ...], NonEmptyArray(distinct=True)] = tuple(EscalationTarget)
    reminders: ReminderSettings = ReminderSettings()
    post_in_channel: PostInChannel = PostInChannel()
    retention: RetentionPeriods = RetentionPeriods()

    @property
    def kinds(self) -> Mapping[str, EntryKind]:
        """What adds a message to the timeline, with the entry type: reactions, and pins if enabled."""
        return {**self.reactions, PIN: EntryKind.NOTE} if self.log_pins else self.reactions

    def may_log(self, person: Person) -> bool:
        """Returns whether a person can add to the timeline and change it."""
        return self.timeline_contributors == EVERYONE or not person.guest

    def severity(self, key: str) -> Severity:
        """Returns the severity of a stored key."""
        return next(level for level in self.severities if level.key == key)

    def read_severity(self, word: str) -> Severity | None:
        """Returns the severity for `sev1`, `SEV-1`, `1` or `critical`; None for any other word."""
        meant = folded(word)
        for level in self.severities:
            if meant in (level.key, level.key.removeprefix("sev"), folded(level.label)):
                return level
        return None

    def require_severity(self, word: str) -> Severity:
        level = self.read_severity(word)
        if level is None:
            raise NotUnderstood(unknown_severity(word, self.severities[0].name, self.severities[-1].name))
        return level

    def severity_of_priority(self, word: str) -> Severity | None:
        """Returns the severity that `P1`, `severity/1`, `1 - Critical` or `priority: high` is mapped to, if any."""
        key = mapped(word, self.priorities)
        return None if key == UNMAPPED else self.severity(key)

    def role(self, key: str) -> Role:
        """Returns the role of a stored key; one that is no longer configured is named by its key."""
        return next((role for role in self.roles if role.key == key), Role(key, key, key.capitalize(), shared=True))

    def services_in(self, text: str) -> tuple[str, ...]:
        """Returns the names of the services that a text mentions by name or alias, as whole words."""
        return tuple(service.name for service in self.services if names_one(text, (service.name, *service.aliases)))

    def objectives(self, services: tuple[str, ...]) -> tuple[Service, ...]:
        """Returns those of these services, by name or alias, that have an availability objective."""
        called = {folded(name) for name in services}
        return tuple(
            service
            for service in self.services
            if service.objective and called & {folded(name) for name in (service.name, *service.aliases)}
        )

    def responders(self, services: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the responders of these services, without duplicates, in the order of the configuration."""
        found = (one for service in self.services if service.name in services for one in service.responders)
        return tuple(dict.fromkeys(found))


SETTINGS = tuple(setting.name for setting in fields(Policy))
