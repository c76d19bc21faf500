"""Decides the severity: stated facts by exact rule, then the words by a fitted model, within what the facts allow.

The model knows how incidents with such words were labeled, nothing more. So words alone never make a SEV1: harm to
data, that everyone is affected or several failures have to be stated. Nor do they make a SEV4: what makes it one has
to be stated, and no failure beside it. Of the levels that remain, the one with the lowest expected cost wins, and
reading a SEV1 as low costs most. An answer is sure only where such answers were right in at least 95 of 100 incidents
by people whose incidents the model had never seen, and a SEV1 or SEV4 only if something stated speaks for it;
otherwise it names the two likeliest levels and what would settle it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.analysis.model import Evidence, Reason
from bot.analysis.severity.account import Account
from bot.analysis.severity.facts import LEVELS, Stated, exact, is_grave, limits, supports_sev1, supports_sev4
from bot.analysis.severity.features import Features
from bot.analysis.severity.quotes import quotes
from bot.analysis.severity.statements import Fact
from bot.analysis.severity.word_model import KNOWN_NEEDED, WordModel, likelihoods, model

# How often stated facts alone gave an acceptable level: docs/analysis.md
STATED: Final = 0.97
# How often incidents of which facts.is_grave is true were SEV1
GRAVE: Final = 0.77
# Nothing is known of how often an answer is right beside what wasn't understood
DOUBTED: Final = 0.5
NOT_UNDERSTOOD: Final = "Not understood, and may change the severity"
# So many stated failures may be a SEV1 without a word about everyone
SEVERAL: Final = 2
# Few words decide nothing: what follows them is asked
WORDS_NEEDED: Final = 3


@dataclass(frozen=True)
class Verdict:
    """`likely`: the two likeliest levels, worst first, if unsure; otherwise the level. `question` is "" if sure."""

    level: int
    reasons: tuple[Reason, ...]
    confidence: float
    likely: tuple[int, ...]
    question: str = ""


def verdict_on(account: Account, features: Features, priority: Stated | None = None) -> Verdict:
    verdict = stated(account) or _by_words(account, features, limits(account, priority), priority)
    if verdict.level == 2 and account.given.revenue_lost:
        lost = Evidence(account.given.place("revenue_impact_usd"), f"{account.given.revenue_lost:,.0f}")
        raised = Reason("Revenue is lost, which raises the severity by one level", lost, "SEV1")
        return replace(verdict, level=1, reasons=(raised, *verdict.reasons), likely=_with(1, verdict.likely))
    return verdict


def in_doubt(verdict: Verdict, unread: Sequence[Evidence]) -> Verdict:
    """Returns a verdict that something not understood may change: never sure, and the next level up is likely, too."""
    reasons = (*verdict.reasons, *(Reason(NOT_UNDERSTOOD, each) for each in unread))
    if verdict.question:
        return replace(verdict, reasons=reasons)
    pair = (max(1, verdict.level - 1), max(2, verdict.level))
    place, words = unread[0].place, unread[0].words
    asked = f'What does "{place}: {words}" mean: how many users are affected, and is their data exposed?'
    return replace(verdict, reasons=reasons, confidence=DOUBTED, likely=pair, question=asked)


def _with(level: int, likely: tuple[int, ...]) -> tuple[int, ...]:
    return (level,) if len(likely) == 1 else tuple(sorted({level, *likely}))[:2]


def stated(account: Account) -> Verdict | None:
    """Returns what an exact rule decides; None if the words have to."""
    found = exact(account)
    return Verdict(found.levels[0], (_reason(found),), STATED, found.levels) if found else None


def _reason(found: Stated) -> Reason:
    return Reason(found.rule, found.evidence, f"SEV{found.levels[0]}" if len(found.levels) == 1 else "")


# Words


# What it costs to read a level (rows: SEV1 to SEV4) as another: too low costs more than too high, a SEV1 most.
COSTS: Final = ((0, 1, 3, 3.5), (0.9, 0, 1, 2), (1.4, 0.9, 0, 1), (2.2, 1.6, 0.9, 0))


def level_by(likely: Sequence[float], account: Account, within: Sequence[Stated] | None = None) -> int:
    """Returns the allowed level with the lowest expected cost; `likely` is the likelihood of SEV1 to SEV4."""
    possible = allowed_by(limits(account) if within is None else within)
    if 1 in possible and is_grave(account):
        return 1
    failures = len(account.failures)
    low = 2 not in possible and not failures
    barred = {1: failures < SEVERAL and not supports_sev1(account), 4: not (low or supports_sev4(account))}
    return min(
        [level for level in possible if not barred.get(level)] or possible,
        key=lambda level: sum(likely[true - 1] * COSTS[true - 1][level - 1] for true in possible),
    )


def is_supported(level: int, account: Account) -> bool:
    """Returns whether the words may be sure of a level: of a SEV1 or a SEV4 only if something stated speaks for it, and
    of a SEV3 only if nothing stated is in doubt."""
    if level == 1:
        return supports_sev1(account)
    if level == 3:
        return not account.is_doubtful
    return level != 4 or supports_sev4(account)


def tells_enough(account: Account, features: Features, within: Sequence[Stated]) -> bool:
    return len(features.spelled) >= WORDS_NEEDED or bool(within or account.failures)


def allowed_by(within: Sequence[Stated]) -> Sequence[int]:
    return [level for level in LEVELS if all(level in each.levels for each in within)]


def _by_words(
    account: Account, features: Features, within: tuple[Stated, ...], priority: Stated | None = None
) -> Verdict:
    """Decides within what the facts allow. If they exclude all levels but one, that is certain, whatever the words."""
    if not tells_enough(account, features, within):
        return _nothing(account)
    read = model("severity")
    if not (within or account.failures or _is_known(features, read)):
        return _nothing(account, "Hardly a word is known, as only English is read", _IN_ENGLISH)
    likely = likelihoods(read.scores(features))
    level = level_by(likely, account, within)
    sure = likely[level - 1] >= read.certainty["sure_from"] and is_supported(level, account)
    grave = level == 1 and not sure and is_grave(account)
    confidence = GRAVE if grave else confidence_of(likely[level - 1], read.certainty)
    rule = f"Words that labeled SEV{level} incidents share"
    words = (Reason(rule, quote, f"SEV{level}") for quote in quotes(account, features, read, level))
    reasons = (*map(_reason, within), *words) or (Reason(rule, Evidence(""), f"SEV{level}"),)
    by_facts = allowed_by([each for each in within if each is not priority])
    if sure or len(by_facts) == 1:
        return Verdict(level, reasons, confidence if sure else STATED, (level,))
    others = next(filter(None, ([each for each in some if each != level] for some in (allowed_by(within), by_facts))))
    other = max(others, key=lambda each: likely[each - 1])
    pair = (min(level, other), max(level, other))
    return Verdict(level, reasons, confidence, pair, _question(pair, account))


def confidence_of(likelihood: float, certainty: Mapping[str, float]) -> float:
    """Returns how often answers of such likelihood were acceptable for people whose incidents were left out."""
    bounded = min(max(likelihood, 0.01), 0.99)
    odds = certainty["intercept"] + certainty["slope"] * math.log(bounded / (1 - bounded))
    return round(1 / (1 + math.exp(-odds)), 2)


QUESTIONS: Final[Mapping[tuple[int, int], str]] = {
    (1, 2): "Is the whole product down for most users, or is user data lost or exposed?",
    (1, 3): "Is user data lost or exposed, or are most users affected?",
    (1, 4): "Are users affected now, or is their data?",
    (2, 3): "Are at least 25% of users affected, or a major function without a workaround?",
    (2, 4): "Are users affected in production?",
    (3, 4): "Do any users notice it?",
}


# Asked beyond what is stated already
_OF_A_BREAKDOWN: Final = "Is there a workaround, or is only one region affected?"
_OF_HARM: Final = {
    Fact.LOST: "Is data of users lost for good, or can all of it be restored?",
    Fact.EXPOSED: "Did an outsider see or take data of users?",
}


def _question(pair: tuple[int, int], account: Account) -> str:
    if account.harm:
        return _OF_HARM[account.harm.fact]
    return _OF_A_BREAKDOWN if pair[0] == 1 and account.breakdown else QUESTIONS[pair]


_IMPACT_ASKED: Final = "What isn't working, and for how many users?"
_IN_ENGLISH: Final = "What isn't working, in English, and for how many users?"


def _is_known(features: Features, read: WordModel) -> bool:
    words = [word for word in features.spelled if word[0].isalpha()]
    return sum(word in read.words.places for word in words) > KNOWN_NEEDED * len(words)


def _nothing(account: Account, rule: str = "No impact described", question: str = _IMPACT_ASKED) -> Verdict:
    reasons = [Reason(rule, Evidence(each.place, each.shown), "SEV3") for each in account.clauses[:1]]
    return Verdict(3, tuple(reasons) or (Reason(rule, Evidence(""), "SEV3"),), 0.5, (2, 3), question)
