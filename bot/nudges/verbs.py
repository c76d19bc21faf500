"""The verb that snoozes update nudges."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb
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
        raise Unclear(wording.choose_minutes(offered))
    if not reason.strip():
        raise Unclear(wording.REASON_MISSING)
    return Snooze(int(minutes), reason.strip())


VERBS: Final = (
    CommandVerb(
        "snooze",
        "snooze <minutes> <reason>",
        "Ask nobody for an update for a while. The reason goes on the timeline.",
        "snooze 20 Waiting for the vendor, who answers by 15:00",
        _snooze,
    ),
)
