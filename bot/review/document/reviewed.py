"""The review of an incident that is on record: reads it, classifies it, reads its timeline, builds the review."""

from datetime import datetime

from bot.analysis.input.record import case_of
from bot.analysis.model import Case
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.severity.classify import suggest
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails
from bot.review.document.review import Review, build
from bot.review.edit_log import NO_EDITS, ReviewEdits


def review_of(
    details: IncidentDetails,
    policy: Policy,
    at: datetime,
    method: str | None = None,
    template: str | None = None,
    edits: ReviewEdits = NO_EDITS,
) -> Review:
    """What the record tells at `at`. The same record at the same time gives the same review."""
    return review_case(case_of(details, policy), policy, at, method, template, edits)


def review_case(
    case: Case,
    policy: Policy,
    at: datetime,
    method: str | None = None,
    template: str | None = None,
    edits: ReviewEdits = NO_EDITS,
) -> Review:
    """The review of whatever was read; times are set against the severity that it names, else the one it looks like."""
    found = suggest(case, policy)
    level = policy.read_severity(case.severity)
    chronicle = read_timeline(case, policy, level.name if level else found.severity)
    return build(case, policy, found, chronicle, method, template, at, edits)
