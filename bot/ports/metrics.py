"""The data behind metrics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.metrics.stats import IncidentMetrics


class MetricsStore(Protocol):
    def declared_since(self, since: datetime, person_id: str | None) -> Sequence[IncidentMetrics]:
        """The key times of the incidents declared since then that this person may see (None for all)."""
