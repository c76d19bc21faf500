"""Reads what is stated: exact rules that decide a severity, and limits within which the words may.

A rule is exact if a responder would need nothing else. A limit only excludes levels: a P1 is no SEV3, but whether it is
a SEV1 depends on what is down. Each has its reason. Stated harm to data outranks shares and limits.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon
from bot.analysis.model import Evidence
from bot.analysis.severity.account import Account, is_real
from bot.analysis.severity.environments import LIVE, are_for_tests
from bot.analysis.severity.extent import Share
from bot.analysis.severity.statements import BAD, INTRUSION, PLANNED, Fact

LEVELS: Final = (1, 2, 3, 4)


@dataclass(frozen=True)
class Stated:
    """A stated fact: the levels that it allows, and why."""

    levels: tuple[int, ...]
    rule: str
    evidence: Evidence


def exact(account: Account) -> Stated | None:
    """Returns what the first rule that applies decides, in the order in which a responder asks."""
    return next((stated for rule in _RULES if (stated := rule(account)) is not None), None)


def _field(account: Account, fact: str, words: str) -> Evidence:
    return Evidence(account.given.place(fact), words)


def shown(clause: Clause) -> Evidence:
    return Evidence(clause.place, clause.shown)


# Exact rules


def _given(account: Account) -> Stated | None:
    """A drill, a breach or a loss that a field states."""
    given = account.given
    if given.drill:
        return Stated((4,), "A drill or test: no users affected", Evidence("drill", "true"))
    if given.breach:
        return Stated((1,), f"Data exposed, {_WHOEVER}", _field(account, "security_breach", "true"))
    if given.data_loss:
        return Stated((1,), f"User data lost or corrupted, {_WHOEVER}", _field(account, "data_loss", "true"))
    return None


_WHOEVER: Final = "regardless of how many users are affected"
_CALLED_DRILL: Final = re.compile(
    r"this is (?:only |just )?an? (?:fire |table-?top )?(?:drill|exercise|simulation|game ?day|test)"
)
_TAG: Final = re.compile(r"\W*(?:drill|exercise|game ?day)(?: only)?\W*")
_NO_DRILL: Final = re.compile(r"\b(?:real|really|prod|production)\b")


def _called_drill(account: Account) -> Stated | None:
    """The text calls itself a drill in a whole clause, or its first word does, and nothing speaks against it."""
    mentions = [each.clause for each in account.statements if each.fact is Fact.DRILL]
    if len(mentions) != 1 or any(_NO_DRILL.search(each.words) for each in account.clauses):
        return None
    clause = mentions[0]
    tagged = clause == account.clauses[0] and _TAG.fullmatch(clause.words)
    called = tagged or _CALLED_DRILL.fullmatch(clause.words)
    return Stated((4,), "Called a drill or test", shown(clause)) if called and not clause.asked else None


def _environment(account: Account) -> Stated | None:
    real = any(LIVE.intersection(each.words.split()) for each in account.failures)
    if real or account.harm or not are_for_tests(account.given.environment):
        return None
    where = _field(account, "environment", account.given.environment)
    return Stated((4,), "Only a test environment is affected", where)


_LIES_AHEAD: Final = lexicon(
    "tonight", "tomorrow", "will", "we'll", "upcoming", "next \\w+", "on (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "(?:at|from|between|until) \\d\\d?[:.]?\\d*",
)  # fmt: skip
_HAPPENED: Final = lexicon(
    "now", "already", "unannounced", "went", "was", "were", "over", "ended", "since", "still", "has", "have", "had"
)


def _announced(account: Account) -> Stated | None:
    """The title or the description announces planned work that lies ahead, and states nothing as a fact."""
    opening = (each for each in account.clauses if each.sentence == 0 and each.place in ("title", "description"))
    first = next((each for each in opening if PLANNED.match(each.words)), None)
    ahead = any(_LIES_AHEAD.search(each.words) for each in account.clauses)
    happened = any(_HAPPENED.search(each.words) for each in account.clauses)
    bad = any(each.fact in BAD and each.mood is Mood.SAID for each in account.statements)
    if first is None or not ahead or happened or bad:
        return None
    return Stated((4,), "Announced as planned work", shown(first))


def level_of_share(percent: float) -> int:
    """Applies the severity matrix: 75% or more is SEV1, 25% or more SEV2, below SEV3, nobody SEV4."""
    return 1 if percent >= 75 else 2 if percent >= 25 else 3 if percent > 0 else 4


_SHARES: Final = {
    1: "At least 75% of users affected",
    2: "At least 25% of users affected",
    3: "Less than 25% of users affected",
    4: "No users affected",
}


def _share_given(account: Account) -> Stated | None:
    """The field; one below 1 may be a part of 1 rather than a percentage."""
    given = account.given
    if given.percent is not None and not 0 < given.percent < 1:
        level = level_of_share(given.percent)
        return Stated((level,), _SHARES[level], _field(account, "affected_users_percentage", f"{given.percent:g}"))
    return Stated((4,), _SHARES[4], _field(account, "affected_users", "0")) if given.users == 0 else None


def _share_said(account: Account) -> Stated | None:
    """The share of people or requests that fail; if they are only slow, that is no SEV1."""
    levels = {level_said(share) for share in account.shares}
    share = account.widest
    if share is None or len(levels) > 1 or not all(each.plain for each in account.shares):
        return None
    level = level_said(share)
    if level > 1 and account.everybody:
        return None
    return Stated((level,), _SHARES[level], shown(share.clause))


def level_said(share: Share) -> int:
    return max(level_of_share(share.percent), 1 if share.failing else 2)


def _unless_contradicted(rule: Callable[[Account], Stated | None]) -> Callable[[Account], Stated | None]:
    """Exposed or lost data outranks how many are affected, an internal tool has no share of all users, and a small
    share is none where a whole service is down."""

    def checked(account: Account) -> Stated | None:
        found = None if account.harm or account.given.customer_facing is False else rule(account)
        return None if found and found.levels[0] > 2 and account.breakdown else found

    return checked


_RULES: Final[tuple[Callable[[Account], Stated | None], ...]] = (
    _given,
    _called_drill,
    _environment,
    _announced,
    _unless_contradicted(_share_given),
    _unless_contradicted(_share_said),
)


# Limits


_HARMS: Final = {Fact.EXPOSED: "Data may be exposed", Fact.LOST: "User data may be lost or corrupted"}
_FEW_USERS: Final = 10
_MANY_USERS: Final = 10_000


def limits(account: Account, priority: Stated | None = None) -> tuple[Stated, ...]:
    """Returns what the stated facts allow, the strongest first; one that contradicts those before it doesn't count."""
    kept: list[Stated] = []
    allowed = set(LEVELS)
    for limit in _limits(account, priority):
        if allowed & set(limit.levels):
            kept.append(limit)
            allowed &= set(limit.levels)
    return tuple(kept)


def _limits(account: Account, priority: Stated | None) -> Iterator[Stated]:
    given, broken = account.given, account.breakdown
    if given.customer_facing is False and not account.harm:
        yield Stated((3, 4), "An internal tool, not customer-facing", _field(account, "customer_facing", "false"))
    if given.workaround and not account.harm:
        yield Stated((2, 3, 4), "A workaround is available", _field(account, "workaround_available", "true"))
    if given.users is not None and given.users <= _FEW_USERS and not (account.harm or (broken and broken.all)):
        rule = f"At most {_FEW_USERS} users affected"
        yield Stated((3, 4), rule, _field(account, "affected_users", f"{given.users:g}"))
    if account.harm:
        allowed = (1, 2) if is_grave(account) else (1, 2, 3)
        yield Stated(allowed, _HARMS[account.harm.fact], shown(account.harm.clause))
    if broken:
        rule = "Down for everyone" if broken.all else "A whole service, payments or the login is down"
        yield Stated((1, 2), rule, shown(broken.clause))
    share = account.widest
    if share and share.unrestricted and level_said(share) == 1:
        yield Stated((1, 2), _SHARES[1], shown(share.clause))
    if given.everywhere and account.failures:
        yield Stated((1, 2), "All regions affected", _field(account, "regions", ", ".join(given.regions)))
    if given.users is not None and given.users >= _MANY_USERS:
        allowed = (1, 2) if account.failures else (1, 2, 3)
        rule = f"At least {_MANY_USERS:,} users affected"
        yield Stated(allowed, rule, _field(account, "affected_users", f"{given.users:,.0f}"))
    if priority:
        yield priority


def is_grave(account: Account) -> bool:
    """Returns whether what is stated is a SEV1 more often than not: data exposed, beyond an intrusion that may have
    reached none, somebody's data lost, or a whole service down, and not in one region only."""
    if harm := account.harm:
        return not INTRUSION.search(harm.words) and (harm.fact is Fact.EXPOSED or is_real(harm.clause))
    broken, given = account.breakdown, account.given
    return broken is not None and (given.everywhere or not (broken.local or len(given.regions) == 1))


def supports_sev1(account: Account) -> bool:
    """Returns whether something stated, not only the tone, speaks for a SEV1: harm to data, or everybody affected."""
    share = account.widest
    return (
        account.harm is not None
        or account.breakdown is not None
        or account.everybody is not None
        or account.given.everywhere
        or account.may_harm
        or (share is not None and level_of_share(share.percent) == 1)
    )


def supports_sev4(account: Account) -> bool:
    """Returns whether something stated speaks for a SEV4, and no failure and nothing real stands beside it."""
    return bool(account.harmless) and not account.failures and not account.is_doubtful
