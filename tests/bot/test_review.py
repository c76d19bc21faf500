"""The review as a whole: built from the record and nothing else."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.model import HOUSEKEEPING, Dossier, Entry, Kind, Person, RecordKind, Source
from bot.practice import Practice
from bot.review import Review, build_review, review_json
from tests.bot.review_examples import (
    IDA,
    PAUL,
    action,
    after,
    by_itself,
    dossier,
    entry,
    incident,
    recorded,
    told,
)

PRACTICE = Practice()
WHOLE = dossier(
    incident(
        mitigated=50,
        resolved=90,
        commander=PAUL,
        commander_at=after(1),
        services=("mail", "outbox"),
        summary="Nothing arrives",
    ),
    entry(-8, Kind.TRIGGER, "Disk at 99 %"),
    entry(-2, Kind.DETECTION, "Queue alarm"),
    by_itself(20, Kind.SEVERITY, "Severity SEV3 → SEV2"),
    entry(90, Kind.RESOLUTION, "Queue empty", author=PAUL, captured_by=()),
    updates=told(20, 40),
    records=(
        recorded(RecordKind.IMPACT, "800 mails late"),
        recorded(RecordKind.IMPACT, "None lost"),
        recorded(RecordKind.IMPACT, "One customer called.", PAUL),
        recorded(RecordKind.CAUSE, "Logs were never rotated"),
    ),
    actions=(action(1, "Rotate the logs"),),
)


def review_of(case: Dossier) -> Review:
    return build_review(case, PRACTICE, after(300))


def said(case: Dossier) -> list[str]:
    return [sentence.text for sentence in review_of(case).summary]


def test_the_summary_tells_what_is_on_the_record_in_order() -> None:
    assert said(WHOLE) == [
        "Ida Holm declared Mail is late (SEV2) on Mon 6 May 2024 at 10:00 UTC.",
        "Described at the declaration: Nothing arrives.",
        "Services concerned: mail, outbox.",
        "It started at 09:52 UTC and was detected at 09:58 UTC, 6 min later.",
        "Impact, as recorded by Ida Holm: 800 mails late; None lost.",
        "Impact, as recorded by Paul Okafor: One customer called.",
        "Cause, as recorded by Ida Holm: Logs were never rotated.",
        "Severity SEV3 → SEV2 at 10:20 UTC, by Ida Holm.",
        "People were told 2 times, first at 10:20 UTC, last at 10:40 UTC.",
        "The impact was over at 10:50 UTC, 52 min after detection.",
        "It was resolved at 11:30 UTC, 1 h 32 min after detection.",
    ]


def test_a_bare_record_gets_a_bare_summary() -> None:
    assert said(dossier(incident())) == [
        "Ida Holm declared Mail is late (SEV2) on Mon 6 May 2024 at 10:00 UTC.",
        "It is still open: investigating.",
    ]


def test_without_a_detection_the_end_counts_from_the_declaration() -> None:
    assert said(dossier(incident(resolved=30)))[-1] == "It was resolved at 10:30 UTC, 30 min after the declaration."


def test_times_that_contradict_each_other_are_told_without_a_length() -> None:
    wrong = dossier(incident(), entry(-2, Kind.TRIGGER), entry(-8, Kind.DETECTION))
    assert "By the record, it started at 09:58 UTC and was detected at 09:52 UTC." in said(wrong)


def test_a_sentence_names_what_it_rests_on() -> None:
    assert [sentence.rests_on for sentence in review_of(WHOLE).summary[3:]] == [
        ("entry:1", "entry:2"),
        ("record:impact:1", "record:impact:2"),
        ("record:impact:3",),
        ("record:cause:1",),
        ("entry:3",),
        ("update:1", "update:2"),
        ("mitigated_at", "entry:2"),
        ("resolved_at", "entry:4", "entry:2"),
    ]


def test_every_sentence_rests_on_something_that_is_there() -> None:
    review = review_of(WHOLE)
    numbered = {f"entry:{line.number}" for line in review.lines}
    numbered |= {f"update:{update.number}" for update in review.updates}
    for kind, records in (("impact", review.impact), ("cause", review.causes)):
        numbered |= {f"record:{kind}:{place}" for place in range(1, len(records) + 1)}
    for sentence in review.summary:
        assert sentence.rests_on
        assert all(rest in numbered or hasattr(WHOLE.incident, rest) for rest in sentence.rests_on)


def test_records_are_kept_word_for_word_with_who_and_when() -> None:
    review = review_of(WHOLE)
    assert review.impact == WHOLE.records[:3]
    assert review.causes == WHOLE.records[3:]
    assert (review.factors, review.fixes) == ((), ())


def test_the_review_is_due_some_hours_after_the_resolution() -> None:
    assert review_of(WHOLE).incident.due == after(90 + 72 * 60)
    assert review_of(dossier(incident())).incident.due is None


def test_times_need_no_date_on_the_day_on_which_it_began() -> None:
    assert review_of(WHOLE).day == after(0).date()
    the_day_before = dossier(incident(), entry(-11 * 60, Kind.TRIGGER))
    assert review_of(the_day_before).day == after(-11 * 60).date() != after(0).date()


def test_everybody_on_the_record_took_part() -> None:
    alarm = entry(5, author=Person("B1", "Alarm"), captured_by=(PAUL,), source=Source.REACTION)
    people = review_of(replace(WHOLE, entries=(*WHOLE.entries, alarm))).incident.people
    assert [(one.person.name, one.did) for one in people] == [
        ("Paul Okafor", ("incident commander", "1 timeline entry", "1 mark", "1 record")),
        ("Ida Holm", ("declared it", "3 timeline entries", "2 updates", "3 records", "1 action item")),
    ]


def test_one_person_under_two_names_took_part_once() -> None:
    renamed = entry(5, author=replace(IDA, name="Ida Berg"), captured_by=())
    people = review_of(dossier(incident(), renamed)).incident.people
    assert [one.person.id for one in people] == ["U1"]


def test_the_json_is_plain_and_its_times_are_utc() -> None:
    kept = review_json(review_of(WHOLE))
    assert json.loads(json.dumps(kept)) == kept
    assert kept["generated_at"] == "2024-05-06T15:00:00Z"
    assert kept["day"] == "2024-05-06"


def test_the_json_has_people_by_id_and_name() -> None:
    kept = json.dumps(review_json(review_of(WHOLE)))
    assert '{"id": "U2", "name": "Paul Okafor"}' in kept
    assert '"tz"' not in kept


def test_who_came_and_went_in_the_channel_is_no_part_of_a_review() -> None:
    came = by_itself(5, Kind.MEMBER, "Joined the channel")
    case = dossier(incident(resolved=90), entry(2), came, replace(came, author=Person("U9", "Passer-by")))
    assert [line.entry for line in review_of(case).lines] == [entry(2)]
    assert "Passer-by" not in json.dumps(review_json(review_of(case)))


@given(
    entries=st.lists(
        st.builds(
            entry,
            st.integers(-2000, 2000),
            st.sampled_from(sorted(set(Kind) - HOUSEKEEPING)),
            st.text(max_size=5),
            source=st.sampled_from(Source),
            pending=st.booleans(),
        ),
        max_size=12,
    ),
    minutes=st.none() | st.integers(0, 3000),
    updates=st.lists(st.integers(0, 3000), max_size=5).map(sorted),
)
def test_any_record_gives_a_review_that_loses_no_entry(
    entries: list[Entry], minutes: int | None, updates: list[int]
) -> None:
    case = dossier(incident(resolved=minutes), *entries, updates=told(*updates))
    review = review_of(case)
    assert sorted(map(repr, (line.entry for line in review.lines))) == sorted(map(repr, entries))
    assert review.completeness == 100 * sum(check.done for check in review.checks) // len(review.checks)
    assert bool(review.questions) == (review.completeness < 100)
    json.dumps(review_json(review))
