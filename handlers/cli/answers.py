"""What `classify`, `timeline` and `review` answer about one case. Each imports what only it needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.analysis.severity.classify import classification_json, classify, suggest

if TYPE_CHECKING:
    from datetime import datetime

    from bot.analysis.model import Case, Chronicle, Classification
    from bot.announcements.stakeholder_facts import StakeholderFacts
    from bot.config.policy import Policy
    from bot.json_types import Json
    from handlers.cli.cases import Answer


def classified(case: Case, policy: Policy, form: str) -> Json:
    from templates.analysis.classification import classification_document, classification_texts

    found = classify(case, policy)
    facts = _facts(case, found, policy)
    if facts.is_over:
        found = replace(found, first_actions=())
    if form == "json":
        texts: dict[str, Json] = {**classification_texts(facts)}
        told = {"id": case.id or None, "title": case.title or None, **classification_json(found, policy)}
        return {**told, "texts": texts, "complaints": list(case.complaints)}
    return classification_document(case, found, facts, policy, form)


def text_for(audience: str) -> Answer:
    """Returns what writes the draft for one audience and nothing else, to copy or to pipe."""
    from bot.announcements.stakeholder_facts import Audience
    from templates.announcements.stakeholder_updates import draft

    def answer(case: Case, policy: Policy, form: str) -> Json:
        text = draft(_facts(case, classify(case, policy), policy), Audience(audience))
        return {"id": case.id or None, "title": case.title or None, "text": text} if form == "json" else text

    return answer


def _facts(case: Case, found: Classification, policy: Policy) -> StakeholderFacts:
    from bot.announcements.recorded_facts import facts_of_file

    return facts_of_file(case, found, _read(case, found, policy).moments, policy)


def analyzed(case: Case, policy: Policy, form: str) -> Json:
    chronicle = _chronicle(case, policy)
    if form == "json":
        from bot.analysis.phases.chronicle import chronicle_json

        return {"title": case.title, **chronicle_json(chronicle)}
    from templates.analysis.timeline import chronicle_document

    return chronicle_document(case, chronicle, form)


def _chronicle(case: Case, policy: Policy) -> Chronicle:
    """Analyzes the timeline against the severity in the input, or else the suggested one."""
    return _read(case, classify(case, policy), policy)


def _read(case: Case, found: Classification, policy: Policy) -> Chronicle:
    from bot.analysis.phases.chronicle import read_timeline

    return replace(read_timeline(case, policy, found.severity), recorded=found.recorded, sure=found.sure)


def reviewed(method: str | None, template: str | None, at: datetime) -> Answer:
    """Returns what writes reviews with this root-cause framework and template, generated at this time."""
    from bot.review.document.review import build, review_json
    from templates.review.document import review_document

    def answer(case: Case, policy: Policy, form: str) -> Json:
        found, chronicle = suggest(case, policy), _chronicle(case, policy)
        review = build(case, policy, found, chronicle, method, template, at)
        return review_json(review) if form == "json" else review_document(review, form)

    return answer
