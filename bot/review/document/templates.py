"""How detailed a review is, from the least to the most."""

from typing import Final

BRIEF: Final = "brief"
STANDARD: Final = "standard"
COMPREHENSIVE: Final = "comprehensive"
TEMPLATES: Final = (BRIEF, STANDARD, COMPREHENSIVE)
