"""Who looks at their Home, so that it is drawn anew for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class HomeStore(Protocol):
    def opened(self, person_id: str, at: datetime) -> None: ...

    def viewers(self, since: datetime) -> Sequence[str]:
        """The ids of those who opened their Home since then, the last one first."""

    def has_viewers(self, since: datetime) -> bool: ...
