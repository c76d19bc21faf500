"""Context of the timeline as a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.incidents.model import Incident
from bot.timeline.pages import EntryGroup


@dataclass(frozen=True)
class TimelineMarkdown:
    """The timeline by phase and day (UTC), as of `at`."""

    template: ClassVar[str] = "timeline/timeline.md.j2"
    incident: Incident
    groups: Sequence[EntryGroup]
    at: datetime
