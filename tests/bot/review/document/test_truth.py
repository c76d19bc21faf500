"""Whatever is recorded: each number, name and time of a review is in the record, and no figure of the impact or length
is told twice."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.model import Case, Claim, Event, Evidence, Participant, Todo, Told
from bot.metrics.key_moments import MomentKey
from bot.review.document.parts import Course, Items, Paragraph, Part, Sentence, Table
from bot.review.document.review import Review
from bot.review.document.templates import TEMPLATES
from bot.time_format import day_name, minutes_shown
from bot.timeline.model import EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import AT, after, reviewed

NAMES = ("Ida Holm", "Paul Okafor", "Nora Weiss", "Kofi Mensah", "Lena Vogt", "Tom Berg", "Priya Nair", "Omar Haddad")
NUMBER = re.compile(r"(?<![\w.,:-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:])")
TIME = re.compile(r"\b\d\d:\d\d\b")
KINDS = tuple(
    kind
    for kind in EntryKind
    if kind in {EntryKind.TRIGGER, EntryKind.DETECTION, EntryKind.INVESTIGATION, EntryKind.MITIGATION, EntryKind.NOTE}
)
# Distinct, so that a number that is told twice is seen
FIGURES = {
    "affected_users": (90_001, 99_999),
    "failed_transactions": (70_001, 79_999),
    "revenue_impact_usd": (60_001, 69_999),
    "customer_reports": (50_001, 59_999),
}
TEXTS = ("Queue full", "Restarted the relay", "Error rate 37%", "Found release 4.7", "Mail flows again", "Looking")


def claims(kind: str) -> st.SearchStrategy[tuple[Claim, ...]]:
    texts = st.lists(st.sampled_from([f"{kind} {text}" for text in TEXTS]), max_size=3)
    return texts.map(
        lambda found: tuple(Claim(text, Evidence(f"{kind}[{place}]", text)) for place, text in enumerate(found))
    )


@st.composite
def events(draw: st.DrawFn) -> tuple[Event, ...]:
    found = draw(
        st.lists(
            st.tuples(
                st.integers(-60, 400), st.sampled_from(KINDS), st.sampled_from(TEXTS), st.sampled_from(NAMES[:4])
            ),
            max_size=8,
        )
    )
    return tuple(
        Event(number, text, after(minutes), who, type=kind.value, kind=kind)
        for number, (minutes, kind, text, who) in enumerate(found, start=1)
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Records of which any part may be missing; their times contradict each other at times."""
    moments = draw(
        st.dictionaries(
            st.sampled_from(["started_at", "detected_at", "declared_at", "mitigated_at", "resolved_at"]),
            st.integers(-60, 400).map(after),
        )
    )
    facts = draw(st.fixed_dictionaries({}, optional={name: st.integers(*ends) for name, ends in FIGURES.items()}))
    flags = draw(st.fixed_dictionaries({}, optional={"data_loss": st.booleans(), "security_breach": st.booleans()}))
    told = draw(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["status_page", "email"])), max_size=3))
    people = draw(st.lists(st.sampled_from(NAMES[:4]), max_size=3, unique=True))
    return Case(
        name="mail",
        title="Mail is late",
        severity=draw(st.sampled_from(["SEV1", "SEV2", "SEV3", "SEV4"])),
        status=draw(st.sampled_from(["resolved", "monitoring", ""])),
        services=tuple(draw(st.lists(st.sampled_from(["mail-router", "outbox"]), unique=True, max_size=2))),
        commander=draw(st.sampled_from(["", *NAMES[:2]])),
        participants=tuple(Participant(name, "Mail engineer") for name in people),
        moments=moments,
        moment_places={key: key for key in moments},
        facts={**facts, **flags},
        events=draw(events()),
        told=tuple(
            Told("Mail is late", after(at), channel, "customers", evidence=Evidence(f"told[{place}]"))
            for place, (at, channel) in enumerate(told)
        ),
        impact=draw(claims("impact")),
        causes=draw(claims("cause")),
        factors=draw(claims("factor")),
        fixes=draw(claims("fix")),
        helped=draw(claims("helped")),
        lessons=draw(claims("lesson")),
        actions=tuple(
            Todo(text, Evidence(f"todo[{place}]"), place + 1, owner)
            for place, (text, owner) in enumerate(
                draw(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(["", *NAMES[:2]])), max_size=2))
            )
        ),
    )


def moments(case: Case, review: Review) -> set[datetime]:
    found = {moment.at for moment in review.chronicle.moments.values()} | set(case.moments.values())
    found |= {event.at for event in case.events} | {told.at for told in case.told}
    found |= {review.generated_at, review.due}
    declared = review.chronicle.moments[MomentKey.DECLARED].at
    duties = review.level.escalate_after_minutes if declared else ()
    found |= {declared + timedelta(minutes=duty.within_minutes) for duty in duties if declared}
    return {at for at in found if at}


def recorded_texts(case: Case) -> Iterator[str]:
    yield from (case.title, case.severity, *case.services)
    yield from (event.text for event in case.events)
    for found in (case.impact, case.causes, case.factors, case.fixes, case.helped, case.lessons):
        yield from (claim.text for claim in found)
    yield from (item.title for item in case.actions)


def allowed_numbers(case: Case, review: Review) -> set[str]:
    """What a review may say in figures: those of the record, days of its times, lengths between them, targets, how far
    over, and counts and numbers of its own lists."""
    level = review.level
    found = {number for text in recorded_texts(case) for number in NUMBER.findall(text)}
    found |= {f"{value:,}" for value in case.facts.values() if isinstance(value, int) and not isinstance(value, bool)}
    targets = {*level.target_minutes, level.respond_within_minutes, level.update_every_minutes}
    targets |= {duty.within_minutes for duty in (*level.notify_within_minutes, *level.escalate_after_minutes)}
    times = moments(case, review)
    lengths = {minutes_shown(*sorted(pair)) for pair in combinations(times, 2)}
    counted = targets | lengths | {abs(one - other) for one in lengths for other in targets}
    for minutes in counted:
        found |= {f"{minutes:,}", str(minutes // 60), str(minutes % 60), str(minutes // 1440), str(minutes // 60 % 24)}
    found |= {number for at in times for number in NUMBER.findall(day_name(at.date()))}
    size = len(case.events) + len(case.told) + len(review.sources) + len(review.questions) + 20
    return found | {str(number) for number in range(size)}


TEMPLATE = st.sampled_from(TEMPLATES)


@settings(max_examples=250, deadline=None)
@given(case=cases(), template=TEMPLATE)
def test_each_number_name_and_time_of_a_review_is_in_the_record(case: Case, template: str) -> None:
    review = reviewed(case, None, template)
    document = review_document(review, "text")
    clocks = {at.strftime("%H:%M") for at in moments(case, review)}
    assert set(TIME.findall(document)) <= clocks | {"HH:MM"}
    assert set(NUMBER.findall(TIME.sub("", document))) - allowed_numbers(case, review) == set()
    known = {event.actor for event in case.events} | {one.name for one in case.participants} | {case.commander}
    known |= {item.owner for item in case.actions}
    assert {name for name in NAMES if name in document} <= known


def own_sentences(review: Review) -> Iterator[str]:
    """Everything that is said in words of the bot, one sentence or cell each."""
    for section in review.sections:
        for part in section.parts:
            yield from (one.text for one in _sentences(part) if not one.quoted)


def _sentences(part: Part) -> Sequence[Sentence]:
    match part:
        case Paragraph(sentences) | Items(sentences):
            return sentences
        case Table():
            return tuple(cell for row in part.rows for cell in row)
    return ()


@settings(max_examples=250, deadline=None)
@given(case=cases(), template=TEMPLATE)
def test_no_figure_of_the_impact_is_told_twice(case: Case, template: str) -> None:
    told = list(own_sentences(reviewed(case, None, template)))
    for name in FIGURES:
        if name in case.facts:
            figure = f"{case.facts[name]:,}"
            assert sum(text.count(figure) for text in told) == 1, name


@settings(max_examples=250, deadline=None)
@given(case=cases(), template=TEMPLATE)
def test_no_length_is_told_in_two_sentences(case: Case, template: str) -> None:
    review = reviewed(case, None, template)
    prose = [
        one.text
        for section in review.sections
        for part in section.parts
        if isinstance(part, Paragraph)
        for one in part.sentences
        if not one.quoted
    ]
    lengths = [length for text in prose for length in re.findall(r"\d+ (?:minutes?|min|h)\b", text)]
    assert len(lengths) == len(set(lengths))


@settings(max_examples=250, deadline=None)
@given(case=cases(), template=TEMPLATE)
def test_sections_agree_on_times_and_counts(case: Case, template: str) -> None:
    review = reviewed(case, "all", template)
    marked = {
        key: line.at
        for section in review.sections
        for part in section.parts
        if isinstance(part, Course)
        for stage in part.stages
        for line in stage.lines
        for key in line.moments
    }
    assert all(review.chronicle.moments[key].at == at for key, at in marked.items())
    document = review_document(review, "markdown")
    counted = [int(number) for number in re.findall(r"(\d+) open questions?\b", document)]
    assert set(counted) <= {len(review.questions)}


def test_a_number_that_is_made_up_would_be_seen() -> None:
    case = Case(title="Mail is late", severity="SEV2", moments={"declared_at": AT, "resolved_at": after(60)})
    known = allowed_numbers(case, reviewed(case))
    assert NUMBER.findall("31,337 users (45%) at 10:05, A1") == ["31,337", "45"]
    assert {"60", "31,337"} - known == {"31,337"}
