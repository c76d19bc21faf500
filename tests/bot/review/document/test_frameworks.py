"""The four root-cause frameworks: they quote what is recorded, and ask where the record ends."""

from dataclasses import replace

import pytest

from bot.analysis.model import Case, Whys
from bot.review.document.sections import BowTie, Chain, Fishbone, Items, Questions, Table
from bot.review.root_cause.whys import MOST, pieces_of
from bot.timeline.model import EntryKind
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, claim, event, reviewed


def chains(case: Case) -> list[Chain]:
    section = reviewed(case, "five-whys").section("five-whys")
    assert section
    return [part for part in section.parts if isinstance(part, Chain)]


def fishbone(case: Case) -> Fishbone:
    section = reviewed(case, "fishbone").section("fishbone")
    assert section
    assert isinstance(section.parts[0], Fishbone)
    return section.parts[0]


def bowtie(case: Case) -> BowTie:
    section = reviewed(case, "bow-tie").section("bow-tie")
    assert section
    assert isinstance(section.parts[0], BowTie)
    return section.parts[0]


# Five whys


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Logs were never rotated", ("Logs were never rotated",)),
        ("The disk filled because logs were never rotated", ("The disk filled", "logs were never rotated")),
        ("A typo led to a loop, which caused all resolvers to fail", ("all resolvers to fail", "a loop", "A typo")),
        ("Timeouts due to a full pool", ("Timeouts", "a full pool")),
        (
            "Release 9 introduced in May caused slow queries, exhausting the pool",
            ("exhausting the pool", "slow queries", "Release 9", "May"),
        ),
        ("The alert was caused by noise", ("The alert", "noise")),
    ],
)
def test_a_cause_is_cut_into_the_links_that_it_tells_from_the_effect_down(text: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(text) == pieces


def test_every_answer_is_quoted_from_the_record_and_names_its_place() -> None:
    (chain,) = chains(FULL)
    everything = [claim.text for claim in (*FULL.causes, *FULL.factors, *FULL.hindered, *FULL.lessons)]
    everything += [event.text for event in FULL.events]
    for step in chain.steps:
        for quoted in filter(None, step.answer.split("; ")):
            assert any(quoted in text for text in everything), quoted
        assert step.evidence or step.to


def test_where_the_record_ends_a_role_is_asked() -> None:
    (chain,) = chains(FULL)
    assert [bool(step.answer) for step in chain.steps] == [True] * (len(chain.steps) - 1) + [False]
    assert chain.steps[-1].to == "Incident commander"
    assert len(chain.steps) <= MOST


def test_without_a_cause_all_whys_are_questions() -> None:
    (chain,) = chains(EMPTY)
    assert len(chain.steps) >= 3
    assert all(not step.answer and step.to for step in chain.steps)


def test_each_recorded_cause_has_a_chain_of_its_own() -> None:
    several = replace(BARE, causes=(claim("A because B", "x[0]"), claim("C due to D", "x[1]")))
    found = chains(several)
    assert [chain.title for chain in found] == ["Chain 1", "Chain 2"]
    assert [chain.steps[1].answer for chain in found] == ["B", "D"]


def test_a_chain_that_people_wrote_stands_as_they_wrote_it() -> None:
    steps = (
        claim("Pool empty", "whys[0]", category="Why did payments fail?"),
        claim("Why was it empty? Connections leaked", "whys[1]"),
        claim("Nobody tested the retry path", "whys[2]"),
    )
    (chain,) = chains(replace(BARE, whys=(Whys(steps),)))
    assert chain.recorded
    assert [(step.question, step.answer) for step in chain.steps] == [
        ("Why did payments fail?", "Pool empty"),
        ("Why was it empty?", "Connections leaked"),
        ("What led to this: “Connections leaked”?", "Nobody tested the retry path"),
    ]


def test_a_short_chain_that_people_wrote_asks_on() -> None:
    (chain,) = chains(replace(BARE, whys=(Whys((claim("Pool empty", "whys[0]"),)),)))
    assert [bool(step.answer) for step in chain.steps] == [True, False]


def test_the_change_that_the_timeline_names_in_the_words_of_the_cause_is_a_link() -> None:
    (chain,) = chains(FULL)
    assert "Release 4.7 opens one connection a mail, the limit is 500" in [step.answer for step in chain.steps]


# Fishbone


def test_causes_and_factors_lie_on_the_side_of_their_kind() -> None:
    sides = {bone.name: [cause.text for cause in bone.causes] for bone in fishbone(FULL).bones}
    assert list(sides) == ["People", "Process", "Technology", "Environment"]
    assert "Only one engineer had the training for the router" in sides["People"]
    assert "No load test of the router at production scale" in sides["Process"]
    assert "Alert on the queue fired too late, only at 40,000" in sides["Technology"]


def test_a_side_without_causes_asks_for_them() -> None:
    for bone in fishbone(BARE).bones:
        assert bone.causes == ()
        assert bone.question
        assert bone.question.to


# Timeline analysis


def test_decisions_stand_with_what_was_known_then() -> None:
    section = reviewed(FULL, "timeline").section("timeline-analysis")
    assert section
    decisions = next(part for part in section.parts if getattr(part, "title", "").startswith("Decisions"))
    assert isinstance(decisions, Items)
    rolled_back = next(item for item in decisions.items if "roll back" in item.text)
    assert rolled_back.note == "last known at 10:08: Release 4.7 opens one connection a mail, the limit is 500"
    assert [one.place for one in rolled_back.evidence] == ["event 6", "event 4"]


def test_signs_before_the_detection_are_chances_to_be_earlier() -> None:
    section = reviewed(FULL, "timeline").section("timeline-analysis")
    assert section
    assert "7 min before the detection, at 09:48 UTC: Release 4.7 of the mail router goes out" in repr(section)


def test_without_times_the_analysis_asks_for_them() -> None:
    section = reviewed(BARE, "timeline").section("timeline-analysis")
    assert section
    assert isinstance(section.parts[-1], Questions)


def test_what_the_four_parts_took_is_measured() -> None:
    section = reviewed(FULL, "timeline").section("timeline-analysis")
    assert section
    table = section.parts[0]
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Detection", "Response", "Communication", "Resolution"]
    assert "Time to detect 7 min, target 30 min" in table.rows[0][1]


# Bow tie


def test_barriers_held_failed_or_were_missing_as_the_record_says() -> None:
    tie = bowtie(FULL)
    states = {one.name: one.state for one in (*tie.preventive, *tie.recovery)}
    assert states["Tests"] == "missing"
    assert states["Warning before the limit"] == "failed"
    assert states["Documentation and runbooks"] == "failed"
    assert states["Rollback or failover"] == "held"
    assert states["Workaround"] == "held"
    assert states["Detection"] == "held"


def test_a_barrier_that_nothing_speaks_of_is_unknown_and_asked_about() -> None:
    tie = bowtie(BARE)
    assert {one.state for one in (*tie.preventive, *tie.recovery)} == {"unknown"}
    assert all(one.question for one in (*tie.preventive, *tie.recovery))


def test_every_known_barrier_names_its_evidence() -> None:
    tie = bowtie(FULL)
    for one in (*tie.preventive, *tie.recovery):
        assert (one.state == "unknown") == (one.question is not None)
        assert one.evidence or one.state == "unknown"


def test_consequences_say_whether_they_came() -> None:
    states = {side.text: side.state for side in bowtie(FULL).consequences}
    assert states["Data lost: no"] == "did not come"
    assert states["Users affected: 8,300"] == "came"


def test_a_rollback_on_the_timeline_of_an_incident_that_ended_is_a_barrier_that_held() -> None:
    rolled = event(1, 5, EntryKind.MITIGATION, "Rolled back to 4.6"), event(2, 9, EntryKind.RESOLUTION, "Over")
    barrier = next(
        one for one in bowtie(replace(BARE, status="resolved", events=rolled)).recovery if "Rollback" in one.name
    )
    assert (barrier.state, barrier.evidence[0].place) == ("held", "event 1")
