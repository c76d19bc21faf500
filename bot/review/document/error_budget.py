"""The error budget: how much of a month's allowed downtime the incident took, for an objective that somebody set.

It is the one that the input states, else the strictest one configured for an affected service. Without one there is no
budget: a share of something that nobody set says nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Evidence
from bot.json_types import Json
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import figure
from bot.review.document.material import Material
from bot.review.document.parts import Part, Sentence, Table
from bot.review.document.prose import short
from bot.time_format import minutes_shown
from templates.metrics.wording import if_estimated

MONTH: Final = 30 * 24 * 60  # minutes
_OBJECTIVES: Final = ("slo", "slo_percentage", "uptime_target", "availability_target", "availability_objective")
_PERCENTAGE: Final = re.compile(r"\s*(\d{1,2}(?:\.\d+)?)\s*(?:%.*)?", re.DOTALL)  # `99.9% (43.2 minutes a month)`


@dataclass(frozen=True)
class _Objective:
    per_cent: float
    whose: str
    evidence: tuple[Evidence, ...] = ()


def error_budget(material: Material) -> tuple[Part, ...]:
    objective = _stated(material) or _configured(material)
    begun, ended = material.moment(MomentKey.STARTED), material.moment(MomentKey.MITIGATED)
    if objective is None or not begun.at or not ended.at or begun.at > ended.at:
        return ()
    down, budget = minutes_shown(begun.at, ended.at), allowed(objective.per_cent)
    row = (
        Sentence(f"{figure(objective.per_cent)}%, {objective.whose}", objective.evidence),
        Sentence(f"{figure(budget)} min"),
        Sentence(if_estimated(short(down), begun.estimated or ended.estimated)),
        Sentence(f"{100 * down / budget:.0f}%, assumed: every request failed, in a month of 30 days"),
    )
    return (Table(("Objective", "Allowed", "Downtime", "Used"), (row,)),)


def _stated(material: Material) -> _Objective | None:
    for key in _OBJECTIVES:
        per_cent = _per_cent(material.case.facts.get(key))
        if per_cent:
            return _Objective(per_cent, "as stated", (Evidence(material.case.fact_places.get(key, key)),))
    return None


def _per_cent(value: Json) -> float | None:
    """Reads 99.9 and `99.9%`; all and nothing are no objective."""
    read = _PERCENTAGE.fullmatch(value) if isinstance(value, str) else None
    number = float(read[1]) if read else value
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 < number < 100:
        return number
    return None


def _configured(material: Material) -> _Objective | None:
    found = material.policy.objectives(material.case.services)
    strictest = max(found, key=lambda service: service.objective, default=None)
    return _Objective(strictest.objective, f"configured for {strictest.name}") if strictest else None


def allowed(objective: float) -> float:
    """Minutes of downtime that an objective in per cent allows in a month of 30 days: 43.2 for 99.9."""
    return round(MONTH * (100 - objective) / 100, 2)
