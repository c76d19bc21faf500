"""How much one stated failure weighs: what is hit, how badly, how widely, turned into a level by one table.

`Account` is the text as it was read together with the fields that were given; `blows` are its failures, weighed.
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

# Few people, hardly to be called a share
FEW_PEOPLE: Final = 500
# Below this share of machines, in per cent, the others are taken to carry the load
A_FLEET: Final = 30


@dataclass(frozen=True)
class Blow:
    """A stated failure. `level` is 1 to 4; `sure` is false where what is hit had to be guessed."""

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
        """The gravest; of several that are as grave, the one that is told most exactly. Beside a share that is given,
        one that the text names says nothing more."""
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
# The level for few, an unsaid part, most and all of those who could be hit
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
    """Where no word of failure was recognised, whatever is named counts as degraded: somebody reported it."""
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
    """What the clause names, else its sentence, else the service that was given."""
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
    """A service whose name says nothing is taken for a function that people use, where customers are said to."""
    named = subject_of(account.given.service.lower(), of_customers=account.given.customer_facing is True)
    unknown = named is Subject.UNKNOWN and bool(account.given.service) and account.given.customer_facing is True
    return Subject.FUNCTION if unknown else named


def _is_all_it_does(account: Account, clause: Clause) -> bool:
    service = subject_of(account.given.service.lower())
    return service is Subject.WHOLE and is_core_deed(clause.words) and breadth_of(clause.words) is Breadth.ALL


def _share(account: Account, clause: Clause) -> Share | None:
    """The largest share of people or requests in the clause, else in its sentence or the one after."""
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


# "Sign-in, store and online play": three things or more in one breath
_LIST: Final = re.compile(
    r"(?:[\w'-]+(?: [\w'-]+){0,2}, ){2,}|(?:[\w'-]+(?: [\w'-]+){0,2}, ){1,6}[\w'-]+(?: [\w'-]+){0,2} (?:and|or) [\w'-]+"
)


def _by_list(account: Account, blow: Blow) -> Blow:
    """Where three things that people use fail together, it is the product that fails."""
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
    """One region of several is less than all of it, a zone or a point of presence is little."""
    if zone_of(blow.sign.clause.words) and blow.level <= 2:
        return replace(blow, level=3)
    if blow.region and blow.level == 1 and blow.breadth is not Breadth.ALL:
        return replace(blow, level=2)
    return blow


def _by_what_works(account: Account, blow: Blow) -> Blow:
    """Where the text says that a main thing works, the whole is not out."""
    if (
        blow.level == 1
        and blow.subject is Subject.WHOLE
        and any(_tells_of_use(account, sign) for sign in account.signs)
    ):
        return replace(blow, level=2)
    return blow


def _tells_of_use(account: Account, sign: Sign) -> bool:
    """Whether something that people use is said to work: not that data is safe or that a failover worked."""
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
    """The matrix: over 75 % is SEV1, 25 to 75 % SEV2, below SEV3."""
    return 1 if percent >= 75 else 2 if percent >= 25 else 3


def _by_share(account: Account, blow: Blow) -> Blow:
    """A share that is given counts more than words; of a part of the product even all is no SEV1."""
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
    """Whether the share is of users or requests as such, and not of those of one function."""
    told = blow.share.words if blow.share else blow.sign.clause.words
    return bool(_EVERYTHING.search(told))


def _by_mood(blow: Blow) -> Blow:
    """What is only feared counts one level less."""
    if blow.sign.mood is Mood.POSSIBLE:
        return replace(blow, level=min(4, blow.level + 1), sure=False)
    return blow


def _by_house(account: Account, blow: Blow) -> Blow:
    """What only our own people use is SEV3 at most."""
    if account.given.customer_facing is False:
        return replace(blow, level=max(3, blow.level), subject=min(blow.subject, Subject.INTERNAL))
    return blow
