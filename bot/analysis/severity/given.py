"""The fields of an input about its impact, which need no interpretation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.analysis.model import Case
from bot.json_types import Json

_YES: Final = ("yes", "true", "y", "1", "confirmed", "full", "partial")
_NO: Final = ("no", "false", "n", "0", "none", "")
_EVERYWHERE: Final = ("all", "all regions", "every region", "global", "globally", "worldwide", "everywhere", "*", "any")


@dataclass(frozen=True)
class Given:
    """None or "" if unknown. `percent` is of users, 0 to 100; `environment` is in lower case; `revenue_lost` in USD."""

    service: str = ""
    percent: float | None = None
    users: float | None = None
    regions: tuple[str, ...] = ()
    workaround: bool | None = None
    data_loss: bool | None = None
    breach: bool | None = None
    customer_facing: bool | None = None
    environment: str = ""
    revenue_lost: float = 0
    drill: bool = False
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, fact: str) -> str:
        return self.places.get(fact, fact)

    @property
    def everywhere(self) -> bool:
        """Whether the list of regions says that all are affected."""
        return any(region.strip().lower() in _EVERYWHERE for region in self.regions)


def given_in(case: Case) -> Given:
    facts = case.facts
    return Given(
        service=", ".join(case.services),
        percent=_number(facts.get("affected_users_percentage"), most=100),
        users=_whole(_number(facts.get("affected_users"), most=1e12)),
        regions=_texts(facts.get("regions")),
        workaround=_switch(facts.get("workaround_available")),
        data_loss=_switch(facts.get("data_loss")),
        breach=_switch(facts.get("security_breach")),
        customer_facing=_switch(facts.get("customer_facing")),
        environment=", ".join(_texts(facts.get("environment"))).strip().lower(),
        revenue_lost=round(_number(facts.get("revenue_impact_usd"), most=1e15) or 0),
        drill=case.drill,
        places=case.fact_places,
    )


def _switch(value: Json) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, str | int) else None
    return True if word in _YES else False if word in _NO else None


def _number(value: Json, most: float) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip().rstrip("%").replace(",", "").strip()
        try:
            value = float(text)
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) and 0 <= value <= most else None


def _whole(number: float | None) -> float | None:
    """0.8 users may be a share, and 1.200 a thousand and two hundred."""
    return number if number is not None and number.is_integer() else None


def _texts(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(str(item) for item in value if str(item).strip()) if isinstance(value, list) else ()
