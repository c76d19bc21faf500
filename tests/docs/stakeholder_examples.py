"""The example drafts of docs/stakeholder-updates.md. Run as a program, it puts them into the page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.announcements.stakeholder_facts import Audience, PublicStatus, StakeholderFacts
from templates.announcements.stakeholder_updates import drafts

PAGE = Path(__file__).parents[2] / "docs" / "stakeholder-updates.md"
START = "## Examples\n"
NAMES = {
    Audience.STATUS_PAGE: "Status page",
    Audience.EXECUTIVE: "Executives",
    Audience.CUSTOMER: "Customers",
    Audience.INTERNAL: "Internal",
}
DECLARED = datetime(2024, 1, 15, 14, 15, tzinfo=UTC)


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
    return StakeholderFacts(
        title="Payments fail",
        severity="SEV1",
        status=status,
        since=DECLARED,
        at=DECLARED + timedelta(minutes=30),
        services=("checkout",),
        impact="Card payments fail for about half of all customers",
        known="The connection pool of the payment database is exhausted",
        doing="Rolling back to the previous release",
        commander="Jane Smith",
        next_by=None if ended else DECLARED + timedelta(minutes=45),
        ended=DECLARED + timedelta(minutes=65) if ended else None,
    )


if __name__ == "__main__":
    write()
