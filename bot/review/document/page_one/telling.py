"""How an entry or a title is told in a sentence of the review: its first clause with a verb, in the past tense.

Only the tense changes, and only of verbs in the list; what has no such verb is no clause, and is not told. The timeline
quotes the entry itself.
"""

import re
from typing import Final

from bot.analysis.model import Event

_VERBS: Final = {
    "is": "was", "can": "could", "are": "were", "isn't": "wasn't", "aren't": "weren't", "has": "had", "have": "had",
    "goes": "went",
    "doesn't": "didn't", "don't": "didn't", "can't": "couldn't", "cannot": "could not", "falls": "fell",
    "rises": "rose", "begins": "began", "becomes": "became", "breaks": "broke", "loses": "lost", "sees": "saw",
    "gets": "got", "reaches": "reached", "exceeds": "exceeded", "fails": "failed", "fail": "failed",
    "rejects": "rejected", "crashes": "crashed", "hangs": "hung", "responds": "responded", "receives": "received",
    "opens": "opened", "blocks": "blocked", "misses": "missed", "expires": "expired", "waits": "waited",
    "times out": "timed out", "time out": "timed out", "returns an": "returned an", "returns a": "returned a",
    "customers report": "customers reported", "users report": "users reported", "stops": "stopped",
}  # fmt: skip
_PRESENT: Final = re.compile(
    r"(?<=\s)(?<!\bto\s)(?<!\bcan\s)(?<!\bwill\s)(?<!\bmay\s)(?<!\bnot\s)"
    rf"({'|'.join(sorted(_VERBS, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"(?<=\s)(?:was|were|had|failed|fell|rose|dropped|reached|exceeded|went|became|began|started|stopped|broke"
    r"|returned|expired|declined|timed out|crashed|could(?:n't| not)|reported)(?![\w-])",
    re.IGNORECASE,
)
_CUT: Final = re.compile(r"[.!?;:](?=\s|$)|,(?=\s)|\s[-–—]\s|\n|\s?[(\[].*?[)\]]")
_DONE: Final = (
    r"(?:released|deployed|restarted|rebooted|rolled back|reverted|disabled|enabled|merged|patched|scaled(?: up| out)?"
    r"|failed over|purged|drained|switched|removed|deleted|cleared|renewed|replaced|raised|increased|reduced)"
)
_WAS_DONE: Final = re.compile(rf"(?P<what>\S.*?) (?P<done>{_DONE})", re.IGNORECASE)
_IRREGULAR: Final = frozenset(
    ("cut", "put", "set", "shut", "took", "brought", "rebuilt", "built", "made", "reset", "undid", "split", "gave")
)
_NO_DEED: Final = frozenset(("failed", "affected", "degraded", "elevated", "need", "speed", "feed"))
_TALK: Final = frozenset(
    (
        "acknowledged", "asked", "called", "checked", "confirmed", "declared", "escalated", "found", "identified",
        "informed", "investigated", "joined", "looked", "notified", "opened", "paged", "pinged", "posted", "reported",
        "started", "verified",
    )
)  # fmt: skip
# With these an untyped entry tells of a change to the system by its author
_CHANGED: Final = frozenset(
    (
        "added", "applied", "blocked", "bumped", "cleared", "cut", "deleted", "deployed", "disabled", "downgraded",
        "drained", "enabled", "expanded", "fixed", "flushed", "increased", "isolated", "issued", "killed", "lowered",
        "merged", "moved", "patched", "pinned", "purged", "raised", "rebooted", "rebuilt", "redirected", "reduced",
        "released", "removed", "renewed", "repaired", "replaced", "reset", "resized", "restarted", "restored",
        "reverted", "revoked", "rolled", "rotated", "scaled", "set", "shut", "stopped", "swapped", "switched",
        "throttled", "turned", "unblocked", "upgraded",
    )
)  # fmt: skip
_POINTS: Final = frozenset(
    (
        "it", "this", "that", "they", "he", "she", "we", "i", "you", "there", "what", "who", "when", "why", "how",
        "could", "can", "would", "should", "does", "did", "is", "are", "was", "were", "maybe", "if", "so", "still",
    )
)  # fmt: skip
_OF: Final = re.compile(r"[a-z]+(?<!s) of [\w-]")  # `disk of auth-3`
_MOST_WORDS: Final = 22


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text without what stands in brackets."""
    return tuple(filter(None, (one.strip() for one in _CUT.split(text))))


# What may turn round what the first clause says: nothing of such an entry is told
_BUT: Final = re.compile(r"\b(?:but|however|al?though)\b", re.IGNORECASE)
_TURNS: Final = re.compile(
    r"\b(?:no|not|none|nothing|never|but|however|without|only|part(?:ly|ial\w*)|some(?:what)?|still|again|worse|later"
    r"|undone|reverted|fail\w*|tr(?:y|ied|ying)|attempt\w*|maybe|might|if|unless|until|effect\w*|help\w*|wrong\w*)\b"
    r"|n't\b",
    re.IGNORECASE,
)


def in_past(text: str) -> str:
    """`Search is slow` as `Search was slow`; "" for what has no verb that is known, is asked, or points back."""
    if text.rstrip().endswith("?"):
        return ""
    found = ((clause, told) for clause in clauses(text) if (told := _clause_in_past(clause)))
    clause, told = next(found, ("", ""))
    return "" if _TURNS.search(text.replace(clause, "", 1)) else told


def _clause_in_past(clause: str) -> str:
    words = clause.split()
    if len(words) > _MOST_WORDS or words[0].casefold() in _POINTS:
        return ""
    if _PAST.search(clause):
        return clause
    found = _PRESENT.search(clause)
    if not found:
        return ""
    return f"{clause[: found.start()]}{_VERBS[found[1].lower()]}{clause[found.end() :]}"


def continued(text: str) -> str:
    """Continues a sentence: only a plain first word loses its capital, no name and no abbreviation."""
    first, _, rest = text.partition(" ")
    text = f"{first.lower()} {rest}".strip() if first.isalpha() and first[1:].islower() and first.istitle() else text
    return f"the {text}" if _OF.match(text) else text


def deed(event: Event) -> str:
    """What somebody did, as the entry says it: `Tom Berg deleted old snapshots`; "" where it isn't told as done."""
    first = next(iter(clauses(event.text)), "")
    rest = event.text.replace(first, "", 1)
    if not first or len(first.split()) > _MOST_WORDS or _TURNS.search(rest) or _BUT.search(first):
        return ""
    if event.actor and first.split()[0].casefold() in _CHANGED and len(first.split()) > 2:
        return f"{event.actor} {first[:1].lower()}{first[1:]}"
    was = _WAS_DONE.fullmatch(first)
    return f"{was['what']} was {was['done']}" if was and not _PRESENT.search(first) else ""


def begins_with_deed(text: str) -> bool:
    """Whether it begins with what was done: `Rolled back to 4.6`."""
    words = [word.casefold() for word in re.split(r"[\s,;:]+", text.strip(), maxsplit=2)]
    first = words[1] if words[0].endswith("ly") and len(words) > 1 else words[0]
    return (first.endswith("ed") and first.isalpha() and first not in _NO_DEED) or first in _IRREGULAR


def is_talk(text: str) -> bool:
    """Whether it tells of a look or a word, which fix nothing: `Acknowledged alert`."""
    return text.strip().split(" ", 1)[0].casefold() in _TALK
