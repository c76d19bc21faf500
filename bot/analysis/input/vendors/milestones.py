"""The key times that a tool states by name, as fields of our own and as events.

Tools name them alike: `Fixed at`, `mitigated_at`, `customer_impact_start`, or a milestone of the type `resolved`. A
time whose name states no key time, such as `Identified at`, is an event all the same.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bot.analysis.input import values
from bot.analysis.input.fields.names import STATED
from bot.analysis.input.json_values import event
from bot.json_types import Json

_AT: Final = re.compile(
    r"(?:incident_)?(?P<what>[a-z_]+?)(?:_(?:at|on|time|date|timestamp|date_time|datetime|log_entry))?"
)
# What a milestone is called, without `at`; the key time that it states, its phase, and how it is told
_NAMED: Final = (
    ("started start began impact_began", "started_at", "trigger", "Started"),
    ("impact_started impact_start", "started_at", "trigger", "Impact began"),
    ("customer_impact_start", "started_at", "trigger", "Customer impact began"),
    ("detected impact_detected impact_detect alerted trigger triggered", "detected_at", "detection", "Detected"),
    ("acknowledged acknowledge acknowledgements acked response_initiated", "acknowledged_at", "triage", "Acknowledged"),
    ("declared", "declared_at", "declaration", "Incident declared"),
    ("reported opened created", "declared_at", "declaration", "Incident opened"),
    ("triaged", "", "triage", "Triaged"),
    ("investigating", "", "investigation", "Investigating"),
    ("identified cause_identified", "", "investigation", "Cause identified"),
    ("mitigated fixed impact_mitigated stabilized", "mitigated_at", "monitoring", "Mitigated"),
    ("impact_ended impact_end", "mitigated_at", "monitoring", "Impact ended"),
    ("customer_impact_end", "mitigated_at", "monitoring", "Customer impact ended"),
    ("monitoring", "", "monitoring", "Monitoring"),
    ("resolved resolve ended end solved", "resolved_at", "resolution", "Resolved"),
    ("closed", "resolved_at", "resolution", "Closed"),
)
_KNOWN: Final = {name: (key, kind, told) for names, key, kind, told in _NAMED for name in names.split()}


class Stated(NamedTuple):
    """`name` is what the tool calls the time, `more` is told behind it, `source` is the field if it isn't the name.
    `said` is told instead of the name."""

    name: str
    at: Json
    who: str = ""
    more: str = ""
    source: str = ""
    said: str = ""
    metadata: Json = None


def moment_of(name: str) -> str:
    """Returns the key time that a name states: `resolved_at` for `Resolved at`, `resolved` and `ended_on`."""
    return _known(name)[0]


def phase_of(name: str) -> str:
    return _known(name)[1]


def _known(name: str) -> tuple[str, str, str]:
    plain = values.name_of(name)
    matched = _AT.fullmatch(plain)
    key = next((key for key, names in STATED.items() if plain in names), "").removesuffix("_at")
    found = _KNOWN.get(plain) or _KNOWN.get(matched["what"] if matched else "") or _KNOWN.get(key)
    return found or ("", "", _plain(name))


def _plain(name: str) -> str:
    matched = _AT.fullmatch(values.name_of(name))
    return (matched["what"] if matched else values.name_of(name)).replace("_", " ").capitalize()


def fields(times: Iterable[Stated]) -> dict[str, Json]:
    """Returns the key times; of several names for one, the first counts."""
    moments: dict[str, Json] = {}
    sources: dict[str, Json] = {}
    for each in times:
        key = moment_of(each.name)
        if key and each.at and key not in moments:
            moments[key], sources[key] = each.at, each.source or each.name
    return {**moments, "source_fields": sources}


def events(times: Iterable[Stated]) -> Iterator[dict[str, Json]]:
    """Yields an event for each time; one that is stated under two names is told once. Another time for the same key
    time, such as when an incident was closed after it was resolved, is told by its own name."""
    seen: set[tuple[str, str]] = set()
    keys: dict[str, str] = {}
    for each in times:
        key, kind, told = _known(each.name)
        if each.at and (key or told, str(each.at)) not in seen:
            seen.add((key or told, str(each.at)))
            if key and keys.setdefault(key, each.name) != each.name:
                kind, told = "", _plain(each.name)
            joint = " " if each.more.startswith("by ") else ": "
            said = each.said or (f"{told}{joint}{each.more}" if each.more else told)
            yield event(each.at, said, kind, each.who, metadata=each.metadata)
