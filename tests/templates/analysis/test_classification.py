"""The classification as people read it, in the terminal or in a ticket."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from bot.analysis.model import Case, Claim, Evidence
from bot.analysis.severity.classify import classify
from bot.announcements.stakeholder_facts import Audience
from bot.config.policy import Policy
from templates.analysis.classification import classification_document, classification_texts

CASE = Case(
    title="Payments fail",
    description="Nobody can pay since the release of db-7, we are rolling back",
    services=("checkout",),
    commander="Jane Smith",
    impact=(Claim("Customers see an error when they pay", Evidence("customer_impact"), category="customer impact"),),
    moments={"started_at": datetime(2024, 1, 15, 14, 15, tzinfo=UTC)},
)


FORMS = ("text", "markdown")


def shown(case: Case, form: str = "text") -> str:
    return classification_document(case, classify(case, Policy()), Policy(), form)


def test_the_first_line_says_how_bad_and_what() -> None:
    assert shown(CASE).splitlines()[0] == "SEV1 critical: Payments fail"


def test_reason_teams_response_escalation_and_first_actions_are_there() -> None:
    text, level = shown(CASE), Policy().severity("sev1")
    wanted = (
        "Words that labeled SEV1 incidents share",
        "Suggested teams: payments",
        "First response within 5 min",
        "CTO after 30 min",
        *level.first_tasks,
    )
    assert [words for words in wanted if words not in text] == []


def words_of(text: str) -> list[str]:
    """The words without the marks of either format."""
    return re.sub(r"[^\w:/]+", " ", text.replace("<br>", " ")).split()


@pytest.mark.parametrize("case", [CASE, Case(description="hello"), Case(title="a | b *c* [d](e)")])
def test_markdown_has_the_words_of_the_text(case: Case) -> None:
    assert words_of(shown(case, "markdown")) == words_of(shown(case, "text"))


def test_markdown_keeps_each_line_of_a_draft_on_a_line_of_its_own() -> None:
    html = MarkdownIt().render(shown(CASE, "markdown"))
    drafts = html.split("<h2>Stakeholder updates</h2>")[1]
    written = shown(CASE).split("Stakeholder updates")[1]
    titles = html.count("<h3>")
    lines = [line for line in written.splitlines() if line.strip()]
    assert titles == drafts.count("<blockquote>") == len(classification_texts(CASE, classify(CASE, Policy())))
    assert drafts.count("<br />") + drafts.count("<p>") == len(lines) - titles


def test_typed_text_stays_text_in_markdown() -> None:
    first = shown(Case(title="a | b *c* [d](e) <script>"), "markdown").splitlines()[0]
    assert first.endswith(r"a \| b \*c\* \[d\](e) \<script>")


def test_an_unsure_answer_asks_its_question() -> None:
    case = Case(description="hello")
    found = classify(case, Policy())
    assert f"Not certain: {found.likely[0]} or {found.likely[1]}. {found.question}" in shown(case)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", [Case(), Case(title="x" * 5_000), Case(description="<script>alert(1)</script>"), CASE])
def test_no_python_value_is_printed(case: Case, form: str) -> None:
    text = shown(case, form)
    assert not any(odd in text for odd in ("None", "()", "[]", "{}", "Evidence("))


def test_there_are_words_for_each_audience() -> None:
    texts = classification_texts(CASE, classify(CASE, Policy()))
    assert list(texts) == [audience.value for audience in Audience]
    assert all("Customers see an error when they pay" in text for text in texts.values())


def test_what_colleagues_wrote_stays_inside() -> None:
    texts = classification_texts(CASE, classify(CASE, Policy()))
    assert "db-7" in texts["internal"]
    assert not any("db-7" in texts[audience] for audience in ("status_page", "customer"))


def test_a_resolved_incident_is_told_as_over() -> None:
    ended = {**CASE.moments, "resolved_at": datetime(2024, 1, 15, 15, 15, tzinfo=UTC)}
    case = replace(CASE, status="resolved", moments=ended)
    texts = classification_texts(case, classify(case, Policy()))
    assert texts["status_page"].startswith("Resolved")
    assert "1 h" in texts["executive"]


def test_drafts_for_colleagues_have_the_figures_of_the_impact_if_nobody_put_it_in_words() -> None:
    case = Case(title="Uploads fail", description="18% of uploads fail")
    texts = classification_texts(case, classify(case, Policy()))
    assert "Users: 18% of uploads" in texts["executive"]
    assert "Users: 18% of uploads" in texts["internal"]
    assert "18%" not in texts["customer"] + texts["status_page"]


def test_an_incident_without_a_status_is_resolved_if_the_time_of_that_is_known() -> None:
    resolved = replace(CASE, moments={**CASE.moments, "resolved_at": datetime(2024, 1, 15, 15, 0, tzinfo=UTC)})
    assert "Status: Resolved" in shown(resolved)
    assert "Escalation while unresolved" not in shown(resolved)
    assert "Escalation while unresolved" in shown(CASE)


def test_an_incident_without_a_title_is_called_so() -> None:
    text = shown(Case(severity="SEV1", services=("checkout",)))
    assert text.startswith("SEV1 critical: Incident without a title\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]
