"""Telling what people changed in a canvas."""

from bot.review.edit_log import fingerprint
from bot.review.sections.canvas_merge import CanvasEdits, CanvasState, SectionPrint, as_read, changes, maybe, sections
from bot.review.sections.canvas_merge import taken as taken_in

PAGE = "# Title\n\nDraft.\n\n## Impact\n\nOne\n\n## Own heading\n\nTwo\n\n## Open questions\n\nWho?\n"


def kept(page: str = PAGE) -> CanvasState:
    return as_read(CanvasState("C1", {"impact": SectionPrint((fingerprint("x"),), 0, "basis")}), page, page)


def test_a_heading_of_somebodys_own_belongs_to_the_section_above() -> None:
    assert sections(PAGE) == {
        "": "# Title\n\nDraft.",
        "impact": "One\n\n## Own heading\n\nTwo",
        "questions": "Who?",
    }


def test_headings_of_earlier_versions_are_still_known() -> None:
    page = "# T\n\n## Where the review stands\n\nDraft.\n\n## Impact\n\nOne\n"
    assert sections(page) == {"": "# T", "standing": "Draft.", "impact": "One"}
    for added in ("Also written, by Ida", "What changed underneath", "Other version by Ida", "Generated text"):
        found = changes(kept(), PAGE.replace("One", f"Three\n\n### {added}\n\nOther"), {"impact": "One"})
        assert [edit.text for edit in found.sections] == ["Three"], added


THEN = {  # the titles under which canvases of the version before have what people may write
    "Summary": "summary",
    "Overview": "overview",
    "Severity": "severity",
    "Impact": "impact",
    "How it went": "narrative",
    "Timeline": "timeline",
    "Detection": "detection",
    "Response": "response",
    "What helped": "helped",
    "What hindered": "hindered",
    "Root cause": "root-cause",
    "Contributing factors": "factors",
    "Five whys": "five-whys",
    "Fishbone": "fishbone",
    "Timeline analysis": "timeline-analysis",
    "Bow tie": "bow-tie",
    "Wording to look at": "wording",
    "Resolution": "resolution",
    "Communication": "communication",
    "Metrics": "metrics",
    "Error budget": "error-budget",
    "Action items": "actions",
    "Lessons": "lessons",
    "Related incidents and documents": "related",
    "Participants": "participants",
    "Follow-up": "follow-up",
}


def test_a_canvas_of_an_earlier_version_is_read_without_loss() -> None:
    page = "# T\n\nDraft.\n" + "".join(f"\n## {title}\n\nSaid \\#1 of {key}.\n" for title, key in THEN.items())
    page += "\n## Open questions\n\nWho?\n\n## Completeness\n\n- Timeline\n\n## Appendix\n\nFigures.\n"
    editable = {key: text for key, text in sections(page).items() if key in THEN.values()}
    prints = {key: SectionPrint((fingerprint(text),), 1, "") for key, text in editable.items()}
    state = taken_in(CanvasState("C1", prints), page, {})
    assert changes(state, page, {}) == CanvasEdits()
    later = page.replace("Said ", "Changed, ").replace("Figures.", "Figures.\n\nA line of my own.")
    found = changes(state, later, {})
    assert {one.section: one.text for one in found.sections} == {key: f"Changed, #1 of {key}." for key in THEN.values()}
    assert found.loose == "A line of my own."


def test_only_a_section_that_was_changed_is_a_change() -> None:
    assert [one.section for one in changes(kept(PAGE), PAGE.replace("Two", "Three"), {}).sections] == ["impact"]
    assert changes(kept(PAGE), PAGE, {}).sections == ()


def test_a_section_that_is_gone_or_empty_is_no_change() -> None:
    assert changes(kept(), "# Title\n", {}).sections == ()
    assert changes(kept(), "# Title\n\n## Impact\n", {}).sections == ()


def test_the_same_words_set_in_another_way_are_nobodys_change() -> None:
    page = "## Impact\n\n- **One** \\#1\n"
    slacks = "## Impact\n\n* __One__ #1 :red_circle:\n"
    read = as_read(CanvasState("C1", {"impact": SectionPrint(("x",), 0, "")}), page, slacks)
    assert changes(read, slacks, {}).sections == ()


def test_either_text_may_be_there_until_it_is_known_which() -> None:
    before, after = kept(PAGE), kept(PAGE.replace("Two", "Three"))
    both = CanvasState.read(maybe(after, before).text)
    assert changes(both, PAGE, {}).sections == ()
    assert changes(both, PAGE.replace("Two", "Three"), {}).sections == ()
    assert changes(both, PAGE.replace("Two", "Four"), {}).sections != ()


def test_what_was_taken_in_is_not_taken_again() -> None:
    reading = PAGE.replace("Two", "Three").replace("Who?", "Who?\n\nBob.")
    first = changes(kept(), reading, {})
    assert first.loose.endswith("Bob.")
    again = changes(taken_in(kept(), reading, {"impact": 7}), reading, {})
    assert (again.sections, again.loose) == ((), "")
