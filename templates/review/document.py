"""The contexts of a review: the same parts in Markdown, HTML and plain text, and what of it Slack shows at once."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from bot.review.document.review import Review
from templates.rendering.environment import render

_BLANKS: Final = re.compile(r"\n{3,}")  # what parts that said nothing left between the others


@dataclass(frozen=True)
class ReviewMarkdown:
    """`canvas`: every section under a heading of its own, by which an edited one is found."""

    template: ClassVar[str] = "review/review.md.j2"
    review: Review
    canvas: bool = False


@dataclass(frozen=True)
class ReviewText:
    template: ClassVar[str] = "review/review.txt.j2"
    review: Review


def review_document(review: Review, form: str) -> str:
    """The whole review; `form` is markdown, canvas (Markdown for Slack's), html or text."""
    if form == "html":
        from templates.review.page import ReviewHtml

        return render(ReviewHtml.of(review))
    review = _without_drawings(review)
    told = render(ReviewText(review) if form == "text" else ReviewMarkdown(review, canvas=form == "canvas"))
    return _BLANKS.sub("\n\n", told).rstrip() + "\n"


def _without_drawings(review: Review) -> Review:
    """Without the fishbone: in words, the table of factors stands for it."""
    kept = (replace(one, parts=tuple(each for each in one.parts if each.kind != "fishbone")) for one in review.sections)
    return replace(review, sections=tuple(section for section in kept if section.parts))
