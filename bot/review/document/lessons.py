"""What helped, what hindered, and what was learned: what people recorded, and what recorded times show.

Derived are only a promise of an update that was kept late, and a gap between updates over the severity's interval, both
of which the figures and the communication table show already; so nothing is derived here twice.
"""

from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.parts import Items, Part


def lessons(material: Material) -> tuple[Part, ...]:
    case = material.case
    found = (
        ("What helped", all_said(case.helped)),
        ("What hindered", all_said(case.hindered)),
        ("What was learned", all_said(case.lessons)),
    )
    return tuple(Items(items, title) for title, items in found if items)
