"""When the impact of an incident was over, by what its record says."""

from datetime import datetime

from bot.incidents.model import Incident
from bot.timeline.model import EntryKind, EntrySource
from bot.timeline.phases import Line


def impact_over(incident: Incident, lines: tuple[Line, ...]) -> datetime | None:
    """The move to monitoring; without one, a resolved incident's first entry of type monitoring that a person made.

    Only entries after the last move of the status count: a move back from monitoring said that the impact went on.
    """
    if incident.mitigated_at or incident.resolved_at is None:
        return incident.mitigated_at
    moves = [
        line.at for line in lines if line.entry.kind is EntryKind.STATUS and line.entry.source is EntrySource.SYSTEM
    ]
    since = max([incident.declared_at, *moves])
    told = (
        line
        for line in lines
        if line.entry.source is not EntrySource.SYSTEM and since <= line.at <= incident.resolved_at
    )
    return next((line.at for line in told if line.entry.kind is EntryKind.MONITORING), None)
