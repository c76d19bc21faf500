"""Contributing factors as people recorded them: of which of five kinds each is, and of which safeguard it speaks.

Both are suggested by words where the input names no kind; the review says so once.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.analysis.model import Case, Claim
from bot.review.document.claims import each_once

PROCESS, TOOLING, HUMAN, ENVIRONMENT, EXTERNAL = "process", "tooling", "human", "environment", "external"
_TEXTS: Final = 4_096  # remembered: each action is held beside each factor
READ: Final = 2_000  # characters of a text that are read for what it is about; it says that first
KINDS: Final = (PROCESS, TOOLING, HUMAN, ENVIRONMENT, EXTERNAL)


@dataclass(frozen=True)
class Factor:
    """`kind` is "" where neither the input nor a word tells it."""

    claim: Claim
    kind: str


@dataclass(frozen=True)
class Theme:
    """A kind of safeguard: the words that speak of it."""

    key: str
    words: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


# kind, what a word weighs, words: what is amiss (a review, an alert) weighs more than the thing that it is amiss with
_KIND_WORDS: Final = (
    (
        EXTERNAL,
        3,
        _words(
            r"vendor|third[- ]part|supplier|upstream provider|isp\b|carrier|cloud provider|aws\b|azure|gcp\b|registrar"
            r"|partner|attacker|ddos|regulator|certificate authority"
        ),
    ),
    (
        HUMAN,
        3,
        _words(
            r"knowledge|training|trained|on-?boarding|fatigue|tired|staff(?:ing|ed)|short-?staffed|experience|skill"
            r"|hand-?over|handoff|misunderst|unaware|awareness|holiday|vacation|single person|bus factor|workload"
            r"|misread|typo|mistyped"
        ),
    ),
    (HUMAN, 1, _words(r"manual(?:ly)?|engineer|operator|team\b|responder")),
    (
        PROCESS,
        3,
        _words(
            r"writ(?:e|ten) down|process|procedure|review|checklist|approv|canary|staged|load[- ]test|stress test"
            r"|test coverage|document"
            r"|runbook|playbook|policy|ownership|change management|freeze|communicat|escalation path|drill|audit"
            r"|sign-?off"
        ),
    ),
    (PROCESS, 1, _words(r"test(?:s|ing|ed)?\b|roll-?out|owner|plan(?:ning|ned)?\b|practice|schedule")),
    (
        TOOLING,
        3,
        _words(
            r"monitor|alert|alarm|threshold|dashboard|observab|tooling|pipeline|time-?out|circuit breaker|fail-?over"
            r"|backup|automation|feature flag"
        ),
    ),
    (
        TOOLING,
        1,
        _words(
            r"metric|ci\b|deploy|config|pool|library|version|orm\b|database|query|cache|queue|limit|retr(?:y|ies)"
            r"|rollback|script|log(?:s|ging)\b|schema|index|memory|leak|bug|code\b|software"
        ),
    ),
    (
        ENVIRONMENT,
        3,
        _words(
            r"traffic|peak|black friday|season|spike|surge|power|cooling|hardware|disk full|weather|data ?cent(?:er|re)"
            r"|staging (?:differs|environment)|growth"
        ),
    ),
    (ENVIRONMENT, 1, _words(r"load\b|network|region|capacity")),
)

THEMES: Final = (
    Theme("monitoring", _words(r"monitor|alert|alarm|threshold|dashboard|warning|visibility|observab|metric")),
    Theme("canary", _words(r"canar|staged|gradual|phased|progressive|roll-?out|blue.green|feature flag")),
    Theme("load test", _words(r"load[- ]?test|stress[- ]?test|performance test|soak|production[- ]scale|load pattern")),
    Theme(
        "review",
        _words(r"(?:code|design|change|peer|pull request)[- ]?review|reviewer|review (?:missed|process|check)"),
    ),
    Theme(
        "test", _words(r"(?:unit|integration|regression|automated|end-to-end)?[- ]?tests?(?:ing|ed)?\b|coverage|\bci\b")
    ),
    Theme(
        "documentation",
        _words(r"document|writ(?:e|ten) down|runbook|playbook|wiki|docs\b|instructions|knowledge|how-?to"),
    ),
    Theme("capacity", _words(r"capacit|pool[- ](?:size|sizing)|undersized|too small|sizing|scaling|quota|headroom")),
    Theme("limits", _words(r"time-?out|retr(?:y|ies)|circuit breaker|rate limit|back-?off|bulkhead|isolat")),
    Theme("rollback", _words(r"roll(?:ed|ing)?[- ]?back|revert|undo|fail-?over|standby|redundan")),
    Theme("backup", _words(r"backup|restore|snapshot|replica|recovery point")),
    Theme("access", _words(r"permission|access|credential|secret|key rotation|privilege|mfa\b|token")),
    Theme("expiry", _words(r"expir|certificate|renew")),
    Theme("on-call", _words(r"on-?call|pager|paged|escalat|staff|hand-?over|handoff|rota\b")),
    Theme("communication", _words(r"status page|communicat|told|notif|inform|customers? (?:were|was)")),
    Theme("change", _words(r"deploy|release|change|migration|config|upgrade|maintenance")),
    Theme("vendor", _words(r"vendor|third[- ]part|provider|supplier|upstream|dependenc")),
    Theme("query", _words(r"quer(?:y|ies)|index|slow sql|n\+1|full table")),
)


@lru_cache(maxsize=_TEXTS)
def themes_of(text: str) -> tuple[str, ...]:
    return tuple(theme.key for theme in THEMES if theme.words.search(text[:READ]))


def kind_of(claim: Claim) -> str:
    """The kind of a factor: a category that the input gives, else the one that its words suggest, else ""."""
    given = claim.category.casefold()
    if given in KINDS:
        return given
    weights = dict.fromkeys(KINDS, 0)
    for kind, weight, words in _KIND_WORDS:
        weights[kind] += weight * len({word.casefold() for word in words.findall(claim.text[:READ])})
    best = max(KINDS, key=lambda kind: weights[kind])
    return best if weights[best] else ""


def factors_of(case: Case) -> tuple[Factor, ...]:
    """The recorded contributing factors, each once, sorted by kind; those of no kind come last."""
    found = [Factor(claim, kind_of(claim)) for claim in each_once(case.factors)]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind) if one.kind else len(KINDS)))


_COMMON: Final = frozenset(
    re.split(
        r"\s+",
        "the and for with from that this was were are not has have had but into over under than then its our their "
        "all any new add use using too set per via out off did does didn don can could should would will been "
        "being which while after before during more less most least very also only each",
    )
)
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*", re.IGNORECASE)


@lru_cache(maxsize=_TEXTS)
def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, cut to their stems, so that `testing` meets `tests`."""
    return frozenset(
        _stem(word)
        for word in (found.casefold().strip(".-+") for found in _WORD.findall(text[:READ]))
        if _carries(word)
    )


def _carries(word: str) -> bool:
    return len(word) > 2 and word not in _COMMON


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ments", "ment", "izing", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e")
