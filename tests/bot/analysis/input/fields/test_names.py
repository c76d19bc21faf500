"""What a label or heading stands for, in whatever words people write it."""

import json

import pytest

from bot.analysis.input.fields.names import field_of
from bot.analysis.input.reading import read_input


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("rootCause", "root_cause"),
        ("3. Root Cause(s)", "root_cause"),
        ("Likely root cause", "root_cause"),
        ("Root cause category", "root_cause_category"),
        ("root_cause_category", "root_cause_category"),
        ("Severity level", "severity"),
        ("severity_level", "severity_level"),
        ("Incident duration", "duration"),
        ("Incident channel", "incident_channel"),
        ("Time to detect (TTD)", "time_to_detect"),
        (":warning: Impact", "impact"),
    ],
)
def test_a_label_names_the_field_that_it_means_and_otherwise_itself(label: str, field: str) -> None:
    assert field_of(label) == field


def test_a_report_in_json_by_its_own_labels_is_read_as_one_in_markdown() -> None:
    given = {
        "Incident title": "Search is empty",
        "Severity level": "SEV-2",
        "Incident description": "On Jan 9, 2025, search returned nothing.",
        "Background": "There are two indexes.",
        "Blameless root cause": "The job moves the alias.",
        "Five whys analysis": ["Why? A", "Why? B"],
        "Incident timeline": [{"When": "10:05 UTC", "What happened": "reindex started", "Who": "Hana"}],
        "Remediation and follow-up": ["Add a check"],
        "Incident impact": {"Users affected": "40%"},
        "Time to detect (TTD)": "18 minutes",
    }
    case = read_input(json.dumps(given), "x.json").cases[0]
    assert (case.title, case.severity) == ("Search is empty", "SEV2")
    assert case.description == "On Jan 9, 2025, search returned nothing.\n\nThere are two indexes."
    assert [claim.text for claim in case.causes] == ["The job moves the alias."]
    assert len(case.whys[0].steps) == 2
    assert [(str(event.at)[:16], event.actor, event.text) for event in case.events] == [
        ("2025-01-09 10:05", "Hana", "reindex started")
    ]
    assert [todo.title for todo in case.actions] == ["Add a check"]
    assert case.facts == {"time_to_detect": "18 minutes", "affected_users_percentage": 40}
    assert not case.unknown


@pytest.mark.parametrize(
    ("severity", "timeline", "cause", "actions"),
    [
        ("Schweregrad", "Zeitlinie", "Ursache", "Maßnahmen"),
        ("Gravité", "Chronologie", "Cause racine", "Actions correctives"),
        ("Severidad", "Cronología", "Causa raíz", "Acciones"),
        ("重大度", "タイムライン (UTC)", "根本原因", "再発防止策"),
    ],
)
def test_common_labels_and_headings_are_known_in_other_languages(
    severity: str, timeline: str, cause: str, actions: str
) -> None:
    text = (
        f"# Login\n\n**{severity}:** SEV1\n\n## {timeline}\n- 2025-02-17 07:45 UTC X\n\n"
        f"## {cause}\nY\n\n## {actions}\n- [ ] Z\n"
    )
    (case,) = read_input(text, "x.md").cases
    assert (case.severity, [event.text for event in case.events]) == ("SEV1", ["X"])
    assert [claim.text for claim in case.causes] == ["Y"]
    assert [(todo.title, todo.status) for todo in case.actions] == [("Z", "open")]


_FACTS = {
    "commander": ("coordinator", "responsible", "handled_by", "dri", "incident_owner"),
    "services": ("cmdb_ci", "component", "system", "application"),
    "causes": ("rca", "reason", "why", "underlying_cause"),
    "fixes": ("fix", "solution", "action_taken", "actions_taken", "how_fixed"),
    "impact": ("symptoms", "consequences", "effects", "blast_radius", "affected", "scope"),
    "factors": ("contributing", "contributors", "aggravating_factors"),
    "helped": ("good", "got_lucky"),
    "hindered": ("bad",),
    "actions": ("tasks", "corrective_action", "recommendations"),
}
_NAMED = [(fact, name) for fact, listed in _FACTS.items() for name in listed]


@pytest.mark.parametrize(("fact", "name"), _NAMED)
def test_everyday_names_are_known_in_json_and_as_labels(fact: str, name: str) -> None:
    said = "Ann Lee of the network team"
    as_json = read_input(json.dumps({"title": "API down", "description": "All failed.", name: said}), "x").cases[0]
    label = name.replace("_", " ").capitalize()
    as_text = read_input(f"# API down\n\n**{label}:** {said}\n**Status:** closed\n", "x.md").cases[0]
    assert said in str(getattr(as_json, fact))
    if name != "tasks":  # a heading of lists everywhere
        assert said in str(getattr(as_text, fact))


@pytest.mark.parametrize(
    ("label", "key"),
    [("Time reported", "declared_at"), ("Outage end", "resolved_at"), ("Discovered at", "detected_at"),
     ("Service restored", "mitigated_at"), ("Opened", "declared_at"), ("Closed on", "resolved_at"),
     ("Mitigation started", ""), ("Review closed", ""), ("Last seen", "")],
)  # fmt: skip
def test_a_name_with_a_word_of_a_moment_states_it_as_a_label_and_as_a_field(label: str, key: str) -> None:
    time, found = "2026-05-20T13:04:00Z", [key] if key else []
    as_json = read_input(json.dumps({"title": "API down", "description": "x y", label: time}), "x").cases[0]
    as_text = read_input(f"# API down\n\n**{label}:** {time}\n**Status:** open\n", "x.md").cases[0]
    assert [list(case.moments) for case in (as_json, as_text)] == [found, found]


def test_labels_in_one_line_are_parted() -> None:
    text = "# Loop\n\n> Status: **Resolved** · Commander: **Priya Raman** | Severity: SEV2\n\nCards looped · twice.\n"
    (case,) = read_input(text, "x.md").cases
    assert (case.status, case.commander, case.severity) == ("Resolved", "Priya Raman", "SEV2")
    assert case.description == "Cards looped · twice."
