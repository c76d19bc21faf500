"""How documents say what a review carries as keys and plain values: times, lengths, and what a sentence rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.figures import clock, day_name, hours, minutes, stamp


@dataclass(frozen=True)
class Reference:
    """`label` as it is read in a list (`entry 3`, then `4`); `anchor` is where it stands in the document, or empty."""

    label: str
    anchor: str


FIELD_NAMES: Final[Mapping[str, str]] = {
    "commander_at": "named at",
    "declared_at": "declared at",
    "declared_by": "declarer",
    "mitigated_at": "moved to monitoring at",
    "resolved_at": "resolved at",
    "services": "services",
    "severity": "severity",
    "status": "status",
    "summary": "description",
    "title": "title",
}


def references(rests_on: Sequence[str]) -> tuple[Reference, ...]:
    """`entry:3` and `entry:4` become `entry 3` and `4`; a field of the incident becomes its name."""
    found: list[Reference] = []
    before = ""
    for rest in rests_on:
        what, _, number = rest.removeprefix("record:").rpartition(":")
        label = FIELD_NAMES[rest] if not what else number if what == before else f"{what} {number}"
        found.append(Reference(label, f"{what}-{number}" if what else ""))
        before = what
    return tuple(found)


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "day_name": day_name,
    "hours": hours,
    "minutes": minutes,
    "references": references,
    "stamp": stamp,
}
