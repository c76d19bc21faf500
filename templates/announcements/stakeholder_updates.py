"""Stakeholder updates: the draft for each audience, plain text for people to edit and send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import ClassVar, assert_never

from bot.announcements.stakeholder_facts import Audience, StakeholderFacts
from bot.time_format import stamp
from templates.announcements import wording
from templates.rendering.environment import Context, render


@dataclass(frozen=True)
class InternalDraft:
    """For colleagues outside the response. `today` is the day in UTC; without one, dates have their year."""

    template: ClassVar[str] = "announcements/internal.txt.j2"
    facts: StakeholderFacts
    today: date | None


@dataclass(frozen=True)
class ExecutiveDraft:
    template: ClassVar[str] = "announcements/executive.txt.j2"
    facts: StakeholderFacts
    today: date | None


@dataclass(frozen=True)
class StatusPageDraft:
    """The public status, the impact and the next update: no names and no causes."""

    template: ClassVar[str] = "announcements/status_page.txt.j2"
    facts: StakeholderFacts
    public_sentence: str
    today: date | None


@dataclass(frozen=True)
class CustomerDraft:
    """An email to customers: no names and no causes."""

    template: ClassVar[str] = "announcements/customer.txt.j2"
    facts: StakeholderFacts
    public_sentence: str
    today: date | None


def draft(facts: StakeholderFacts, audience: Audience) -> str:
    text = render(_context(facts, audience)).strip()
    return f"{wording.DRILL_DRAFT}\n\n{text}" if facts.drill else text


def drafts(facts: StakeholderFacts) -> Mapping[Audience, str]:
    """The draft for each audience."""
    return {audience: draft(facts, audience) for audience in Audience}


def _context(facts: StakeholderFacts, audience: Audience) -> Context:
    today = facts.at.astimezone(UTC).date() if facts.at else None
    match audience:
        case Audience.INTERNAL:
            return InternalDraft(facts, today)
        case Audience.EXECUTIVE:
            return ExecutiveDraft(facts, today)
        case Audience.STATUS_PAGE:
            return StatusPageDraft(facts, _public_sentence(facts, today), today)
        case Audience.CUSTOMER:
            return CustomerDraft(facts, _public_sentence(facts, today), today)
        case _:
            assert_never(audience)


def _public_sentence(facts: StakeholderFacts, today: date | None) -> str:
    ended = stamp(facts.ended, today) if facts.ended else ""
    return wording.public_sentence(facts.status, facts.services, ended)
