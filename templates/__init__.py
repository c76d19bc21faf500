"""Sentences: what every message and document says, and one `render` that sets a context into its template."""

from typing import Final

from templates import documents, messages, timeline
from templates.environment import Context, render

CONTEXTS: Final[tuple[type[Context], ...]] = (*documents.CONTEXTS, *messages.CONTEXTS, *timeline.CONTEXTS)

__all__ = ["CONTEXTS", "Context", "render"]
