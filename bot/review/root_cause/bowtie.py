"""Bow tie: hazard, top event, threats behind preventive barriers, consequences behind recovery barriers.

Whether a barrier held, failed or was missing is read from what people recorded; where nothing speaks of it, it stays
unknown and is asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Claim, Evidence
from bot.review.document.facts import facts_of, group_of, label, plain, said
from bot.review.document.material import COMMUNICATIONS, EXPERT, OPERATIONS, Material, event_evidence, span_evidence
from bot.review.document.sections import Barrier, BowTie, Sentence, Side
from bot.review.root_cause.factors import standing, themes_of
from bot.timeline.kinds import EntryKind

HELD, FAILED, MISSING, UNKNOWN = "held", "failed", "missing", "unknown"


@dataclass(frozen=True)
class _Guard:
    """A barrier that is looked for: by the first theme that a claim speaks of."""

    name: str
    themes: tuple[str, ...]
    role: str


_PREVENTIVE: Final = (
    _Guard("Review of changes", ("review",), EXPERT),
    _Guard("Tests", ("test", "load test"), EXPERT),
    _Guard("Staged rollout", ("canary",), EXPERT),
    _Guard("Warning before the limit", ("monitoring",), OPERATIONS),
    _Guard("Limits and headroom", ("capacity", "limits"), EXPERT),
    _Guard("Documentation and runbooks", ("documentation",), EXPERT),
)
_MEASURED: Final = {
    "detect": _Guard("Detection", (), OPERATIONS),
    "mitigate": _Guard("Mitigation", (), OPERATIONS),
}
_RECOVERY: Final = (
    _Guard("Rollback or failover", ("rollback",), EXPERT),
    _Guard("On-call and escalation", ("on-call",), OPERATIONS),
    _Guard("Telling customers", ("communication",), COMMUNICATIONS),
    _Guard("Backups", ("backup",), EXPERT),
)


def bowtie(material: Material) -> BowTie:
    claims = _claims(material)
    return BowTie(
        hazard=_hazard(material),
        top_event=_top_event(material),
        threats=tuple(_threats(material)),
        preventive=tuple(_barrier(material, guard, claims) for guard in _PREVENTIVE),
        recovery=(*_measured(material), *_workaround(material), *_recovery(material, claims)),
        consequences=tuple(_consequences(material)),
    )


def _claims(material: Material) -> tuple[Claim, ...]:
    case = material.case
    return (*case.factors, *case.hindered, *case.helped, *case.lessons, *case.detection)


def _hazard(material: Material) -> Sentence:
    services = material.case.services
    if services:
        place = material.case.fact_places.get("services", "services")
        return Sentence(
            f"Running {', '.join(services)} for those who depend on it", (Evidence(place, ", ".join(services)),)
        )
    return Sentence("Running the service for those who depend on it", (Evidence("title", material.case.title),))


def _top_event(material: Material) -> Sentence:
    return Sentence(material.case.title or "The incident", (Evidence("title", material.case.title),))


def _threats(material: Material) -> Iterator[Side]:
    for cause in material.case.causes:
        yield Side(cause.text, (cause.evidence,))
    for read in material.triggers[:3]:
        yield Side(read.event.text, (event_evidence(read),))


def _consequences(material: Material) -> Iterator[Side]:
    for claim in material.case.impact:
        yield Side(claim.text, (claim.evidence,), "came")
    for group in ("users", "business"):
        for fact in facts_of(material.case, group):
            state = {"no": "did not come", "yes": "came"}.get(fact.value, "came")
            told = fact.value in ("yes", "no") or any(sign.isdigit() for sign in fact.value)
            if told and not fact.label.startswith(("Workaround", "Seen by")):
                yield Side(f"{fact.label}: {fact.value}", fact.evidence, state)


def _barrier(material: Material, guard: _Guard, claims: tuple[Claim, ...]) -> Barrier:
    for claim in claims:
        told, state = themes_of(claim.text), standing(claim.text)
        if told and told[0] in guard.themes and state:
            return Barrier(guard.name, state, (claim.evidence,), claim.text)
    return _unknown(material, guard)


def _unknown(material: Material, guard: _Guard) -> Barrier:
    question = material.ask(
        f"bow-tie/{guard.name.casefold().replace(' ', '-')}",
        guard.role,
        f"{guard.name}: was it in place, and did it work?",
        "/incident record factor <what was there, and whether it held>",
        "contributing_factors",
    )
    return Barrier(guard.name, UNKNOWN, question=question)


def _measured(material: Material) -> Iterator[Barrier]:
    """Detection and mitigation held where they met the severity's target."""
    for key, guard in _MEASURED.items():
        span = material.span(key)
        if span is None or span.minutes is None or span.met is None:
            yield _unknown(material, guard)
            continue
        words = f"{span.name}: {round(span.minutes)} min (target {span.target} min)"
        yield Barrier(guard.name, HELD if span.met else FAILED, span_evidence(material, span), words)


def _workaround(material: Material) -> Iterator[Barrier]:
    value = material.case.facts.get("workaround_available")
    if isinstance(value, bool):
        place = material.case.fact_places.get("workaround_available", "workaround_available")
        words = f"Workaround available: {said(value)}"
        yield Barrier("Workaround", HELD if value else MISSING, (Evidence(place, said(value)),), words)


def _recovery(material: Material, claims: tuple[Claim, ...]) -> Iterator[Barrier]:
    for guard in _RECOVERY:
        barrier = _barrier(material, guard, claims)
        yield _done(material) or barrier if "rollback" in guard.themes and barrier.state == UNKNOWN else barrier


def _done(material: Material) -> Barrier | None:
    """A rollback or failover that was carried out, in an incident whose impact is over."""
    if material.reached("mitigated_at") is None and material.reached("resolved_at") is None:
        return None
    for fix in material.case.fixes:
        if _is_rollback(fix.text):
            return Barrier("Rollback or failover", HELD, (fix.evidence,), fix.text)
    for read in material.of_phase(EntryKind.MITIGATION):
        if _is_rollback(read.event.text):
            return Barrier("Rollback or failover", HELD, (event_evidence(read),), read.event.text)
    facts = [(key, value) for key, value in material.case.facts.items() if _is_rollback(f"{key} {plain(value)}")]
    for key, value in facts:
        place = material.case.fact_places.get(key, key)
        if group_of(key, place) == "resolution":
            words = f"{label(key)}: {said(value, key)}"
            return Barrier("Rollback or failover", HELD, (Evidence(place, words),), words)
    return None


def _is_rollback(text: str) -> bool:
    return "rollback" in themes_of(text)
