"""Tells what an entry claims of the incident: that it is over, that it works, that it fails still or again, or nothing.

The model of phases reads topics: "not resolved", "is it resolved?" and "resolved" look much alike to it. So the mood of
the clause decides. What is stated counts. What is denied turns round: "not fixed" fails, "no errors anymore" works.
What is asked, possible, still ahead, of a part of the users or of somebody else's service leaves it open.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.analysis.language.clauses import Clause, clauses
from bot.analysis.language.health import FAILS, WORKS
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon
from bot.analysis.phases.signs import READ_CHARACTERS


class Claim(StrEnum):
    """What an entry claims: the first of these that is found in it."""

    SETBACK = "fails still or again"
    OVER = "is over"
    WELL = "works"
    DENIED = "is not over"
    UNDECIDED = "undecided"
    FAILS = "fails"
    NOTHING = "nothing"


_ENDED: Final = (
    "resolved",
    "solved",
    "clos(?:e|ed|ing)",
    "behoben",
    "gel[öo]e?st",
    "r[ée]solu*",
    "resuelt[oa]s?",
    "solucionad[oa]s?",
)
_OVER: Final = lexicon(
    *_ENDED, "resolving", "all[- ]?clear", "(?:is|it's|incident) over", "stand(?:ing)? down", "auto-?cleared",
    "completed", "fix confirmed",
    "^(?:and |all |we're |we are |i'm |it's |now |confirmed )*(?:done|finished|settled|over|fixed)(?: here| now)?$",
    "incident (?:is )?(?:complete|finished|done)", "that(?:'s| is| was) (?:it|all)", "entwarnung",
)  # fmt: skip
_RESTORED: Final = (
    "recovered",
    "restored",
    "mitigated",
    "fixed",
    "works?",
    "working",
    "up",
    "online",
    "healthy",
    "gone",
    "stable",
)
_WELL: Final = lexicon(
    *WORKS, *_RESTORED, "(?<!roll )(?<!rolling )(?<!get )(?<!report )(?<!switching )back", "confirmed", "fine", "ok",
    "okay", "normal(?:ly)?", "green", "good", "clean", "all ?right", "alright", "repaired", "corrected",
    "pass(?:es|ed)?", "caught up", "regained", "usual", "worked off", "dealt with", "matche[sd]", "there it is",
    "all there", "settled", "ended", "lifted", "(?:goes|go|went|is|are|all) through", "through$", "connects?",
    "connected", "answers", "by itself", "loads?", "comes? in", "coming in", "done", "finished", "cleared", "quiet",
    "(?:answer|connect|load|launch|run|serv|respond)(?:s|es|ed|ing)? again",
    "(?:is|are|was|were) (?!un|fail|\\w+ing )\\w+ again",
    "(?:error rate|errors|5xx|queue|backlog)(?: \\w+){0,3} (?:0|zero|nil|empty)", "wieder", "r[ée]tabli*",
)  # fmt: skip
# Relief in words that nothing else is told in
_RETURNED: Final = lexicon(
    "(?:works?|working|fine|ok|okay|up|good|normal|healthy|green|online|available|reachable) again", "recovered",
    "restored", "back (?:up|online|to normal)", "(?<!acting )(?:up|ok|online|green)$",
)  # fmt: skip
# Of what is denied, these say that the incident goes on.
_WHOLE: Final = lexicon(*_ENDED, *_RESTORED, "over", "help+", "(?:is|are|it's) back", "back (?:up|to normal|online)")
_BROKEN: Final = (*FAILS, "kaputt", "ausgefallen", "defekt", "en panne", "ca[ií]d[oa]s?", "slow", "affected", "red")
_FAILS: Final = lexicon(*_BROKEN, "firing")
_FAILING: Final = lexicon(*_BROKEN, "alert*", "alarm*", "problems?", "issues?", "reports?", "rate", "can't", "cannot")
_BAD: Final = f"(?:{'|'.join(_BROKEN)}|problems?|issues?|alerts?)"
_AGAIN: Final = lexicon(
    f"(?:still|remains?|continues? to|keeps?) (?:\\w+ ){{0,3}}(?:{_BAD}|high|elevated|declines?|(?:at )?\\d{{2,3}} ?%)",
    f"{_BAD} (?:still |\\w+ )?(?:continues?|persists?|remain)", "no (?:improvement|effect)",
    "(?:did|does) ?n[o']t help", f"{_BAD} (?:yet )?(?:again|once more)",
    f"(?:again|wieder) {_BAD}",
    "re-?open(?:ed|ing|s)?", "relapse*", f"{_BAD} (?:is|are) back",
    f"(?:it's|it is|they're|they are) back\\b.*\\b(?:same|{_BAD})",
    "un(?:resolved|fixed|solved)",
)  # fmt: skip
_WHEN: Final = re.compile(r"\bwhen\w*\b")
# A clause with one of these states nothing that is so already, of the whole service.
_AHEAD: Final = lexicon(
    "not yet", "yet to", "not sure", "no idea", "hop(?:e|es|ing)", "hopefully", "wait(?:ing|s)? (?:for|until|till|on)",
    "until", "till", "once", "going to", "tr(?:y|ies|ying) to", "needs? to", "ha(?:s|ve) to", "let me know", "tell me",
    "about to", "please", "eta", "wrong(?:ly)?", "too (?:early|soon)", "premature(?:ly)?", "by (?:mistake|accident)",
    "accidentally", "in progress(?! (?:→|->|to))", "under ?way", "ongoing", "pending", "is running", "half ?way",
    "tomorrow", "scheduled", "planned", "look(?:s|ing)? for(?! me)", "don't think", "doubt+",
    "being (?:\\w+ly )?(?:re(?:stor|pair|cover|solv|vert)|fix|correct|mitigat|roll|brought|switch)\\w*",
    "(?:going|switching|moving) back to",
)  # fmt: skip
_PART: Final = lexicon(
    "half(?: of)?", "(?:only|just) (?:for|in|on|from)", "for (?:me|some)", "some of", "parti?(?:al)?ly", "one of",
    "a (?:part|third|quarter|few) of",
    "(?<![\\d.])\\d{1,2}(?:\\.\\d+)?(?:%| percent) (?:of|are|is|done|complete*|finished|rolled|restored|recovered|back"
    "|up)",
)  # fmt: skip
# What a vendor or another team says of its own service
_THEIRS: Final = re.compile(
    r"\b(?:on|at|from) (?:their|his|her) (?:side|end)\b"
    r"|\b(?:vendor|provider|supplier|upstream)\b.{0,30}\b(?:says?|said)\b"
    r"|^(?:the )?(?!(?:support|customers?|users?|clients?|team|monitoring|\w*graph\w*|dashboards?"
    r"|we|i|status|page|it)\b)"
    # "weekly reports open again" tells of reports
    r"[\w.]+ (?:status page |support )?(?:says?|said|claims?|reports?(?! are\b| \w*[^\Ws] again\b))\b"
)
_QUESTION: Final = re.compile(r"\W*(?:who|when|how|why|what|where|can|could|should|shall|any)\b")
# Courtesies, and work that comes after an incident
_BESIDE: Final = lexicon(
    "retro*", "post-?mortem", "review", "follow-?ups?", "lessons?(?: learned)?", "write-?up", "rca", "handover",
    "hand(?:ing|ed)? over", "shift", "takes over", "thanks?", "thank you", "lunch", "good (?:night|morning|work|job)",
    "great work", "well done",
)  # fmt: skip


@lru_cache(maxsize=4_096)
def claim(text: str) -> Claim:
    found = every_claim(text)
    return next((one for one in Claim if one in found), Claim.NOTHING)


def every_claim(text: str) -> frozenset[Claim]:
    return frozenset(one for clause in clauses("", text[:READ_CHARACTERS]) for one in _claims(clause))


def _claims(clause: Clause) -> Iterator[Claim]:
    words = clause.words
    if any(_is_said_of_now(clause, at.start()) for at in _AGAIN.finditer(words)):
        yield Claim.SETBACK
    beside = clause.asked or bool(_BESIDE.search(words))
    if beside:
        yield Claim.UNDECIDED
    for meant, listed in ((Claim.OVER, _OVER), (Claim.WELL, _WELL)):
        for at in listed.finditer(words):
            yield meant if not beside and mood_in(clause, at.start()) is Mood.SAID else Claim.UNDECIDED
    if any(clause.mood(at.start()) is Mood.DENIED for at in _WHOLE.finditer(words)):
        yield Claim.DENIED
    for at in _FAILS.finditer(words):
        match clause.mood(at.start()):
            case Mood.SAID:
                yield Claim.FAILS
            case Mood.DENIED if not beside:
                yield Claim.WELL


def _is_said_of_now(clause: Clause, start: int) -> bool:
    return clause.mood(start) is Mood.SAID and not _WHEN.search(clause.words[:start])


def mood_in(clause: Clause, start: int) -> Mood:
    """Returns the mood of a phrase, which is at most possible in a clause that states nothing of the whole."""
    mood = clause.mood(start)
    return Mood.POSSIBLE if mood is Mood.SAID and is_open(clause.words) else mood


def is_open(words: str) -> bool:
    return any(one.search(words) for one in (_AHEAD, _PART, _THEIRS)) or is_question(words)


def is_question(words: str) -> bool:
    return bool(_QUESTION.match(words))


def moods(text: str, words: re.Pattern[str]) -> frozenset[Mood]:
    """Returns how an entry means these phrases."""
    every = clauses("", text[:READ_CHARACTERS])
    return frozenset(mood_in(clause, at.start()) for clause in every for at in words.finditer(clause.words))


def says(text: str, words: re.Pattern[str]) -> bool:
    """Returns whether an entry states one of these phrases as something that happened."""
    return Mood.SAID in moods(text, words)


def names_failure(text: str) -> bool:
    """Returns whether an entry names a failure, an alert or a problem, in whatever mood."""
    return bool(_FAILING.search(text[:READ_CHARACTERS].lower()))


def is_relief(text: str) -> bool:
    """Returns whether an entry says plainly that it works again, and of nothing that it fails."""
    if names_failure(text):
        return False
    return claim(text) is Claim.OVER or works_again(text) or says(text, _RETURNED)


# Told in the present, of whatever it be: `searches are slow`, `export fails`
_FAILS_NOW: Final = lexicon(
    "(?:is|are|gets?|remains?) (?:\\w+ly |very |quite |rather )?"
    "(?:slow|failing|unavailable|unreachable|degraded|timing out)",
    "fails", "times out",
)  # fmt: skip


def fails_now(text: str) -> bool:
    """Returns whether an entry states that something is slow or fails, whatever else it tells of it."""
    return says(text, _FAILS_NOW)


def states_recovery(text: str) -> bool:
    """Returns whether an entry states that the whole works again, in words that nothing else is told in."""
    if fails_now(text):
        return False
    return works_again(text) or (claim(text) in (Claim.OVER, Claim.WELL) and says(text, _RETURNED))


# Said of the incident as a whole, whatever stands behind it: `OUTAGE MITIGATED all backends at half load`
_STATED: Final = re.compile(
    r"[\W_]*(?:(?:the|this) )?(?:outage|incident|issue|problem|impact|disruption) (?:(?:is|was|has been|now|fully) )*"
    r"(?:mitigated|restored|recovered|fixed)\b(?! (?:for|in|on|by) )(?![^.!\n]*\?)",
    re.IGNORECASE,
)
# "Payments accepted again": what something does when it works; `restarted again` is a deed, `slow again` a setback
_DOES: Final = (
    "accept|answer|arrive|book|boot|charge|clear|click|connect|deliver|dial|display|download|flow|load|log|open|operate"
    "|pay|play|print|process|receive|refresh|reply|respond|ring|run|scan|search|sell|send|serve|ship|show|sign|sing"
    "|stick|stream|succeed|sync|track|travel|update|upload|verify|work|write"
)
_DONE: Final = "accepted|answered|authori[sz]ed|delivered|executed|processed|received|served|settled|shown"
_WORKS_AGAIN: Final = re.compile(
    rf"\b(?:(?:{_DOES})(?:s|es)?|{_DONE}|(?:go|come)(?:es|s)?|flowing|running|working|printing|arriving|loading)"
    r" (?:in |out |through |up )?again\b"
)


def works_again(text: str) -> bool:
    """Returns whether an entry says of the incident that it is mitigated, or of something that it does its work again:
    plain statements, which need no model."""
    read = text[:READ_CHARACTERS]
    return _STATED.match(read) is not None or any(map(_is_at_work_again, clauses("", read)))


def _is_at_work_again(clause: Clause) -> bool:
    found = _WORKS_AGAIN.search(clause.words)
    if found is None or clause.asked or _BESIDE.search(clause.words) or _FAILS.search(clause.words):
        return False
    return mood_in(clause, found.start()) is Mood.SAID
