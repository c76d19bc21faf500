"""How people and other tools write what the policy names: severities, roles and services, and priorities.

A priority lies near a severity and is none. The table maps those of well-known tools; the policy may map others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

UNMAPPED: Final = "none"
# Priorities as PagerDuty, Opsgenie, Datadog, Jira, ServiceNow, Statuspage, Alertmanager and GitHub labels have them
PRIORITIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("P0", "P1", "critical", "highest", "blocker", "urgent", "emergency"), "sev1"),
    **dict.fromkeys(("P2", "high", "major", "error"), "sev2"),
    **dict.fromkeys(("P3", "medium", "moderate", "normal", "minor", "warning"), "sev3"),
    **dict.fromkeys(("P4", "P5", "low", "lowest", "trivial", "info"), "sev4"),
}
_MOST_PRIORITY_WORDS: Final = 4  # more are a sentence, and nothing is read from prose
_NO_WORD: Final = re.compile(r"[\W_]+")
_PRIORITY_WORD: Final = re.compile(r"^(?:sev(?:erity)?|prio(?:rity)?|urgency|s|p)[\W_]*(?=\w)")


def folded(word: str) -> str:
    """Folds a word: lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", word.casefold())


def names_one(text: str, names: Iterable[str]) -> bool:
    """Returns whether a text has one of these names, as whole words."""
    words = _spaced(text)
    return any(name in words for name in map(_spaced, names) if name.strip())


def _spaced(text: str) -> str:
    """Returns the words of a text, surrounded by single spaces."""
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


def mapped(priority: str, priorities: Mapping[str, str]) -> str:
    """Returns the key of the severity that a table maps a priority to, or UNMAPPED."""
    known = {folded(name): key for name, key in priorities.items()}
    return next((known[each] for each in _spellings(priority) if each in known), UNMAPPED)


def _spellings(priority: str) -> Iterator[str]:
    """Yields what a priority may be called in the table: `severity/2` is also `2` and `p2`, `1 - High` also `high`."""
    parts = [part for part in _NO_WORD.split(priority) if part]
    for part in (priority, *parts) if len(parts) <= _MOST_PRIORITY_WORDS else ():
        bare = folded(_PRIORITY_WORD.sub("", part.casefold()))
        yield from (folded(part), bare, f"p{bare}")
