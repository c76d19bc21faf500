"""Decisions about one timeline entry. Each change is a new version, and earlier versions are never changed.

A decision takes the incident, the current entry, what happened, who did it and when. It returns a Change, or None if
nothing changes. Which reactions count is decided in bot/timeline/reactions.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from bot.errors import Hint, Refused
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import messages
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.timeline.model import Attachment, Entry, EntryChange, EntryKind, EntrySource, ManualEdits, Reaction
from bot.timeline.reactions import ReactionOutcome, is_same_reactor, moment, outcome_of
from bot.timeline.verbs import Log
from templates.timeline import wording

_SAID: Final = ("kind", "text", "occurred_at", "author")  # what `@Muster log …` says of an entry
SKEW: Final = timedelta(minutes=1)  # Slack's clock, which stamps messages, may be ahead of this machine's


@dataclass(frozen=True)
class MessageText:
    """The text and files of a message. `edited_at` is None if it was never edited.

    `logged` is what it logs, for a message that was logged by `@Muster log`; None if that can't be read.
    """

    text: str
    files: tuple[Attachment, ...] = ()
    edited_at: datetime | None = None
    logged: Log | None = None


@dataclass(frozen=True)
class EntryEdit:
    """The values that someone entered. If `own_words` is false, the text still follows the Slack message."""

    kind: EntryKind
    text: str
    occurred_at: datetime
    own_words: bool = True


@dataclass(frozen=True)
class MessageReactions:
    """People's reactions to a message, the type that each emoji means, and the bot's own check mark emoji."""

    reactions: Sequence[Reaction]
    kinds: Mapping[str, EntryKind]
    tick: str

    def outcome(self, manual: ManualEdits) -> ReactionOutcome:
        return outcome_of(self.reactions, manual, self.kinds)

    def shows(self, manual: ManualEdits) -> tuple[bool, EntryKind | None]:
        """What everyone sees: whether there is an entry, and its type."""
        outcome = self.outcome(manual)
        return outcome.present, outcome.kind

    def without(self, gone: Reaction) -> "MessageReactions":
        rest = (each for each in self.reactions if not (each.emoji == gone.emoji and is_same_reactor(each, gone)))
        return replace(self, reactions=tuple(rest))


def log(incident: Incident, entry: Entry) -> Change:
    next_status(incident, Verb.LOG)
    _need_past(entry, entry.recorded_at)
    return Change(with_changes(incident), entries=(entry,))


def capture(incident: Incident, entry: Entry, tick: str) -> Change:
    """Adds a message to the timeline. Its text, author and permalink are fetched afterwards."""
    next_status(incident, Verb.LOG)
    return Change(with_changes(incident), entries=(entry,), effects=messages.fetch(incident, entry, tick))


def reacted_message(channel: str, message_ts: str, author: Person, outcome: ReactionOutcome, at: datetime) -> Entry:
    """The entry for a message with its first reaction."""
    return Entry(
        occurred_at=moment(message_ts),
        recorded_at=at,
        kind=outcome.kind or EntryKind.NOTE,
        text="",
        author=author,
        source=EntrySource.REACTION,
        captured_by=outcome.captured_by,
        channel=channel,
        message_ts=message_ts,
        pending=True,
    )


def added_message(
    channel: str, message_ts: str, wanted: EntryEdit, author: Person, by: Person, at: datetime, source: EntrySource
) -> Entry:
    """The entry for a message that someone added with a form or a command, with the text they entered."""
    _need_past(wanted, at)
    return Entry(
        occurred_at=wanted.occurred_at,
        recorded_at=at,
        kind=wanted.kind,
        text=wanted.text,
        author=author,
        source=source,
        captured_by=(by,),
        channel=channel,
        message_ts=message_ts,
        pending=True,
        manual=_added(wanted, by, at),
    )


def add_again(
    incident: Incident, entry: Entry, wanted: EntryEdit, reactions: MessageReactions, by: Person, at: datetime
) -> Change:
    """Updates the existing entry of a message that someone adds again. It then stays without reactions."""
    _need_past(wanted, at)
    why = EntryChange.RESTORED if entry.removed else EntryChange.EDITED
    text = wanted.text if wanted.own_words else entry.text
    said = {"kind": wanted.kind, "text": text, "occurred_at": wanted.occurred_at, "removed": False}
    manual = replace(_added(wanted, by, at), text=wanted.own_words or entry.manual.text)
    added = next_version(entry, why, by, at, manual=manual, captured_by=reactions.outcome(manual).captured_by, **said)
    return _changed(incident, added, *_ticked(incident, entry, reactions.tick))


def _added(wanted: EntryEdit, by: Person, at: datetime) -> ManualEdits:
    return ManualEdits(
        kind=wanted.kind, kind_at=at, present=True, present_at=at, by=by, text=wanted.own_words, time=True
    )


def apply_reactions(
    incident: Incident, entry: Entry, reactions: MessageReactions, by: Person | None, at: datetime
) -> Change | None:
    """Updates an entry from its reactions: whether it is shown, its type, who added it. `by` is None for a scan."""
    outcome = reactions.outcome(entry.manual)
    kind, captured_by = outcome.kind or entry.kind, outcome.captured_by
    why = _why(entry, outcome.present, kind, captured_by)
    if why is None:
        return None
    applied = next_version(entry, why, by, at, removed=not outcome.present, kind=kind, captured_by=captured_by)
    turned = entry.removed == outcome.present
    return _changed(incident, applied, *(_ticked(incident, entry, reactions.tick) if turned else ()))


def _why(entry: Entry, present: bool, kind: EntryKind, captured_by: Iterable[Person]) -> EntryChange | None:
    before, after = [each.id for each in entry.captured_by], [each.id for each in captured_by]
    if entry.removed == present:
        return EntryChange.REACTED_AGAIN if present else EntryChange.REACTION_REMOVED
    if not present or (kind is entry.kind and before == after):
        return None
    if kind is not entry.kind:
        return EntryChange.TYPE
    return EntryChange.REACTED if set(after) - set(before) else EntryChange.REACTION_REMOVED


def edit_message(
    incident: Incident, entry: Entry, words: MessageText, by: Person | None, at: datetime
) -> Change | None:
    """Updates the text from the message, unless someone edited the entry or a newer edit is stored."""
    if entry.manual.text or not words.text or not _is_newer(words, entry):
        return None
    said = {"text": words.text, "files": words.files, "edited_at": words.edited_at}
    return _changed(incident, next_version(entry, EntryChange.MESSAGE_EDITED, by, at, **said))


def edit_logged(
    incident: Incident, history: Sequence[Entry], logged: Entry, words: MessageText, by: Person | None, at: datetime
) -> Change | None:
    """Corrects the entry of `@Muster log …` by its edited message: each value that nobody changed in another way.

    `logged` is the entry that the message would be now.
    """
    entry = history[-1]
    follows = [name for name in _SAID if not _was_changed(history, name)]
    said = {name: getattr(logged, name) for name in follows if getattr(logged, name) != getattr(entry, name)}
    if not said or not _is_newer(words, entry):
        return None
    if "kind" in said:
        said["manual"] = replace(entry.manual, kind=logged.kind, kind_at=at)
    why = EntryChange.MESSAGE_EDITED
    return _changed(incident, next_version(entry, why, by, at, files=words.files, edited_at=words.edited_at, **said))


def _was_changed(history: Sequence[Entry], name: str) -> bool:
    """Whether a value was changed otherwise than by an edit of the message: by hand or by a reaction."""
    return any(
        getattr(before, name) != getattr(after, name)
        for before, after in pairwise(history)
        if after.change is not EntryChange.MESSAGE_EDITED
    )


def delete_message(incident: Incident, entry: Entry, last: MessageText | None, at: datetime) -> Change | None:
    """Marks the message as deleted. The entry keeps the last known text, even if that arrives later."""
    if entry.deleted:
        return edit_message(incident, entry, last, None, at) if last else None
    said: dict[str, Any] = {"deleted": True}
    if last and last.text and not entry.manual.text and _is_newer(last, entry):
        said |= {"text": last.text, "files": last.files, "edited_at": last.edited_at}
    return _changed(incident, next_version(entry, EntryChange.MESSAGE_DELETED, None, at, **said))


def filled(entry: Entry, words: MessageText, author: Person, permalink: str) -> Entry:
    """Completes a pending version with the fetched message. Keeps newer text, edited text and a named author."""
    wrote = entry.author if entry.source is EntrySource.COMMAND else author
    known = replace(entry, author=wrote, permalink=permalink, pending=False)
    if entry.manual.text or (entry.edited_at and not _is_newer(words, entry)):
        return known
    return replace(known, text=words.text, files=words.files, edited_at=words.edited_at)


def unread(entry: Entry, permalink: str = "") -> Entry:
    """Completes a pending version whose message nobody can fetch. What is known of it stays."""
    return replace(entry, permalink=permalink or entry.permalink, pending=False)


def _is_newer(words: MessageText, entry: Entry) -> bool:
    return words.edited_at is not None and (entry.edited_at is None or words.edited_at > entry.edited_at)


def edit(incident: Incident, entry: Entry, wanted: EntryEdit, by: Person, at: datetime) -> Change | None:
    """Changes type, text and time. Raises Refused for an entry that Muster wrote, and for a future time."""
    by_people(entry)
    _need_past(wanted, at)
    changed = (wanted.kind is not entry.kind, wanted.text != entry.text, wanted.occurred_at != entry.occurred_at)
    if not any(changed):
        return None
    manual = _touched(entry.manual, wanted.kind, changed, at)
    said = {"kind": wanted.kind, "text": wanted.text, "occurred_at": wanted.occurred_at, "manual": manual}
    return _changed(incident, next_version(entry, EntryChange.EDITED, by, at, **said))


def _touched(manual: ManualEdits, kind: EntryKind, changed: tuple[bool, bool, bool], at: datetime) -> ManualEdits:
    of_kind, of_text, of_time = changed
    touched = replace(manual, text=manual.text or of_text, time=manual.time or of_time)
    return replace(touched, kind=kind, kind_at=at) if of_kind else touched


def need_as_seen(seen: Entry, entry: Entry) -> None:
    """Raises Refused if the entry changed after the person opened the form."""
    before = (seen.kind, seen.text, seen.occurred_at, seen.removed)
    if before != (entry.kind, entry.text, entry.occurred_at, entry.removed):
        who = entry.changed_by.name if entry.changed_by else "Someone"
        raise Refused(wording.changed_since(who))


def remove(incident: Incident, entry: Entry, reactions: MessageReactions, by: Person, at: datetime) -> Change:
    """Removes the entry but keeps its history. Earlier reactions no longer count."""
    by_people(entry)
    if entry.removed:
        raise Refused(wording.REMOVED_ALREADY)
    manual = replace(entry.manual, present=False, present_at=at, by=None)
    gone = next_version(entry, EntryChange.REMOVED, by, at, removed=True, manual=manual)
    return _changed(incident, gone, *_ticked(incident, entry, reactions.tick))


def restore(incident: Incident, entry: Entry, reactions: MessageReactions, by: Person, at: datetime) -> Change:
    """Restores the entry. It then stays without reactions."""
    if not entry.removed:
        raise Refused(wording.RESTORED_ALREADY)
    manual = replace(entry.manual, present=True, present_at=at, by=by)
    back = next_version(entry, EntryChange.RESTORED, by, at, removed=False, manual=manual)
    if entry.message_ts:  # a typed entry keeps the person who typed it
        outcome = reactions.outcome(manual)
        back = replace(back, kind=outcome.kind or entry.kind, captured_by=outcome.captured_by)
    return _changed(incident, back, *_ticked(incident, entry, reactions.tick))


def is_future(wanted: EntryEdit | Entry, at: datetime) -> bool:
    return wanted.occurred_at > at + SKEW


def _need_past(wanted: EntryEdit | Entry, at: datetime) -> None:
    if is_future(wanted, at):
        raise Refused(wording.IN_THE_FUTURE)


def is_own(history: Iterable[Entry], person: Person) -> bool:
    """Whether someone alone added an entry and nobody else ever changed it, by all its versions."""
    added = {each.id for version in history for each in version.captured_by}
    changed = {version.changed_by.id for version in history if version.changed_by}
    return added == {person.id} and changed <= {person.id}


def may_react(reaction: Reaction, history: Sequence[Entry], made: MessageReactions, *, guest: bool) -> bool:
    """Whether a reaction or pin counts, or its removal. A guest's counts for nothing on an entry of somebody else.

    It may add the entry of a message that has none. Taking one's own back counts where the entry stays as it is.
    `history` are the versions of the message's entry, none if it has none; `made` are the reactions before this one.
    """
    if not guest or not history or is_own(history, reaction.by):
        return True
    manual = history[-1].manual
    return not reaction.is_on and made.without(reaction).shows(manual) == made.shows(manual)


def by_people(entry: Entry) -> None:
    """Raises Refused for an entry that Muster wrote."""
    if entry.source is EntrySource.SYSTEM:
        raise Refused(wording.OWN_ENTRY, Hint("log", "<text>", wording.TO_ADD))


def _ticked(incident: Incident, entry: Entry, tick: str) -> tuple[OutboxMessage, ...]:
    return (messages.tick(incident, entry, tick),) if entry.message_ts else ()


def next_version(entry: Entry, why: EntryChange, by: Person | None, at: datetime, **facts: Any) -> Entry:
    return replace(entry, version=entry.version + 1, change=why, changed_by=by, changed_at=at, **facts)


def _changed(incident: Incident, entry: Entry, *shown: OutboxMessage) -> Change:
    next_status(incident, Verb.LOG)
    return Change(with_changes(incident), entries=(entry,), effects=shown)
