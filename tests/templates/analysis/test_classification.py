"""The classification as people read it, in the terminal or in a ticket."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from bot.analysis.model import Case, Claim, Evidence
from bot.analysis.phases.chronicle import read_timeline
from bot.analysis.severity.classify import classify
from bot.announcements.recorded_facts import facts_of_file
from bot.announcements.stakeholder_facts import Audience, StakeholderFacts
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


def facts(case: Case) -> StakeholderFacts:
    found = classify(case, Policy())
    return facts_of_file(case, found, read_timeline(case, Policy(), found.severity).moments, Policy())


def texts_of(case: Case) -> dict[str, str]:
    return classification_texts(facts(case))


def shown(case: Case, form: str = "text") -> str:
    return classification_document(case, classify(case, Policy()), facts(case), Policy(), form)


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
    assert titles == drafts.count("<blockquote>") == len(texts_of(CASE))
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
    texts = texts_of(CASE)
    assert list(texts) == [audience.value for audience in Audience]
    assert all("Customers see an error when they pay" in text for text in texts.values())


def test_recorded_figures_are_the_impact_of_the_drafts() -> None:
    case = replace(CASE, impact=(), facts={"affected_users": 12500, "data_loss": False})
    texts = texts_of(case)
    assert "Impact: 12,500 users were affected. No data was lost." in texts["executive"]
    assert "No data was lost." in texts["customer"]
    assert "12,500" not in texts["customer"] + texts["status_page"]


def test_a_line_that_is_no_title_heads_no_draft() -> None:
    texts = texts_of(Case(title="#live-ops-war-room", severity="SEV2", description="Nobody can join a match"))
    assert texts["executive"].splitlines()[0] == "SEV2 incident"
    assert "What we know: Nobody can join a match." in texts["executive"]


@pytest.mark.parametrize("form", FORMS)
def test_the_document_names_what_people_outside_do_not_read(form: str) -> None:
    secret = Claim("Stripe declines all cards", Evidence("impact"))
    text = shown(replace(CASE, impact=(secret,)), form)
    assert "Left out for people outside, because of a number, name, version or vendor: “Stripe declines" in text
    assert "Left out" not in shown(CASE, form)


def test_what_colleagues_wrote_stays_inside() -> None:
    texts = texts_of(CASE)
    assert "db-7" in texts["internal"]
    assert not any("db-7" in texts[audience] for audience in ("status_page", "customer"))


def test_a_resolved_incident_is_told_as_over() -> None:
    ended = {**CASE.moments, "resolved_at": datetime(2024, 1, 15, 15, 15, tzinfo=UTC)}
    case = replace(CASE, status="resolved", moments=ended)
    texts = texts_of(case)
    assert texts["status_page"].startswith("Resolved")
    assert "Status: Resolved after 60 min" in texts["executive"]


def test_words_of_a_description_are_quoted_inside_and_are_no_recorded_impact() -> None:
    case = Case(title="Uploads fail", description="18% of uploads fail")
    texts = texts_of(case)
    assert all("What we know: 18% of uploads fail." in texts[audience] for audience in ("executive", "internal"))
    assert not any("Impact" in text or "uploads" in texts["customer"] for text in texts.values())


def test_an_incident_without_a_status_is_resolved_if_the_time_of_that_is_known() -> None:
    resolved = replace(CASE, moments={**CASE.moments, "resolved_at": datetime(2024, 1, 15, 15, 0, tzinfo=UTC)})
    assert "Status: Resolved" in shown(resolved)
    assert "Escalation while unresolved" not in shown(resolved)
    assert "Escalation while unresolved" in shown(CASE)


def test_an_incident_without_a_title_is_called_so() -> None:
    text = shown(Case(severity="SEV1", services=("checkout",)))
    assert text.startswith("SEV1 critical: Incident without a title\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]
