"""Divides a document about several incidents: sections that each state a severity and a time, or a day and a name."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.documents import document
from bot.analysis.input.documents.outline import Section
from bot.analysis.input.fields.names import HEADINGS, SEVERITIES, field_of
from bot.analysis.input.tables import Notes
from bot.analysis.input.times import clocks, days
from bot.json_types import Json

_SEVERAL: Final = re.compile(r"\b(?:incidents|outages|post-?mortems|reports|störungen|vorfälle)\b", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]{3,}.*[^\W\d_]{3,}")


def incidents_of(root: Section, notes: Notes, *, titled: bool = True) -> Sequence[Mapping[str, Json]]:
    """Returns the fields of each incident; what stands outside of several ones is kept with the first."""
    around = _around_several(root) if titled and not _states_severity(root) else None
    if around is None:
        return [document.fields_of(root, notes, titled=titled)]
    own = [each for each in around.below if _is_incident(each) or _is_of_a_day(each)]
    labels = ", ".join(values.quoted(each.label) for each in own[:5])
    state = "a severity and a time" if any(map(_is_incident, own)) else "a day of their own"
    notes.complain("", f"{len(own)} sections state {state}, so each is read as an incident: {labels}")
    first, *others = (document.fields_of(Section("", 0, below=[each]), notes) for each in own)
    around.below = [each for each in around.below if each not in own]
    outside = {key: value for key, value in document.fields_of(root, notes).items() if value}
    beside = first.get("document")
    kept = {**(beside if isinstance(beside, dict) else {}), "outside of the incidents": outside}
    return [{**first, "document": kept}, *others]


def _around_several(root: Section) -> Section | None:
    """Returns the section with several incidents right below it, unless it has a severity itself."""
    for section in root.all():
        if sum(map(_is_incident, section.below)) > 1:
            return None if _states_severity(section) else section
        if _is_plural(section) and sum(map(_is_of_a_day, section.below)) > 1:
            return section
    return None


def _is_plural(section: Section) -> bool:
    """Whether sections with a day below this one are no days of one incident: it is called so, or nothing is."""
    return _SEVERAL.search(section.label) is not None or (not section.level and not section.entries)


def _is_incident(section: Section) -> bool:
    has_time = days.day_in(section.label) or _has_events(section)
    return section.name not in HEADINGS and _states_severity(section) and bool(has_time)


def _is_of_a_day(section: Section) -> bool:
    """Whether a heading names a day and more, and events stand below it."""
    name, day = clocks.without_days(section.label)
    return bool(day and _WORDS.search(name) and _has_events(section)) and section.name not in HEADINGS


def _has_events(section: Section) -> bool:
    return any(entry.line for each in section.all() for entry in each.entries)


def _states_severity(section: Section) -> bool:
    return any(field_of(label) in SEVERITIES for label, _value in section.pairs)
