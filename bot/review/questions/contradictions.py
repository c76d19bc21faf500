"""What a record says that doesn't fit what else it says. No field is empty here: each question comes from two facts.

Each is made from typed evidence: fields, key times, typed entries, recorded facts, messages, figures of the input.
Words are read only where they answer the question, so that it isn't asked.
"""

from collections.abc import Callable, Iterator
from typing import Final

from bot.review.document.material import Material
from bot.review.document.parts import Question
from bot.review.questions.changes import change_elsewhere, fix_without_action, temporary
from bot.review.questions.duties import (
    contradicted_lengths,
    escalation_not_logged,
    meeting_after_due,
    unkept_promises,
)
from bot.review.questions.impacts import dependents_not_affected, estimate_never_updated
from bot.review.questions.signals import late_detection, threshold_without_alert

_KINDS: Final[tuple[Callable[[Material], Iterator[Question]], ...]] = (
    change_elsewhere,
    late_detection,
    threshold_without_alert,
    temporary,
    fix_without_action,
    estimate_never_updated,
    meeting_after_due,
    dependents_not_affected,
    escalation_not_logged,
    contradicted_lengths,
    unkept_promises,
)


def contradictions(material: Material) -> Iterator[Question]:
    for kind in _KINDS:
        yield from kind(material)
