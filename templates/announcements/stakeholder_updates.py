"""The contexts of the texts for people outside the response: one template for each audience, plain text to copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.announcements.stakeholder_updates import Audience, Facts
from templates.rendering.environment import render


@dataclass(frozen=True)
class InternalText:
    """For colleagues who are not in the response."""

    template: ClassVar[str] = "announcements/internal.txt.j2"
    facts: Facts


@dataclass(frozen=True)
class ExecutiveText:
    """What it costs, what is done, when the next news comes."""

    template: ClassVar[str] = "announcements/executive.txt.j2"
    facts: Facts


@dataclass(frozen=True)
class StatusPageText:
    """Under the headline Investigating, Identified, Monitoring or Resolved: no names, no guesses, no causes."""

    template: ClassVar[str] = "announcements/status_page.txt.j2"
    facts: Facts


@dataclass(frozen=True)
class CustomerText:
    """A letter: what they may see, what is done, when they hear again."""

    template: ClassVar[str] = "announcements/customer.txt.j2"
    facts: Facts


_TEXTS: Final[Mapping[Audience, type[InternalText | ExecutiveText | StatusPageText | CustomerText]]] = {
    Audience.INTERNAL: InternalText,
    Audience.EXECUTIVE: ExecutiveText,
    Audience.STATUS_PAGE: StatusPageText,
    Audience.CUSTOMER: CustomerText,
}


def ready_texts(facts: Facts) -> Mapping[Audience, str]:
    """The text for each audience, to copy or edit."""
    return {audience: render(context(facts)).strip() for audience, context in _TEXTS.items()}
