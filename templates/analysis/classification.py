"""The classification as a document: text or Markdown, with drafts of stakeholder updates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.analysis.model import Case, Classification
from bot.announcements.stakeholder_facts import Audience, StakeholderFacts
from bot.config.policy import Policy, Severity
from templates.announcements import wording
from templates.announcements.stakeholder_updates import drafts
from templates.rendering.environment import render

_LONGEST_TITLE: Final = 100
UNTITLED: Final = "Incident without a title"
DIMENSIONS: Final = {
    "users": "Users",
    "revenue": "Revenue",
    "data_security": "Data and security",
    "criticality": "Criticality",
    "blast_radius": "Blast radius",
}
_AUDIENCES: Final = {
    Audience.INTERNAL: "Internal",
    Audience.EXECUTIVE: "Executives",
    Audience.STATUS_PAGE: "Status page",
    Audience.CUSTOMER: "Customers",
}


@dataclass(frozen=True)
class ClassificationText:
    """`texts` are drafts by audience, `names` those of dimensions; `level` has the required response. `left_out` says
    what people outside do not read, "" for nothing."""

    template: ClassVar[str] = "analysis/classification.txt.j2"
    title: str
    found: Classification
    level: Severity
    texts: Mapping[str, str]
    names: Mapping[str, str]
    left_out: str
    over: bool


class ClassificationMarkdown(ClassificationText):
    """The same for a ticket."""

    template: ClassVar[str] = "analysis/classification.md.j2"


_FORMATS: Final = {"text": ClassificationText, "markdown": ClassificationMarkdown}


def classification_document(
    case: Case,
    found: Classification,
    facts: StakeholderFacts,
    policy: Policy,
    format: str,  # noqa: A002 - the option's name
) -> str:
    """Renders the document. `format` is text or markdown; raises KeyError for any other."""
    level = policy.require_severity(found.severity)
    texts = {_AUDIENCES[audience]: text for audience, text in drafts(facts).items()}
    left_out = wording.left_out(facts.seen.left_out) if facts.seen.left_out else ""
    shown = _FORMATS[format](_title(case), found, level, texts, DIMENSIONS, left_out, facts.is_over)
    return render(shown).strip() + "\n"


def classification_texts(facts: StakeholderFacts) -> dict[str, str]:
    """Returns drafts of stakeholder updates by audience: internal, executive, status_page, customer."""
    return {audience.value: text for audience, text in drafts(facts).items()}


def _title(case: Case) -> str:
    """Returns the title, or else the beginning of the description."""
    told = " ".join((case.title or case.description or UNTITLED).split())
    return told if len(told) <= _LONGEST_TITLE else f"{told[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
