"""The timeline of a review: each thing once, in phases, with the key times in it and nothing lost."""

from dataclasses import replace

import pytest

from bot.analysis.model import Case, Event, Evidence, Told
from bot.json_types import Json
from bot.metrics.key_moments import MomentKey
from bot.review.document.parts import Course, Happening, Items, Paragraph
from bot.review.document.timeline.course import MOST_LINES
from bot.timeline.model import EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import BARE, EVENTS, FULL, after, claim, event, reviewed

NAMES = ("search", "mail", "login", "upload", "billing", "export", "import")
QUIET = replace(BARE, events=EVENTS, severity="SEV2", status="resolved")


def course(case: Case, template: str | None = None) -> Course:
    section = reviewed(case, None, template).section("timeline")
    assert section
    return next(part for part in section.parts if isinstance(part, Course))


def lines(case: Case) -> list[Happening]:
    return [line for stage in course(case).stages for line in stage.lines]


def line(case: Case, number: int) -> Happening:
    return next(one for one in lines(case) if one.number == number)


def test_a_release_that_only_a_field_tells_stands_in_the_timeline_with_its_source() -> None:
    release = {"service": "mail-router", "version": "4.7", "deployed_at": "2024-05-06T09:40:00Z", "changes": "Pool off"}
    case = replace(QUIET, facts={"recent_deployments": [release]}, fact_places={"recent_deployments": "context.recent"})
    (found,) = [one for one in lines(case) if not one.number]
    assert (found.at, found.text) == (after(-20), "mail-router 4.7 deployed: Pool off")
    assert found.evidence[0].place == "context.recent[0]"
    assert course(case).stages[0].name == "Before detection"


def test_a_field_with_a_time_that_an_entry_tells_stands_once() -> None:
    release = {"name": "Release 4.7 of the mail router", "released_at": "2024-05-06T09:48:00Z"}
    assert all(one.number for one in lines(replace(QUIET, facts={"changes": [release]})))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("created_at", "2024-05-06T10:20:00Z"),  # of the ticket
        ("review_due", "2024-05-06T10:20:00Z"),
        ("war_room_established", "2024-01-01T10:20:00Z"),  # another time altogether
        ("war_room_established", True),
    ],
)
def test_what_did_not_happen_then_is_no_entry(key: str, value: Json) -> None:
    assert all(one.number for one in lines(replace(QUIET, facts={key: value})))


def test_a_dated_figure_is_an_entry_in_words() -> None:
    (found,) = [
        one for one in lines(replace(QUIET, facts={"war_room_opened_at": "2024-05-06T10:04:00Z"})) if not one.number
    ]
    assert found.text == "War room opened"


def test_a_recorded_key_time_that_no_entry_tells_stands_in_the_timeline() -> None:
    case = replace(QUIET, moments={"resolved_at": after(120)}, moment_places={"resolved_at": "incident.resolved_at"})
    (found,) = [one for one in lines(case) if MomentKey.RESOLVED in one.moments]
    assert (found.at, found.number, found.evidence[0].place) == (after(120), 0, "incident.resolved_at")


def test_a_key_time_that_a_field_states_marks_the_entry_of_that_minute() -> None:
    case = replace(QUIET, moments={"declared_at": after(0)}, moment_places={"declared_at": "incident.declared_at"})
    assert line(case, 3).moments == (MomentKey.DECLARED,)


def test_an_entry_says_no_word_again_that_its_key_time_says() -> None:
    ends = (*EVENTS[:7], event(8, 90, EntryKind.RESOLUTION, "Incident resolved. Queue is empty."))
    assert line(replace(QUIET, events=ends), 8).text == "Queue is empty."
    bare = (*EVENTS[:7], event(8, 90, EntryKind.RESOLUTION, "resolved"))
    assert line(replace(QUIET, events=bare), 8).text == ""


def test_what_was_logged_twice_stands_once_and_says_who_and_when() -> None:
    again = event(9, 9, EntryKind.INVESTIGATION, EVENTS[3].text)
    case = replace(QUIET, events=(*EVENTS, again))
    assert line(case, 4).notes == ("logged twice, again 10:09",)
    assert 9 not in {one.number for one in lines(case)}
    other = replace(again, actor="Paul Okafor", link="https://a.b/1")
    linked = tuple(replace(one, link="https://a.b/1") if one.number == 4 else one for one in EVENTS)
    assert line(replace(QUIET, events=(*linked, other)), 4).notes == ("logged twice, again 10:09 by Paul Okafor",)


def test_the_same_message_in_other_words_is_not_lost() -> None:
    linked = tuple(replace(one, link="https://a.b/1") if one.number == 4 else one for one in EVENTS)
    edited = event(
        9, 9, EntryKind.INVESTIGATION, "The limit is 500, and was 5,000 in release 4.6", link="https://a.b/1"
    )
    assert line(replace(QUIET, events=(*linked, edited)), 9).text == edited.text


def test_an_entry_and_the_message_that_it_is_are_one() -> None:
    posted = event(
        5,
        12,
        EntryKind.COMMUNICATION,
        "Status page updated: Identified - Mail is delayed",
        extra={"channel": "status_page"},
    )
    told = Told("Identified - Mail is delayed. We are on it.", after(13), "status_page", evidence=Evidence("told[0]"))
    case = replace(QUIET, events=(*EVENTS[:4], posted, *EVENTS[5:]), told=(told,))
    assert line(case, 5).text == "Status page: Identified"
    for apart in (
        replace(told, at=after(15)),  # two minutes and more
        replace(told, channel="email"),
        replace(told, text="Resolved - Mail is delayed. We are on it."),
    ):
        other = replace(
            case, events=tuple(replace(one, status="identified") if one.number == 5 else one for one in case.events)
        )
        assert line(replace(other, told=(apart,)), 5).text == posted.text


def test_two_alerts_stay_two() -> None:
    second = event(9, -4, EntryKind.DETECTION, "Alert: age of outgoing mail above 40 minutes", "monitoring")
    assert {2, 9} <= {one.number for one in lines(replace(QUIET, events=(*EVENTS, second)))}


def test_a_long_timeline_shows_a_choice_first_and_everything_at_the_end() -> None:
    many = tuple(
        event(number, number, EntryKind.INVESTIGATION, f"Looked at shard {number}") for number in range(9, 5_001)
    )
    case = replace(QUIET, events=(*EVENTS[:7], *many, replace(EVENTS[7], at=after(6_000))))
    stages = course(case).stages
    first = [one for stage in stages if not stage.folded for one in stage.lines]
    assert len(first) <= MOST_LINES
    assert {1, 2, 3, 5, 6, 8} <= {one.number for one in first}
    assert {one.number for stage in stages if stage.folded for one in stage.lines} == {
        one.number for one in case.events
    }
    document = review_document(reviewed(case, None, "standard"), "markdown")
    assert document.index("## Sources") < document.index("## All entries") < document.index("Looked at shard 4999")


def test_a_long_entry_is_not_cut() -> None:
    text = "Pool " * 2_000 + "end"
    case = replace(QUIET, events=(*EVENTS[:3], event(4, 8, EntryKind.INVESTIGATION, text), *EVENTS[4:]))
    assert line(case, 4).text == text
    assert "end" in review_document(reviewed(case), "text").split()


def test_a_short_timeline_has_no_phases() -> None:
    (stage,) = course(replace(QUIET, events=EVENTS[2:6])).stages
    assert stage.name == ""


def test_no_table_has_an_empty_head_or_cell() -> None:
    review = reviewed(replace(FULL, events=(*EVENTS, event(9, 95, EntryKind.NOTE, "", ""))), "all", "comprehensive")
    for form in ("markdown", "canvas"):
        for row in review_document(review, form).splitlines():
            if row.startswith("|"):
                assert all(cell.strip() for cell in row.strip("|").split("|")), row


def test_a_timeline_that_names_nobody_has_no_column_of_people() -> None:
    nobody = tuple(replace(one, actor="") for one in EVENTS)
    assert "| Who |" not in review_document(reviewed(replace(QUIET, events=nobody)), "markdown")


def test_nobody_was_told() -> None:
    """Silence of the log is no silence: updates may exist elsewhere."""
    case = replace(QUIET, events=tuple(one for one in EVENTS if one.kind is not EntryKind.COMMUNICATION))
    section = reviewed(case).section("timeline")
    assert section
    (silent,) = [part for part in section.parts if isinstance(part, Paragraph)]
    assert silent.sentences[0].text == "No updates are logged."
    for form in ("markdown", "html", "text"):
        document = review_document(reviewed(case), form).casefold()
        assert "nobody" not in document
        assert "was told" not in document


def test_reading_the_page_of_a_vendor_is_no_update() -> None:
    read = Event(5, "Stripe's status page says they are investigating", after(12), "Ida Holm")
    for text, silent in ((read.text, True), ("Posted an update on the status page", False)):
        events = tuple(replace(read, text=text) if one.number == 5 else one for one in EVENTS)
        section = reviewed(replace(QUIET, events=events)).section("timeline")
        assert section
        assert any(isinstance(part, Paragraph) for part in section.parts) is silent


def test_gap_1530_to_1630() -> None:
    """No list of gaps: a later entry may explain the silence, and the longest gap is a figure."""
    stable = Event(9, "Stable for 60 minutes", after(150), "Nora Weiss", type="monitoring", kind=EntryKind.MONITORING)
    document = review_document(reviewed(replace(FULL, events=(*EVENTS, stable)), "all", "comprehensive"), "markdown")
    for word in ("## gaps", "## delays", "cadence", "11:30 to 12:30"):
        assert word not in document.casefold()


@pytest.mark.parametrize("template", ["standard", "comprehensive"])
def test_fixes_for_which_page_one_has_no_room_are_listed_once(template: str) -> None:
    texts = [f"Moved half of the {name} traffic over to the other region" for name in NAMES]
    fixes = tuple(claim(text, f"fix {number}") for number, text in enumerate((*texts, texts[-1]), start=1))
    shown = review_document(reviewed(replace(QUIET, fixes=fixes), None, template), "markdown")
    assert "**Also done**" in shown
    assert [shown.casefold().count(f"{name} traffic") for name in NAMES] == [1] * len(NAMES)


def test_a_fix_that_an_entry_tells_is_not_listed_again() -> None:
    told = replace(QUIET, fixes=(claim("Roll back to 4.6", "fix 1"), claim("Queue is falling", "fix 2")))
    section = reviewed(told, None, "standard").section("timeline")
    assert section
    assert not [part for part in section.parts if isinstance(part, Items)]


def test_two_fixes_that_differ_in_a_version_are_both_told() -> None:
    fixes = (claim("*Rolled* back `api` & <more>", "fix 1"), claim("Rolled back v1 <b>", "fix 2"))
    shown = review_document(reviewed(replace(QUIET, fixes=fixes), None, "standard"), "markdown")
    assert "olled back v1" in shown
    assert "back `api`" in shown or "back \\`api\\`" in shown
