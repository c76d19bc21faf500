"""Writing a section, decided: what is kept with the text."""

from bot.review.edit_log import ReviewEdits
from bot.review.sections import section_edits
from bot.review.sections.section_edits import SubmittedSection
from tests.bot.review.review_examples import IDA, after, incident


def test_an_edit_keeps_the_fingerprint_of_what_its_author_had_before_them() -> None:
    decision = section_edits.edit(
        incident(), ReviewEdits(), SubmittedSection("impact", "Impact", "Small.", 0, "abc"), IDA, after(5)
    )
    assert decision.log[0].facts == {"over": 0, "basis": "abc"}
    assert decision.change.entries == ()
