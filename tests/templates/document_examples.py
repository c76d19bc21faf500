"""Values that the tests of documents have in common: one incident with everything, one with nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.tasks.model import ActionItem
from bot.timeline.model import Attachment, Entry, EntryKind, EntrySource
from bot.updates.model import Update

AT = datetime(2024, 3, 4, 22, 50, tzinfo=UTC)
NORA = Person("U1", "Nora Weiss", "Europe/Berlin")
OMAR = Person("U2", "Omar Haddad", "Africa/Cairo")
ALARM = Person("B1", "Alarm bell")


def after(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def entry(minutes: int, kind: EntryKind, text: str, by: Person = NORA, **facts: object) -> Entry:
    made = Entry(after(minutes), after(minutes), kind, text, by, EntrySource.COMMAND, captured_by=(by,))
    return replace(made, **facts)  # type: ignore[arg-type]


ENTRIES = (
    entry(-9, EntryKind.TRIGGER, "Release 88 reaches the card service", recorded_at=after(4), id=11),
    entry(-6, EntryKind.DETECTION, "Every third card is declined", recorded_at=after(5), id=12),
    entry(0, EntryKind.DECLARATION, "SEV2 declared: Cards declined", source=EntrySource.SYSTEM, captured_by=(), id=13),
    entry(2, EntryKind.ROLE, "Incident commander Omar Haddad", source=EntrySource.SYSTEM, captured_by=(), id=14),
    entry(
        8,
        EntryKind.INVESTIGATION,
        "Timeouts at the card network",
        ALARM,
        source=EntrySource.REACTION,
        captured_by=(OMAR,),
        channel="C7",
        message_ts="1709592480.000100",
        permalink="https://corp.slack.com/archives/C7/p1709592480000100",
        files=(Attachment("answers.png", "image/png", "https://corp.slack.com/files/U2/F1/answers.png"),),
        deleted=True,
        id=15,
    ),
    entry(12, EntryKind.NOTE, "", OMAR, source=EntrySource.REACTION, pending=True, captured_by=(NORA,), id=16),
    entry(15, EntryKind.MITIGATION, "Release 87 goes out again", OMAR, id=17),
    entry(16, EntryKind.COMMUNICATION, "We are putting the earlier release back", id=18),
    entry(
        90,
        EntryKind.MONITORING,
        "Status changed from Mitigating to Monitoring",
        source=EntrySource.SYSTEM,
        captured_by=(),
        id=19,
    ),
    entry(130, EntryKind.RESOLUTION, "Declines at the usual rate for half an hour", OMAR, id=20),
    entry(140, EntryKind.NOTE, "Support told the last merchant", id=21),
)

INCIDENT = Incident(
    team="T1",
    number=7,
    title="Cards declined",
    severity="sev2",
    status=Status.RESOLVED,
    declared_by=NORA,
    declared_at=AT,
    updated_at=after(16),
    private=True,
    services=("card-service", "till"),
    summary="Customers at the till see an error",
    commander=OMAR,
    commander_at=after(2),
    mitigated_at=after(90),
    resolved_at=after(130),
    channel="C7",
    channel_name="inc-20240304-cards-declined",
)

FULL = IncidentDetails(
    INCIDENT,
    ENTRIES,
    updates=(Update(1, "We are putting the earlier release back", NORA, after(16)),),
    records=(
        RecordedFact(FactKind.IMPACT, "4,100 cards declined", NORA, after(150)),
        RecordedFact(FactKind.IMPACT, "About 61,000 EUR not taken", OMAR, after(151)),
        RecordedFact(FactKind.CAUSE, "A timeout of 2 s where the network needs up to 6 s", OMAR, after(152)),
        RecordedFact(FactKind.FACTOR, "The timeout was never tried against the real network", OMAR, after(153)),
        RecordedFact(FactKind.FACTOR, "The release went out at the busiest hour", NORA, after(154)),
        RecordedFact(FactKind.FIX, "Release 87 put back", OMAR, after(155)),
    ),
    actions=(
        ActionItem(1, "Measure the network's answer times", "Payments team", "P1", date(2024, 3, 11), NORA, after(156)),
        ActionItem(2, "Release outside the busiest hours", "", "P2", None, OMAR, after(157)),
    ),
)

BARE = IncidentDetails(
    Incident("T1", 8, "Something is odd", "sev4", Status.INVESTIGATING, NORA, AT, AT), (), (), (), ()
)

LATER = after(160)
