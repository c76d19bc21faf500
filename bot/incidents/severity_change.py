"""What follows from a change of severity: what has to be done now, or sooner than before, by when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.config.policy import Severity


def newly_due(before: Severity, now: Severity, at: datetime) -> Sequence[tuple[datetime, tuple[str, ...]]]:
    """Who is to be told and what is to be opened, by when, the earliest first; counted from the change at `at`.

    What the old severity asked for within the same time or a shorter one is nothing new.
    """
    known = {duty.what: duty.within_minutes for duty in before.notify_within_minutes}
    due: dict[int, tuple[str, ...]] = {}
    for duty in now.notify_within_minutes:
        if duty.what not in known or duty.within_minutes < known[duty.what]:
            due[duty.within_minutes] = (*due.get(duty.within_minutes, ()), duty.what)
    return [(at + timedelta(minutes=within), due[within]) for within in sorted(due)]
