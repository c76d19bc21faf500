"""What contradicts itself about what was owed: an update that came later than promised, an escalation that was due and
is not logged, a review due before its meeting, a length that the input states and its times contradict.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.analysis.model import Event
from bot.metrics.key_moments import MomentKey
from bot.review.document.facts import moment_of
from bot.review.document.material import COMMANDER, COMMUNICATIONS, Material
from bot.review.document.page_one.stated import contradicted
from bot.review.document.parts import Question
from bot.review.document.prose import listed
from bot.review.document.timeline.escalations import escalations
from bot.review.document.timeline.promises import Promise, promises
from bot.time_format import iso, stamp
from templates.review.questions import wording as said

_WORTH_ASKING: Final = timedelta(minutes=5)  # by which an update is late


def unkept_promises(material: Material) -> Iterator[Question]:
    for promise in promises(material):
        if text := _unkept(material, promise):
            command = "/incident record hindered <what held the update up>"
            event = material.entry_beside(promise.kept or promise.told)
            yield material.ask(f"promise/{iso(promise.due)}", COMMUNICATIONS, text, command, "hindered", event)


def _unkept(material: Material, promise: Promise) -> str:
    if promise.is_late_by(_WORTH_ASKING) and promise.kept:
        return said.late_update(material.when(promise.told.at), material.when(promise.kept.at))
    ended = material.reached(MomentKey.RESOLVED)
    if promise.kept is None and ended and promise.due < ended:
        return said.missing_update(material.when(promise.told.at))
    return ""


def escalation_not_logged(material: Material) -> Iterator[Question]:
    """Asks once for all who should have been told, and whom no entry names."""
    missed = [one for one in escalations(material) if one.mentioned is None]
    if missed:
        command = "/incident log HH:MM escalation: <who was told>"
        near = material.entry_of(MomentKey.DECLARED)
        yield material.ask(
            "escalation", COMMANDER, said.escalation(listed([one.whom for one in missed])), command, "events", near=near
        )


_MEETING: Final = re.compile(r"post_?mortem|review|retro|pir\b")
_OTHER_DATE: Final = re.compile(r"due|deadline|publish|complet|approv|reviewed|code|peer|pull")


def meeting_after_due(material: Material) -> Iterator[Question]:
    due, planned = material.due, _meeting(material)
    if due and planned and planned[0] > due:
        at, event = planned
        text = said.meeting(stamp(due), stamp(at))
        near = material.entry_of(MomentKey.DECLARED)
        yield material.ask("meeting", COMMANDER, text, "/pir meeting <YYYY-MM-DD HH:MM>", "events", event, near)


def _meeting(material: Material) -> tuple[datetime, Event | None] | None:
    """When the review is talked about: as people set it, else by a field beside an entry, else by one of the input."""
    if material.edits.meeting_at:
        return material.edits.meeting_at, None
    beside = ((key, value, read.event) for read in reversed(material.events) for key, value in read.event.extra.items())
    fields = ((key, value, None) for key, value in material.case.facts.items())
    for key, value, event in (*beside, *fields):
        at = moment_of(value)
        if at and _MEETING.search(key) and not _OTHER_DATE.search(key):
            return at, event
    return None


def contradicted_lengths(material: Material) -> Iterator[Question]:
    for one in contradicted(material):
        text = said.stated_length(one.span.name, one.told)
        near = material.entry_of(MomentKey.DECLARED)
        yield material.ask(f"length/{one.field}", COMMANDER, text, "/pir answer", one.place, near=near)
