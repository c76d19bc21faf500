"""The verb that snoozes update nudges."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from templates.nudges import wording


@dataclass(frozen=True)
class Snooze(Request):
    """Send no update nudge for some minutes."""

    minutes: int
    reason: str


def _snooze(typed: TypedText, asking: CommandContext) -> Snooze:
    minutes, reason = first_word(typed.text)
    offered = asking.policy.snooze_minutes
    if not minutes.isdecimal() or int(minutes) not in offered:
        said = reason if minutes.isdecimal() else typed.text.strip()
        raise Unclear(wording.choose_minutes(offered), example=f"{offered[0]} {said or wording.REASON_EXAMPLE}")
    if not reason.strip():
        raise Unclear(wording.REASON_MISSING, example=f"{minutes} {wording.REASON_EXAMPLE}")
    return Snooze(int(minutes), reason.strip())


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
