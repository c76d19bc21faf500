"""The error budget: how much of a month's allowed downtime the incident took, for an objective that the input states.

Without a stated objective there is none: a share of a budget that nobody set says nothing.
"""

from typing import Final

from bot.analysis.model import Evidence
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import figure, number
from bot.review.document.material import Material
from bot.review.document.parts import Part, Sentence, Table
from bot.review.document.prose import short
from bot.time_format import minutes_shown
from templates.metrics.wording import if_estimated

MONTH: Final = 30 * 24 * 60  # minutes
_OBJECTIVES: Final = ("slo", "slo_percentage", "uptime_target", "availability_target", "availability_objective")


def error_budget(material: Material) -> tuple[Part, ...]:
    found = next(((key, value) for key in _OBJECTIVES if (value := number(material.case, key))), None)
    begun, ended = material.moment(MomentKey.STARTED), material.moment(MomentKey.MITIGATED)
    if found is None or not begun.at or not ended.at or begun.at > ended.at:
        return ()
    key, objective = found
    down, budget = minutes_shown(begun.at, ended.at), allowed(objective)
    row = (
        Sentence(f"{figure(objective)}%", (Evidence(material.case.fact_places.get(key, key)),)),
        Sentence(f"{figure(budget)} min"),
        Sentence(if_estimated(short(down), begun.estimated or ended.estimated)),
        Sentence(f"{100 * down / budget:.0f}%, assumed: every request failed, in a month of 30 days"),
    )
    return (Table(("Objective", "Allowed", "Downtime", "Used"), (row,)),)


def allowed(objective: float) -> float:
    """Minutes of downtime that an objective in per cent allows in a month of 30 days: 43.2 for 99.9."""
    return round(MONTH * (100 - objective) / 100, 2)
