"""The silence alarm: asks once for an entry after a long silence. An entry about that time answers it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.errors import Hint, Refused
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.nudges.update_nudge import answered_by
from bot.outbox import keys, messages
from bot.outbox.nudges import Nudge, SilenceAskedAgain, SilenceExplained, UnexplainedSilence
from bot.people.model import Person
from bot.time_format import clock
from bot.timeline.model import Entry, EntryKind, EntrySource
from templates.nudges import wording


def ask(incident: Incident, since: datetime, at: datetime) -> Change:
    """Ask for an entry about the time from `since` to `at`, instead of about an earlier silence."""
    next_status(incident, Verb.NUDGE)
    moved, before = with_changes(incident, silence_from=since, silence_asked_at=at), incident.silence_asked_at
    replaced = (messages.answered(moved, before, SilenceAskedAgain()),) if before else ()
    return Change(moved, effects=(*replaced, messages.ask(moved, at, UnexplainedSilence(since))))


def said(change: Change, question: str, by: Person) -> Change:
    """Mark the question with this key as answered by a change, whatever time the entry has."""
    answered = Nudge(*keys.posted(change.incident, question), answers=(SilenceExplained(by),))
    return replace(change, effects=(*change.effects, answered))


def nothing_happened(incident: Incident, question: Nudge, by: Person, at: datetime) -> Change:
    """Answer the question without an entry."""
    next_status(incident, Verb.LOG)
    silence, end = question.question(UnexplainedSilence), question.at
    explained = any(isinstance(answer, SilenceExplained) for answer in question.answers)
    if explained or silence is None or end is None:
        raise Refused(wording.question_answered(answered_by(question)), Hint("log", "<text>", wording.TO_ADD))
    day = at.astimezone(UTC).date()  # of the entry, which shows it
    text = wording.nothing_to_add(clock(silence.since, day), clock(end, day))
    moved = with_changes(incident)
    answered = Nudge(*keys.posted(moved, question.key), answers=(SilenceExplained(by, nothing=True),))
    return Change(moved, entries=(system_entry(at, EntryKind.NUDGE, text, by),), effects=(answered,))


def noticed(change: Change) -> Change:
    """Answer the question if a change adds an entry within the silence, however it was added."""
    told = next((entry for entry in change.entries if _tells(entry, change.incident)), None)
    asked_at = change.incident.silence_asked_at
    if told is None or asked_at is None:
        return change
    question = messages.question(change.incident, asked_at)
    settled = replace(change, incident=replace(change.incident, silence_from=None))
    if any(effect.key == question for effect in change.effects):
        return settled
    return said(settled, question, told.captured_by[-1] if told.captured_by else told.author)


def _tells(entry: Entry, incident: Incident) -> bool:
    start, end = incident.silence_from, incident.silence_asked_at
    if start is None or end is None or entry.removed or entry.source is EntrySource.SYSTEM:
        return False
    return start < entry.occurred_at <= end
