"""Cases that the tests of the review have in common: one with everything, one bare, one that is a name alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.analysis.model import Case, Claim, Event, Evidence, Participant, Todo, Told
from bot.config.policy import Policy
from bot.review.document.review import Review
from bot.review.document.reviewed import review_case
from bot.timeline.model import EntryKind

AT = datetime(2024, 5, 6, 10, 0, tzinfo=UTC)
NOW = AT + timedelta(days=1)
POLICY = Policy()


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def claim(text: str, place: str = "somewhere", **facts: Any) -> Claim:
    return replace(Claim(text, Evidence(place, text)), **facts)


def event(number: int, minutes: float, kind: EntryKind, text: str, actor: str = "Ida Holm", **facts: Any) -> Event:
    return replace(Event(number, text, after(minutes), actor, type=kind.value, kind=kind), **facts)


EVENTS = (
    event(1, -12, EntryKind.TRIGGER, "Release 4.7 of the mail router goes out", "deploy bot"),
    event(
        2, -5, EntryKind.DETECTION, "Alert: queue of outgoing mail above 40,000", "monitoring", extra={"queue": 41234}
    ),
    event(3, 0, EntryKind.DECLARATION, "SEV2 declared, bridge open"),
    event(4, 8, EntryKind.INVESTIGATION, "Release 4.7 opens one connection a mail, the limit is 500"),
    event(5, 12, EntryKind.COMMUNICATION, "Status page: mail is delayed", "Paul Okafor"),
    event(6, 20, EntryKind.MITIGATION, "Decision: roll back to 4.6"),
    event(7, 35, EntryKind.MONITORING, "Queue is falling, mail flows again"),
    event(8, 90, EntryKind.RESOLUTION, "Queue empty, resolved"),
)
FULL = Case(
    name="mail",
    id="INC-77",
    title="Mail is late",
    description="Outgoing mail of all customers waits for up to an hour.",
    severity="SEV2",
    status="resolved",
    services=("mail-router", "outbox"),
    commander="Ida Holm",
    participants=(
        Participant("Ida Holm", "Incident commander"),
        Participant("Paul Okafor", "Communications lead"),
        Participant("Nora Weiss", "Mail team lead"),
    ),
    moments={"started_at": after(-12), "detected_at": after(-5), "resolved_at": after(90)},
    moment_places={"started_at": "start", "detected_at": "found", "resolved_at": "end"},
    facts={
        "affected_users": 8300,
        "affected_users_percentage": 31.5,
        "revenue_impact_usd": 1250,
        "data_loss": False,
        "workaround_available": True,
        "peak_error_rate": "17%",
        "regions": ["eu-north", "eu-south"],
        "alert_count": 9,
        "executives_notified": False,
        "recent_deployments": [{"service": "mail-router", "version": "4.7"}],
        "favourite_colour": "mauve",
    },
    fact_places={"affected_users": "impact.users"},
    events=EVENTS,
    told=(
        Told("Mail is delayed", after(12), "status_page", "customers", "Paul Okafor", Evidence("told[0]")),
        Told("Mail is back", after(91), "status_page", "customers", "", Evidence("told[1]")),
    ),
    impact=(
        claim("Mail arrived up to 58 minutes late", "impact.customers"),
        claim("SLA missed for 3 customers", "sla"),
    ),
    causes=(
        claim(
            "Connections ran out because release 4.7 opens one connection a mail",
            "resolution.cause",
            by="Nora Weiss",
            at=after(200),
        ),
    ),
    factors=(
        claim("No load test of the router at production scale", "factors[0]"),
        claim("Alert on the queue fired too late, only at 40,000", "factors[1]"),
        claim("Only one engineer had the training for the router", "factors[2]"),
    ),
    fixes=(
        claim("Rolled back to 4.6", "fixes[0]", category="short-term"),
        claim("Pool connections in 4.8", "fixes[1]", category="long-term"),
    ),
    detection=(claim("automated_monitoring", "detection.method", category="detection method"),),
    helped=(claim("The rollback worked well within 6 minutes", "helped[0]"),),
    hindered=(claim("The runbook was outdated", "hindered[0]"),),
    lessons=(claim("Queues tell sooner than errors", "lessons[0]"),),
    actions=(
        Todo(
            "Load test the router at production scale",
            Evidence("todo[0]"),
            1,
            "Nora Weiss",
            "",
            "P1",
            date(2024, 5, 20),
        ),
        Todo("Write a better runbook for the router", Evidence("todo[1]"), 2),
    ),
    related=(claim("INC-31 looked the same", "related[0]"),),
    unknown={"extra.weather": "rain, 14 degrees"},
    complaints=('events[9].timestamp: "25:99" is not a time',),
)
BARE = Case(title="Something is wrong", severity="SEV3", status="investigating")
EMPTY = Case()


def reviewed(case: Case, method: str | None = None, template: str | None = None) -> Review:
    return review_case(case, POLICY, NOW, method, template)
