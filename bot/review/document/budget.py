"""The error budget: how much of a month's allowed downtime the incident took, under assumptions that are said."""

from collections.abc import Iterator
from typing import Final

from bot.analysis.model import Evidence
from bot.review.document.facts import facts_of, figure, number
from bot.review.document.material import Material
from bot.review.document.sections import Facts, Items, Part, Sentence, Table
from bot.time_format import minutes, minutes_shown

MONTH: Final = 30 * 24 * 60  # minutes
PROMISES: Final = (99.99, 99.95, 99.9, 99.5, 99.0)  # per cent of a month


def budget_parts(material: Material) -> tuple[Part, ...]:
    """Nothing where the length of the impact is not known and the input says nothing of availability."""
    told = facts_of(material.case, "budget")
    stated = (Facts(told, "As the input says"),) if told else ()
    lasted = impact_minutes(material)
    if lasted is None:
        return stated
    down, how = lasted
    share = number(material.case, "affected_users_percentage")
    return (*stated, _table(down, share), Items(tuple(_assumptions(material, down, how, share)), "Assumed"))


def impact_minutes(material: Material) -> tuple[int, str] | None:
    """How long users felt it, and between which moments that was counted."""
    for begin, begin_name in (("started_at", "start"), ("detected_at", "detection"), ("declared_at", "declaration")):
        for end, end_name in (("mitigated_at", "mitigation"), ("resolved_at", "resolution")):
            start, over = material.reached(begin), material.reached(end)
            if start and over and start <= over:
                return minutes_shown(start, over), f"{begin_name} to {end_name}"
    return None


def allowed(promise: float) -> float:
    """Minutes of downtime that a promise in per cent allows in a month of 30 days: 43.2 for 99.9."""
    return round(MONTH * (100 - promise) / 100, 2)


def _table(down: int, share: float | None) -> Table:
    weighed = () if share is None else (f"Used, weighed by {figure(share)}% of users",)
    columns = ("Promise a month", "Allowed", "Used, all requests counted as failed", *weighed)
    return Table(
        columns, tuple(_row(promise, down, share) for promise in PROMISES), right=(1, 2, 3)[: len(columns) - 1]
    )


def _row(promise: float, down: int, share: float | None) -> tuple[str, ...]:
    budget = allowed(promise)
    used = [_used(down, budget)] + ([_used(down * share / 100, budget)] if share is not None else [])
    return (f"{figure(promise)}%", f"{figure(budget)} min", *used)


def _used(down: float, budget: float) -> str:
    return f"{down:.4g} min, {100 * down / budget:.0f}%"


def _assumptions(material: Material, down: int, how: str, share: float | None) -> Iterator[Sentence]:
    yield Sentence(f"Downtime is counted from {how}: {minutes(down)}.", (Evidence("key times"),))
    yield Sentence(
        "A month has 30 days; 99.9 % of it leaves 43.2 min. What else failed in the month is not counted.",
        (Evidence("assumption"),),
    )
    if share is not None:
        place = material.case.fact_places.get("affected_users_percentage", "affected_users_percentage")
        yield Sentence(
            f"Weighed: {figure(share)}% of users stand for the same share of requests during the whole time.",
            (Evidence(place, f"{figure(share)}%"),),
        )
