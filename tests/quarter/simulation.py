"""A quarter of incidents for test_quarter.py: people who act, and react to what the bot of fragile_bot.py asks.

Everything that they do is written down as a Deed, which is all that the oracle in tests/quarter/oracle.py is told.
"""

import heapq
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.errors import Refused
from bot.incidents.declaring.model import Declaration
from bot.incidents.model import Status
from bot.incidents.transitions import Verb
from bot.incidents.verbs import ChangeStatus
from bot.json_types import Json
from bot.outbox.nudges import Nudge, OverdueUpdate
from bot.outbox.tasks import DailySummary
from bot.people.model import Person
from bot.review.sections.section_edits import SubmittedSection
from bot.services import Services
from bot.tasks.verbs import AddAction
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from bot.updates.verbs import PostUpdate
from tests.quarter.fragile_bot import POLICY, Bot, Clock, Posted

START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS, INCIDENTS, RESTARTS = 91, 200, 50
AWAY = (START + timedelta(days=40, hours=5, minutes=17), START + timedelta(days=43, hours=5, minutes=17))
PEOPLE = (
    Person("U1", "Jane Smith", "Europe/London"),
    Person("U2", "Bob Kim", "America/New_York"),
    Person("U3", "Alice Chen", "Asia/Kolkata"),
    Person("U4", "Carol Davis", "Europe/Berlin"),
)
GREW = "Complete outage: the whole site is down for all users"
QUIET = "Looking at the logs"


@dataclass(frozen=True)
class Deed:
    """Something that a person did, and that counted. `what` is a verb, `facts` what it was about."""

    at: datetime
    number: int
    what: str
    facts: Mapping[str, Json] = field(default_factory=dict)


class Quarter:
    """Plays it: what people planned to do, what time brings, and how people react to that."""

    def __init__(self, path: Path, seed: int) -> None:
        self.clock = Clock(START)
        self.bot = Bot(path, self.clock)
        self.acts: list[Deed] = []
        self.refused = 0
        self._dice = random.Random(seed)
        self._plans: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._open: dict[int, bool] = {}

    @property
    def services(self) -> Services:
        return self.bot.services

    def play(self) -> None:
        self.services.people.save(PEOPLE)
        for _ in range(INCIDENTS):
            self._plan(START + timedelta(minutes=self._dice.randrange(DAYS * 1440)), self._declare)
        for way in self._crashes():
            self._plan(START + timedelta(minutes=self._dice.randrange(DAYS * 1440)), way)
        end = START + timedelta(days=DAYS)
        while (at := self._next()) and at <= end:
            self._step(at)
        self.clock.at = end
        self.bot.stop()

    def _crashes(self) -> Iterator[Callable[[], None]]:
        ways = ("before", "within", "after", "while posting")
        return (self._crash_in(ways[place % len(ways)]) for place in range(RESTARTS))

    def _crash_in(self, way: str) -> Callable[[], None]:
        """The next time that the bot does something, it dies in this way; one that is still to come goes first."""

        def crash() -> None:
            if self.bot.crash:
                self._plan(self.clock.at + timedelta(minutes=30), crash)
            else:
                self.bot.crash = way

        return crash

    def _plan(self, at: datetime, act: Callable[[], None]) -> None:
        """While the bot is away nothing that people do reaches it: they do it when it is back."""
        away, back = AWAY
        later = back + timedelta(minutes=self._dice.randrange(1, 600)) if away <= at <= back else at
        heapq.heappush(self._plans, (later, next(self._order), act))

    def _next(self) -> datetime | None:
        due = self.services.nudges.next_due()
        away, back = AWAY
        due = back if due and away <= due < back else due
        return min((each for each in (due, self._plans[0][0] if self._plans else None) if each), default=None)

    def _step(self, at: datetime) -> None:
        """At equal times a person's act comes before what time brings."""
        self.clock.at = max(at, self.clock.at)
        if self._plans and self._plans[0][0] <= self.clock.at:
            heapq.heappop(self._plans)[2]()
            self.bot.deliver()
            return
        for posted in self.bot.tick():
            self._react(posted)

    # What people do

    def _did(self, what: str, number: int, do: Callable[[], object], **facts: Json) -> bool:
        try:
            do()
        except Refused:
            self.refused += 1
            return False
        self.acts.append(Deed(self.clock.at, number, what, facts))
        return True

    def _anybody(self) -> Person:
        return self._dice.choice(PEOPLE)

    def _within(self, least: int, most: int) -> datetime:
        return self.clock.at + timedelta(minutes=self._dice.randrange(least, most))

    def _declare(self) -> None:
        severity = self._dice.choices(("sev1", "sev2", "sev3", "sev4"), (2, 3, 3, 2))[0]
        by, drill = self._anybody(), self._dice.random() < 0.05
        title = f"Incident {len(self.acts)}"
        number = self.services.declaring.declare(Declaration(title, severity, by, drill=drill)).incident.number
        self.acts.append(Deed(self.clock.at, number, "declare", {"severity": severity, "by": by.id, "drill": drill}))
        self._open[number] = True
        self._live(number, severity)

    def _live(self, number: int, severity: str) -> None:
        """What its people mean to do: some command at once, some late, some never; some tell of it, some forget."""
        dice, lasts = self._dice, {"sev1": 300, "sev2": 600, "sev3": 2000, "sev4": 6000}[severity]
        end = dice.randrange(20, lasts)
        if dice.random() < 0.8:
            self._plan(self._within(1, 60), lambda: self._command(number))
        for _ in range(dice.randrange(8)):
            self._plan(self._within(1, end + 1), lambda: self._update(number))
        for _ in range(dice.randrange(4)):
            self._plan(self._within(1, end + 1), lambda: self._log(number))
        if dice.random() < 0.3:
            self._plan(self._within(1, end + 1), lambda: self._move(number, Verb.MONITOR))
        if dice.random() < 0.2:
            self._plan(self._within(1, end + 1), lambda: self._severity(number))
        if dice.random() < 0.3:
            self._plan(self._within(1, end + 1), lambda: self._role(number))
        self._plan(self._within(end, end + 60), lambda: self._resolve(number))

    def _command(self, number: int) -> None:
        person = self._anybody()
        if self._open[number] and self.services.incidents.get(number).commander is None:
            self._did("command", number, lambda: self.services.roles.take_command(number, person, person), by=person.id)

    def _role(self, number: int) -> None:
        person, role = self._anybody(), self._dice.choice(("communications", "operations"))
        if self._open[number]:
            done = lambda: self.services.roles.claim(number, role, person, person)  # noqa: E731
            self._did("role", number, done, role=role, by=person.id)

    def _update(self, number: int) -> None:
        if not self._open[number]:
            return
        promise = self._within(5, 120) if self._dice.random() < 0.2 else None
        if self.services.incidents.get(number).severity == "sev4":
            promise = None
        told = PostUpdate(QUIET, next_by=promise)
        done = lambda: self.services.updates.post(number, told, self._anybody())  # noqa: E731
        self._did("update", number, done, promise=promise.isoformat() if promise else "")

    def _log(self, number: int) -> None:
        if not self._open[number]:
            return
        told = Log(GREW if self._dice.random() < 0.2 else QUIET, EntryKind.NOTE, self.clock.at)
        self._did("log", number, lambda: self.services.timeline.log(number, told, self._anybody()), text=told.text)

    def _move(self, number: int, verb: Verb) -> None:
        if self._open[number]:
            self._did(
                verb.value, number, lambda: self.services.incidents.move(number, ChangeStatus(verb), self._anybody())
            )

    def _severity(self, number: int) -> None:
        to = self._dice.choice(("sev1", "sev2", "sev3"))
        if self._open[number] and self.services.incidents.get(number).severity != to:
            self._did(
                "severity", number, lambda: self.services.incidents.set_severity(number, to, self._anybody()), to=to
            )

    def _resolve(self, number: int) -> None:
        if not self._open[number] or not self._did("resolve", number, lambda: self._resolved(number)):
            return
        self._open[number] = False
        dice = self._dice
        if dice.random() < 0.1:
            self._plan(self._within(1, 600), lambda: self._reopen(number))
        if dice.random() < 0.8:
            self._plan(self._within(10, 15_000), lambda: self._review(number))
        for _ in range(dice.randrange(3)):
            self._plan(self._within(1, 600), lambda: self._action(number))

    def _resolved(self, number: int) -> None:
        self.services.incidents.move(number, ChangeStatus(Verb.RESOLVE), self._anybody())

    def _reopen(self, number: int) -> None:
        if self.services.incidents.get(number).status is Status.RESOLVED:
            done = self._did(
                "reopen",
                number,
                lambda: self.services.incidents.move(number, ChangeStatus(Verb.REOPEN), self._anybody()),
            )
            self._open[number] = self._open[number] or done
            self._plan(self._within(30, 600), lambda: self._resolve(number))

    def _review(self, number: int) -> None:
        if not self._open[number]:
            self._did("review", number, lambda: self._approve(number))

    def _approve(self, number: int) -> None:
        """Whatever it lacks is written, then as many approve as the severity wants."""
        reviews, needed = self.services.reviews, POLICY.severity(self.services.incidents.get(number).severity).approvals
        for section in ("timeline", "root-cause", "actions", "lessons"):
            reviews.edit(number, SubmittedSection(section, section, "As it was", 0, ""), PEOPLE[0])
        if needed:
            reviews.request_review(number, PEOPLE[0])
        review = reviews.review(self.services.incidents.details(number), reviews.edits(number))
        for person in PEOPLE[: max(1, needed)]:
            reviews.approve(number, review, person)

    def _action(self, number: int) -> None:
        owner = self._anybody() if self._dice.random() < 0.7 else Person("", "Database team")
        due = (self.clock.at + timedelta(days=self._dice.randrange(-1, 20))).date()
        asked = AddAction("Alert on the pool", owner.name, owner.id, due=due)
        kept: list[int] = []

        def add() -> None:
            kept.append(self.services.action_items.add(number, asked, self._anybody()).number)

        if self._did("action", number, add, owner=owner.id, due=due.isoformat()):
            which = kept[0]
            self.acts[-1] = replace(self.acts[-1], facts={**self.acts[-1].facts, "which": which})
            if self._dice.random() < 0.8:
                self._plan(self._within(60, 60_000), lambda: self._done(number, which))

    def _done(self, number: int, which: int) -> None:
        ticked = lambda: self.services.action_items.tick(number, (which,), True, self._anybody())  # noqa: E731
        self._did("done", number, ticked, which=which)

    # How people react

    def _react(self, posted: Posted) -> None:
        """Some answer late, some say that there is nothing new, some snooze, and some forget it."""
        number, key, dice = posted.row.incident, posted.row.key, self._dice
        message = posted.row.message
        if not isinstance(message, Nudge) or message.question(OverdueUpdate) is None:
            return
        react = dice.choices((self._answer, self._nothing_new, self._snooze, None), (2, 2, 3, 4))[0]
        if react:
            self._plan(self._within(1, 25), lambda: react(number, key))

    def _answer(self, number: int, _key: str) -> None:
        self._update(number)

    def _nothing_new(self, number: int, key: str) -> None:
        if self._open[number]:
            done = lambda: self.services.nudges.nothing_new(key, self._anybody())  # noqa: E731
            self._did("update", number, done, promise="")

    def _snooze(self, number: int, key: str) -> None:
        minutes = self._dice.choice((10, 20, 60))
        if self._open[number]:
            done = lambda: self.services.nudges.snooze(number, minutes, "Busy", self._anybody(), key)  # noqa: E731
            self._did("snooze", number, done, minutes=minutes)


def day_of(posted: Posted) -> date:
    assert isinstance(posted.row.message, DailySummary)
    return posted.row.message.day
