"""The example drafts of docs/stakeholder-updates.md. Run as a program, it puts them into the page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.analysis.model import Case, Claim, Evidence, Todo
from bot.announcements.recorded_facts import Now, facts_of
from bot.announcements.stakeholder_facts import Audience, PublicStatus, StakeholderFacts
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey, RecordedMoment
from templates.announcements.stakeholder_updates import drafts

PAGE = Path(__file__).parents[2] / "docs" / "stakeholder-updates.md"
START = "## Examples\n"
NAMES = {
    Audience.STATUS_PAGE: "Status page",
    Audience.EXECUTIVE: "Executives",
    Audience.CUSTOMER: "Customers",
    Audience.INTERNAL: "Internal",
}
STARTED = datetime(2024, 1, 15, 14, 5, tzinfo=UTC)
DECLARED = datetime(2024, 1, 15, 14, 15, tzinfo=UTC)
CASE = Case(
    title="Payments fail",
    severity="SEV1",
    services=("payment-gateway", "checkout"),
    commander="Jane Smith",
    impact=(Claim("Card payments fail for about half of all customers", Evidence("update 1")),),
    causes=(Claim("user-api 2.4.1 opens too many connections, exhausting the pool", Evidence("cause 1")),),
    actions=(
        Todo("Test releases under load", Evidence("action 1"), owner="Bob Kim"),
        Todo("Upgrade user-api to 2.4.2", Evidence("action 2"), owner="Bob Kim", due=date(2024, 1, 22)),
    ),
    facts={"affected_users": 12500, "data_loss": False},
)
_WHILE_OPEN = replace(CASE, causes=(), actions=(), facts={"affected_users": 12500})


def examples() -> str:
    """A draft during the incident and one after it, for each audience."""
    return "\n".join(
        f"### {name}: {status.value}\n\n```\n{drafts(_facts(status))[audience]}\n```\n"
        for audience, name in NAMES.items()
        for status in (PublicStatus.IDENTIFIED, PublicStatus.RESOLVED)
    )


def in_the_page() -> str:
    return PAGE.read_text(encoding="utf-8").partition(START + "\n")[2].partition("\n\n")[2]


def write() -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text.replace(in_the_page(), examples()), encoding="utf-8")


def _facts(status: PublicStatus) -> StakeholderFacts:
    ended = status is PublicStatus.RESOLVED
    declared = {MomentKey.DECLARED: RecordedMoment(DECLARED), MomentKey.STARTED: RecordedMoment(STARTED)}
    over = {
        MomentKey.MITIGATED: RecordedMoment(DECLARED + timedelta(minutes=45)),
        MomentKey.RESOLVED: RecordedMoment(DECLARED + timedelta(minutes=65)),
    }
    now = Now(
        at=DECLARED + timedelta(minutes=30),
        known="Connections are refused since the release of 13:45",
        doing="Rolling back to the previous release",
        next_by=None if ended else DECLARED + timedelta(minutes=45),
    )
    level = Policy().severity("sev1")
    return facts_of(CASE if ended else _WHILE_OPEN, declared | (over if ended else {}), level, status, now)


if __name__ == "__main__":
    write()
