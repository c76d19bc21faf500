"""Reads the levels that people write: in a field of their own, and in a title, such as `SEV2: search is slow`.

In a title only what stands by itself is a level: in brackets, or parted from the rest by a mark. SEV2 at its beginning
needs no mark. SEV2 is how people record a severity, P1 is a priority; two that differ are none.
"""

import re
from typing import Final, NamedTuple

_FIELD: Final = re.compile(r"(?:sev(?:erity)?|s)?[\s_-]*([1-4])(?:\s*[-–:(](.*))?", re.IGNORECASE)
_ANOTHER: Final = re.compile(r"\b(?:sev(?:erity)?[\s_-]*|[sp])[1-4]\b", re.IGNORECASE)

_SEVERITY: Final = r"sev(?:erity)?[\s_.-]?[0-5]"
_LEVEL: Final = rf"[*_]*(?P<word>{_SEVERITY}|p(?:rio(?:rity)?[\s_.-]?)?[0-5])(?![\w-])[*_]*"
_MARK: Final = r"(?:\s*[:|,!]\s*|\s*[–—-]+\s+)"
_IN_TITLES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\[\s*{_LEVEL}(?:[\s/:–-]+[^\W\d]+)?\s*\]\s*[:–—-]*\s*",
        rf"(?:^[^\w(\[]*|(?<=[\])])\s*|(?<=[:|])\s+|(?<=\s[–—-])\s+)\(?{_LEVEL}(?:\)\s*|{_MARK})(?=\S)",
        rf"^[^\w(\[]*(?P<word>{_SEVERITY})\s+(?=\w)(?!(?:to|or|and|is|was|were|for|because|since|as|until|but|if|now|again)\b)",
        rf"(?:(?:^|{_MARK}){_LEVEL}|\s*\({_LEVEL.replace('word', 'last')}\))\s*[.!]?$",
    )
)
_MOST: Final = 4  # in a title


class Heading(NamedTuple):
    """A title without the levels that it names, which are "" if it names none."""

    title: str
    severity: str = ""
    priority: str = ""


def in_title(title: str) -> Heading:
    rest, named = title, set[str]()
    for _ in range(_MOST):
        found = next((found for form in _IN_TITLES if (found := form.search(rest))), None)
        if found is None:
            break
        named.add(_normal(next(filter(None, found.groupdict().values()))))
        rest = " ".join(filter(None, (rest[: found.start()].strip(), rest[found.end() :].strip())))
    severities, priorities = ([each for each in named if each.startswith(kind)] for kind in ("SEV", "P"))
    if max(len(severities), len(priorities)) > 1:
        return Heading(title)
    return Heading(rest or title, "".join(severities), "".join(priorities))


def _normal(word: str) -> str:
    return f"{'SEV' if word[0] in 'sS' else 'P'}{word[-1]}"


def severity_in(word: str) -> str:
    """Normalizes `sev2`, `S2`, `Severity 2` and `2 - major` to SEV2; leaves P2, other words and two levels alone."""
    matched = _FIELD.fullmatch(word)
    return word if matched is None or _ANOTHER.search(matched[2] or "") else f"SEV{matched[1]}"
