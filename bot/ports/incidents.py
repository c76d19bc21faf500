"""Incidents as they are now, and the channels that they have had."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.incidents.model import Incident, Status


class IncidentStore(Protocol):
    """One incident that can't be read raises; of several, it is logged and left out."""

    def add(self, incident: Incident) -> Incident:
        """Stores a new incident under the next free number of its workspace and returns it with that number."""

    def save(self, incident: Incident) -> None:
        """The incident as it is now."""

    def get(self, number: int) -> Incident | None: ...

    def contact(self, number: int) -> str:
        """Who hears of trouble with an incident, even where it can't be read: the id of its commander, else declarer.

        Where neither is in Slack it is its channel's, "" without one.
        """

    def in_channel(self, channel: str) -> Incident | None:
        """The incident whose channel has this id."""

    def once_in_channel(self, channel: str) -> Incident | None:
        """The incident whose channel has or had this id."""

    def channels(self, number: int) -> Sequence[str]:
        """All channels that an incident has had, the first one first."""

    def set_channel(self, number: int, channel: str, name: str) -> None:
        """The channel of the incident's present generation exists from now on."""

    def open(self) -> Sequence[Incident]: ...

    def merged_into(self, number: int) -> Sequence[Incident]:
        """The incidents that were merged into this one."""

    def declared_since(self, person_id: str, title_key: str, since: datetime) -> Incident | None:
        """The newest incident that this person declared under this normalized title at or after `since`."""

    def visible(self, person_id: str | None, statuses: Iterable[Status], most: int) -> Sequence[Incident]:
        """Newest first: those in one of these statuses that this person may see; None for all of them."""
