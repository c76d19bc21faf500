"""Decides the severity: a list of questions in the order in which a responder asks them; the first answer wins.

Data loss and exposure come first, then reasons why production isn't affected, then how much is affected. Each verdict
has a rule, its evidence, and, if it is uncertain, the question that would settle it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.analysis.model import Evidence
from bot.analysis.severity.circumstances import Circumstance, Found
from bot.analysis.severity.harm import Damage, Harm
from bot.analysis.severity.language import Mood, lexicon
from bot.analysis.severity.likeness import likeness_of
from bot.analysis.severity.scope import Breadth, breadth_of
from bot.analysis.severity.signs import Health
from bot.analysis.severity.subjects import Subject, names_people
from bot.analysis.severity.weighing import Account, Blow, level_of_share


@dataclass(frozen=True)
class Verdict:
    """`kind` is the category for which the confidence was measured; `question` is "" if the verdict is certain."""

    level: int
    kind: str
    rule: str
    evidence: tuple[Evidence, ...]
    question: str = ""


_TEST_ENVIRONMENTS: Final = (
    "stag",
    "test",
    "dev",
    "qa",
    "uat",
    "sandbox",
    "pre",
    "demo",
    "perf",
    "lab",
    "local",
    "drill",
    "canary-test",
    "non",
)


def verdict_on(account: Account, *, drill: bool = False, revenue_lost: float = 0) -> Verdict:
    """Returns the verdict. `drill`: the incident is marked as a drill; `revenue_lost`: in USD, 0 if unknown."""
    if drill:
        return Verdict(4, "not live", "A drill or test: no users affected", (Evidence("drill", "true"),))
    verdict = _compared(account, next(verdict for ask in _QUESTIONS if (verdict := ask(account)) is not None))
    if verdict.level == 2 and revenue_lost:
        lost = _field(account, "revenue_impact_usd", f"{revenue_lost:,.0f}")
        return replace(
            verdict,
            level=1,
            rule=f"{verdict.rule}; revenue is lost, which raises the severity by one level",
            evidence=(*verdict.evidence, lost),
        )
    return verdict


# Verdicts based on the kind of thing that is named, rather than on an explicit statement
_BY_KIND: Final = ("whole", "function", "feature", "guessed", "small", "nothing")


_HOW_MANY: Final = "How many users are affected, and can they still do what they need to do?"


def _compared(account: Account, verdict: Verdict) -> Verdict:
    """Where the rules only looked at the kind of thing, lets the most similar incidents decide."""
    like = likeness_of(account) if verdict.kind in _BY_KIND else None
    if like is None:
        return verdict
    level = _bounded(account, verdict, like.level)
    kind = "alike" if like.is_clear(level) else "half alike"
    if level == verdict.level:
        return replace(verdict, kind=kind, question=verdict.question if kind == "alike" else _HOW_MANY)
    return Verdict(
        level,
        kind,
        f"Similar incidents were SEV{level} rather than SEV{verdict.level}",
        (Evidence(like.clause.place, like.clause.shown),),
        _HOW_MANY,
    )


def _bounded(account: Account, verdict: Verdict, level: int) -> int:
    """Limits the change: down from SEV1 by one at most, or not at all if everyone is affected; up from minor by one."""
    if verdict.level == 1:
        everybody = account.worst is not None and account.worst.breadth is Breadth.ALL
        return 1 if everybody else min(level, 2)
    return max(level, verdict.level - 1) if verdict.kind == "small" else level


def _said(found: Found | Harm) -> Evidence:
    return Evidence(found.clause.place, found.clause.shown)


def _field(account: Account, fact: str, words: str) -> Evidence:
    return Evidence(account.given.place(fact), words)


def _drill(account: Account) -> Verdict | None:
    found = account.first(Circumstance.DRILL)
    if found:
        return Verdict(4, "not live", "A drill or test: no users affected", (_said(found),))
    return None


def _said_harm(account: Account) -> Harm | None:
    """Returns the first harm that is stated as a fact and that no field denies."""
    denied = {Damage.LOST: account.given.data_loss is False, Damage.EXPOSED: account.given.breach is False}
    return next((harm for harm in account.harms if harm.mood is Mood.SAID and not denied[harm.damage]), None)


def _given_harm(account: Account) -> Verdict | None:
    for fact, rule in (("security_breach", "Data exposed"), ("data_loss", "User data lost or corrupted")):
        if (account.given.breach if fact == "security_breach" else account.given.data_loss) is True:
            return Verdict(
                1, "harm given", f"{rule}, regardless of how many users are affected", (_field(account, fact, "true"),)
            )
    return None


def _harm(account: Account) -> Verdict | None:
    harm = _said_harm(account)
    if harm is None or _is_test_place(account):
        return None
    rule = "Data exposed" if harm.damage is Damage.EXPOSED else "User data lost or corrupted"
    return Verdict(1, "harm said", f"{rule}, regardless of how many users are affected", (_said(harm),))


def _is_test_place(account: Account) -> bool:
    return account.given.environment.startswith(_TEST_ENVIRONMENTS)


def _test_field(account: Account) -> Verdict | None:
    if _is_test_place(account):
        words = account.given.environment
        return Verdict(4, "not live", "Only a test environment is affected", (_field(account, "environment", words),))
    return None


def _test_words(account: Account) -> Verdict | None:
    found = account.first(Circumstance.TEST_PLACE)
    if found and not _live_blow(account, found):
        return Verdict(4, "not live", "Only a test environment is affected", (_said(found),))
    return None


def _live_blow(account: Account, found: Found, *, beyond_sentence: bool = False) -> Blow | None:
    """Returns a failure of something users depend on, stated in a different clause (or sentence) than `found`."""
    return next(
        (
            blow
            for blow in account.blows
            if blow.level <= 2
            and blow.sign.words
            and blow.subject >= Subject.CONTROL
            and blow.sign.mood is Mood.SAID
            and blow.sign.clause is not found.clause
            and not (beyond_sentence and blow.sign.clause.sentence == found.clause.sentence)
        ),
        None,
    )


def _hits_people(blow: Blow) -> bool:
    """Returns whether a failure says who or how many are affected, which outweighs "nobody affected"."""
    words = blow.sign.clause.words
    return blow.level == 1 or blow.share is not None or breadth_of(words) >= Breadth.MOST or names_people(words)


def _planned(account: Account) -> Verdict | None:
    found = account.first(Circumstance.PLANNED)
    if found is None or _live_blow(account, found, beyond_sentence=True):
        return None
    return Verdict(4, "not live", "Planned work, not an incident", (_said(found),))


def _false_alarm(account: Account) -> Verdict | None:
    found = account.first(Circumstance.FALSE_ALARM)
    return Verdict(4, "nobody hit", "False alarm: nothing was affected", (_said(found),)) if found else None


def _nobody(account: Account) -> Verdict | None:
    if account.given.percent == 0:
        words = "0"
        return Verdict(4, "nobody hit", "No users affected", (_field(account, "affected_users_percentage", words),))
    found = account.first(Circumstance.NOBODY_HIT)
    live = _live_blow(account, found) if found else None
    if found is None or (live and _hits_people(live)):
        return None
    if any(blow.subject is Subject.INTERNAL and blow.sign.health is Health.OUT for blow in account.blows):
        return Verdict(3, "inside", "Only internal users are affected", (_said(found),))
    return Verdict(4, "nobody hit", "Reported as not affecting users", (_said(found),))


def _ruled_out(account: Account) -> Verdict | None:
    """Data could have been exposed but wasn't, and nothing else fails."""
    harm = next((harm for harm in account.harms if harm.mood is Mood.DENIED and harm.damage is Damage.EXPOSED), None)
    if harm is None or any(blow.sign.words and blow.level <= 3 for blow in account.blows):
        return None
    return Verdict(4, "nobody hit", "Data exposure was possible but has been ruled out", (_said(harm),))


_OPEN_HOLE: Final = lexicon(
    "exploitable",
    "vulnerab\\w+",
    "unpatched",
    "zero[ -]day",
    "log4\\w+",
    "rce",
    "remote code execution",
    "sql injection",
    "cve-\\d+-\\d+",
)
_WITHIN_REACH: Final = lexicon(
    "from outside",
    "from the internet",
    "publicly",
    "probing",
    "probes",
    "in the wild",
    "actively",
    "exploited",
    "internet-?facing",
    "of our services",
    "our services",
    "production",
    "prod",
)


def _open_hole(account: Account) -> Verdict | None:
    """A vulnerability that can be reached from outside: no harm yet, but urgent."""
    hole = next((clause for clause in account.clauses if _OPEN_HOLE.search(clause.words)), None)
    if hole is None or not any(_WITHIN_REACH.search(clause.words) for clause in account.clauses):
        return None
    evidence = (Evidence(hole.place, hole.shown),)
    return Verdict(
        2, "harm feared", "Security vulnerability reachable from outside", evidence, "Has it been exploited?"
    )


def _feared_harm(account: Account) -> Verdict | None:
    harm = next((harm for harm in account.harms if harm.mood is Mood.POSSIBLE and harm.damage is Damage.EXPOSED), None)
    if harm is None or account.given.breach is False:
        return None
    question = "Did anyone access data they shouldn't have?"
    return Verdict(1, "harm feared", "Data may have been exposed", (_said(harm),), question)


def _feared_loss(account: Account) -> Verdict | None:
    harm = next((harm for harm in account.harms if harm.mood is Mood.POSSIBLE and harm.damage is Damage.LOST), None)
    worst = account.worst
    if harm is None or account.given.data_loss is False or (worst and worst.level <= 2):
        return None
    question = "Is user data permanently lost or wrong?"
    return Verdict(2, "harm feared", "Data may be lost", (_said(harm),), question)


def _percent(account: Account) -> Verdict | None:
    """Uses the percentage alone, if no failure was found in the text."""
    percent = account.given.percent
    if percent is None or account.worst is not None:
        return None
    evidence = _field(account, "affected_users_percentage", f"{percent:g}")
    return Verdict(level_of_share(percent), "share", _share_rule(percent), (evidence,))


def _share_rule(percent: float) -> str:
    level = level_of_share(percent)
    return (
        "At least 75% of users affected",
        "At least 25% of users affected",
        "Less than 25% of users affected",
    )[level - 1]


def _early(account: Account) -> Verdict | None:
    found = account.first(Circumstance.EARLY)
    worst = account.worst
    if found and not (worst and worst.level <= 2 and worst.sure):
        return Verdict(4, "nobody hit", "Early warning: nothing has failed yet", (_said(found),))
    return None


_RULES: Final = {
    (1, Subject.WHOLE): "Whole product down",
    (1, Subject.REVENUE): "Revenue-critical service down",
    (1, Subject.FUNCTION): "Several major functions down at once",
    (1, Subject.CONTROL): "Several major functions down at once",
    (2, Subject.WHOLE): "Product severely degraded or partly down",
    (2, Subject.REVENUE): "Revenue-critical service degraded",
    (2, Subject.FUNCTION): "Major function failing or very slow",
    (2, Subject.CONTROL): "Control plane or dashboard down",
    (2, Subject.SPINE): "Core dependency down",
    (2, Subject.COMPONENT): "All instances of a component down",
    (3, Subject.INTERNAL): "Only internal users are affected",
    (3, Subject.COMPONENT): "Single component affected",
    (3, Subject.FEATURE): "Single feature, page or role affected",
    (4, Subject.WATCHING): "Gap in monitoring or logs; users not affected",
    (4, Subject.COSMETIC): "Cosmetic or wording issue",
}
_KINDS: Final = {
    Subject.WHOLE: "whole",
    Subject.REVENUE: "whole",
    Subject.FUNCTION: "function",
    Subject.CONTROL: "function",
    Subject.SPINE: "guessed",
    Subject.UNKNOWN: "guessed",
    Subject.COMPONENT: "guessed",
    Subject.FEATURE: "feature",
    Subject.INTERNAL: "inside",
    Subject.WATCHING: "small",
    Subject.COSMETIC: "small",
}


def _blow(account: Account) -> Verdict | None:
    worst = account.worst
    if worst is None:
        return None
    evidence = [Evidence(worst.sign.clause.place, worst.sign.clause.shown)]
    if account.given.percent is not None and worst.subject > Subject.INTERNAL:
        percent = account.given.percent
        evidence.append(_field(account, "affected_users_percentage", f"{percent:g}"))
        return Verdict(worst.level, "share", _share_rule(percent), tuple(evidence))
    if worst.share and worst.level == level_of_share(worst.share.percent):
        if worst.share.clause is not worst.sign.clause:
            evidence.append(Evidence(worst.share.clause.place, worst.share.words))
        return Verdict(worst.level, "share", _share_rule(worst.share.percent), tuple(evidence))
    kind = _KINDS[worst.subject]
    return Verdict(worst.level, kind, _rule(worst), tuple(evidence), "" if worst.sure else _question(worst))


def _rule(blow: Blow) -> str:
    known = _RULES.get((blow.level, blow.subject))
    if known:
        return known
    if blow.level == 3:
        return "Partial impact, few users, or a workaround exists"
    return "Many users affected; unclear what is failing" if blow.level == 2 else "Little impact"


def _question(blow: Blow) -> str:
    if blow.subject in (Subject.SPINE, Subject.COMPONENT):
        return "Are users affected, and how many?"
    return _HOW_MANY


def _nothing(account: Account) -> Verdict:
    evidence = tuple(Evidence(clause.place, clause.shown) for clause in account.clauses[:1])
    return Verdict(3, "nothing", "No impact described", evidence, "What isn't working, and for how many users?")


_QUESTIONS: Final[tuple[Callable[[Account], Verdict | None], ...]] = (
    _given_harm,
    _drill,
    _harm,
    _test_field,
    _test_words,
    _planned,
    _false_alarm,
    _nobody,
    _open_hole,
    _ruled_out,
    _feared_harm,
    _feared_loss,
    _percent,
    _early,
    _blow,
    _nothing,
)
