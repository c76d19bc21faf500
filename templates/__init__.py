"""Sentences: what every message and document says, and one `render` that sets a context into its template."""

from typing import Final

from templates import (
    announcing,
    chronicle,
    classification,
    console,
    documents,
    entrance,
    messages,
    review,
    roles,
    state,
    timeline,
    work,
)
from templates.environment import Context, render

CONTEXTS: Final[tuple[type[Context], ...]] = (
    *announcing.CONTEXTS,
    *chronicle.CONTEXTS,
    *classification.CONTEXTS,
    *console.CONTEXTS,
    *documents.CONTEXTS,
    *entrance.CONTEXTS,
    *messages.CONTEXTS,
    *review.CONTEXTS,
    *state.CONTEXTS,
    *roles.CONTEXTS,
    *timeline.CONTEXTS,
    *work.CONTEXTS,
)

__all__ = ["CONTEXTS", "Context", "render"]
