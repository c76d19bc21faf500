"""Stakeholder updates: a draft for each audience, plain text to copy, change and send."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.announcements.stakeholder_updates import Audience, StakeholderFacts
from templates.rendering.environment import render


@dataclass(frozen=True)
class InternalDraft:
    """For colleagues who are not in the response."""

    template: ClassVar[str] = "announcements/internal.txt.j2"
    facts: StakeholderFacts


@dataclass(frozen=True)
class ExecutiveDraft:
    """What it costs, what is done, when the next news comes."""

    template: ClassVar[str] = "announcements/executive.txt.j2"
    facts: StakeholderFacts


@dataclass(frozen=True)
class StatusPageDraft:
    """Under the headline Investigating, Identified, Monitoring or Resolved: no names, no guesses, no causes."""

    template: ClassVar[str] = "announcements/status_page.txt.j2"
    facts: StakeholderFacts


@dataclass(frozen=True)
class CustomerDraft:
    """A letter: what they may see, what is done, when they hear again."""

    template: ClassVar[str] = "announcements/customer.txt.j2"
    facts: StakeholderFacts


_DRAFTS: Final[Mapping[Audience, type[InternalDraft | ExecutiveDraft | StatusPageDraft | CustomerDraft]]] = {
    Audience.INTERNAL: InternalDraft,
    Audience.EXECUTIVE: ExecutiveDraft,
    Audience.STATUS_PAGE: StatusPageDraft,
    Audience.CUSTOMER: CustomerDraft,
}


def drafts(facts: StakeholderFacts) -> Mapping[Audience, str]:
    """The draft for each audience, to copy or edit."""
    return {audience: render(context(facts)).strip() for audience, context in _DRAFTS.items()}
