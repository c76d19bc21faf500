"""What the service asks of a store. The storage room implements it; nothing else knows how rows look."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.home.home import Unreviewed
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident, Status
from bot.json_types import Json
from bot.metrics.stats import IncidentMetrics
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.people.model import Group, Person
from bot.ports.retention import Holdings
from bot.review.edit_log import EditLogEntry, EditLogKind
from bot.review.follow_up import Progress
from bot.search.model import SearchResults
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry, Reaction
from bot.updates.model import Update


class Store(Protocol):
    """One workspace's record. Every call outside `transaction()` reads; every write happens inside one.

    Times come in and go out as aware UTC datetimes. `holdings` is the record as something that is kept and let go.
    """

    holdings: Holdings

    def transaction(self) -> AbstractContextManager[None]:
        """BEGIN IMMEDIATE … COMMIT; rolled back when the block raises. Not nestable."""

    def version(self) -> int:
        """A figure that changes when another process has written to the record, and by nothing else."""

    # Requests that were already handled

    def remember(self, request_id: str, at: datetime) -> bool:
        """Notes an event_id or view id; False when it was known already."""

    # Incidents and what hangs on them

    def open_incident(self, incident: Incident) -> Incident:
        """Stores a new incident under the next free number of its workspace and returns it with that number."""

    def incident(self, number: int) -> Incident | None: ...

    def incident_in(self, channel: str) -> Incident | None:
        """The incident whose channel has this id."""

    def incident_once_in(self, channel: str) -> Incident | None:
        """The incident whose channel has or had this id."""

    def channels(self, number: int) -> Sequence[str]:
        """All channels that an incident has had, the first one first."""

    def merged_into(self, number: int) -> Sequence[Incident]:
        """The incidents that were merged into this one."""

    def open_incidents(self) -> Sequence[Incident]: ...

    def declared_since(self, person_id: str, title_key: str, since: datetime) -> Incident | None:
        """The newest incident that this person declared under this normalised title at or after `since`."""

    def save(self, change: Change, at: datetime) -> None:
        """The incident as it is now, the new entries, updates, records and actions, and the effects as outbox rows."""

    def details(self, number: int) -> IncidentDetails | None: ...

    def updates(self, number: int) -> tuple[Update, ...]: ...

    def last_update(self, number: int) -> Update | None: ...

    def actions(self, number: int) -> tuple[ActionItem, ...]: ...

    def tasks(self, number: int) -> tuple[Task, ...]: ...

    def next_task_number(self, number: int) -> int: ...

    def next_update_number(self, number: int) -> int: ...

    def next_action_number(self, number: int) -> int: ...

    # Entries and the marks that they stand on

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        """The newest version of each entry, by when it happened; with `removed`, of those off the timeline too."""

    def last_by_people(self, number: int) -> datetime | None:
        """When the latest thing happened that people put on the timeline and that stands there."""

    def entry(self, entry_id: int) -> Entry | None:
        """Its newest version."""

    def incident_of(self, entry_id: int) -> int | None:
        """The number of the incident that it hangs on."""

    def history(self, entry_id: int) -> Sequence[Entry]:
        """All versions, the first one first."""

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        """The newest version of the entry that stands for this message."""

    def fill_entry(self, entry: Entry) -> None:
        """Writes what the look-up of a marked message found into the version of the entry that waited for it."""

    def link_entry(self, entry_id: int, permalink: str) -> None:
        """Where Slack shows the message that an entry was made from, in all its versions."""

    def set_mark(self, mark: Reaction) -> bool:
        """False where a newer event of the same person, message and emoji (of the same message, for pins) is known."""

    def marks(self, channel: str, message_ts: str = "") -> Sequence[Reaction]:
        """The newest of each: on and off, of one message or of the whole channel."""

    # Who is in the channel

    def set_member(self, number: int, person: Person, present: bool) -> None:
        """Somebody came into an incident's channel, or left it."""

    def members(self, number: int) -> frozenset[str]:
        """The ids of those who are in it, as far as the record knows."""

    # Absences

    def scanned(self, number: int) -> datetime | None:
        """The moment of the last whole reading of an incident's channel."""

    def set_scanned(self, number: int, at: datetime) -> None: ...

    def alive(self) -> datetime | None:
        """When the bot last heard from Slack."""

    def set_alive(self, at: datetime) -> None: ...

    # People

    def person(self, person_id: str) -> Person | None: ...

    def keep_people(self, people: Iterable[Person]) -> None:
        """Inserts or renames."""

    # Search and lists

    def find(self, text: str, person_id: str | None, most: int, inside: bool = False) -> SearchResults:
        """The best hit of each of the `most` best incidents that this person may see; every word must be in the text.

        `inside`: only of those in whose channel they are. None for somebody who may see all.
        """

    def lives(self, since: datetime, person_id: str | None) -> Sequence[IncidentMetrics]:
        """The key moments of the incidents declared since then that this person may see; None for all of them."""

    def visible(self, person_id: str | None, statuses: Iterable[Status], most: int) -> Sequence[Incident]:
        """Newest first: those in one of these statuses that this person may see; None for all of them."""

    # Homes

    def home_opened(self, person_id: str, at: datetime) -> None: ...

    def home_viewers(self, since: datetime) -> Sequence[str]:
        """The ids of those who opened their Home since then, the last one first."""

    def has_home_viewers(self, since: datetime) -> bool: ...

    def tasks_of(self, person_id: str) -> Mapping[int, int]:
        """How many tasks are somebody's to do, by incident."""

    def actions_of(self, person_id: str) -> Sequence[tuple[Incident, ActionItem]]:
        """What somebody owns and has not done, of the incidents that they may see."""

    def unreviewed(self, person_id: str, since: datetime) -> Sequence[Unreviewed]:
        """Resolved since then, no drill, seen by this person, and without an approved review."""

    # User groups

    def keep_group(self, group: Group) -> None:
        """Inserts it, or replaces what was known of it."""

    def group(self, group_id: str) -> Group | None: ...

    def groups_of(self, person_id: str) -> frozenset[str]:
        """The ids of the user groups that somebody is in."""

    # Reviews as people work on them

    def add_acts(self, number: int, acts: Iterable[EditLogEntry]) -> Sequence[EditLogEntry]:
        """Stores them under the next numbers of their incident, and returns them with those."""

    def acts(self, number: int) -> Sequence[EditLogEntry]:
        """In their order: what bot.review.edit_log.fold takes."""

    def has_review(self, number: int) -> bool:
        """Whether the incident's review was posted, published or approved."""

    def reviewed(self, what: EditLogKind) -> Sequence[int]:
        """The incidents on whose review somebody did this."""

    def reviews(self, person_id: str | None, since: datetime, approved_since: datetime) -> Sequence[Progress]:
        """How far the reviews are of what was resolved since then and is no drill; None for all, else what they see.

        Without those that were approved before `approved_since`.
        """

    def published(self, most: int) -> Sequence[int]:
        """The newest incidents that anybody may see and whose review is out, the newest one first."""

    # The schedule: what is due when

    def schedule(self, number: int, due: Mapping[str, datetime]) -> None:
        """Replaces what waits for this incident: kind of reminder -> when."""

    def claim_due(self, now: datetime) -> Sequence[tuple[int, str, datetime]]:
        """Takes what is due, each exactly once: (incident number, kind, due at), earliest first."""

    def next_due(self) -> datetime | None: ...

    # The outbox

    def want(self, number: int, effects: Iterable[OutboxMessage], at: datetime) -> None:
        """Adds rows; for a known key merges the payload over the old one, raises `wanted` and clears the error."""

    def deliverable(self, number: int) -> Sequence[OutboxRow]:
        """Rows of this incident that are not done and have not failed, oldest first, whatever their `not_before`."""

    def row(self, key: str) -> OutboxRow | None: ...

    def waiting_incidents(self) -> Sequence[int]:
        """Numbers that have such rows (0 stands for the workspace itself)."""

    def newest_rows(self, most: int) -> Sequence[OutboxRow]: ...

    def failed_rows(self, number: int) -> Sequence[OutboxRow]: ...

    def mark_tried(self, keys: Sequence[str]) -> None:
        """Just before the call: from here on the outcome is unknown until `mark_done`, `postpone` or `mark_failed`."""

    def mark_done(self, key: str, version: int, result: Mapping[str, Json]) -> None:
        """Slack shows this version. A newer wanted version stays to be done."""

    def postpone(self, key: str, not_before: datetime, *, outcome_unknown: bool) -> None: ...

    def mark_failed(self, key: str, error: str) -> None: ...

    def retry_failed(self, number: int, at: datetime) -> int:
        """Makes an incident's failed rows waiting ones again; returns how many."""

    def newest_line(self, number: int, thing: str) -> OutboxRow | None:
        """The last row that told of a change of `thing` (its payload says of what)."""

    def move_waiting(self, number: int, needed: str, needs: str) -> None:
        """An incident's rows that are not done and needed the one key need the other from now on."""

    def set_channel(self, number: int, channel: str, name: str) -> None:
        """The channel of the incident's present room exists from now on."""
