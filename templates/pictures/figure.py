"""The timeline as a page shows it: lying, and standing for narrow screens; pictures.css shows one of the two."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from bot.analysis.model import Case, Chronicle
from templates.pictures.shown import Mark
from templates.pictures.timeline import timeline_picture
from templates.pictures.upright import upright_picture

WIDTH: Final = 940  # pixels, about as wide as a page shows it


def timeline_figure(case: Case, chronicle: Chronicle, noted: Sequence[Mark] = ()) -> Markup:
    """ "" where there is nothing to draw."""
    drawn = (timeline_picture(case, chronicle, WIDTH, noted), upright_picture(case, chronicle, noted))
    return Markup("\n".join(drawn)) if all(drawn) else Markup()  # what they draw they have escaped
