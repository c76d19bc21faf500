"""The bot of the simulated quarter: it crashes when it is told to, and posts to a Slack that remembers.

It is the real service over a real database file; only Slack is a dictionary of what was posted, by outbox key.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.config.policy import SEVERITIES, Policy
from bot.incidents.change import Change
from bot.json_types import Json
from bot.outbox.channels import CreateChannel
from bot.outbox.model import OutboxRow
from bot.outbox.nudges import DirectNudge, Nudge
from bot.outbox.tasks import DailySummary
from bot.services import Services
from storage import SqliteStore, open_database

TEAM, ONCALL = "T1", "S0ONCALL"
# Silences have their own alarm and their own tests; here they would only share the messages of the nudges.
POLICY = Policy(
    severities=tuple(replace(level, silence_after_minutes=0) for level in SEVERITIES),
    fallback_responders={"sev1": (ONCALL,), "sev2": (ONCALL,)},
)


@dataclass(frozen=True)
class Posted:
    """A message that Slack showed as new, with the facts that it was drawn from."""

    at: datetime
    row: OutboxRow


class Crash(BaseException):
    """The process ends here."""


class FragileStore(SqliteStore):
    """Dies in the middle of a transaction when it is told to."""

    dies = False

    def save(self, change: Change, at: datetime) -> None:
        super().save(change, at)
        if self.dies:
            raise Crash


class Bot:
    """The service over a file, and a delivery that writes down what Slack shows."""

    def __init__(self, path: Path, clock: "Clock") -> None:
        self._path = path
        self._clock = clock
        self._open = ExitStack()
        self.slack: dict[str, Posted] = {}
        self.twice: list[str] = []
        self.restarts = 0
        self.crash = ""
        self.start()

    def start(self) -> None:
        database = self._open.enter_context(open_database(self._path))
        database.rows("PRAGMA synchronous = OFF")  # a process dies here, never the machine
        self._store = FragileStore(database, TEAM)
        self.services = Services(self._store, POLICY, TEAM, self._clock.now)

    def restart(self) -> None:
        self.stop()
        self._open = ExitStack()
        self.start()
        self.restarts += 1
        self.crash = ""

    def stop(self) -> None:
        self._open.close()

    def tick(self) -> list[Posted]:
        """Asks for what is due and delivers it, whatever happens to the process on the way."""
        if self.crash == "before":
            self.restart()
        self._store.dies = self.crash == "within"
        try:
            self.services.nudges.tick()
        except Crash:
            self.restart()
            self.services.nudges.tick()
        self._store.dies = False
        if self.crash == "after":
            self.restart()
        return self.deliver()

    def deliver(self) -> list[Posted]:
        try:
            return list(self._delivered())
        except Crash:
            self.restart()
            return list(self._delivered())

    def _delivered(self) -> Iterator[Posted]:
        for number in self.services.outbox.waiting_incidents():
            for row in self.services.outbox.deliverable(number):
                self.services.outbox.trying(row)
                if posted := self._shown(row):
                    yield posted
                self.services.outbox.delivered(row, _result(row))

    def _shown(self, row: OutboxRow) -> Posted | None:
        """A row that was done is redrawn in its place, one that was tried looked for before it is posted."""
        if not isinstance(row.message, Nudge | DirectNudge | DailySummary) or row.done:
            return None
        if row.key in self.slack:
            self.twice.extend([] if row.tried else [row.key])
            return None
        self.slack[row.key] = Posted(self._clock.now(), row)
        if self.crash == "while posting":
            raise Crash
        return self.slack[row.key]


def _result(row: OutboxRow) -> Mapping[str, Json]:
    if isinstance(row.message, CreateChannel):
        return {"channel": f"C{row.incident}", "name": f"inc-{row.incident}"}
    return {"channel": f"C{row.incident}", "ts": row.key}


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
