"""Stakeholder updates: the draft for each audience, plain text for people to edit and send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import ClassVar, Final, assert_never

from bot.analysis.impact import BREACH, DATA_LOSS, RecordedImpact, is_about_users
from bot.announcements.stakeholder_facts import Audience, Known, StakeholderFacts
from bot.time_format import clock, in_minutes, is_dated, stamp
from templates.analysis import wording as told
from templates.announcements import wording
from templates.metrics.wording import if_estimated
from templates.rendering.environment import Context, render


@dataclass(frozen=True)
class InternalDraft:
    """For colleagues outside the response. `today` is the day in UTC; without one, dates have their year."""

    template: ClassVar[str] = "announcements/internal.txt.j2"
    facts: StakeholderFacts
    title: str
    impact: str
    affected: str
    today: date | None


@dataclass(frozen=True)
class ExecutiveDraft:
    """Impact, state, cause in one clause, targets missed, and what is asked of them. `took` is "" where unknown."""

    template: ClassVar[str] = "announcements/executive.txt.j2"
    facts: StakeholderFacts
    title: str
    took: str
    impact: str
    affected: str
    known: str
    missed: str
    asked: str
    today: date | None


@dataclass(frozen=True)
class StatusPageDraft:
    """The public status, what users see and the next update."""

    template: ClassVar[str] = "announcements/status_page.txt.j2"
    facts: StakeholderFacts
    public_sentence: str
    seen: str
    today: date | None


@dataclass(frozen=True)
class CustomerDraft:
    """An email to customers: what they saw, from when to when, whether data is safe, what changes."""

    template: ClassVar[str] = "announcements/customer.txt.j2"
    facts: StakeholderFacts
    public_sentence: str
    period: str
    seen: str
    data: str
    today: date | None


def draft(facts: StakeholderFacts, audience: Audience) -> str:
    text = render(_context(facts, audience)).strip()
    return f"{wording.DRILL_DRAFT}\n\n{text}" if facts.drill else text


def drafts(facts: StakeholderFacts) -> Mapping[Audience, str]:
    """The draft for each audience."""
    return {audience: draft(facts, audience) for audience in Audience}


def _context(facts: StakeholderFacts, audience: Audience) -> Context:
    today = facts.at.astimezone(UTC).date() if facts.at else None
    title, seen = facts.title or wording.UNTITLED, " ".join(facts.seen.impact)
    match audience:
        case Audience.INTERNAL:
            return InternalDraft(facts, title, _impact(facts.impact), _affected(facts), today)
        case Audience.EXECUTIVE:
            asked = wording.listed([wording.asked(one.need, one.count) for one in facts.asked])
            impact, affected, known = _impact(facts.impact), _affected(facts), beginning_of(facts.known, _BRIEF)
            return ExecutiveDraft(facts, title, _took(facts), impact, affected, known, _missed(facts), asked, today)
        case Audience.STATUS_PAGE:
            return StatusPageDraft(facts, _public_sentence(facts, facts.resolved, today), seen, today)
        case Audience.CUSTOMER:
            period = _period(facts, today)
            resolved = None if facts.minutes_of_impact is not None else facts.resolved
            data = wording.no_data_harmed(facts.impact.answer(DATA_LOSS), facts.impact.answer(BREACH))
            return CustomerDraft(facts, _public_sentence(facts, resolved, today), period, seen, data, today)
        case _:
            assert_never(audience)


def _public_sentence(facts: StakeholderFacts, resolved: Known | None, today: date | None) -> str:
    return wording.public_sentence(facts.status, facts.seen.services, _said(resolved, today) if resolved else "")


def _period(facts: StakeholderFacts, today: date | None) -> str:
    """From when to when, as far as both are known."""
    begun, ended = facts.begun, facts.ended
    if begun is None:
        is_news = ended is not None and ended != facts.resolved and not facts.is_end_at_most
        return wording.ended(_when(ended, today)) if ended and is_news else ""
    if ended is None or facts.minutes_of_impact is None:
        return wording.began(facts.beginning, _when(begun, today), facts.is_over)
    end = f"{clock(ended.at, begun.at.astimezone(UTC).date())} UTC"
    return wording.lasted(_said(begun, today), wording.about(end, ended.estimated), facts.is_end_at_most)


def _said(known: Known, today: date | None) -> str:
    return wording.about(stamp(known.at, today), known.estimated)


def _when(known: Known, today: date | None) -> str:
    return wording.when(stamp(known.at, today), known.estimated, is_dated(known.at))


def _took(facts: StakeholderFacts) -> str:
    minutes = facts.minutes_open
    return if_estimated(in_minutes(minutes), facts.is_length_estimated) if minutes else ""


def _impact(impact: RecordedImpact) -> str:
    claims = [
        ("" if is_about_users(claim) else claim.category.removesuffix(" usd"), claim.text) for claim in impact.claims
    ]
    figures = told.figures([one.words for one in impact.figures], [one.words for one in impact.reports])
    answers = told.answers([answer.words for answer in impact.answers if answer.words])
    return wording.impact(claims, figures, answers)


def _affected(facts: StakeholderFacts) -> str:
    minutes, ended = facts.minutes_of_impact, facts.ended
    estimated = bool((facts.begun and facts.begun.estimated) or (ended and ended.estimated))
    took = "" if minutes is None else wording.up_to(if_estimated(in_minutes(minutes), estimated), facts.is_end_at_most)
    return wording.affected(facts.impact.services, facts.impact.regions, facts.impact.verb, took)


_BRIEF: Final = 300  # characters of what responders know, for executives


def beginning_of(text: str, most: int) -> str:
    """Whole sentences as far as there is room, else whole words."""
    if len(text) <= most:
        return text
    ends = [end.start() for end in re.finditer(r"(?<=[.!?])(?=\s)", text[: most + 1])]
    return text[: ends[-1]] if ends else f"{text[:most].rsplit(' ', 1)[0]}…"


def _missed(facts: StakeholderFacts) -> str:
    return "; ".join(
        wording.missed(span.name, if_estimated(in_minutes(span.minutes), span.estimated), in_minutes(span.target))
        for span in facts.missed
        if span.minutes is not None and span.target
    )
