"""The contexts of messages.j2: what a declarer reads, and what is suggested in the new channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion
from bot.incidents.model import Incident
from bot.review.follow_up import PastReview


@dataclass(frozen=True)
class Opening:
    """The answer to a declaration, before the channel exists."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class Existing:
    """The answer to a repeated declaration; the channel may not exist yet. `wanted`: another severity was typed."""

    incident: Incident
    severity: Severity
    wanted: Severity | None


@dataclass(frozen=True)
class SeverityRead:
    """The answer to a declaration that gave no severity, or gave it as a bare word. `taken`: the suggestion was set.

    `mentioned` is the severity that the title names somewhere, None for none.
    """

    incident: Incident
    severity: Severity
    word: str
    mentioned: Severity | None
    taken: bool
    reasons: Sequence[str]


@dataclass(frozen=True)
class SuggestedInForm:
    """Below the severities of the declare form, in plain text: the severity that the words suggest."""

    template: ClassVar[str] = "declaring/suggested_in_form.txt.j2"
    severity: Severity
    suggestion: SeveritySuggestion
    default: Severity


@dataclass(frozen=True)
class HintsSentence:
    """The notification text of all hints. `past` are similar incidents with a review.

    `suggested` is None if no severity is suggested.
    """

    incident: Incident
    severity: Severity
    similar: Sequence[Incident]
    past: Sequence[Incident]
    suggested: Severity | None
    taken: bool
    accepted: bool


@dataclass(frozen=True)
class HintSimilar:
    """A possible duplicate among the open incidents."""

    incident: Incident
    severity: Severity


@dataclass(frozen=True)
class HintSeverity:
    """The severity that a declaration suggests.

    `taken`: none was given, so this one was set. `accepted`: somebody set it since.
    """

    suggested: Severity
    reasons: Sequence[str]
    taken: bool
    accepted: bool


@dataclass(frozen=True)
class HintLearned:
    """A similar incident whose published review says what helped."""

    learned: PastReview
    severity: Severity
