"""Fishbone and bow tie as pictures: well formed, within their frame, and nothing typed acts in them."""

from xml.etree import ElementTree

import pytest

from bot.review.document.parts import Barrier, Bone, BowTie, Fishbone, Sentence
from templates.pictures.frameworks import STATES, WIDTH, anchor, bowtie_svg, fishbone_svg, wrapped
from tests.templates.hostile_examples import TYPED

SVG = "{http://www.w3.org/2000/svg}"


def fishbone(text: str, causes: int = 3) -> Fishbone:
    bones = tuple(Bone(name, (Sentence(text),) * causes) for name in ("People", "Process", "Technology", "Environment"))
    return Fishbone(text, bones)


def bowtie(text: str) -> BowTie:
    barriers = tuple(Barrier(text, state, ()) for state in STATES)
    sides = (Sentence(text), Sentence(text))
    return BowTie(text, sides, barriers, barriers, sides)


def drawn(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_typed_is_text_in_a_picture_and_nothing_else(typed: str) -> None:
    for picture in (fishbone_svg(fishbone(typed)), bowtie_svg(bowtie(typed))):
        elements = {element.tag.removeprefix(SVG) for element in drawn(picture).iter()}
        assert elements == {"svg", "rect", "line", "text"}


@pytest.mark.parametrize("picture", [fishbone_svg(fishbone("word " * 60)), bowtie_svg(bowtie("word " * 60))])
def test_everything_stands_within_the_frame(picture: str) -> None:
    root = drawn(picture)
    height = int(root.attrib["viewBox"].split()[3])
    for text in root.iter(f"{SVG}text"):
        assert 0 <= int(text.attrib["x"]) < WIDTH
        assert 0 < int(text.attrib["y"]) <= height
    for box in root.iter(f"{SVG}rect"):
        assert int(box.attrib["x"]) + int(box.attrib["width"]) <= WIDTH
        assert int(box.attrib["y"]) + int(box.attrib["height"]) <= height


def test_each_barrier_says_its_state_in_words_too() -> None:
    texts = [text.text for text in drawn(bowtie_svg(bowtie("Guard"))).iter(f"{SVG}text")]
    for _, word in STATES.values():
        assert f"Guard: {word}" in texts


def test_a_long_text_is_cut_and_says_so() -> None:
    lines = wrapped("word " * 100, 100, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("short", 100, 3) == ["short"]
    assert wrapped("", 100, 3) == [""]


@pytest.mark.parametrize(("place", "found"), [("event 3", "event-3"), ("events 1 to 3", ""), ("impact.users", "")])
def test_only_events_have_an_anchor(place: str, found: str) -> None:
    assert anchor(place) == found
