"""What impact is recorded: the one place that says so, for the review, for stakeholder updates and for `classify`.

Figures and answers come from typed fields, claims from what people recorded as impact. Nothing is concluded from the
words of a description, an event or a title: what nobody recorded as impact is no recorded impact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.analysis.model import Case, Claim
from templates.analysis import wording

USERS: Final = ("affected_users", "affected_users_percentage")
REVENUE: Final = "revenue_impact_usd"
REGIONS: Final = ("affected_regions", "regions")
KIND: Final = "degradation_type"
_VERBS: Final = {  # what the field says of the services
    "partial": "degraded", "degraded": "degraded", "degradation": "degraded", "slow": "slow",
    "full": "down", "complete": "down", "total": "down", "outage": "down", "down": "down",
}  # fmt: skip
DATA_LOSS: Final = "data_loss"
BREACH: Final = "security_breach"


TOLD: Final = frozenset(
    {*USERS, *wording.FAILED, *wording.THERE_WERE, *wording.ANSWERS, *REGIONS, KIND, REVENUE}
)  # the fields that are read here


@dataclass(frozen=True)
class Measured:
    """A figure in words, and the fields that it stands in. `outside` says the same without the figure."""

    words: str
    fields: tuple[str, ...]
    outside: str = ""


@dataclass(frozen=True)
class Answered:
    """A field that was answered with yes or no; `words` are "" where the answer tells of no impact."""

    field: str
    value: bool
    words: str


@dataclass(frozen=True)
class RecordedImpact:
    """`claims` are in people's words, each once. `figures` have a verb, `reports` are what there were. `verb` is what
    the services were, "" where that is not recorded."""

    claims: tuple[Claim, ...] = ()
    figures: tuple[Measured, ...] = ()
    reports: tuple[Measured, ...] = ()
    answers: tuple[Answered, ...] = ()
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    verb: str = ""

    def answer(self, field: str) -> bool | None:
        return next((each.value for each in self.answers if each.field == field), None)


NO_IMPACT: Final = RecordedImpact()


def recorded_impact(case: Case) -> RecordedImpact:
    return RecordedImpact(
        claims=tuple(each_once(case.impact)),
        figures=tuple(_figures(case)),
        reports=tuple(_counted(case, wording.THERE_WERE)),
        answers=tuple(_answers(case)),
        services=case.services,
        regions=tuple(_regions(case)),
        verb=_VERBS.get(str(case.facts.get(KIND) or "").casefold(), ""),
    )


def each_once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yields claims whose words stand in no other one before them."""
    seen = set[str]()
    for claim in claims:
        words = " ".join(claim.text.casefold().split()).rstrip(".")
        if words and words not in seen:
            seen.add(words)
            yield claim


_OF_USERS: Final = frozenset(
    {"", "impact", "impact summary", "customer impact", "user impact", "what was affected", "who was affected",
     "scope of impact"}
)  # fmt: skip


def is_about_users(claim: Claim) -> bool:
    """Whether a claim of impact says what users met, and not what it did to the business."""
    return claim.category.casefold() in _OF_USERS


def number(case: Case, field: str) -> float | None:
    """A fact as a number, where it is one."""
    value = case.facts.get(field)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _figures(case: Case) -> Iterator[Measured]:
    count, share = (number(case, field) for field in USERS)
    if words := wording.users(count, share):
        yield Measured(words, tuple(field for field in USERS if number(case, field) is not None))
    yield from _counted(case, wording.FAILED)
    if (amount := number(case, REVENUE)) is not None:
        yield Measured(wording.revenue(amount), (REVENUE,))


def _counted(case: Case, names: Mapping[str, tuple[str, str]]) -> Iterator[Measured]:
    for field, told in names.items():
        if (count := number(case, field)) is not None:
            outside = wording.SOME_FAILED.get(field, "") if count else ""
            yield Measured(wording.counted(count, told), (field,), outside)


def _answers(case: Case) -> Iterator[Answered]:
    for field, (ruled_out, stated) in wording.ANSWERS.items():
        value = case.facts.get(field)
        if isinstance(value, bool):
            yield Answered(field, value, stated if value else ruled_out)


def _regions(case: Case) -> Iterator[str]:
    held = next((value for field in REGIONS if (value := case.facts.get(field))), ())
    if isinstance(held, str):
        yield held
    elif isinstance(held, list | tuple):
        yield from (str(one) for one in held)
