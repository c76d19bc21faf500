"""The picture of a timeline: plain SVG, every text clear of the others and of every line, and nothing cut."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.analysis.model import Case, Chronicle, Event, Told
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.metrics.key_moments import MomentKey
from bot.timeline.kinds import EntryKind
from templates.pictures.lettering import width_of
from templates.pictures.png import png
from templates.pictures.shown import noted_in
from templates.pictures.timeline import timeline_picture
from templates.pictures.upright import WIDTH, upright_picture
from tests.bot.analysis.timeline_cases import PLAIN, events, labelled, minutes
from tests.bot.review.document.review_cases import FULL, reviewed
from tests.templates.hostile_examples import TYPED
from tools.timelines import case_of

NAMESPACE = "{http://www.w3.org/2000/svg}"
SIZE = 13
UPDATE = EntryKind.COMMUNICATION
LONG = "Moved every shard of the search index to the spare cluster in the second region by hand and in order"


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def plain(*done: tuple[float | None, str, str], told: tuple[float, ...] = ()) -> Case:
    """The plain incident with what else was done, and with updates."""
    kinds = {len(PLAIN) + place: EntryKind.MITIGATION for place in range(1, len(done) + 1)}
    messages = tuple(Told(f"update {at}", minutes(at), "status page") for at in told)
    return Case(events=events(*PLAIN, *done, kinds=kinds), told=messages)


def analyzed(case: Case) -> Chronicle:
    return read_timeline(case, Policy(), "sev1")


def drawn(case: Case, width: int = 940) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_picture(case, analyzed(case), width))


def standing(case: Case) -> ElementTree.Element:
    return ElementTree.fromstring(upright_picture(case, analyzed(case)))


def texts(picture: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in picture.iter(f"{NAMESPACE}text")]


def boxes(picture: ElementTree.Element) -> list[Box]:
    """The box of each text, as wide as the widest usual font makes it."""
    return [box_of(element) for element in picture.iter(f"{NAMESPACE}text")]


def box_of(element: ElementTree.Element) -> Box:
    size = float(element.get("font-size", SIZE))
    spans = [(span.text or "", "font-weight" in span.attrib) for span in element] or [(element.text or "", False)]
    blanks = width_of(" ", size) * (len(spans) - 1)
    wide = blanks + sum(width_of(text, size, bold=bold) for text, bold in spans)
    x, y = float(element.get("x", 0)), float(element.get("y", 0))
    left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0.0)
    return Box(left, y - size * 0.75, left + wide, y + size * 0.2)


def lines(picture: ElementTree.Element) -> list[Box]:
    """The leaders, rules and dashes, without what only separates phases."""
    found = (one for one in picture.iter(f"{NAMESPACE}line") if one.get("class") != "ground")
    ends = ([float(one.get(name, 0)) for name in ("x1", "y1", "x2", "y2")] for one in found)
    return [Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for x1, y1, x2, y2 in ends]


def meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def crosses(line: Box, text: Box) -> bool:
    return (
        line.left < text.right
        and text.left < line.right + 0.01
        and line.top < text.bottom
        and text.top < line.bottom + 0.01
    )


def faults(picture: ElementTree.Element) -> Iterator[str]:
    found = boxes(picture)
    _, _, width, height = (float(size) for size in picture.attrib["viewBox"].split())
    said = texts(picture)
    for (one, here), (other, there) in combinations(zip(said, found, strict=True), 2):
        if meet(here, there):
            yield f"{one!r} lies over {other!r}"
    for words, box in zip(said, found, strict=True):
        if box.left < -0.5 or box.right > width + 0.5 or box.top < 0 or box.bottom > height:
            yield f"{words!r} leaves the picture"
        if any(crosses(line, box) for line in lines(picture)):
            yield f"a line runs through {words!r}"


@some.composite
def incidents(draw: some.DrawFn) -> Case:
    """Entries of any kind and length, close together or days apart, with updates."""
    span = draw(some.sampled_from([20, 180, 3_000, 40_000]))
    count = draw(some.integers(6, 30))
    words = some.text(alphabet="abcdefg MWil019.,日é-", min_size=1, max_size=130)
    kinds = some.sampled_from(list(EntryKind))
    entries = [
        Event(number, draw(words), minutes(draw(some.integers(0, span))), kind=draw(kinds))
        for number in range(1, count + 1)
    ]
    told = draw(some.lists(some.integers(0, span), max_size=6))
    return Case(events=tuple(entries), told=tuple(Told("update", minutes(at), "status page") for at in told))


@settings(max_examples=300, deadline=None)
@given(incidents(), some.sampled_from([320, 520, 940, 1600]))
def test_no_text_meets_another_or_a_line_in_any_incident(case: Case, width: int) -> None:
    picture = timeline_picture(case, analyzed(case), width)
    assert not picture or list(faults(ElementTree.fromstring(picture))) == []


@settings(max_examples=100, deadline=None)
@given(incidents())
def test_no_text_meets_another_in_the_standing_picture(case: Case) -> None:
    picture = upright_picture(case, analyzed(case))
    assert not picture or list(faults(ElementTree.fromstring(picture))) == []


@pytest.mark.parametrize("width", [320, 520, 940, 1600])
@pytest.mark.parametrize("stored", labelled("given"), ids=lambda stored: str(stored["id"]))
def test_no_text_meets_another_or_a_line_in_a_real_incident(stored: dict[str, object], width: int) -> None:
    case = case_of(stored)
    picture = timeline_picture(case, analyzed(case), width)
    assert not picture or list(faults(ElementTree.fromstring(picture))) == []


def test_it_is_made_of_the_simplest_elements_alone() -> None:
    case = plain(told=(15, 20, 58))
    for picture in (drawn(case), standing(case)):
        names = {element.tag.removeprefix(NAMESPACE) for element in picture.iter()}
        assert names == {"svg", "rect", "line", "circle", "text", "tspan"}
        assert "var(" not in ElementTree.tostring(picture, "unicode")


def test_moments_actions_phases_and_updates_are_in_it() -> None:
    case = plain(told=(15, 20, 58))
    said = texts(drawn(case))
    for key, name in (("started_at", "Started"), ("detected_at", "Detected"), ("mitigated_at", "Mitigated")):
        moment = analyzed(case).moments[MomentKey(key)]
        assert moment.at
        assert f"{name} {'≈ ' if moment.estimated else ''}{moment.at:%H:%M}" in said
    assert "14:30 decision: we roll back to 4.1" in said
    assert {"Actions", "Updates", "UTC", "Mitigation"} <= set(said)
    rings = [one for one in drawn(case).iter(f"{NAMESPACE}circle") if one.get("class") == "ring"]
    assert len(rings) == 3


def test_a_recorded_moment_has_no_sign_of_an_estimate() -> None:
    case = Case(
        events=events(*PLAIN), moments={"detected_at": minutes(6)}, moment_places={"detected_at": "incident.detected"}
    )
    assert "Detected 14:06" in texts(drawn(case))
    assert "Detected" in texts(standing(case))


def test_moments_at_the_same_time_share_a_label() -> None:
    stated = {"started_at": minutes(0), "detected_at": minutes(0)}
    case = Case(events=events(*PLAIN), moments=stated, moment_places={key: key for key in stated})
    assert "Started, detected 14:00" in texts(drawn(case))


def test_a_silence_longer_than_the_interval_is_shown_once() -> None:
    said = texts(drawn(plain(told=(15, 58))))
    assert sum("43 min" in text for text in said) == 1
    assert "43 min without an update" in texts(standing(plain(told=(15, 58))))


def test_without_an_update_there_is_no_lane_for_them() -> None:
    said = texts(drawn(plain()))
    assert "Updates" not in said
    assert not any("without an update" in text for text in said)


def test_what_another_company_posts_is_no_update_of_ours() -> None:
    entry = (25.0, "Ana", "Stripe's status page says they are investigating")
    assert "Updates" not in texts(drawn(Case(events=events(*PLAIN, entry))))


def test_a_long_action_wraps_and_loses_no_word() -> None:
    said = " ".join(texts(drawn(plain((33, "Ben", f"decision: {LONG}")), 520)))
    assert all(word in said for word in LONG.split())
    assert "…" not in said


def test_an_action_too_long_to_name_is_a_mark_and_the_picture_says_so() -> None:
    case = plain((33, "Ben", f"decision: {LONG}, {LONG}"))
    said = texts(drawn(case))
    assert not any("every shard" in text for text in said)
    assert any(re.fullmatch(r"1 of \d actions have no name here: see the timeline\.", text) for text in said)


def test_an_action_is_named_by_its_first_sentence() -> None:
    said = texts(drawn(plain((33, "Ben", "Decision: move to v. 2.1 at once. It has the old pool."))))
    assert "14:33 Decision: move to v. 2.1 at once" in said


def test_a_release_that_only_a_field_tells_is_in_the_picture_of_a_review() -> None:
    released = {"service": "mail-router", "version": "4.7", "deployed_at": "2024-05-06T09:30:00Z"}
    review = reviewed(replace(FULL, facts={**FULL.facts, "recent_deployments": [released]}), None, "standard")
    [noted] = noted_in(review)
    drawing = ElementTree.fromstring(timeline_picture(review.case, review.chronicle, 940, (noted,)))
    assert "09:30 mail-router 4.7 deployed" in texts(drawing)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_few_entries_are_no_picture(count: int) -> None:
    case = Case(events=events(*PLAIN[:count]))
    assert timeline_picture(case, analyzed(case), 940) == ""
    assert upright_picture(case, analyzed(case)) == ""


def test_without_a_stretch_of_time_there_is_no_picture() -> None:
    at_once = Case(events=events(*((0.0, "Ana", f"note {number}") for number in range(8))))
    untimed = Case(events=events(*((None, "Ana", f"note {number}") for number in range(8))))
    assert timeline_picture(at_once, analyzed(at_once), 940) == ""
    assert timeline_picture(untimed, analyzed(untimed), 940) == ""


def test_thousands_of_entries_make_no_larger_picture() -> None:
    many = tuple(
        Event(number, f"decision: step {number}", minutes(number / 10), kind=EntryKind.MITIGATION)
        for number in range(1, 5_001)
    )
    picture = drawn(Case(events=many))
    assert float(picture.attrib["height"]) < 700
    said = texts(picture)
    assert any(re.fullmatch(r"4,9\d\d of 4,9\d\d actions have no name here: see the timeline\.", text) for text in said)
    hours = {text.split(":")[0] for text in said if "decision: step" in text}
    assert len(hours) == 8, "they are named all over the time"
    assert len(list(picture.iter(f"{NAMESPACE}circle"))) < 200


def test_what_lies_long_before_is_not_drawn_and_it_says_so() -> None:
    month = -30 * 24 * 60
    said = texts(drawn(Case(events=events((month, "release bot", "release 4 goes out"), *PLAIN[1:]))))
    assert any(text.startswith("Not drawn, long before or after: ") and "1 entry" in text for text in said)
    assert any(re.fullmatch("Declared (≈ )?14:12", text) for text in said)


def test_updates_with_nothing_between_them_are_one_line_of_the_standing_picture() -> None:
    assert "2 updates, the last at 14:18" in texts(standing(plain(told=(17, 18))))


def test_an_edge_is_left_free_around_a_picture_that_stands_alone() -> None:
    case = plain()
    drawing = ElementTree.fromstring(timeline_picture(case, analyzed(case), 520, edge=12))
    assert drawing.attrib["viewBox"].startswith("-12 -12 544 ")
    assert png(ElementTree.tostring(drawing, "unicode")).startswith(b"\x89PNG")


def test_the_standing_picture_is_as_wide_as_a_phone() -> None:
    assert float(standing(plain()).attrib["width"]) == WIDTH < 360


def test_a_picture_over_midnight_says_the_day() -> None:
    late = tuple((at + 590, who, said) for at, who, said in PLAIN)
    said = texts(drawn(Case(events=events(*late))))
    assert "6 Mar, 00:00" in said
    assert any("Wed 6 Mar" in text for text in said)


@pytest.mark.parametrize("typed", [*TYPED, "a & b", '"quoted"', "\x00\x0b\ud800 control", "]]>"])
def test_typed_text_only_shows(typed: str) -> None:
    case = plain((33, "Ana", f"decision: {typed}"))
    for picture in (drawn(case), standing(case)):
        names = {element.tag.removeprefix(NAMESPACE) for element in picture.iter()}
        assert names <= {"svg", "rect", "line", "circle", "text", "tspan"}


def test_an_undated_timeline_is_drawn_too() -> None:
    start = datetime(1970, 1, 1, 9, 0, tzinfo=UTC)
    entries = tuple(
        Event(number, text, start + timedelta(minutes=at)) for number, (at, _, text) in enumerate(PLAIN, start=1)
    )
    assert any(re.fullmatch("Detected (≈ )?09:06", text) for text in texts(drawn(Case(events=entries))))
