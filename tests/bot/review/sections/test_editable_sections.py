"""Sections as people work on them: which there are, whose text stands, and whether the record moved on under it."""

from dataclasses import replace

from bot.config.policy import Policy
from bot.review import edit_log
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.document.templates import COMPREHENSIVE
from bot.review.edit_log import ReviewEdits, fold
from bot.review.facts import FactKind
from bot.review.root_cause.methods import ALL
from bot.review.sections.editable_sections import EditableSection, editable_section, editable_sections
from bot.review.sections.generated_text import text_of
from bot.timeline.model import EntryKind
from tests.bot.review.review_examples import IDA, action, after, details, entry, incident, recorded


def built(cause: str = "") -> Review:
    records = (recorded(FactKind.CAUSE, cause),) if cause else ()
    what = incident(resolved=60, severity="sev1")
    told = details(what, entry(-5, EntryKind.TRIGGER, "Release 88"), records=records, actions=(action(1, "Alert"),))
    return review_of(told, Policy(), after(100), ALL, COMPREHENSIVE)


def wrote(section: str, text: str, generated: str) -> ReviewEdits:
    return fold([replace(edit_log.edit(section, text, 0, generated, IDA, after(90)), number=1)])


def one(review: Review, now: ReviewEdits, key: str) -> EditableSection:
    return next(each for each in editable_sections(review, now) if each.key == key)


def test_what_only_says_what_stands_elsewhere_is_no_chapter() -> None:
    keys = [each.key for each in editable_sections(built(), ReviewEdits())]
    assert {"questions", "further", "definitions"}.isdisjoint(keys)
    assert keys[:2] == ["summary", "impact"]


def test_the_text_that_stands_is_the_generated_one_until_a_person_writes() -> None:
    review = built("The pool")
    section = review.section("root-cause")
    assert section is not None
    before = one(review, ReviewEdits(), "root-cause")
    assert (before.text, before.version, before.moved_on) == (text_of(section), 0, False)
    assert "The pool" in before.text
    after_it = one(review, wrote("root-cause", "Mine", text_of(section)), "root-cause")
    assert (after_it.text, after_it.version, after_it.moved_on) == ("Mine", 1, False)


def test_the_record_moves_on_under_a_text() -> None:
    section = built().section("root-cause")
    assert section is not None
    now = wrote("root-cause", "Mine", text_of(section))
    assert one(built("The pool"), now, "root-cause").moved_on


def test_what_somebody_wrote_stays_a_chapter_where_the_template_has_it_no_more() -> None:
    what = incident(resolved=60, severity="sev4")
    brief = review_of(details(what, entry(-5)), Policy(), after(100))
    assert "narrative" not in [each.key for each in editable_sections(brief, ReviewEdits())]
    assert one(brief, wrote("narrative", "It went like this", ""), "narrative").text == "It went like this"


def test_every_section_of_the_largest_review_has_a_text() -> None:
    review = built("The pool")
    assert all(text_of(section) for section in review.sections)
    assert text_of(review.sections[0]) == text_of(built("The pool").sections[0])


def test_a_section_is_found_by_its_key_its_title_or_its_beginning() -> None:
    found = editable_sections(built(), ReviewEdits())
    for said, key in (
        ("root cause", "root-cause"),
        ("Root-Cause", "root-cause"),
        ("impact", "impact"),
        ("time", "timeline"),
    ):
        named = editable_section(found, said)
        assert named is not None
        assert named.key == key
    assert editable_section(found, "weather") is None
    assert editable_section(found, "co") is None
