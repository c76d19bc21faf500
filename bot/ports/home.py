"""Who opened their Home, so that it can be kept up to date."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class HomeStore(Protocol):
    def opened(self, person_id: str, at: datetime) -> None: ...

    def viewers(self, since: datetime) -> Sequence[str]:
        """The ids of the people who opened their Home since then, latest first."""

    def has_viewers(self, since: datetime) -> bool: ...
