"""The cause on page one, and the contributing factors with the action items that are on them."""

from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence, Table
from bot.review.root_cause.factors import factors_of
from bot.review.root_cause.links import action_numbers


def root_cause(material: Material) -> tuple[Part, ...]:
    causes = all_said(material.case.causes, stop=True)
    return (Paragraph(causes if causes else (Sentence("Not recorded."),)),)


def factors(material: Material) -> tuple[Part, ...]:
    """Sorted by kind. Which action items are on a factor is suggested by shared words, and says so."""
    found = factors_of(material.case)
    if not found:
        return ()
    rows = tuple(
        (
            Sentence(f"F{place}"),
            Sentence(factor.claim.text, (factor.claim.evidence,), quoted=True),
            Sentence(factor.kind or "–"),
            Sentence(", ".join(f"A{number}" for number in action_numbers(material.case, factor)) or "–"),
        )
        for place, factor in enumerate(found, start=1)
    )
    return (Table(("#", "Factor", "Kind", "Action item"), rows),)
