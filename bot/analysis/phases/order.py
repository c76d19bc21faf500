"""Sorts events by time; events at the same time keep the order of the input."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.analysis.model import Event


def in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """Returns events in order, with times in UTC. An untimed event stays after the one before it in the input."""
    keyed: list[tuple[datetime, Event]] = []
    latest = next((event.at for event in events if event.at), datetime.max.replace(tzinfo=UTC))
    for event in events:
        latest = event.at or latest
        keyed.append(
            (latest, replace(event, at=event.at.astimezone(UTC)) if event.at and event.at.tzinfo is not UTC else event)
        )
    return tuple(event for _, event in sorted(keyed, key=lambda one: one[0]))
