"""What contradicts itself about changes: a release of another service than the affected ones, a change made during the
incident that is not logged as reverted, a permanent fix that no action item covers.

A change is one by its fields: a deployment of the input, an old and a new value beside a mitigation, a fix recorded in
a field for temporary ones. Words are read only to find that nothing is open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Claim, Event
from bot.json_types import Json
from bot.review.document.facts import plain
from bot.review.document.material import EXPERT, OPERATIONS, Material
from bot.review.document.page_one.fixes import lasting
from bot.review.document.parts import Question
from bot.review.document.prose import cut, listed
from bot.review.root_cause.alike import content_words
from bot.review.root_cause.links import uncovered
from bot.time_format import iso
from bot.timeline.kinds import EntryKind
from templates.review.questions import wording as said

# Another service than the affected ones

_DEPLOYMENTS: Final = ("recent_deployments", "deployments", "recent_releases", "recent_changes")
_DEPENDS: Final = re.compile(r"depends_on|dependenc|upstream")
_QUOTED: Final = 120  # characters of a text in a question
_NAMED: Final = 3  # services in one question
_SERVICE, _VERSION = ("service", "component", "application", "app", "system"), ("version", "release", "tag")


@dataclass(frozen=True)
class _Deployment:
    service: str
    version: str

    @property
    def name(self) -> str:
        return f"{self.service} {self.version}".strip()


def change_elsewhere(material: Material) -> Iterator[Question]:
    """Asks how a release reached services that are not the released one, where the record ties it to the incident."""
    case = material.case
    released = [*_deployments(material)]
    if not case.services or any(one.service.casefold() in _folded(case.services) for one in released):
        return
    for one in released:
        found = _who_found(material, one)
        if (found or _is_undone(material, one)) and not _is_linked(material, one):
            text = said.change(one.name, listed(_first_few(case.services)))
            command, field = "/incident record factor <how it got there>", "contributing_factors"
            yield material.ask(f"change/{one.service.casefold()}", EXPERT, text, command, field, found)


def _first_few(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= _NAMED else (*names[: _NAMED - 1], said.others(len(names) - _NAMED + 1))


def _deployments(material: Material) -> Iterator[_Deployment]:
    for fact in _DEPLOYMENTS:
        held = material.case.facts.get(fact)
        for one in held if isinstance(held, list | tuple) else [held]:
            if isinstance(one, Mapping) and (service := _first(one, _SERVICE)):
                yield _Deployment(service, _first(one, _VERSION))


def _first(fields: Mapping[str, Json], names: tuple[str, ...]) -> str:
    return next((plain(fields[name]) for name in names if fields.get(name) not in (None, "")), "")


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _who_found(material: Material, one: _Deployment) -> Event | None:
    """The entry of a person that names the released service."""
    named = (read.event for read in material.events if _speaks_of(_everything(read.event), one.service))
    return next((event for event in named if material.person(event.actor)), None)


def _everything(event: Event) -> str:
    return f"{event.text} {' '.join(plain(value) for value in event.extra.values())}"


def _is_undone(material: Material, one: _Deployment) -> bool:
    return any(_speaks_of(claim.text, one.service) for claim in (*material.case.fixes, *material.case.causes))


def _is_linked(material: Material, one: _Deployment) -> bool:
    """Whether what is recorded names the released service beside an affected one, or a field says who depends on it."""
    case = material.case
    claims = (*case.causes, *case.factors, *(step for chain in case.whys for step in chain.steps))
    tied = any(
        _speaks_of(claim.text, one.service) and any(_speaks_of(claim.text, name) for name in case.services)
        for claim in claims
    )
    depends = (plain(value) for key, value in case.facts.items() if _DEPENDS.search(key))
    return tied or any(_speaks_of(value, one.service) for value in depends)


def _speaks_of(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![a-z])", text, re.IGNORECASE))


# What was changed meanwhile

_PAIRS: Final = (
    ("old_value", "new_value"),
    ("old", "new"),
    ("previous_value", "new_value"),
    ("previous", "current"),
    ("from_value", "to_value"),
    ("from", "to"),
)
_SETTING: Final = ("setting", "parameter", "config", "config_key", "key", "flag", "feature_flag", "field", "name")
_OF_THE_INCIDENT: Final = re.compile(r"severity|status|priority|assign|commander|role|state|title|owner", re.IGNORECASE)
_TEMPORARY: Final = re.compile(r"temporar|interim|workaround|stop_?gap", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_SHARED: Final = 2  # words by which a later text may be about the same change


@dataclass(frozen=True)
class _Change:
    event: Event
    setting: str
    old: str
    new: str


def temporary(material: Material) -> Iterator[Question]:
    """Asks whether a change from one value to another is still in place, and a fix that was recorded as temporary."""
    command = "/incident log HH:MM <what was reverted>"
    for change in _still_open(material):
        at, event = change.event.at, change.event
        key = f"temporary/{iso(at) if at else event.number}"
        text = said.temporary(_shown(change), material.when(at)) if at else _fix_said(event.text)
        yield material.ask(key, OPERATIONS, text, command, "events", event)
    for place, fix in enumerate(material.case.fixes, start=1):
        if _TEMPORARY.search(f"{fix.category} {fix.evidence.place}") and not _is_followed_up(material, fix):
            yield material.ask(f"temporary/fix-{place}", OPERATIONS, _fix_said(fix.text), command, "events")


def _fix_said(text: str) -> str:
    return said.temporary_fix(cut(text.strip().rstrip("."), _QUOTED))


def _still_open(material: Material) -> Iterator[_Change]:
    changes = tuple(_changes(material))
    named, pairs = _named_values(material), {(change.old, change.new): change for change in reversed(changes)}
    for change in changes:
        before = pairs.get((change.new, change.old))
        undoes = before is not None and _is_later(change.event, before.event)
        if not undoes and not _is_settled(material, change) and not _is_reverted(change, changes, named):
            yield change


def _named_values(material: Material) -> Mapping[str, Sequence[Event]]:
    """The entries by the values that their texts name."""
    found: dict[str, list[Event]] = {}
    for read in material.events:
        for value in _values(read.event.text):
            found.setdefault(value, []).append(read.event)
    return found


def _changes(material: Material) -> Iterator[_Change]:
    for read in material.of_phase(EntryKind.MITIGATION):
        extra = read.event.extra
        setting = _first(extra, _SETTING)
        pair = next(((old, new) for old, new in _PAIRS if old in extra and new in extra), None)
        if pair and not _OF_THE_INCIDENT.search(setting) and not _OF_THE_INCIDENT.search(read.event.type):
            old, new = (plain(extra[name]) for name in pair)
            if old != new:
                yield _Change(read.event, setting, old, new)


def _shown(change: _Change) -> str:
    if change.setting:
        return said.setting_from_to(change.setting, change.old, change.new)
    return said.old_to_new(change.old, change.new)


def _is_reverted(change: _Change, changes: Iterable[_Change], named: Mapping[str, Sequence[Event]]) -> bool:
    """Whether a later entry has the values the other way round, or names the old value and the same thing."""
    back = (one.event for one in changes if (one.old, one.new) == (change.new, change.old))
    words = content_words(change.event.text)
    told = (event for event in named.get(change.old, ()) if len(content_words(event.text) & words) >= _SHARED)
    return any(_is_later(event, change.event) for event in (*back, *told))


def _is_later(event: Event, than: Event) -> bool:
    return bool(event.at and than.at and event.at > than.at)


def _values(text: str) -> frozenset[str]:
    return frozenset((*_NUMBER.findall(text), *text.split()))


def _is_settled(material: Material, change: _Change) -> bool:
    """Whether a permanent fix has the new value, or an action item is about the change."""
    kept = any(change.new in _values(fix.text) for fix in lasting(material.case))
    return kept or _has_action(material, change.event.text)


def _has_action(material: Material, text: str) -> bool:
    words = content_words(text)
    titles = (content_words(item.title) for item in material.case.actions)
    return any(len(title & words) >= max(_SHARED, len(title) / 2) for title in titles)


def _is_followed_up(material: Material, fix: Claim) -> bool:
    return bool(lasting(material.case)) or _has_action(material, fix.text)


# What nobody is to do


def fix_without_action(material: Material) -> Iterator[Question]:
    """Asks who does the parts of a permanent fix that no action item covers; without any action item all are asked."""
    if not material.case.actions:
        return
    parts = [part.rstrip(".") for fix in lasting(material.case) for part in uncovered(material.case, fix)]
    if parts:
        command = "/incident action <what> owner: <name> <P0..P3> <YYYY-MM-DD>"
        text = said.uncovered(cut(parts[0], _QUOTED), more=len(parts) > 1)
        yield material.ask("fix/covered", OPERATIONS, text, command, "action_items")
