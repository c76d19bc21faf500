"""Fishbone and bow tie as pictures: every word in its place, no line through one, and nothing typed acts in them."""

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest

from bot.review.document.parts import Barrier, Bone, BowTie, Fishbone, Sentence
from bot.review.root_cause.bowtie import HELPED, HINDERED, WEAK
from templates.pictures.frameworks import SIZE, WIDTH, bowtie_svg, fishbone_svg
from templates.pictures.lettering import width_of
from tests.templates.hostile_examples import TYPED

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "The monthly certificate rotation was performed by hand by the person who happened to be on duty, and the calendar "
    "entry that reminded them of it had moved with a colleague"
)
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 3

Box = tuple[float, float, float, float]  # left, top, right, bottom


def fishbone(text: str, causes: int = 3, bones: int = 4) -> Fishbone:
    names = ("People", "Process", "Tooling", "Environment")[:bones]
    return Fishbone(text, tuple(Bone(name, (Sentence(text), Sentence("x")) * causes) for name in names))


def bowtie(text: str, barriers: int = 3, sides: int = 2) -> BowTie:
    each = tuple(Barrier(text, state, ()) for state in (WEAK, HELPED, HINDERED)) * barriers
    return BowTie(text, (Sentence(text),) * sides, each, each, (Sentence(text), Sentence("x")) * sides)


TEXTS = ("No alert", LONG, UNBROKEN)
PICTURES = [
    *(fishbone_svg(fishbone(text, *size)) for text in TEXTS for size in ((1, 2), (4, 3), (9, 4))),
    *(bowtie_svg(bowtie(text, *size)) for text in TEXTS for size in ((1, 0), (1, 1), (9, 6))),
]


def drawn(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def place(text: ElementTree.Element) -> Box:
    said, bold = "".join(text.itertext()), text.attrib.get("font-weight") or text.find(f"{SVG}tspan[@font-weight]")
    wide = width_of(said, SIZE, bold=bold is not None)
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    left = x - wide / 2 if text.attrib["text-anchor"] == "middle" else x
    return left, y - 10, left + wide, y + 3


def texts(picture: str) -> list[Box]:
    return [place(text) for text in drawn(picture).iter(f"{SVG}text")]


def points(line: ElementTree.Element) -> Iterator[tuple[float, float]]:
    x1, y1, x2, y2 = (float(line.attrib[name]) for name in ("x1", "y1", "x2", "y2"))
    yield from ((x1 + (x2 - x1) * step / 200, y1 + (y2 - y1) * step / 200) for step in range(201))


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_typed_is_text_in_a_picture_and_nothing_else(typed: str) -> None:
    for picture in (fishbone_svg(fishbone(typed)), bowtie_svg(bowtie(typed))):
        elements = {element.tag.removeprefix(SVG) for element in drawn(picture).iter()}
        assert elements <= {"svg", "rect", "line", "circle", "text", "tspan"}


@pytest.mark.parametrize("picture", PICTURES)
def test_no_two_texts_meet_and_none_leaves_the_frame(picture: str) -> None:
    height = float(drawn(picture).attrib["viewBox"].split()[3])
    found = texts(picture)
    assert all(left >= 0 and top >= 0 and right <= WIDTH and bottom <= height for left, top, right, bottom in found)
    assert [pair for pair in combinations(found, 2) if meet(*pair)] == []


@pytest.mark.parametrize("picture", PICTURES)
def test_no_line_runs_through_a_word(picture: str) -> None:
    lines = [point for line in drawn(picture).iter(f"{SVG}line") for point in points(line)]
    crossed = [box for box in texts(picture) for x, y in lines if box[0] < x < box[2] and box[1] < y < box[3]]
    assert crossed == []


@pytest.mark.parametrize("text", ["No alert", LONG, f"{LONG} {LONG}"])
def test_no_word_is_cut(text: str) -> None:
    said = " ".join(" ".join(drawn(fishbone_svg(fishbone(text))).itertext()).split())
    assert said.count(text) == 1 + 4 * 3
    said = " ".join(" ".join(drawn(bowtie_svg(bowtie(text))).itertext()).split())
    assert said.count(text) == 1 + 2 + 2


def test_each_barrier_has_a_number_and_each_state_a_word_and_a_shape() -> None:
    picture = drawn(bowtie_svg(bowtie("Guard", barriers=1)))
    said = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
    assert [one for one in said if one.isdigit()] == ["1", "2", "3", "4", "5", "6"]
    assert {WEAK, HELPED, HINDERED} <= set(said)
    circles, dashed = list(picture.iter(f"{SVG}circle")), picture.findall(f".//{SVG}line[@stroke-dasharray]")
    assert (len(circles), len(dashed)) == (3, 3 * 4)


def test_a_side_without_a_record_is_not_named() -> None:
    said = " ".join(drawn(bowtie_svg(bowtie("Guard", sides=0))).itertext())
    assert "Threats" not in said
    assert "Consequences" not in said
