"""The verb that snoozes update nudges."""

import re
from dataclasses import dataclass
from typing import Final

from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from templates.nudges import wording


@dataclass(frozen=True)
class Snooze(Request):
    """Send no update nudge for some minutes."""

    minutes: int
    reason: str


_MINUTES: Final = re.compile(
    r"(?:for\s+)?(?P<count>\d{1,4})(?:\s?(?P<unit>m|mins?|minutes?|h|hrs?|hours?))?\.?(?:\s*[:,;–—-]\s+|[:,;]?\s+|[:,;]?$)",
    re.IGNORECASE,
)


def _snooze(typed: TypedText, asking: CommandContext) -> Snooze:
    minutes, reason = _minutes_in_front(typed.text)
    offered = asking.policy.snooze_minutes
    if minutes not in offered:
        said = reason or ("" if minutes else typed.text.strip())
        raise Unclear(wording.choose_minutes(offered), example=f"{offered[0]} {said or wording.REASON_EXAMPLE}")
    if not reason.strip():
        raise Unclear(wording.REASON_MISSING, example=f"{minutes} {wording.REASON_EXAMPLE}")
    return Snooze(minutes, reason.strip())


def _minutes_in_front(text: str) -> tuple[int, str]:
    """`20`, `20m`, `20 min` or `1h` and the text behind it; 0 if it starts with none."""
    found = _MINUTES.match(text.strip())
    if not found:
        return 0, text
    hours = found["unit"] or ""
    return int(found["count"]) * (60 if hours[:1].casefold() == "h" else 1), text.strip()[found.end() :].strip()


VERBS: Final = (
    CommandVerb(
        "snooze",
        "snooze <minutes> <reason>",
        "Pause update nudges. The reason is added to the timeline.",
        "snooze 20 Waiting for the vendor, reply expected by 15:00",
        _snooze,
        leading=Leading.ARGUMENT,
    ),
)
