"""What helped and what hindered, as recorded times show it: each derivation from typed evidence, with its times.

There are four: how soon after the detection the recorded change was found as the suspect, how long the logged rollback
took, how long after the suspect was found the rollback began, and promised updates that came in time or late. Gaps and
targets stand among the figures, a threshold without an alert among the questions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.analysis.model import Event, Evidence
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import plain
from bot.review.document.material import Material
from bot.review.document.parts import Sentence
from bot.review.document.prose import began, short
from bot.review.document.timeline.promises import Promise, promises
from bot.time_format import minutes_shown
from bot.timeline.kinds import EntryKind

_MOST: Final = 3
_SOON: Final = 15  # minutes from the detection to the suspect that are worth a word
_LATE: Final = 15  # and from the suspect to the rollback
_CHANGES: Final = ("recent_deployments", "recent_changes", "deployments", "changes")
_NAMES: Final = ("service", "name", "component", "deployment", "title")
_VERSIONS: Final = ("version", "release", "tag", "build")
_TOOK: Final = re.compile(
    r"(?:rollback|roll_back|revert|deployment|deploy|restore)\w*_(?:duration|took|time)?_?minutes$"
)
_ROLLS_BACK: Final = re.compile(r"roll\w*[-_ ]?back|revert", re.IGNORECASE)


def helped(material: Material) -> tuple[Sentence, ...]:
    return (*_suspect_soon(material), *_rollback_took(material), *_promises_kept(material))[:_MOST]


def hindered(material: Material) -> tuple[Sentence, ...]:
    return (*_rollback_late(material), *_promises_late(material))[:_MOST]


@dataclass(frozen=True)
class _Suspect:
    """The entry of an investigation that names a change which the input records."""

    event: Event
    change: str


def _suspect(material: Material) -> _Suspect | None:
    for read in material.events:
        if read.event.kind is EntryKind.INVESTIGATION and read.event.at:
            for name, version in _changes(material):
                if version in read.event.text and (not name or name in read.event.text):
                    return _Suspect(read.event, " ".join(filter(None, (name, version))))
    return None


def _changes(material: Material) -> Iterator[tuple[str, str]]:
    for key in _CHANGES:
        held = material.case.facts.get(key)
        for change in held if isinstance(held, list | tuple) else ():
            if isinstance(change, Mapping) and (version := _field(change, _VERSIONS)):
                yield _field(change, _NAMES), version


def _field(change: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((plain(change[name]) for name in names if change.get(name) not in (None, "")), "")


def _suspect_soon(material: Material) -> Iterator[Sentence]:
    suspect, detected = _suspect(material), material.moment(MomentKey.DETECTED)
    if suspect is None or suspect.event.at is None or detected.at is None or detected.estimated:
        return
    took = minutes_shown(detected.at, suspect.event.at)
    if 0 <= took <= _SOON:
        text = f"The release of {suspect.change} was found {short(took)} after detection."
        yield Sentence(text, (*detected.evidence, _of(suspect.event)))


def _rollback_took(material: Material) -> Iterator[Sentence]:
    """By a length that is logged beside the entry, not by the times of two entries."""
    for event in _rollbacks(material, logged=True):
        for key, value in event.extra.items():
            if _TOOK.search(key) and isinstance(value, int | float) and not isinstance(value, bool) and value >= 1:
                yield Sentence(f"The rollback was in production within {short(round(value))}.", (_of(event),))
                return


def _rollbacks(material: Material, *, logged: bool = False) -> Iterator[Event]:
    for read in material.events:
        event = read.event
        named = _ROLLS_BACK.search(f"{plain(event.extra.get('action'))} {event.text}")
        measured = not logged or any(_TOOK.search(key) for key in event.extra)
        if event.kind is EntryKind.MITIGATION and event.at and named and measured:
            yield event


def _rollback_late(material: Material) -> Iterator[Sentence]:
    suspect, rollback = _suspect(material), next(_rollbacks(material), None)
    if suspect is None or rollback is None or suspect.event.at is None or rollback.at is None:
        return
    took = minutes_shown(suspect.event.at, rollback.at)
    if took < _LATE:
        return
    tried = [event for event in _mitigations(material) if event.at and suspect.event.at < event.at < rollback.at]
    beside = f", and after another mitigation ({material.when(tried[0].at)})" if tried else ""
    text = f"The rollback began {short(took)} after the release was found{beside}."
    yield Sentence(text, (_of(suspect.event), *map(_of, tried[:1]), _of(rollback)))


def _mitigations(material: Material) -> Iterator[Event]:
    yield from (read.event for read in material.events if read.event.kind is EntryKind.MITIGATION)


def _promises_kept(material: Material) -> Iterator[Sentence]:
    found = [promise for promise in promises(material) if promise.kept]
    if len(found) > 1 and not any(promise.is_late for promise in found):
        evidence = tuple(one.told.evidence for one in found)
        yield Sentence(f"All {len(found)} promised updates came in time.", evidence)


def _promises_late(material: Material) -> Iterator[Sentence]:
    for promise in promises(material):
        if promise.is_late and promise.kept and promise.kept.at:
            channel = _channel(promise)
            text = f"{channel} promised an update by {material.when(promise.due)}"
            came = f"it came at {material.when(promise.kept.at)}"
            yield Sentence(f"{text}; {came}.", (promise.told.evidence, promise.kept.evidence))


def _channel(promise: Promise) -> str:
    name = promise.told.channel.replace("_", " ").strip()
    return f"The {name}" if name == "status page" else began(name) or "A message"


def _of(event: Event) -> Evidence:
    return Evidence(event.place, event.text)
