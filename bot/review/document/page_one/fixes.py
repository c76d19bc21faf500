"""What was done to end it, and what keeps it from coming back, as people recorded it."""

import re
from typing import Final

from bot.analysis.model import Case, Claim

# In the category of a fix or in the name of its field
_LASTING: Final = re.compile(r"long|permanent|prevent|lasting|follow", re.IGNORECASE)


def is_lasting(fix: Claim) -> bool:
    return bool(_LASTING.search(f"{fix.category} {fix.evidence.place}"))


def short_term(case: Case) -> tuple[Claim, ...]:
    return tuple(fix for fix in case.fixes if not is_lasting(fix))


def lasting(case: Case) -> tuple[Claim, ...]:
    return tuple(fix for fix in case.fixes if is_lasting(fix))
