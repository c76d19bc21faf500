"""The verb that snoozes update nudges."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.quotes import unquoted
from bot.commands.requests import CommandContext, Request, TypedText
from bot.durations import span_at
from bot.errors import Unclear
from templates.nudges import wording


@dataclass(frozen=True)
class Snooze(Request):
    """Send no update nudge for some minutes."""

    minutes: int
    reason: str


_FOR: Final = re.compile(r"(?:for\s+|~|-|–)?(?=\w)", re.IGNORECASE)
_BARE: Final = re.compile(r"\d{1,4}(?![\w.:,]*\d|[^\W\d_])")
_SET_OFF: Final = re.compile(r"\s*[.:,;–—-]+\s*|\s+|$")


def _snooze(typed: TypedText, asking: CommandContext) -> Snooze:
    minutes, reason = _minutes_in_front(unquoted(typed.text) or typed.text.strip())
    reason, offered = unquoted(reason) or reason, asking.policy.snooze_minutes
    if minutes not in offered:
        nearest = max((each for each in offered if each <= minutes), default=offered[0])
        raise Unclear(wording.choose_minutes(offered), example=f"{nearest} {reason or wording.REASON_EXAMPLE}")
    if not reason:
        raise Unclear(wording.REASON_MISSING, example=f"{int(minutes)} {wording.REASON_EXAMPLE}")
    return Snooze(int(minutes), reason)


def _minutes_in_front(text: str) -> tuple[float, str]:
    """`20`, `for 20 min`, `1h` or `half an hour`, and the text behind it; 0 and all of a text that starts with none."""
    start = _FOR.match(text)
    begin = start.end() if start else 0
    if span := span_at(text, begin):
        minutes, end = span.length / timedelta(minutes=1), span.end
    elif bare := _BARE.match(text, begin):
        minutes, end = float(bare[0]), bare.end()
    else:
        return 0, text
    set_off = _SET_OFF.match(text, end)
    return (minutes, text[set_off.end() :].strip()) if set_off else (0, text)


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
