"""Which titles name an incident."""

import pytest

from bot.announcements.titles import usable_title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "#live-ops-war-room",
        'From WhatsApp group "Filiale 3 Kasse":',
        "Hello, I am writing because our webshop does not function since this morning.",
        "Dear colleagues, I would like to inform you about yesterday",
        "On Mon, Sep 21, 2026 at 8:14 AM Ward Clerk <clerk@hosp.example> wrote:",
        "> quoted",
        "[Incident Title]",
        "https://status.example.com/incidents/42",
        "Incident report",
        "This incident has been resolved.",
        "Card,List,Due,Members",
        "x " * 80,
    ],
)
def test_a_line_that_names_no_incident_is_no_title(title: str) -> None:
    assert usable_title(title) == ""


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Payments fail", "Payments fail"),
        ("[MAJOR] Voice calls failing North region - FINAL", "Voice calls failing North region"),
        ("RE: FW: [P1] Mail queue stuck (resolved)", "Mail queue stuck"),
        ("Incident Report: Instant payments rejected", "Instant payments rejected"),
        ("Post Incident Review – Medication chart unavailable", "Medication chart unavailable"),
        ("Major Incident Report | UPI transactions declined | 05-Feb-2026 | RESOLVED", "UPI transactions declined"),
        ("PIR 2026-031 — Queue bypassed", "Queue bypassed"),
        ("⚠️ Incident 2026-0711: Ghost orders", "Ghost orders"),
        ("2026-05-19 Checkout loop", "Checkout loop"),
        ("Resolved hostnames are wrong", "Resolved hostnames are wrong"),
        ("RESOLVED: Login down - UPDATE 3", "Login down"),
        ("Hit rate of the cache is low", "Hit rate of the cache is low"),
        ("Incident channel is not created", "Incident channel is not created"),
        ("All exports fail", "All exports fail"),
    ],
)
def test_what_senders_put_around_a_subject_is_left_out(title: str, said: str) -> None:
    assert usable_title(title) == said
