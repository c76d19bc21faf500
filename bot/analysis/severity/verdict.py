"""Decides the severity: stated facts by exact rule, then the words by a fitted model, within what the facts allow.

The model knows how incidents with such words were labeled, nothing more. So words alone never make a SEV1 or a SEV4:
something stated has to support it. Of the levels that remain, the one with the lowest expected cost wins, and reading a
SEV1 as low costs most. An answer is sure only where such answers were right in at least 95 of 100 incidents by people
whose incidents the model had never seen; otherwise it names the two likeliest levels and what would settle it.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.analysis.model import Evidence
from bot.analysis.severity.account import Account
from bot.analysis.severity.circumstances import Circumstance
from bot.analysis.severity.features import CLAUSES_READ, Features, features_of, known_as, spelled_in
from bot.analysis.severity.harm import Damage
from bot.analysis.severity.language import Clause, Mood, lexicon
from bot.analysis.severity.signs import Health, signs
from bot.analysis.severity.word_model import WordModel, likelihoods, model

LEVELS: Final = (1, 2, 3, 4)
# How often stated facts alone gave an acceptable level: docs/analysis.md
STATED: Final = 0.97
# Few words decide nothing: what follows them is asked
WORDS_NEEDED: Final = 3
QUOTES: Final = 3
_QUOTED_WORDS: Final = 4
_SHORTEST_QUOTE: Final = 4


@dataclass(frozen=True)
class Verdict:
    """`likely`: the two likeliest levels, worst first, if unsure; otherwise the level. `question` is "" if sure."""

    level: int
    rule: str
    evidence: tuple[Evidence, ...]
    confidence: float
    likely: tuple[int, ...]
    question: str = ""


def verdict_on(account: Account, *, drill: bool = False, revenue_lost: float = 0) -> Verdict:
    """Returns the verdict. `drill`: the incident is marked as a drill; `revenue_lost`: in USD, 0 if unknown."""
    if drill:
        return _stated(4, "A drill or test: no users affected", Evidence("drill", "true"))
    verdict = stated(account) or _by_words(account)
    if verdict.level == 2 and revenue_lost:
        lost = _field(account, "revenue_impact_usd", f"{revenue_lost:,.0f}")
        rule = f"{verdict.rule}; revenue is lost, which raises the severity by one level"
        return replace(verdict, level=1, rule=rule, evidence=(*verdict.evidence, lost), likely=_with(1, verdict.likely))
    return verdict


def _with(level: int, likely: tuple[int, ...]) -> tuple[int, ...]:
    return (level,) if len(likely) == 1 else tuple(sorted({level, *likely}))[:2]


# Stated facts


def stated(account: Account) -> Verdict | None:
    """Returns what the first rule that applies decides, in the order in which a responder asks."""
    return next((verdict for rule in _RULES if (verdict := rule(account)) is not None), None)


def _stated(level: int, rule: str, evidence: Evidence) -> Verdict:
    return Verdict(level, rule, (evidence,), STATED, (level,))


def _field(account: Account, fact: str, words: str) -> Evidence:
    return Evidence(account.given.place(fact), words)


def _breach(account: Account) -> Verdict | None:
    if account.given.breach is not True:
        return None
    rule = "Data exposed, regardless of how many users are affected"
    return _stated(1, rule, _field(account, "security_breach", "true"))


def _loss(account: Account) -> Verdict | None:
    if account.given.data_loss is not True:
        return None
    rule = "User data lost or corrupted, regardless of how many users are affected"
    return _stated(1, rule, _field(account, "data_loss", "true"))


_TEST_ENVIRONMENTS: Final = lexicon(
    "stag(?:e|ing)", "stg", "tests?", "testing", "testnet", "dev", "devel(?:opment)?", "qa", "uat", "sandbox", "demo",
    "perf", "lab", "local", "drill", "pre-?prod(?:uction)?", "non-?prod(?:uction)?", "beta", "preview", "integration",
)  # fmt: skip
# "staging-2", "qa_eu", "dev1"
_NUMBERED: Final = re.compile(r"[ _-]?(?:\d+|eu|us|env|environment|cluster)$")


def is_test_environment(account: Account) -> bool:
    return bool(_TEST_ENVIRONMENTS.fullmatch(_NUMBERED.sub("", account.given.environment)))


def _environment(account: Account) -> Verdict | None:
    if not is_test_environment(account):
        return None
    where = _field(account, "environment", account.given.environment)
    return _stated(4, "Only a test environment is affected", where)


def level_of_share(percent: float) -> int:
    """Applies the severity matrix: 75% or more is SEV1, 25% or more SEV2, below SEV3, nobody SEV4."""
    return 1 if percent >= 75 else 2 if percent >= 25 else 3 if percent > 0 else 4


_SHARES: Final = {
    1: "At least 75% of users affected",
    2: "At least 25% of users affected",
    3: "Less than 25% of users affected",
    4: "No users affected",
}


def _percent(account: Account) -> Verdict | None:
    percent = account.given.percent
    if percent is None:
        return None
    level = level_of_share(percent)
    return _stated(level, _SHARES[level], _field(account, "affected_users_percentage", f"{percent:g}"))


# Only what is a share of all people or of all use. "Half an hour" and "80% of the disk" are none.
_SHARE_SAID: Final = re.compile(
    r"(?<![\w.])(?P<percent>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent|pct) (?:of )?(?:all |our |the |live |active )*"
    r"(?:users?|customers?|clients?|people|requests?|traffic|calls?|visitors?|players?|subscribers?|members?)\b"
)


def _share_said(account: Account) -> Verdict | None:
    """A share of people or requests, in a clause that says that they fail."""
    for clause in account.clauses:
        found = _SHARE_SAID.search(clause.words)
        if found and clause.mood(found.start()) is Mood.SAID and _states_failure(clause):
            level = level_of_share(float(found["percent"]))
            return _stated(level, _SHARES[level], Evidence(clause.place, clause.shown))
    return None


_CALLED_DRILL: Final = re.compile(
    r"\bthis is (?:only |just )?an? (?:\w+ )?(?:drill|exercise|simulation|game ?day|test)\b"
    r"|^\W*(?:drill|exercise|game ?day)\W*$"
)


def _called_drill(account: Account) -> Verdict | None:
    """The text calls itself a drill, in so many words."""
    said = next((clause for clause in account.clauses if _CALLED_DRILL.search(clause.words)), None)
    return _stated(4, "Called a drill or test", Evidence(said.place, said.shown)) if said else None


_RULES: Final[tuple[Callable[[Account], Verdict | None], ...]] = (
    _called_drill,
    _breach,
    _loss,
    _environment,
    _percent,
    _share_said,
)


# Words


# What it costs to read a level (rows: SEV1 to SEV4) as another: too low costs more than too high, a SEV1 most.
COSTS: Final = ((0, 1, 3, 3.5), (0.9, 0, 1, 2), (1.4, 0.9, 0, 1), (2.2, 1.6, 0.9, 0))

_HARMLESS: Final = (
    Circumstance.DRILL,
    Circumstance.TEST_PLACE,
    Circumstance.PLANNED,
    Circumstance.FALSE_ALARM,
    Circumstance.NOBODY_HIT,
    Circumstance.EARLY,
)
# Words that state what makes a SEV4: a thing that no user notices, another place, a plan, an alarm about nothing
_HARMLESS_WORDS: Final = lexicon(
    "alerts?", "alerting", "alarms?", "pag(?:ed?|er|ing|es)", "prometheus", "grafana", "kibana", "sentry", "metrics?",
    "monitor\\w*", "logs?", "logging", "telemetry", "traces?", "dashboards?", "exporters?", "probes?", "checks?",
    "graphs?", "typos?", "wording", "spelling", "misspel\\w+", "docs?", "documentation", "readme", "labels?",
    "footers?", "colou?rs?", "fonts?", "cosmetic\\w*", "translat\\w+", "headings?", "beta", "testnet", "canary",
    "preview", "staging", "stage", "test(?:s|ing|ed)?", "sandbox", "dev", "qa", "demo", "ci", "lint\\w*",
    "rehears\\w+", "drill", "exercise", "fyi", "heads-?up", "for info(?:rmation)?", "for the record",
    "plan(?:s|ned|ning)?", "schedul\\w+", "maintenance", "window", "announced?", "upcoming", "tonight", "tomorrow",
    "(?:next|this|on|coming) (?:week|weekend|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day", "will be", "we(?:'ll| will)", "false", "nois[ey]\\w*", "flap\\w*",
    "spurious", "harmless", "nothing", "nobody", "no ?one", "none", "unaffected", "untouched", "unharmed",
    "not (?:affected|touched|impacted|hit|lost|live|in use)",
    "no (?:\\w+ )?(?:impact|effect|users?|customers?|sign|evidence|trace)",
    "no (?:\\w+ )?(?:harm|damage|downtime|interruption|outage|loss|difference)",
    "without (?:impact|downtime|interruption|loss)", "never", "warning", "expires?", "in time",
    "before (?:any|it|they)", "see no (?:change|difference)", "all (?:fine|good|ok|well|green)",
    "works? (?:fine|here|as)", "as (?:planned|usual|before)",
)  # fmt: skip


def supports_sev1(account: Account) -> bool:
    """Returns whether something stated, not only the tone, speaks for a SEV1: harm to data, or everybody affected."""
    given, share = account.given, account.widest
    denied = {Damage.LOST: given.data_loss is False, Damage.EXPOSED: given.breach is False}
    return (
        any(harm.mood is not Mood.DENIED and not denied[harm.damage] for harm in account.harms)
        or (share is not None and level_of_share(share.percent) == 1)
        or account.everybody is not None
    )


def supports_sev4(account: Account) -> bool:
    """Returns whether something stated speaks for a SEV4: a circumstance, or words of one with no failure beside."""
    if any(found.circumstance in _HARMLESS for found in account.found):
        return True
    harmless = [clause for clause in account.clauses if _HARMLESS_WORDS.search(clause.words)]
    denied = any(harm.mood is Mood.DENIED for harm in account.harms)
    return (bool(harmless) or denied) and not any(
        _states_failure(clause) for clause in account.clauses if clause not in harmless
    )


def _states_failure(clause: Clause) -> bool:
    return any(sign.health is Health.OUT and sign.mood is Mood.SAID for sign in signs(clause))


def level_by(likely: Sequence[float], account: Account) -> int:
    """Returns the allowed level with the lowest expected cost; `likely` is the likelihood of SEV1 to SEV4."""
    barred = {1: not supports_sev1(account), 4: not supports_sev4(account)}
    allowed = [level for level in LEVELS if not barred.get(level)]
    return min(allowed, key=lambda level: sum(chance * COSTS[true][level - 1] for true, chance in enumerate(likely)))


def _by_words(account: Account) -> Verdict:
    features = features_of(account)
    if len(features.spelled) < WORDS_NEEDED:
        return _nothing(account)
    read = model("severity")
    likely = likelihoods(read.scores(features))
    level = level_by(likely, account)
    confidence = confidence_of(likely[level - 1], read.certainty)
    evidence = quotes(account, features, read, level)
    rule = f"Words that labeled SEV{level} incidents share"
    if likely[level - 1] >= read.certainty["sure_from"]:
        return Verdict(level, rule, evidence, confidence, (level,))
    other = max((each for each in LEVELS if each != level), key=lambda each: likely[each - 1])
    pair = (min(level, other), max(level, other))
    return Verdict(level, rule, evidence, confidence, pair, QUESTIONS[pair])


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


def quotes(account: Account, features: Features, read: WordModel, level: int) -> tuple[Evidence, ...]:
    """Returns the words that weigh most for the level, as they were typed, the heaviest first."""
    weights = {word: each[level - 1] - sum(each) / len(LEVELS) for word, each in read.word_weights(features).items()}
    found = sorted(
        (quote for clause in account.clauses[:CLAUSES_READ] for quote in _quotes(clause, weights)),
        key=lambda quote: -quote[0],
    )
    return tuple(dict.fromkeys(evidence for _, evidence in found[:QUOTES]))


def _quotes(clause: Clause, weights: Mapping[str, float]) -> Iterator[tuple[float, Evidence]]:
    """Yields the runs of words that speak for the level, each with its weight."""
    run: list[re.Match[str]] = []
    for word, found in (*spelled_in(clause.shown), ("", None)):
        if found and weights.get(word, 0.0) > 0 and len(run) < _QUOTED_WORDS:
            run.append(found)
        elif run:
            weight = sum(weights.get(known_as(each.group().lower()), 0.0) for each in run)
            words = clause.shown[run[0].start() : run[-1].end()]
            if len(words) >= _SHORTEST_QUOTE:
                yield weight, Evidence(clause.place, words)
            run = []


def _nothing(account: Account) -> Verdict:
    evidence = tuple(Evidence(clause.place, clause.shown) for clause in account.clauses[:1])
    question = "What isn't working, and for how many users?"
    return Verdict(3, "No impact described", evidence, 0.5, (2, 3), question)
