"""What the bot remembers of its own asking, kept with the incident."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class ReminderState:
    """What the bot knows of its own asking.

    `rung` counts the nudges that nobody reacted to since the last update, `told` are the ids of those who got the
    last one directly; both count while Incident.nudged_at does. `muted` are the minutes snoozed since the last
    update, and count while Incident.snoozed_until does. `marks` say when something was last asked or done, by name.
    """

    rung: int = 0
    told: tuple[str, ...] = ()
    muted: int = 0
    marks: tuple[tuple[str, datetime], ...] = ()

    def mark(self, name: str) -> datetime | None:
        return dict(self.marks).get(name)

    def marked(self, name: str, at: datetime) -> "ReminderState":
        return replace(self, marks=tuple(sorted({**dict(self.marks), name: at}.items())))

    def without(self, name: str) -> "ReminderState":
        return replace(self, marks=tuple(pair for pair in self.marks if pair[0] != name))
