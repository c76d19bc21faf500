"""The classification as a document: text or Markdown, with drafts of stakeholder updates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.analysis.model import Case, Classification
from bot.announcements.stakeholder_facts import Audience, Beginning, PublicStatus, StakeholderFacts
from bot.config.policy import Policy, Severity
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
_PUBLIC: Final = {
    "resolved": PublicStatus.RESOLVED,
    "closed": PublicStatus.RESOLVED,
    "done": PublicStatus.RESOLVED,
    "monitoring": PublicStatus.MONITORING,
    "watching": PublicStatus.MONITORING,
    "identified": PublicStatus.IDENTIFIED,
    "mitigating": PublicStatus.IDENTIFIED,
    "mitigated": PublicStatus.MONITORING,
}


@dataclass(frozen=True)
class ClassificationText:
    """`texts` are drafts by audience, `names` those of dimensions; `level` has the required response."""

    template: ClassVar[str] = "analysis/classification.txt.j2"
    title: str
    found: Classification
    level: Severity
    texts: Mapping[str, str]
    names: Mapping[str, str]
    over: bool


class ClassificationMarkdown(ClassificationText):
    """The same for a ticket."""

    template: ClassVar[str] = "analysis/classification.md.j2"


_FORMATS: Final = {"text": ClassificationText, "markdown": ClassificationMarkdown}


def classification_document(case: Case, found: Classification, policy: Policy, format: str) -> str:  # noqa: A002 - the option's name
    """Renders the document. `format` is text or markdown; raises KeyError for any other."""
    level = policy.require_severity(found.severity)
    facts = _facts(case, found)
    texts = {_AUDIENCES[audience]: text for audience, text in drafts(facts).items()}
    over = facts.status is PublicStatus.RESOLVED
    return render(_FORMATS[format](facts.title, found, level, texts, DIMENSIONS, over)).strip() + "\n"


def classification_texts(case: Case, found: Classification) -> dict[str, str]:
    """Returns drafts of stakeholder updates by audience: internal, executive, status_page, customer."""
    return {audience.value: text for audience, text in drafts(_facts(case, found)).items()}


def _facts(case: Case, found: Classification) -> StakeholderFacts:
    """Collects the facts for the drafts. Only a stated customer impact is used outside: a description is internal."""
    customers = (claim.text for claim in case.impact if claim.category == "customer impact")
    beginning = next((each for each in Beginning if case.moments.get(f"{each}_at")), Beginning.DECLARED)
    return StakeholderFacts(
        title=_title(case),
        severity=found.severity,
        status=_status(case),
        since=case.moments.get(f"{beginning}_at"),
        beginning=beginning,
        services=case.services,
        impact=next(customers, ""),
        extent="; ".join(_extent(found)),
        known=case.description if case.title else "",
        commander=case.commander,
        ended=case.moments.get("resolved_at"),
    )


def _status(case: Case) -> PublicStatus:
    """Returns the status as given; without one, it is resolved if a time of that is known."""
    unknown = PublicStatus.RESOLVED if "resolved_at" in case.moments else PublicStatus.INVESTIGATING
    return _PUBLIC.get(case.status.strip().lower(), unknown)


def _extent(found: Classification) -> Iterator[str]:
    """Yields what is known of the impact but for its services, which the drafts name themselves."""
    for key in ("users", "revenue", "data_security"):
        if words := found.dimensions.get(key):
            yield f"{DIMENSIONS[key]}: {words}"


def _title(case: Case) -> str:
    """Returns the title, or else the beginning of the description."""
    told = " ".join((case.title or case.description or UNTITLED).split())
    return told if len(told) <= _LONGEST_TITLE else f"{told[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
