"""What `classify`, `timeline` and `review` answer about one case. Each imports what only it needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.analysis.severity.classify import classification_json, classify, suggest
from bot.metrics.key_moments import MomentKey

if TYPE_CHECKING:
    from datetime import datetime

    from bot.analysis.model import Case, Chronicle
    from bot.config.policy import Policy
    from bot.json_types import Json
    from handlers.cli.cases import Answer


def classified(case: Case, policy: Policy, form: str) -> Json:
    from templates.analysis.classification import classification_document, classification_texts

    found, case = classify(case, policy), _with_end(case, policy)
    if "resolved_at" in case.moments:
        found = replace(found, first_actions=())
    if form == "json":
        texts: dict[str, Json] = {**classification_texts(case, found)}
        told = {"id": case.id or None, "title": case.title or None, **classification_json(found, policy)}
        return {**told, "texts": texts, "complaints": list(case.complaints)}
    return classification_document(case, found, policy, form)


def analyzed(case: Case, policy: Policy, form: str) -> Json:
    chronicle = _chronicle(case, policy)
    if form == "json":
        from bot.analysis.phases.chronicle import chronicle_json

        return {"title": case.title, **chronicle_json(chronicle)}
    from templates.analysis.timeline import chronicle_document

    return chronicle_document(case, chronicle, form)


def _chronicle(case: Case, policy: Policy) -> Chronicle:
    """Analyzes the timeline against the severity in the input, or else the suggested one."""
    from bot.analysis.phases.chronicle import read_timeline

    found = classify(case, policy)
    return replace(read_timeline(case, policy, found.severity), recorded=found.recorded, sure=found.sure)


def _with_end(case: Case, policy: Policy) -> Case:
    """Adds when it was resolved, as the timeline says, to a case that doesn't state it."""
    if not case.events or "resolved_at" in case.moments:
        return case
    ended = _chronicle(case, policy).moments[MomentKey.RESOLVED].at
    return replace(case, moments={**case.moments, "resolved_at": ended}) if ended else case


def reviewed(method: str | None, template: str | None, at: datetime) -> Answer:
    """Returns what writes reviews with this root-cause framework and template, generated at this time."""
    from bot.review.document.review import build, review_json
    from templates.review.document import review_document

    def answer(case: Case, policy: Policy, form: str) -> Json:
        found, chronicle = suggest(case, policy), _chronicle(case, policy)
        review = build(case, policy, found, chronicle, method, template, at)
        return review_json(review) if form == "json" else review_document(review, form)

    return answer
