"""Tells what an entry asserts: that it works again or is over, that it still fails, that something was done.

The model of phases reads topics: "not resolved", "is it resolved?" and "resolved" look much alike to it. Here a phrase
counts only where its clause states it: not denied, asked, possible, still ahead, of a part of the users or of somebody
else's service. What an entry withholds in this way, no key time and no sentence takes from it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.analysis.language.clauses import Clause, clauses
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon
from bot.analysis.phases.signs import READ_CHARACTERS

_OVER: Final = lexicon(
    "resolved", "resolving", "resolve", "solved", "clos(?:e|ed|ing)", "all[- ]?clear", "(?:is|it's|incident) over",
    "stand(?:ing)? down", "auto-?cleared", "incident (?:is )?(?:complete|finished|done)", "completed",
    "^(?:all |we're |we are |i'm )?(?:done|finished|settled|over)(?: here)?$", "that(?:'s| is| was) (?:it|all)",
)  # fmt: skip
_WELL: Final = lexicon(
    "(?:works?|working|up|fine|ok|okay|good|well|normal|healthy|green|online|available|reachable|operational|possible"
    "|there|clean) (?:again|now)", "(?<!roll )(?<!rolling )(?<!get )(?<!report )(?<!switching )back",
    "recovered", "restored", "mitigated", "fixed", "confirmed", "works?",
    "working", "up", "fine", "ok", "okay", "healthy", "normal(?:ly)?", "green", "stable", "good", "gone", "operational",
    "all right", "alright", "repaired", "corrected", "reachable", "available", "online", "succeed+",
    "successful(?:ly)?", "pass(?:es|ed)?", "caught up", "regained", "usual", "worked off", "dealt with", "matche[sd]",
    "there it is", "all there", "settled", "ended", "lifted", "(?:goes|go|went|is|are|all) through", "through$",
    "connects?",
    "connected", "answers", "by itself", "loads?", "comes? in", "coming in", "done", "finished", "cleared", "quiet",
    "no (?:more |further |new )?(?:\\w+ )?(?:errors?|failures?|timeouts?|alerts?|5xx)(?: since| any ?more| left)?",
    "(?:answer|connect|load|launch|run|serv|respond)(?:s|es|ed|ing)? again",
    "no longer (?:fail+|firing|down|slow|affected)",
    "(?:is|are|was|were) (?!down|slow|red|broken|dead|off|un\\w+|fail|\\w+ing )\\w+ again",
    "(?:error rate|errors|5xx|queue|backlog)(?: \\w+){0,3} (?:0|zero|nil|empty)",
)  # fmt: skip
# Relief in words that nothing else is told in
_RETURNED: Final = lexicon(
    "(?:works?|working|fine|ok|okay|up|good|normal|healthy|green|online|available|reachable) again", "recovered",
    "restored", "back (?:up|online|to normal)", "(?<!acting )(?:up|ok|online|green)$",
)  # fmt: skip
# A clause with one of these states no end and no relief, whatever else it says.
_AHEAD: Final = lexicon(
    "not yet", "yet to", "not sure", "no idea", "hop(?:e|es|ing)", "hopefully", "wait(?:ing|s)? (?:for|until|till|on)",
    "until", "till", "once", "going to", "tr(?:y|ies|ying) to", "needs? to", "ha(?:s|ve) to", "let me know", "tell me",
    "about to", "please", "eta", "wrong(?:ly)?", "too (?:early|soon)", "premature(?:ly)?", "by (?:mistake|accident)",
    "accidentally", "in progress(?! (?:→|->|to))", "under ?way", "ongoing", "pending", "is running", "half ?way",
    "tomorrow", "scheduled", "planned", "look(?:s|ing)? for(?! me)", "don't think", "doubt+",
)  # fmt: skip
QUESTION: Final = re.compile(r"\W*(?:who|when|how|why|what|where|can|could|should|shall|any)\b")
_PART: Final = lexicon(
    "half(?: of)?", "(?:only|just) (?:for|in|on|from)", "for (?:me|some)", "some of", "parti?(?:al)?ly",
    "one of", "a (?:part|third|quarter|few) of",
)  # fmt: skip
_SHARE: Final = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d+)?)(?:%| percent)"
    r" (?:of|are|is|done|complete\w*|finished|rolled|restored|recovered|back|up)\b"
)
# What a vendor or another team says of its own service
_THEIRS: Final = re.compile(
    r"\b(?:on|at|from) (?:their|his|her) (?:side|end)\b"
    r"|\b(?:vendor|provider|supplier|upstream)\b.{0,30}\b(?:says?|said)\b"
    r"|^(?:the )?(?!(?:support|customers?|users?|clients?|team|monitoring|\w*graph\w*|dashboards?"
    r"|we|i|status|page|it)\b)"
    r"[\w.]+ (?:status page |support )?(?:says?|said|claims?|reports?)\b"
)
_FAILS: Final = (
    r"(?:fail\w*|down|errors?|erroring|broken|slow|unavailable|unreachable|affected|red|offline|dead|5\d\d|5xx|timeouts?"
    r"|time\w* out|outage|crash\w*)"
)
_FAILING: Final = re.compile(
    rf"\b(?:{_FAILS}|alert\w*|alarm\w*|problems?|issues?"
    rf"|affected|reports?|rate|can't|cannot)\b"
)
_AGAIN: Final = re.compile(
    rf"\b(?:still|remains?|continues? to|keeps?) (?:\w+ ){{0,3}}"
    rf"(?:{_FAILS}|high|elevated|(?:at )?\d{{2,3}} ?%)(?!\w)"
    rf"|\bstill (?:see|seeing|get|getting|have|having) (?:\w+ ){{0,2}}(?:{_FAILS}|declines?|problems?|issues?)\b"
    r"|\b(?:errors?|failures?|timeouts?) (?:still |\w+ )?(?:continues?|persists?|remain)\b"
    r"|\bno (?:improvement|effect)\b|\b(?:did ?n[o']t|does ?n[o']t) help\b"
    rf"|\b{_FAILS} (?:yet )?(?:again|once more)\b|\bagain {_FAILS}\b|\bre-?open(?:ed|ing|s)?\b|\brelapse\w*"
    rf"|\b(?:it's|it is|they're|they are|problem is|{_FAILS} (?:is|are)) back\b.*\b(?:same|{_FAILS})\b"
    rf"|\b(?:{_FAILS}|problems?|alerts?) (?:is|are) back\b|\bun(?:resolved|fixed|solved)\b"
)
# Looked for first, so that a long incident is read quickly
_MAYBE_AGAIN: Final = re.compile(
    r"still|remain|continue|keep|persist|no (?:improvement|effect)|help|again|once more|re-?open|relapse|back|un\w+ed",
    re.IGNORECASE,
)
_MAYBE_DENIED: Final = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|cannot|unable|hardly|barely|without|far from|\w{2,6}n['’]?t)\b[^\n]{0,80}?"
    r"\b(?:resolv|solv|clos|over|recover|restor|mitigat|fix|work|help|back|up|online|healthy|gone|stable)",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"\bwhen\w*\b")


def is_withheld(text: str) -> bool:
    """Returns whether an entry speaks of the end or of a relief, and never states it."""
    moods = _moods(text)
    return bool(moods) and Mood.SAID not in moods


def says_over(text: str) -> bool:
    return any(mood is Mood.SAID for _, mood in found_in(text, _OVER))


def says_well(text: str) -> bool:
    return any(mood is Mood.SAID for _, mood in found_in(text, _WELL))


# A clause that begins so and goes on with no object: "closed the wrong ticket" ends nothing.
_PLAIN_END: Final = re.compile(
    r"\W*(?:(?:and |now |so )?(?:(?:the |this |our )?(?:it|this|that|incident|issue|problem|outage|all|everything)"
    r"(?:'s| is| was| has been)?(?: now)? )?(?:now |confirmed )?(?:resolved|fixed|solved|closed)"
    r"(?= (?:now|without|by|with|since|at|for (?:all|good|every\w*))\b|\W*$)|fix confirmed\b)"
)


def ends_plainly(text: str) -> bool:
    """Returns whether a clause begins with the end, whatever else the entry asks or denies."""
    return bool(_MAYBE_ENDED.search(text[:READ_CHARACTERS])) and any(
        mood is Mood.SAID and _PLAIN_END.match(clause.words) for clause, mood in found_in(text, _ENDED)
    )


_MAYBE_ENDED: Final = re.compile(r"resolved|fixed|solved|closed|confirmed", re.IGNORECASE)
_ENDED: Final = lexicon("resolved", "fixed", "solved", "closed", "confirmed")


def _says_so(text: str) -> bool:
    return says_over(text) or says_well(text)


def fails(text: str) -> bool:
    """Returns whether an entry names a failure, an alert or a problem."""
    return bool(_FAILING.search(text[:READ_CHARACTERS].lower()))


def is_relief(text: str) -> bool:
    """Returns whether an entry says that it works again, and of nothing that it fails."""
    return not fails(text) and any(
        mood is Mood.SAID for words in (_OVER, _RETURNED) for _, mood in found_in(text, words)
    )


@lru_cache(maxsize=4_096)
def _moods(text: str) -> frozenset[Mood]:
    return frozenset(mood for words in (_OVER, _WELL) for _, mood in found_in(text, words))


def found_in(text: str, words: re.Pattern[str]) -> Iterator[tuple[Clause, Mood]]:
    """Yields the clauses with these phrases, and how each is meant."""
    for clause in clauses("", text[:READ_CHARACTERS]):
        for found in words.finditer(clause.words):
            yield clause, _mood(clause, found)


def _mood(clause: Clause, found: re.Match[str]) -> Mood:
    mood = clause.mood(found.start())
    if mood is not Mood.SAID:
        return mood
    words = clause.words
    partial = _PART.search(words) or _SHARE.search(words)
    ahead = _AHEAD.search(words) or QUESTION.match(words) or found.group() == "resolve"
    return Mood.POSSIBLE if partial or ahead or _THEIRS.search(words) else Mood.SAID


@lru_cache(maxsize=4_096)
def fails_again(text: str) -> bool:
    """Returns whether an entry states that it still fails, or fails again."""
    text = text[:READ_CHARACTERS]
    return bool(_MAYBE_AGAIN.search(text)) and any(
        clause.mood(found.start()) is Mood.SAID and not _WHEN.search(clause.words[: found.start()])
        for clause in clauses("", text)
        for found in _AGAIN.finditer(clause.words)
    )


@lru_cache(maxsize=4_096)
def denies_end(text: str) -> bool:
    """Returns whether an entry only says that it doesn't work, or that it isn't over."""
    if not _MAYBE_DENIED.search(text[:READ_CHARACTERS]) or _says_so(text):
        return False
    return any(mood is Mood.DENIED for _, mood in found_in(text, _WHOLE))


# Of what is denied, these say that the incident goes on.
_WHOLE: Final = lexicon(
    "resolved", "resolve", "solved", "clos(?:e|ed|ing)", "over", "recovered", "restored", "mitigated", "fixed",
    "works?", "working", "help+", "(?:is|are|it's) back", "back (?:up|to normal|online)", "up", "online", "healthy",
    "gone", "stable",
)  # fmt: skip


# Work that comes after an incident
_AFTERWARDS: Final = lexicon(
    "retro*", "post-?mortem", "review", "follow-?ups?", "lessons?(?: learned)?", "write-?up", "rca", "handover",
    "hand(?:ing|ed)? over", "shift", "takes over",
)  # fmt: skip

_COURTESY: Final = lexicon(
    "thanks?", "thank you", "lunch", "good (?:night|morning|work|job)", "great work", "well done"
)


_REFUSAL: Final = re.compile(r"\W*(?:no|nope)(?:[.,!;]|$)|\W*not\b")


def is_beside(text: str) -> bool:
    """Returns whether an entry is a question, a refusal or a courtesy, or only about what comes after the incident."""
    if ends_plainly(text):
        return False
    words = text[:READ_CHARACTERS].lower()
    beside = (_AFTERWARDS.search(words) and not says_over(text)) or (_COURTESY.search(words) and not _says_so(text))
    return text.rstrip().endswith("?") or bool(_REFUSAL.match(words) or beside)


def states(text: str, words: re.Pattern[str]) -> bool:
    """Returns whether a clause states one of these phrases as something that happened."""
    return any(
        clause.mood(found.start()) is Mood.SAID
        and not (_AHEAD.search(clause.words) or QUESTION.match(clause.words) or _THEIRS.search(clause.words))
        for clause, found in (
            (clause, found) for clause in clauses("", text[:READ_CHARACTERS]) for found in words.finditer(clause.words)
        )
    )
