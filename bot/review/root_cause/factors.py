"""Contributing factors as people recorded them: of which of five kinds each is, and of which safeguard it speaks.

Records that say the same are one factor with several sources. The kind is suggested by words where the input names
none, and the review says so once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.analysis.model import Case, Claim, Evidence
from bot.review.document.claims import with_label
from bot.review.root_cause.alike import READ, is_same

PROCESS, TOOLING, HUMAN, ENVIRONMENT, EXTERNAL = "process", "tooling", "human", "environment", "external"
_TEXTS: Final = 4_096  # remembered: each action is held beside each factor
_MOST: Final = 200  # factors beside which one is held
KINDS: Final = (PROCESS, TOOLING, HUMAN, ENVIRONMENT, EXTERNAL)


_GIVEN: Final = {
    name: kind
    for kind, names in {
        PROCESS: "process, processes, procedure, procedural, procedures, organization, organizational, organisation, "
        "organisational, method, policy",
        TOOLING: "tooling, tool, tools, technology, technical, system, systems, software, machine, machines, equipment",
        HUMAN: "human, humans, people, person, staff, team, human factors, human factor, man",
        ENVIRONMENT: "environment, environmental, infrastructure",
        EXTERNAL: "external, vendor, vendors, third party, supplier, provider",
    }.items()
    for name in names.split(", ")
}


@dataclass(frozen=True)
class Factor:
    """`kind` is "" where neither the input nor a word tells it, `suggested` if a word does.

    `others` are further records that say the same in fewer words.
    """

    claim: Claim
    kind: str = ""
    suggested: bool = False
    others: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        return self.claim.text if given_kind(self.claim) else with_label(self.claim)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(claim.evidence for claim in (self.claim, *self.others))

    @property
    def texts(self) -> frozenset[str]:
        """Under each of these words a person may have decided on it."""
        return frozenset(claim.text for claim in (self.claim, *self.others))


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
    Theme(
        "monitoring",
        _words(r"monitor|alert|alarm|warn|page[sd]?\b|paging|threshold|dashboard|warning|visibility|observab|metric"),
    ),
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


def factors_of(case: Case) -> tuple[Factor, ...]:
    """The recorded contributing factors, those that say the same as one, sorted by kind; those of no kind come last."""
    found = [_factor(claims) for claims in _grouped(case.factors)]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind) if one.kind else len(KINDS)))


def _grouped(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Yields claims that say the same, the one with most words first."""
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups[-_MOST:] if all(is_same(claim.text, one.text) for one in group)), None)
        if group is None:
            groups.append([claim])
        else:
            group.append(claim)
    yield from (sorted(group, key=lambda one: -len(one.text)) for group in groups)


def _factor(claims: list[Claim]) -> Factor:
    given = next(filter(None, (given_kind(claim) for claim in claims)), "")
    kind = given or next(filter(None, (suggested_kind(claim.text) for claim in claims)), "")
    return Factor(claims[0], kind, bool(kind) and not given, tuple(claims[1:]))


def given_kind(claim: Claim) -> str:
    """The kind that the input names, "" where it names none of the five."""
    return _GIVEN.get(" ".join(re.split(r"[^a-z]+", claim.category.casefold())).strip(), "")


def suggested_kind(text: str) -> str:
    """The kind that its words suggest, "" where none does."""
    weights = dict.fromkeys(KINDS, 0)
    for kind, weight, words in _KIND_WORDS:
        weights[kind] += weight * len({word.casefold() for word in words.findall(text[:READ])})
    best = max(KINDS, key=lambda kind: weights[kind])
    return best if weights[best] else ""
