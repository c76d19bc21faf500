"""The verb `stats`."""

import re
from dataclasses import dataclass
from typing import Final

from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.metrics.stats import PERIODS, USUAL
from templates.metrics import wording


@dataclass(frozen=True)
class ShowStats(Request):
    """`period` is a key of bot.metrics.stats.PERIODS; `service` is as typed, "" for all."""

    period: str
    service: str = ""


def _stats(typed: TypedText, _asking: CommandContext) -> ShowStats:
    """Parses the period and the service, in either order; the name may follow the word `service`."""
    words = typed.text.split()
    periods = [word for word in words if word.casefold() in PERIODS]
    others = [word for word in words if word not in periods]
    if others and others[0].casefold() == "service" and len(others) > 1:
        others = others[1:]
    if len(periods) > 1:
        raise Unclear(wording.two_periods(periods))
    if others and re.fullmatch(r"\d+\w?", others[0]):
        raise Unclear(wording.unknown_period(others[0], PERIODS))
    return ShowStats(periods[0].casefold() if periods else USUAL, " ".join(others))


VERBS: Final = (
    CommandVerb(
        "stats",
        "stats [30d|90d|1y] [<service>]",
        "Show metrics: incidents by severity, and times to detect, mitigate and resolve.",
        "stats 90d payment-gateway",
        _stats,
        needs_incident=False,
    ),
)
