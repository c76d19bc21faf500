"""The review in a few lines, for its message: taken from the sections of the document, nothing is computed anew.

What a person wrote in a section stands for it here, too. A section is known where a person wrote it or one of its
statements rests on something that was recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Gap
from bot.metrics.durations import Duration, DurationKey
from bot.review.document.page_one.figures import longest_gap
from bot.review.document.page_one.fixes import lasting
from bot.review.document.parts import Paragraph, Sentence
from bot.review.document.review import Review
from bot.review.edit_log import ReviewEdits
from bot.review.questions.open_questions import by_person, open_questions
from bot.review.root_cause.links import uncovered

SUMMARY: Final = "summary"
IMPACT: Final = "impact"
CAUSE: Final = "root-cause"
FEWEST_PICTURED: Final = 6  # timeline entries: fewer are read faster than a picture
_SHOWN: Final = (DurationKey.DETECT, DurationKey.MITIGATE, DurationKey.RESOLVE)


@dataclass(frozen=True)
class ActionCount:
    """How many action items there are, and what is missing: owners, dates, items for parts of the permanent fix."""

    items: int
    ownerless: int
    dateless: int
    uncovered: int


@dataclass(frozen=True)
class Digest:
    """`happened`, `impact` and `cause` are sentences, none where nothing is known. `told_in_utc`: what happened is told
    by generated sentences, whose times are UTC. `spans` are what was measured of detection, mitigation and resolution.
    `questions` are (person or role, number of their open questions)."""

    happened: tuple[str, ...]
    told_in_utc: bool
    impact: tuple[str, ...]
    cause: tuple[str, ...]
    spans: tuple[Duration, ...]
    gap: Gap | None
    actions: ActionCount
    questions: tuple[tuple[str, int], ...]


def digest(review: Review, edits: ReviewEdits) -> Digest:
    """A recorded impact tells what happened, too; the generated summary is told without one."""
    written, impact = edits.versions_of(SUMMARY).current, _known(review, edits, IMPACT)
    generated = not written and not impact
    return Digest(
        _known(review, edits, SUMMARY) if written or generated else (),
        generated,
        impact,
        _known(review, edits, CAUSE),
        tuple(_measured(review)),
        longest_gap(review.case, review.chronicle),
        _actions(review),
        by_person(open_questions(review, edits)),
    )


def is_known(review: Review, edits: ReviewEdits, key: str) -> bool:
    return bool(_known(review, edits, key))


def is_pictured(review: Review) -> bool:
    """Whether the timeline is long enough for a picture."""
    return sum(read.duplicate_of is None for read in review.chronicle.events) >= FEWEST_PICTURED


def _known(review: Review, edits: ReviewEdits, key: str) -> tuple[str, ...]:
    if written := edits.versions_of(key).current:
        return (" ".join(written.text.split()),)
    told = tuple(_sentences(review, key))
    return tuple(one.text for one in told) if any(one.evidence for one in told) else ()


def _sentences(review: Review, key: str) -> Iterator[Sentence]:
    section = review.section(key)
    for part in section.parts if section else ():
        if isinstance(part, Paragraph):
            yield from part.sentences


def _measured(review: Review) -> Iterator[Duration]:
    """Yields what is known. Of an incident whose detection is unknown the whole length, from its start or declaration,
    stands for the time to resolve."""
    spans = {span.key: span for span in review.chronicle.spans}
    whole = DurationKey.WHOLE
    for key in _SHOWN:
        found = spans.get(key)
        if key is DurationKey.RESOLVE and (found is None or found.minutes is None):
            found = spans.get(whole)
        if found and found.minutes is not None:
            yield found


def _actions(review: Review) -> ActionCount:
    case = review.case
    return ActionCount(
        items=len(case.actions),
        ownerless=sum(not item.owner for item in case.actions),
        dateless=sum(item.due is None for item in case.actions),
        uncovered=sum(1 for fix in lasting(case) for _ in uncovered(case, fix)),
    )
