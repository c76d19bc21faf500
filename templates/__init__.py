"""Sentences: what every message and document says, and one `render` that sets a context into its template."""

from typing import Final

from templates import (
    aftercare,
    announcing,
    chronicle,
    classification,
    console,
    documents,
    entrance,
    home,
    keeping,
    messages,
    nudges,
    review,
    review_forms,
    roles,
    state,
    timeline,
    work,
)
from templates.rendering.environment import Context, render

CONTEXTS: Final[tuple[type[Context], ...]] = (
    *aftercare.CONTEXTS,
    *announcing.CONTEXTS,
    *chronicle.CONTEXTS,
    *classification.CONTEXTS,
    *console.CONTEXTS,
    *documents.CONTEXTS,
    *entrance.CONTEXTS,
    *home.CONTEXTS,
    *keeping.CONTEXTS,
    *messages.CONTEXTS,
    *nudges.CONTEXTS,
    *review.CONTEXTS,
    *review_forms.CONTEXTS,
    *state.CONTEXTS,
    *roles.CONTEXTS,
    *timeline.CONTEXTS,
    *work.CONTEXTS,
)

__all__ = ["CONTEXTS", "Context", "render"]
