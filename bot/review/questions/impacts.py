"""What contradicts itself about the impact: a number that was never updated, dependents that are not among the affected
services. Both compare figures of the input with each other and with what was reported when.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.analysis.model import Event
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import number
from bot.review.document.material import COMMUNICATIONS, OPERATIONS, Material
from bot.review.document.parts import Question
from bot.review.document.prose import listed
from templates.review.questions import wording as said

_FIGURE: Final = "affected_users"
_COUNTED: Final = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+|\d+)\s*\+?\s*(?:\w+ )?(users|customers|accounts)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Report:
    """A number of users that was told at a time."""

    at: datetime
    count: int
    of: str
    event: Event | None


def estimate_never_updated(material: Material) -> Iterator[Question]:
    """Asks whether the final number is one where the same was reported while the incident went on, and no other one."""
    final, ended = number(material.case, _FIGURE), material.reached(MomentKey.RESOLVED)
    reports = sorted(_reports(material), key=lambda report: report.at)
    early = [report for report in reports if ended and report.at < ended]
    if final and early and all(report.count == final for report in early):
        text = said.estimate(early[0].of.lower(), material.when(early[0].at))
        command = "/incident record impact <how many users, and how that was counted>"
        yield material.ask("estimate/users", COMMUNICATIONS, text, command, _FIGURE, early[0].event)


def _reports(material: Material) -> Iterator[_Report]:
    for read in material.events:
        if read.event.at:
            yield from _counted(read.event.text, read.event.at, read.event)
    for told in material.case.told:
        if told.at:
            yield from _counted(told.text, told.at, material.entry_beside(told))


def _counted(text: str, at: datetime, event: Event | None) -> Iterator[_Report]:
    for count, of in _COUNTED.findall(text):
        yield _Report(at, int(re.sub(r"\D", "", count)), of, event)


_DEPENDENTS: Final = (
    "dependent_services",
    "dependents",
    "downstream_services",
    "downstream",
    "downstream_dependencies",
)


def dependents_not_affected(material: Material) -> Iterator[Question]:
    """Asks what happened to dependents that neither the affected services nor the impact name."""
    case = material.case
    affected = " ".join((*case.services, *(claim.text for claim in case.impact))).casefold()
    left = [name for name in _dependents(material) if name.casefold() not in affected]
    if left and case.services:
        text = said.dependents(listed(left), several=len(left) > 1)
        command = "/incident record impact services: <which ones, and how>"
        yield material.ask("dependents", OPERATIONS, text, command, "affected_services")


def _dependents(material: Material) -> Iterator[str]:
    for key in _DEPENDENTS:
        held = material.case.facts.get(key)
        names = held.split(",") if isinstance(held, str) else held if isinstance(held, list | tuple) else ()
        yield from dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip())
