"""What should have been asked in a quarter, worked out from what people did, minute by minute, without the bot's plan.

The figures are written out here once more, so that a wrong one in the bot does not become a wrong one here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.quarter.fragile_bot import ONCALL
from tests.quarter.simulation import AWAY, DAYS, GREW, PEOPLE, START, Deed

MINUTE, DAY, END = timedelta(minutes=1), timedelta(days=1), START + timedelta(days=DAYS)
EVERY = {"sev1": 15, "sev2": 30, "sev3": 240, "sev4": 0}  # minutes, twice as many while it is monitored
COMMAND_WITHIN = {"sev1": 5, "sev2": 30}
MUTED_AT_MOST = {"sev1": 60}
NUDGES_AT_MOST = {"sev1": 32, "sev2": 16, "sev3": 6, "sev4": 6}  # then a summary a day
REVIEW_WITHIN = {"sev1": 24, "sev2": 72, "sev3": 168, "sev4": 336}
ZONES = {person.id: ZoneInfo(person.tz) for person in PEOPLE}

Asked = tuple[int, str, datetime, str]
"""An incident (0 for what goes to a person), what is asked, when, and of whom."""


def is_away(at: datetime) -> bool:
    return AWAY[0] <= at < AWAY[1]


def is_worked(severity: str, zone: ZoneInfo, at: datetime) -> bool:
    """Whether this severity is asked about at this hour: SEV3 and SEV4 only when people are at work."""
    local = at.astimezone(zone)
    return severity in ("sev1", "sev2") or (local.weekday() < 5 and 9 <= local.hour < 18)


def heard_at(severity: str, zones: Sequence[ZoneInfo], at: datetime) -> datetime:
    """What comes while the bot is away is asked when it is back, and what comes at night when people work again.

    Several people are asked while all of them work, or if they never do at the same time, while the first one does.
    """
    asked = zones if is_ever_worked(severity, tuple(zones)) else zones[:1]
    while is_away(at) or not all(is_worked(severity, zone, at) for zone in asked):
        at = AWAY[1] if is_away(at) else (at + MINUTE).replace(second=0)
    return at


@cache
def is_ever_worked(severity: str, zones: tuple[ZoneInfo, ...]) -> bool:
    """Whether there is a time of the week at which all work."""
    week = (START + 30 * place * MINUTE for place in range(7 * 48))
    return any(all(is_worked(severity, zone, at) for zone in zones) for at in week)


def stands_in(roles: Mapping[str, str], declarer: str, leader: str) -> str:
    """Who is asked after the leader, "" for nobody."""
    line = (roles.get("communications"), roles.get("operations"), declarer)
    return next((person for person in line if person and person != leader), "")


@dataclass
class Life:
    """An incident as the minutes go by."""

    number: int
    severity: str = ""
    drill: bool = False
    declarer: str = ""
    commander: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    is_open: bool = False
    monitored: bool = False
    begun: datetime = START
    acted: datetime = START
    told: datetime = START
    promise: datetime | None = None
    nudged: datetime | None = None
    ignored: int = 0
    snoozed: datetime | None = None
    silent_until: datetime | None = None
    silent_for: int = 0
    unread: datetime | None = None
    grew: bool = False
    looked: bool = False
    idle_asked: datetime | None = None
    commander_asked: set[str] = field(default_factory=set)
    summarized: dict[str, datetime] = field(default_factory=dict)

    @property
    def leader(self) -> str:
        return self.commander or self.declarer

    @property
    def every(self) -> int:
        return EVERY[self.severity] * (2 if self.monitored else 1)

    # What people do

    def take(self, act: Deed) -> None:
        self.acted = act.at
        getattr(self, f"on_{act.what}", lambda _act: None)(act)

    def on_declare(self, act: Deed) -> None:
        self.severity, self.declarer = str(act.facts["severity"]), str(act.facts["by"])
        self.drill = bool(act.facts["drill"])
        self._begin(act)

    def _begin(self, act: Deed) -> None:
        self.is_open, self.monitored, self.begun = True, False, act.at
        self._told(act, None)

    def _told(self, act: Deed, promise: datetime | None) -> None:
        self.told, self.promise, self.nudged, self.ignored = act.at, promise, None, 0
        self.snoozed, self.silent_until, self.silent_for = None, None, 0

    def on_update(self, act: Deed) -> None:
        said = str(act.facts["promise"])
        self._told(act, datetime.fromisoformat(said) if said else None)
        self.unread = self.unread or act.at

    def on_log(self, act: Deed) -> None:
        self.unread = self.unread or act.at
        self.grew = self.grew or act.facts["text"] == GREW

    def on_snooze(self, act: Deed) -> None:
        self.snoozed, self.ignored = act.at, 0
        self.silent_until = act.at + timedelta(minutes=int(str(act.facts["minutes"])))

    def on_command(self, act: Deed) -> None:
        self.commander = str(act.facts["by"])

    def on_role(self, act: Deed) -> None:
        self.roles[str(act.facts["role"])] = str(act.facts["by"])

    def on_monitor(self, act: Deed) -> None:
        owed, self.monitored = self._owed, True
        self._put_off(owed, act.at)

    def on_severity(self, act: Deed) -> None:
        owed, raised = self._owed, str(act.facts["to"]) < self.severity
        self.severity, self.begun = str(act.facts["to"]), act.at
        if raised and self.promise and self.every:  # nobody waits longer because it became worse
            self.promise = min(self.promise, act.at + self.every * MINUTE)
        self._put_off(owed, act.at)

    def _put_off(self, owed: datetime | None, at: datetime) -> None:
        """A nudge that waits asks no more where its update is due later now; the next one begins in the channel."""
        waits = self.nudged and not (self.snoozed and self.snoozed >= self.nudged)
        if waits and self._owed != owed and (self._owed is None or self._owed > at):
            self.nudged, self.ignored = None, 0

    def on_resolve(self, _act: Deed) -> None:
        self.is_open, self.unread, self.idle_asked = False, None, None
        self.commander_asked.discard(self.severity)

    def on_reopen(self, act: Deed) -> None:
        self._begin(act)

    # What a minute brings

    def minute(self, at: datetime) -> Iterator[Asked]:
        is_silent = self._is_silent(at)
        if is_away(at) or not self.is_open:
            return
        is_worked_now = is_worked(self.severity, ZONES[self.leader], at)
        if self._is_summarized:
            yield from self._summary(at)
        elif self._owes(at, is_silent):
            yield from self._nudge(at)
        if self._lacks_commander(at):
            self.commander_asked.add(self.severity)
            yield self.number, "commander", at, ""
        if self.unread and at >= self.unread + MINUTE:
            self.unread = None
            if self.grew and self.severity != "sev1" and not self.looked:
                self.looked = True
                yield self.number, "look", at, ""
        again = self.idle_asked and self.idle_asked > self.acted
        if is_worked_now and at >= (self.idle_asked + 7 * DAY if self.idle_asked and again else self.acted + DAY):
            self.idle_asked = at
            yield self.number, "idle", at, ""

    def _lacks_commander(self, at: datetime) -> bool:
        within = COMMAND_WITHIN.get(self.severity)
        if not within or self.commander or self.severity in self.commander_asked:
            return False
        return at >= self.begun + within * MINUTE

    def _is_silent(self, at: datetime) -> bool:
        """Counts the minutes too, for a SEV1 can't be silent for more than an hour between two updates."""
        if self.silent_until is None or at >= self.silent_until:
            return False
        self.silent_for += 1
        return self.silent_for <= MUTED_AT_MOST.get(self.severity, self.silent_for)

    def _owes(self, at: datetime, is_silent: bool) -> bool:
        owed = self._owed
        if owed is None or at < owed or is_silent:
            return False
        if self.nudged is None or (self.snoozed and self.snoozed >= self.nudged):
            return True
        again = self.every * MINUTE if self.every else owed - self.told
        return at >= self._from(self.nudged) + again

    @property
    def _owed(self) -> datetime | None:
        return self.promise or (self._from(self.told) + self.every * MINUTE if self.every else None)

    def _from(self, moment: datetime) -> datetime:
        """A change of severity begins a new cadence."""
        return max(moment, self.begun)

    def _nudge(self, at: datetime) -> Iterator[Asked]:
        """While all whom it asks work, or if they never do at the same time, while any of them does: only those."""
        name, asked = self._level
        zones = {who: ZONES[who] for who in asked if who in ZONES}
        at_work = [who for who in asked if who not in zones or is_worked(self.severity, zones[who], at)]
        if not at_work or (len(at_work) < len(asked) and is_ever_worked(self.severity, tuple(zones.values()))):
            return
        yield self.number, "update", at, f"{name}:{at_work[0]}"
        for who in at_work if name == "directly" else at_work[1:]:
            yield self.number, "directly", at, who
        self.nudged, self.snoozed, self.ignored = at, None, self.ignored + 1

    @property
    def _level(self) -> tuple[str, tuple[str, ...]]:
        """Whom the next nudge asks; whoever is asked in the end, the leader is."""
        ladder = list(self._ladder())
        name, who = ladder[min(self.ignored, len(ladder) - 1)]
        is_last = self.ignored >= len(ladder) - 1
        return name, (who, self.leader) if is_last and who != self.leader else (who,)

    @property
    def _is_summarized(self) -> bool:
        return self.ignored >= NUDGES_AT_MOST[self.severity]

    def _summary(self, at: datetime) -> Iterator[Asked]:
        """Each morning; whoever gets no direct message is nudged in the channel."""
        zone = ZONES[self.leader]
        assert self.nudged
        last = max(self.nudged, self.summarized.get(self.leader, self.nudged))
        morning = _morning(last.astimezone(zone).date() + DAY, zone)
        if at < morning or not is_worked(self.severity, zone, at):
            return
        if self.drill:
            yield from self._nudge(at)
        else:
            self.summarized[self.leader] = at
            yield 0, "actions", at, self.leader

    def _ladder(self) -> Iterator[tuple[str, str]]:
        yield "channel", self.leader
        if not self.drill:  # nobody has joined its channel, and nobody outside is told
            yield "directly", self.leader
            if other := stands_in(self.roles, self.declarer, self.leader):
                yield "directly", other
            if self.severity in ("sev1", "sev2"):
                yield "channel", ONCALL


def expected(acts: Sequence[Deed]) -> list[Asked]:
    found: list[Asked] = []
    owed: dict[tuple[str, date], datetime] = {}
    for number in sorted({act.number for act in acts}):
        mine = [act for act in acts if act.number == number]
        for asked in _lived(number, mine):
            if asked[0]:
                found.append(asked)
            else:
                _owe(owed, asked[3], asked[2])
        found.extend(_reviews(number, mine))
        found.extend(_unowned(number, mine))
        for owner in ZONES:
            for at in _mornings(mine, owner, ZONES[owner], ahead=1):
                _owe(owed, owner, at)
    return sorted([*found, *((0, "actions", at, owner) for (owner, _day), at in owed.items())])


def _owe(owed: dict[tuple[str, date], datetime], owner: str, at: datetime) -> None:
    """Everything of a day is one message."""
    day = at.astimezone(ZONES[owner]).date()
    owed[owner, day] = min(at, owed.get((owner, day), at))


def _lived(number: int, acts: Sequence[Deed]) -> Iterator[Asked]:
    """Minute by minute while it is open; nothing is skipped but the time in which it is not."""
    life, waiting, at = Life(number), list(acts), acts[0].at
    while at <= END and (waiting or life.is_open):
        while waiting and waiting[0].at <= at:
            life.take(waiting.pop(0))
        yield from life.minute(at)
        at = at + MINUTE if life.is_open or not waiting else max(at + MINUTE, waiting[0].at)


# By the day


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(9), zone).astimezone(UTC)


def _leader_at(acts: Iterable[Deed], at: datetime) -> str:
    took = [str(act.facts["by"]) for act in acts if act.what in ("declare", "command") and act.at <= at]
    return took[-1]


def _reviews(number: int, acts: Sequence[Deed]) -> Iterator[Asked]:
    if acts[0].facts["drill"]:
        return
    for place, act in enumerate(acts):
        if act.what == "resolve" and not any(before.what == "review" for before in acts[:place]):
            over = (later.at for later in acts[place:] if later.what in ("review", "reopen"))
            before, end = acts[:place], next(over, END + DAY)
            yield from _review(number, act.at, end, _severity(before), _asked_about_review(before))


def _asked_about_review(acts: Sequence[Deed]) -> tuple[str, ...]:
    """The leader, and who is asked once whether they can do it."""
    leader = _leader_at(acts, acts[-1].at)
    roles = {str(act.facts["role"]): str(act.facts["by"]) for act in acts if act.what == "role"}
    other = stands_in(roles, str(acts[0].facts["by"]), leader)
    return (leader, other) if other else (leader,)


def _severity(acts: Iterable[Deed]) -> str:
    said = [act for act in acts if act.what in ("declare", "severity")]
    return str(said[-1].facts.get("to") or said[-1].facts.get("severity"))


def _review(number: int, resolved: datetime, over: datetime, severity: str, people: Sequence[str]) -> Iterator[Asked]:
    due, zones = resolved + timedelta(hours=REVIEW_WITHIN[severity]), [ZONES[person] for person in people]
    zone = zones[0]
    at, climbed = heard_at(severity, [zone], due - timedelta(hours=4)), False
    while at < over and at <= END:
        yield number, "review", at, ""
        climbs = not climbed and at >= due
        climbed = climbed or climbs
        later = at.astimezone(zone).date() + (1 if climbs else 7) * DAY
        at = heard_at(severity, zones if climbs else [zone], due if at < due else _morning(later, zone))


def _unowned(number: int, acts: Sequence[Deed]) -> Iterator[Asked]:
    zone = ZONES[_leader_at(acts, END)]
    return ((number, "unowned", at, "") for at in _mornings(acts, "", zone, ahead=0))


def _mornings(acts: Sequence[Deed], owner: str, zone: ZoneInfo, ahead: int) -> Iterator[datetime]:
    """When an owner is reminded: some days ahead, on the day, then on Mondays; of what was due before, the next day."""
    told: datetime | None = None
    items = [act for act in acts if act.what == "action" and _owner(acts, act) == owner]
    done = {int(str(act.facts["which"])): act.at for act in acts if act.what == "done"}
    day = min((act.at.astimezone(zone).date() for act in items), default=END.date() + DAY)
    while (morning := _morning(day, zone)) <= END:
        at = heard_at(_severity(act for act in acts if act.at <= max(morning, acts[0].at)), [zone], morning)
        mine = [act for act in items if act.at <= at and done.get(int(str(act.facts["which"])), END + DAY) > at]
        late = [act for act in items if act.at <= at and _is_late(act, zone, ahead)]
        if at <= END and mine and _reminded_on(mine, late, told, zone, ahead) <= day:
            told = at
            yield at
        day += DAY


def _reminded_on(mine: Sequence[Deed], late: Sequence[Deed], told: datetime | None, zone: ZoneInfo, ahead: int) -> date:
    first = min(map(_due, mine)) - ahead * DAY
    given = max((act.at for act in late), default=None)
    days = [_again(_due(act), told.astimezone(zone).date(), ahead) for act in mine] if told else []
    if given and not (told and told >= given):
        days.append(max(first, _next_day(given, zone)))
    return min(days, default=first)


def _again(due: date, told: date, ahead: int) -> date:
    for day in (due - ahead * DAY, due):
        if told < day:
            return day
    return told + (7 - told.weekday()) * DAY


def _is_late(item: Deed, zone: ZoneInfo, ahead: int) -> bool:
    """Whether it was due, or nearly, when its owner got it."""
    return _due(item) - ahead * DAY <= _next_day(item.at, zone)


def _next_day(at: datetime, zone: ZoneInfo) -> date:
    """The day of the next morning."""
    today = at.astimezone(zone).date()
    return today if _morning(today, zone) >= at else today + DAY


def _owner(acts: Sequence[Deed], item: Deed) -> str:
    """Nobody is asked directly about a drill whose channel nobody has joined."""
    return "" if acts[0].facts["drill"] else str(item.facts["owner"])


def _due(item: Deed) -> date:
    return date.fromisoformat(str(item.facts["due"]))
