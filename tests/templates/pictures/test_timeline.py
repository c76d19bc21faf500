"""The picture of a timeline: plain SVG, labels that keep apart, and honest about what it leaves out."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from bot.analysis.model import Chronicle
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.timeline.model import EntryKind
from templates.pictures.timeline import timeline_picture
from tests.bot.analysis.timeline_cases import PLAIN, labelled, read
from tools.timelines import case_of

NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(chronicle: Chronicle, width: int = 900) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_picture(chronicle, width))


def texts(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{NAMESPACE}text")]


def boxes(picture: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each text, in letters of 6 pixels: about what a sans-serif of 12 pixels takes."""
    found = []
    for element in picture.iter(f"{NAMESPACE}text"):
        wide, x, y = 6 * len(element.text or ""), float(element.get("x", 0)), float(element.get("y", 0))
        left = x - wide / 2 if element.get("text-anchor") == "middle" else x
        found.append((left, y - 10, left + wide, y + 2))
    return found


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_it_is_made_of_the_simplest_elements_alone() -> None:
    names = {element.tag.removeprefix(NAMESPACE) for element in drawn(read(*PLAIN)).iter()}
    assert names == {"svg", "rect", "line", "circle", "text", "title"}
    assert "var(" not in timeline_picture(read(*PLAIN), 900)


def test_bands_events_and_moments_are_in_it() -> None:
    picture = drawn(read(*PLAIN))
    said = " ".join(texts(picture))
    assert all(f"{band.name} " in said for band in read(*PLAIN).bands)
    assert all(
        name in said for name in ("Started ≈ 14:00", "Detected ≈ 14:06", "Mitigated ≈ 14:45", "Resolved ≈ 15:00")
    )
    assert len(list(picture.iter(f"{NAMESPACE}circle"))) == len(PLAIN)


def test_silences_are_shaded_and_explained() -> None:
    chronicle = read((0, "alerting", "ALERT: shop is down"), (90, "Ana", "incident resolved"))
    classes = {element.get("class") for element in drawn(chronicle).iter(f"{NAMESPACE}rect")}
    assert {"gap", "untold"} <= classes
    assert any("Grey: no events." in text for text in texts(drawn(chronicle)))


@pytest.mark.parametrize("width", [320, 600, 960, 1600])
@pytest.mark.parametrize("stored", labelled("given"), ids=lambda stored: str(stored["id"]))
def test_no_two_labels_overlap_and_none_leaves_the_picture(stored: dict[str, object], width: int) -> None:
    picture = drawn(read_timeline(case_of(stored), Policy(), "sev1"), width)
    found = boxes(picture)
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []
    assert all(box[0] >= 0 and box[2] <= width for box in found)


def test_without_a_stretch_of_time_there_is_no_picture() -> None:
    assert timeline_picture(read(), 900) == ""
    assert timeline_picture(read((0, "Ana", "noted")), 900) == ""
    assert timeline_picture(read((None, "Ana", "noted"), (None, "Ben", "noted")), 900) == ""


def test_many_events_are_thinned_and_it_says_so() -> None:
    told = [(number / 100, "Ana", f"note {number}") for number in range(5_000)]
    picture = drawn(read(*told, kinds={1: EntryKind.DETECTION, 5_000: EntryKind.RESOLUTION}))
    assert len(list(picture.iter(f"{NAMESPACE}circle"))) <= 300
    assert any(re.search(r"\d+ marks for 5,000 events", text) for text in texts(picture))


def test_what_lies_long_before_is_not_drawn_and_it_says_so() -> None:
    month = 30 * 24 * 60
    picture = drawn(read((-month, "release bot", "release 4 goes out"), *PLAIN[1:]))
    assert any(text == "Not drawn, long before or after: 1 of 11 events." for text in texts(picture))
    assert any(text.startswith("Declared ≈ 14:12") for text in texts(picture))


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "a & b", '"quoted"', "\x00\x0b\ud800 control", "]]>"])
def test_typed_text_only_shows(typed: str) -> None:
    picture = drawn(read((0, "Ana", typed), (5, "alerting", "ALERT: down"), (9, "Ana", "resolved")))
    assert not [element for element in picture.iter() if "script" in element.tag]
