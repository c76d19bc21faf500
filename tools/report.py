"""Says how good answers are: in percent, each with the interval that 95 of 100 such samples would give (Wilson)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tools.labels import SEVERITIES, teams_of


@dataclass(frozen=True)
class Answer:
    """`chance` is the model's likelihood of the answer, None if stated facts decided; only if `supported` can it be
    sure."""

    labeled: Mapping[str, Any]
    level: int
    chance: float | None
    supported: bool
    teams: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return f"SEV{self.level}" in self.labeled["acceptable"]

    @property
    def true(self) -> int:
        return SEVERITIES.index(self.labeled["expected_severity"]) + 1

    @property
    def certain(self) -> float:
        return 1.0 if self.chance is None else self.chance if self.supported else 0.0

    def is_sure(self, sure_from: float) -> bool:
        return self.certain >= sure_from

    @property
    def expected_teams(self) -> frozenset[str]:
        return teams_of(self.labeled)


COLUMNS: Final = (
    "Writer",
    "Count",
    "Acceptable",
    "Within one level",
    "SEV1 read as SEV3 or SEV4",
    "Sure",
    "Sure and acceptable",
    "An expected team named",
    "Named teams expected",
)


def report(answers: Sequence[Answer], sure_from: float) -> str:
    """Returns a Markdown table with a row for each writer (`hand`) and one for all."""
    hands = sorted({answer.labeled["hand"] for answer in answers})
    rows = [_row(hand, [each for each in answers if each.labeled["hand"] == hand], sure_from) for hand in hands]
    if len(hands) > 1:
        rows.append(_row("all", answers, sure_from))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (COLUMNS, ["---"] * len(COLUMNS), *rows))


def _row(name: str, answers: Sequence[Answer], sure_from: float) -> Sequence[str]:
    severe = [answer for answer in answers if answer.true == 1]
    sure = [answer for answer in answers if answer.is_sure(sure_from)]
    with_teams = [answer for answer in answers if answer.expected_teams]
    named = [(team, answer) for answer in with_teams for team in answer.teams]
    shares = (
        (sum(answer.is_right for answer in answers), len(answers)),
        (sum(abs(answer.level - answer.true) <= 1 for answer in answers), len(answers)),
        (sum(answer.level >= 3 for answer in severe), len(severe)),
        (len(sure), len(answers)),
        (sum(answer.is_right for answer in sure), len(sure)),
        (sum(bool(answer.expected_teams & set(answer.teams)) for answer in with_teams), len(with_teams)),
        (sum(team in answer.expected_teams for team, answer in named), len(named)),
    )
    return [name, str(len(answers)), *(percent(part, whole) for part, whole in shares)]


def percent(part: int, whole: int) -> str:
    """Returns `61% (58 to 64)`."""
    if not whole:
        return "none"
    low, high = interval(part, whole)
    return f"{100 * part / whole:.0f}% ({100 * low:.0f} to {100 * high:.0f})"


def interval(part: int, whole: int) -> tuple[float, float]:
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z / (1 + z * z / whole) * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)
