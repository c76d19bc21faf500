"""Weighs each stated failure: one table maps what is affected, how badly and how widely to a level.

`Account` combines the parsed text with the given fields; `blows` are its failures with their levels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.analysis.severity.circumstances import Circumstance, Found, circumstances
from bot.analysis.severity.given import Given
from bot.analysis.severity.harm import Harm, harms
from bot.analysis.severity.language import Clause, Mood
from bot.analysis.severity.scope import Breadth, Share, breadth_of, people_in, region_of, shares, zone_of
from bot.analysis.severity.signs import Health, Sign, signs
from bot.analysis.severity.subjects import Subject, is_core_deed, names_people, subject_of

# Fewer people than this count as few
FEW_PEOPLE: Final = 500
# Below this percentage of machines, the others are assumed to carry the load
A_FLEET: Final = 30


@dataclass(frozen=True)
class Blow:
    """A stated failure. `level` is 1 to 4; `sure` is false if what is affected was guessed."""

    sign: Sign
    subject: Subject
    breadth: Breadth
    level: int
    sure: bool
    share: Share | None = None
    region: str = ""


@dataclass(frozen=True)
class Account:
    given: Given
    clauses: tuple[Clause, ...]
    signs: tuple[Sign, ...]
    found: tuple[Found, ...]
    harms: tuple[Harm, ...]
    blows: tuple[Blow, ...]

    def first(self, circumstance: Circumstance) -> Found | None:
        return next((found for found in self.found if found.circumstance is circumstance), None)

    @property
    def worst(self) -> Blow | None:
        """The most severe failure; of several, the one stated most precisely. A given percentage makes one in the text
        irrelevant."""
        given = self.given.percent is not None
        return min(
            self.blows,
            key=lambda blow: (
                blow.level,
                not blow.sure,
                blow.share is None and not given,
                -blow.subject,
                -blow.breadth,
            ),
            default=None,
        )


_O, _D = Health.OUT, Health.DEGRADED
# The level if few, an unknown part, most or all are affected
_LEVELS: Final[Mapping[tuple[Subject, Health], tuple[int, int, int, int]]] = {
    (Subject.REVENUE, _O): (3, 1, 1, 1),
    (Subject.REVENUE, _D): (3, 2, 2, 2),
    (Subject.WHOLE, _O): (3, 1, 1, 1),
    (Subject.WHOLE, _D): (3, 2, 2, 2),
    (Subject.FUNCTION, _O): (3, 2, 2, 2),
    (Subject.FUNCTION, _D): (3, 2, 2, 2),
    (Subject.CONTROL, _O): (3, 2, 2, 2),
    (Subject.CONTROL, _D): (3, 3, 2, 2),
    (Subject.SPINE, _O): (3, 2, 2, 2),
    (Subject.SPINE, _D): (3, 3, 2, 2),
    (Subject.UNKNOWN, _O): (3, 3, 2, 2),
    (Subject.UNKNOWN, _D): (3, 3, 2, 2),
    (Subject.FEATURE, _O): (3, 3, 3, 3),
    (Subject.FEATURE, _D): (3, 3, 3, 3),
    (Subject.INTERNAL, _O): (3, 3, 3, 3),
    (Subject.INTERNAL, _D): (3, 3, 3, 3),
    (Subject.COMPONENT, _O): (3, 3, 3, 2),
    (Subject.COMPONENT, _D): (3, 3, 3, 3),
    (Subject.WATCHING, _O): (4, 4, 4, 4),
    (Subject.WATCHING, _D): (4, 4, 4, 4),
    (Subject.COSMETIC, _O): (4, 4, 4, 4),
    (Subject.COSMETIC, _D): (4, 4, 4, 4),
}
_GUESSED: Final = (Subject.UNKNOWN, Subject.SPINE, Subject.COMPONENT)


def account_of(given: Given, clauses: Sequence[Clause]) -> Account:
    spoken = tuple(sign for clause in clauses for sign in signs(clause))
    account = Account(given, tuple(clauses), spoken, circumstances(clauses), harms(clauses), ())
    return replace(account, blows=tuple(_blows(account)))


def _blows(account: Account) -> Iterator[Blow]:
    failures = [sign for sign in account.signs if sign.health is not Health.WORKING]
    for sign in failures:
        yield _weighed(account, sign)
    if not failures:
        yield from _implied(account)


def _implied(account: Account) -> Iterator[Blow]:
    """If no failure was recognized, treats what is named as degraded: someone reported it."""
    for clause in account.clauses:
        if not any(sign.clause is clause for sign in account.signs) and subject_of(clause.words) is not Subject.UNKNOWN:
            blow = _weighed(account, Sign(clause, Health.DEGRADED, ""))
            yield replace(blow, level=blow.level if blow.breadth >= Breadth.MOST else max(3, blow.level), sure=False)


def _weighed(account: Account, sign: Sign) -> Blow:
    subject = _subject(account, sign.clause)
    share = _share(account, sign.clause)
    breadth = _breadth(account, sign.clause)
    level = _LEVELS[subject, sign.health][breadth - 1]
    region = _region(account, sign.clause)
    blow = Blow(sign, subject, breadth, level, subject not in _GUESSED, share, region)
    blow = _by_place(_by_list(account, blow))
    for narrowed in (_by_what_works, _by_way_around, _by_share):
        blow = narrowed(account, blow)
    return _by_house(account, _by_mood(blow))


def _subject(account: Account, clause: Clause) -> Subject:
    """Returns the subject of the clause, or else of its sentence, or else the given service."""
    of_customers = account.given.customer_facing is True
    own = subject_of(clause.words, of_customers=of_customers)
    if own is Subject.FUNCTION and _is_all_it_does(account, clause):
        return Subject.WHOLE
    if own is not Subject.UNKNOWN:
        return own
    before = [
        subject_of(other.words, of_customers=of_customers)
        for other in account.clauses
        if (other.place, other.sentence) == (clause.place, clause.sentence)
    ]
    known = [subject for subject in before if subject is not Subject.UNKNOWN]
    if known:
        return known[0]
    return _service(account)


def _service(account: Account) -> Subject:
    """Treats a service with an unknown name as a major function if it is customer-facing."""
    named = subject_of(account.given.service.lower(), of_customers=account.given.customer_facing is True)
    unknown = named is Subject.UNKNOWN and bool(account.given.service) and account.given.customer_facing is True
    return Subject.FUNCTION if unknown else named


def _is_all_it_does(account: Account, clause: Clause) -> bool:
    service = subject_of(account.given.service.lower())
    return service is Subject.WHOLE and is_core_deed(clause.words) and breadth_of(clause.words) is Breadth.ALL


def _share(account: Account, clause: Clause) -> Share | None:
    """Returns the largest percentage of people or requests in the clause, or else in the sentences next to it."""
    own = [share for share in shares(clause) if not share.of_machines]
    near = [
        share
        for other in account.clauses
        if other.place == clause.place and abs(other.sentence - clause.sentence) <= 1
        for share in shares(other)
        if not share.of_machines
    ]
    return max(own or near, key=lambda share: share.percent, default=None)


def _breadth(account: Account, clause: Clause) -> Breadth:
    counted = [people_in(other.words) for other in account.clauses if other.place == clause.place]
    if any(share.of_machines and share.percent < A_FLEET for share in shares(clause)):
        return Breadth.FEW
    own = breadth_of(clause.words)
    if own is not Breadth.ALL and any(count is not None and count < FEW_PEOPLE for count in counted):
        return Breadth.FEW
    if own is not Breadth.UNSAID:
        return own
    same = [
        breadth_of(other.words)
        for other in account.clauses
        if (other.place, other.sentence) == (clause.place, clause.sentence)
    ]
    return Breadth.FEW if Breadth.FEW in same else max(same, default=Breadth.UNSAID)


def _region(account: Account, clause: Clause) -> str:
    if account.given.regions:
        return account.given.regions[0] if len(account.given.regions) == 1 else ""
    return zone_of(clause.words) or region_of(clause.words)


# "Sign-in, store and online play": three or more things in a list
_LIST: Final = re.compile(
    r"(?:[\w'-]+(?: [\w'-]+){0,2}, ){2,}|(?:[\w'-]+(?: [\w'-]+){0,2}, ){1,6}[\w'-]+(?: [\w'-]+){0,2} (?:and|or) [\w'-]+"
)


def _by_list(account: Account, blow: Blow) -> Blow:
    """If three things that people use fail together, the whole product fails."""
    if (
        blow.level != 2
        or blow.sign.health is not Health.OUT
        or blow.breadth is Breadth.FEW
        or blow.subject < Subject.CONTROL
    ):
        return blow
    parts = [
        other.words
        for other in account.clauses
        if (other.place, other.sentence) == (blow.sign.clause.place, blow.sign.clause.sentence)
        and not any(sign.clause is other and sign.health is Health.WORKING for sign in account.signs)
    ]
    things = sum(subject_of(part) >= Subject.CONTROL for part in _THINGS.split(" , ".join(parts)))
    together = (things >= 3 and _LIST.search(", ".join(parts))) or (
        things >= 2 and _ALL_OF_THEM.search(blow.sign.clause.words)
    )
    return replace(blow, level=1) if together else blow


_ALL_OF_THEM: Final = re.compile(r" and [\w-]+(?: are| is| were)? all ")
_THINGS: Final = re.compile(r" , | and | or |/| \+ ")


def _by_place(blow: Blow) -> Blow:
    """One region counts less than everything, a zone or point of presence counts little."""
    if zone_of(blow.sign.clause.words) and blow.level <= 2:
        return replace(blow, level=3)
    if blow.region and blow.level == 1 and blow.breadth is not Breadth.ALL:
        return replace(blow, level=2)
    return blow


def _by_what_works(account: Account, blow: Blow) -> Blow:
    """If the text says that something important works, the whole product isn't down."""
    if (
        blow.level == 1
        and blow.subject is Subject.WHOLE
        and any(_tells_of_use(account, sign) for sign in account.signs)
    ):
        return replace(blow, level=2)
    return blow


def _tells_of_use(account: Account, sign: Sign) -> bool:
    """Returns whether something that people use is said to work (other than safe data or a successful failover)."""
    words = sign.clause.words
    if sign.health is not Health.WORKING or sign.mood is not Mood.SAID:
        return False
    if any(harm.clause is sign.clause for harm in account.harms) or "failover" in words or "data" in words:
        return False
    subject = subject_of(words)
    return (subject is not Subject.UNKNOWN and subject >= Subject.FEATURE) or names_people(words)


def _by_way_around(account: Account, blow: Blow) -> Blow:
    around = account.given.workaround is True or account.first(Circumstance.WORKAROUND) is not None
    if (
        around
        and blow.level == 2
        and blow.subject in (Subject.FUNCTION, Subject.CONTROL, Subject.UNKNOWN, Subject.SPINE)
    ):
        return replace(blow, level=3)
    return blow


def level_of_share(percent: float) -> int:
    """Applies the severity matrix: 75% or more is SEV1, 25% or more SEV2, below SEV3."""
    return 1 if percent >= 75 else 2 if percent >= 25 else 3


def _by_share(account: Account, blow: Blow) -> Blow:
    """A percentage outweighs words; even 100% of one part of the product isn't SEV1."""
    percent = account.given.percent
    if percent is None and blow.share is not None:
        percent = blow.share.percent
    if percent is None or blow.subject <= Subject.INTERNAL:
        return blow
    level = level_of_share(percent)
    if (blow.subject in (Subject.FUNCTION, Subject.CONTROL) and not _is_of_everything(blow)) or (
        blow.sign.health is Health.DEGRADED and account.given.percent is None
    ):
        level = max(level, 2)
    if blow.subject is Subject.FEATURE:
        level = max(level, 3 if account.given.percent is None else 2)
    return replace(blow, level=level, sure=True)


_EVERYTHING: Final = re.compile(r"\b(?:users|customers|people|clients|requests|traffic|calls|subscribers|players)\b")


def _is_of_everything(blow: Blow) -> bool:
    """Returns whether the percentage is of all users or requests, not of those of one function."""
    told = blow.share.words if blow.share else blow.sign.clause.words
    return bool(_EVERYTHING.search(told))


def _by_mood(blow: Blow) -> Blow:
    """Lowers the level of a possible failure by one."""
    if blow.sign.mood is Mood.POSSIBLE:
        return replace(blow, level=min(4, blow.level + 1), sure=False)
    return blow


def _by_house(account: Account, blow: Blow) -> Blow:
    """Limits what only internal users use to SEV3."""
    if account.given.customer_facing is False:
        return replace(blow, level=max(3, blow.level), subject=min(blow.subject, Subject.INTERNAL))
    return blow
