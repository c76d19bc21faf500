"""What helped, what hindered, and what was learned: what people recorded, and what recorded times show (derived.py).

Near-identical ones are one. A derivation of which people wrote themselves is left to their words.
"""

from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.page_one.derived import helped, hindered
from bot.review.document.parts import Items, Part


def lessons(material: Material) -> tuple[Part, ...]:
    case = material.case
    found = (
        ("What helped", all_said(case.helped) or helped(material)),
        ("What hindered", all_said(case.hindered) or hindered(material)),
        ("What was learned", all_said(case.lessons)),
    )
    return tuple(Items(items, title) for title, items in found if items)
