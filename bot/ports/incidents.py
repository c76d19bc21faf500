"""Incidents in their current state, and all channels they have had."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.incidents.model import Incident, Status


class IncidentStore(Protocol):
    """Reading one damaged incident raises an error; in a list, it is logged and left out."""

    def add(self, incident: Incident) -> Incident:
        """Store a new incident under the next free number of its workspace, and return it with that number."""

    def save(self, incident: Incident) -> None:
        """Overwrite the stored state."""

    def get(self, number: int) -> Incident | None: ...

    def contact(self, number: int) -> str:
        """Whom to notify of problems with an incident, even if it can't be read: the id of its commander or declarer.

        If neither is in Slack, the id of its channel, "" without one.
        """

    def in_channel(self, channel: str) -> Incident | None:
        """The incident whose channel has this id."""

    def once_in_channel(self, channel: str) -> Incident | None:
        """The incident whose channel has or had this id."""

    def channels(self, number: int) -> Sequence[str]:
        """All channels that an incident has had, oldest first."""

    def set_channel(self, number: int, channel: str, name: str) -> None:
        """Set the channel of the incident's current generation."""

    def is_cut_off(self, number: int) -> bool:
        """Whether Muster can't post in the incident's channel now, but may again."""

    def open(self) -> Sequence[Incident]: ...

    def merged_into(self, number: int) -> Sequence[Incident]:
        """The incidents that were merged into this one."""

    def declared_since(self, person_id: str, title_key: str, since: datetime) -> Incident | None:
        """The latest incident that this person declared with this normalized title at or after `since`."""

    def visible(self, person_id: str | None, statuses: Iterable[Status], most: int) -> Sequence[Incident]:
        """Incidents with these statuses that this person may see (None for all), newest first."""
