"""How this organisation handles incidents: severities, reactions, names, services. The defaults need no file.

What an organisation may decide is named and given its default here; bot/config/policy_file.py reads its own choice.
Figures are those of the severity matrix in docs/severity.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TypeVar

from bot.errors import NotUnderstood
from bot.people.model import Person
from bot.timeline.model import EntryKind
from bot.timeline.reactions import PIN

T = TypeVar("T")
EVERYONE, MEMBERS = "everyone", "members"
COMMANDER = "commander"

# The rungs of the ladder that a nudge climbs while nobody answers: where it is said, and to whom.
CHANNEL, LEAD, BACKUP, FALLBACK = "channel", "commander", "backup", "fallback"
LADDER = (CHANNEL, LEAD, BACKUP, FALLBACK)


@dataclass(frozen=True)
class Deadline:
    """Somebody who has to hear of it, or something to be done, `within` minutes after the declaration."""

    what: str
    within: int


@dataclass(frozen=True)
class ReminderSettings:
    """When people are reminded of other things than updates; 0 hours or days is never.

    While an incident is monitored, updates are due `monitoring_factor` times as rarely. `no_commander`: it is said
    where nobody commands in time; `look_again`: it is asked where entries say that the impact grew. `idle_hours`
    without any act by a person are said, and again after as many. A review is called to mind `review_before_hours`
    before it is due, when it is due, and then every `review_every_days`. Action items that are due are sent to their
    owner every `actions_every_days`; of those whose owner can't be reached the channel hears every
    `unowned_every_days`. What comes by the day comes at `morning_hour`, in the zone of whom it is for. Put off, an
    action item is due `later_days` later, unless another day is chosen.
    """

    monitoring_factor: int = 2
    no_commander: bool = True
    look_again: bool = True
    idle_hours: int = 24
    review_before_hours: int = 4
    review_every_days: int = 1
    actions_every_days: int = 1
    unowned_every_days: int = 7
    morning_hour: int = 9
    later_days: int = 7


@dataclass(frozen=True)
class RetentionPeriods:
    """How long what is kept, in days; 0 is for ever.

    `archive_after_days` after its end an incident's channel is archived, once a review that it needs is posted.
    `requests_days`: the ids by which a redelivery is recognised. `outbox_days`: what was posted for an incident that
    is over, its channel archived. `texts_days` after its end the texts of an incident's messages go off its timeline.
    """

    archive_after_days: int = 14
    requests_days: int = 30
    outbox_days: int = 90
    texts_days: int = 0


@dataclass(frozen=True)
class Severity:
    """One level. `update_every` is in minutes, 0 for no nudges; `review_within` in hours after resolution.

    `gap_after`: minutes without an entry by a person after which somebody is asked what happened, 0 for never.
    `mute_most`: minutes for which nudges can be snoozed between two updates, in all, 0 for no such limit.
    `targets` are minutes to detect, declare, mitigate and resolve that measured times are set against.
    `respond_within` and `command_within` are minutes, 0 where there is no such aim; `working_hours`: only those count.
    `tell` is who must be told, `escalate` who is pulled in while it is unresolved, `hears` who gets the messages.
    `review_holds` are the sections that a review must have, `frameworks` the root-cause methods it uses,
    `attends` who comes to its meeting, `follow_up_days` how long its actions are followed. `approvals` counts those who
    have to approve the review, 0 where anybody may at once. `first` are the actions
    suggested when it is declared.
    """

    key: str
    word: str
    mark: str
    meaning: str
    update_every: int
    review_within: int
    targets: tuple[int, int, int, int]
    gap_after: int = 0
    mute_most: int = 0
    respond_within: int = 0
    working_hours: bool = False
    command_within: int = 0
    tell: tuple[Deadline, ...] = ()
    escalate: tuple[Deadline, ...] = ()
    hears: tuple[str, ...] = ()
    review_holds: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    attends: tuple[str, ...] = ()
    follow_up_days: int = 0
    approvals: int = 1
    first: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.key.upper()


@dataclass(frozen=True)
class Service:
    """A service, how people call it, and who comes when it breaks: U… and S… ids or e-mail addresses."""

    name: str
    team: str = ""
    aliases: tuple[str, ...] = ()
    responders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """What somebody does in an incident. `short` is what the card calls it; `many` people may share it.

    The commander's role has the key COMMANDER and is always there.
    """

    key: str
    name: str
    short: str = ""
    many: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.short or self.name


ROLES = (
    Role(COMMANDER, "incident commander", "Commander", aliases=("ic",)),
    Role("communications", "communications lead", "Communications", aliases=("comms", "cl")),
    Role("operations", "operations lead", "Operations", aliases=("ops", "ol")),
    Role("scribe", "scribe", "Scribe", aliases=("notes",)),
    Role("sme", "subject-matter expert", "Experts", many=True, aliases=("expert", "experts", "smes")),
)

SEVERITIES = (
    Severity(
        key="sev1",
        word="critical",
        mark="🔴",
        meaning="Customer-facing service gone, or user data lost, corrupted or exposed",
        update_every=15,
        review_within=24,
        targets=(10, 10, 60, 120),
        gap_after=30,
        mute_most=60,
        respond_within=5,
        command_within=5,
        tell=(
            Deadline("war room", 10),
            Deadline("status page", 15),
            Deadline("executives", 15),
            Deadline("customers", 30),
        ),
        escalate=(Deadline("VP engineering and customer success", 15), Deadline("CTO", 30), Deadline("CEO", 60)),
        hears=("on-call", "all engineering", "executives", "customer success"),
        review_holds=("summary", "timeline", "root cause", "actions", "lessons"),
        frameworks=("five-whys", "fishbone", "timeline"),
        attends=("incident commander", "technical leads", "engineering manager", "product manager"),
        follow_up_days=28,
        approvals=2,
        first=(
            "Name an incident commander and a communications lead",
            "Open the war room",
            "Look for releases, flags and configuration changed within the last hours",
            "Decide: roll back, fail over or switch off",
            "Put the status page to Investigating",
            "Tell executives and customer success",
        ),
    ),
    Severity(
        key="sev2",
        word="major",
        mark="🟠",
        meaning="Over 25 % of users hit, or an important feature gone without workaround",
        update_every=30,
        review_within=72,
        targets=(30, 30, 120, 480),
        gap_after=60,
        respond_within=15,
        command_within=30,
        tell=(Deadline("status page", 30), Deadline("executives", 60), Deadline("customers", 60)),
        escalate=(Deadline("engineering manager", 30), Deadline("VP engineering", 120), Deadline("CTO", 240)),
        hears=("on-call", "engineering leads", "product", "support"),
        review_holds=("summary", "timeline", "root cause", "actions"),
        frameworks=("five-whys", "timeline"),
        attends=("incident commander", "technical leads", "team lead"),
        follow_up_days=14,
        first=(
            "Name an incident commander",
            "Find out who is hit and since when",
            "Look for releases, flags and configuration changed within the last hours",
            "Put the status page to Investigating",
            "Tell support what to say",
        ),
    ),
    Severity(
        key="sev3",
        word="minor",
        mark="🟡",
        meaning="One feature or component, under 25 % of users, or with a workaround",
        update_every=240,
        review_within=168,
        targets=(60, 60, 240, 1440),
        respond_within=120,
        working_hours=True,
        escalate=(Deadline("team lead", 240), Deadline("manager", 1440)),
        hears=("team", "team lead"),
        review_holds=("summary", "root cause", "actions"),
        frameworks=("five-whys",),
        attends=("technical lead", "a team member"),
        follow_up_days=7,
        first=("Find an owner in the team", "Write down the workaround", "Watch whether it grows"),
    ),
    Severity(
        key="sev4",
        word="low",
        mark="⚪",
        meaning="Cosmetic, docs, a monitoring gap, a test environment, planned work",
        update_every=0,
        review_within=336,
        targets=(120, 120, 480, 2880),
        respond_within=2880,
        working_hours=True,
        hears=("owner",),
        review_holds=("summary", "actions"),
        attends=("owner",),
        approvals=0,
        first=("Find an owner", "Put it into the backlog"),
    ),
)

REACTIONS: Mapping[str, EntryKind] = MappingProxyType(
    {
        "pushpin": EntryKind.NOTE,
        "mag": EntryKind.INVESTIGATION,
        "wrench": EntryKind.MITIGATION,
        "rotating_light": EntryKind.DETECTION,
        "loudspeaker": EntryKind.COMMUNICATION,
        "arrow_up": EntryKind.ESCALATION,
        "white_check_mark": EntryKind.RESOLUTION,
    }
)


@dataclass(frozen=True)
class Policy:
    """Everything an organisation may decide for itself, with defaults.

    `tick` is the bot's own emoji on a logged message; it can't be one of `reactions`, or the bot would log itself.
    `default_severity` is taken where a command names none. `log_pins`: pinning a message puts it on the timeline.
    `timeline_by` says whose marks and entries count: everyone's, or those of the workspace's own members only.
    `may` says for a verb who may use it (see bot/people/permissions.py); `fallback` who comes for a severity where no
    service brings anybody. `snooze_minutes` are the lengths for which a nudge can be snoozed, `ladder`
    whom it reaches, rung by rung (see bot/nudges/escalation.py). `handover_minutes`: after which an offered command
    that nobody took is told.
    """

    severities: tuple[Severity, ...] = SEVERITIES
    default_severity: str = "sev3"
    reactions: Mapping[str, EntryKind] = field(default_factory=lambda: REACTIONS)
    tick: str = "ballot_box_with_check"
    incidents_channel: str = "incidents"
    channel_prefix: str = "inc"
    snooze_minutes: tuple[int, ...] = (10, 20, 60)
    log_pins: bool = True
    timeline_by: str = EVERYONE
    services: tuple[Service, ...] = ()
    roles: tuple[Role, ...] = ROLES
    may: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fallback: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    handover_minutes: int = 5
    ladder: tuple[str, ...] = LADDER
    reminders: ReminderSettings = ReminderSettings()
    keep: RetentionPeriods = RetentionPeriods()

    @property
    def kinds(self) -> Mapping[str, EntryKind]:
        """What may put a message on the timeline, and as which type: the reactions, and pins where they count."""
        return {**self.reactions, PIN: EntryKind.NOTE} if self.log_pins else self.reactions

    def may_log(self, person: Person) -> bool:
        """Whether what somebody marks, logs or changes counts on the timeline."""
        return self.timeline_by == EVERYONE or not person.guest

    def severity(self, key: str) -> Severity:
        """The level of a stored key."""
        return next(level for level in self.severities if level.key == key)

    def read_severity(self, word: str) -> Severity | None:
        """The level that a person means by `sev1`, `SEV-1`, `1` or `critical`; None where it is none of them."""
        meant = folded(word)
        for level in self.severities:
            if meant in (level.key, level.key.removeprefix("sev"), folded(level.word)):
                return level
        return None

    def require_severity(self, word: str) -> Severity:
        level = self.read_severity(word)
        if level is None:
            first, last = self.severities[0], self.severities[-1]
            raise NotUnderstood(
                f"{word} is not a severity here. Use {first.key} to {last.key}, for example /incident severity sev2."
            )
        return level

    def role(self, key: str) -> Role:
        """The role of a stored key; one that the practice has no more goes by its key."""
        return next((role for role in self.roles if role.key == key), Role(key, key, key.capitalize(), many=True))

    def services_in(self, text: str) -> tuple[str, ...]:
        """Names of the configured services that a text calls by name or alias, as whole words."""
        return tuple(service.name for service in self.services if _is_called(service, text))

    def responders(self, services: tuple[str, ...]) -> tuple[str, ...]:
        """Who comes for these services, each once, in the order of the configuration."""
        come = (who for service in self.services if service.name in services for who in service.responders)
        return tuple(dict.fromkeys(come))


_NO_WORD = re.compile(r"[\W_]+")


def _is_called(service: Service, text: str) -> bool:
    words, names = _spaced(text), (_spaced(name) for name in (service.name, *service.aliases))
    return any(name in words for name in names if name.strip())


def _spaced(text: str) -> str:
    """The words of a text with one blank around each."""
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


def folded(word: str) -> str:
    """A word as people vary it: without case, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", word.casefold())


SETTINGS = tuple(setting.name for setting in fields(Policy))
