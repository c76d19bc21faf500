"""Says how good answers are: in percent, each with the interval that 95 of 100 such samples would give (Wilson)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.labels import SEVERITIES


@dataclass(frozen=True)
class Answer:
    """`chance` is the model's likelihood of the answer, None if stated facts decided; `likely` of all levels."""

    labeled: Mapping[str, Any]
    level: int
    chance: float | None
    likely: tuple[float, ...]
    teams: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return f"SEV{self.level}" in self.labeled["acceptable"]

    @property
    def true(self) -> int:
        return SEVERITIES.index(self.labeled["expected_severity"]) + 1

    @property
    def certain(self) -> float:
        return 1.0 if self.chance is None else self.chance

    def is_sure(self, sure_from: float) -> bool:
        return self.certain >= sure_from

    @property
    def expected_teams(self) -> frozenset[str]:
        return frozenset((*self.labeled["expected_teams"], *self.labeled.get("second_teams", ())))


def report(answers: Sequence[Answer], sure_from: float) -> str:
    hands = sorted({answer.labeled["hand"] for answer in answers})
    lines = [_line(hand, [each for each in answers if each.labeled["hand"] == hand], sure_from) for hand in hands]
    return "\n".join((*lines, _line("all", answers, sure_from)))


def _line(name: str, answers: Sequence[Answer], sure_from: float) -> str:
    severe = [answer for answer in answers if answer.true == 1]
    sure = [answer for answer in answers if answer.is_sure(sure_from)]
    named = [(team, answer) for answer in answers for team in answer.teams]
    parts = (
        ("acceptable", sum(answer.is_right for answer in answers), len(answers)),
        ("within one", sum(abs(answer.level - answer.true) <= 1 for answer in answers), len(answers)),
        ("SEV1 low", sum(answer.level >= 3 for answer in severe), len(severe)),
        ("sure", len(sure), len(answers)),
        ("sure right", sum(answer.is_right for answer in sure), len(sure)),
        ("team", sum(bool(answer.expected_teams & set(answer.teams)) for answer in answers), len(answers)),
        ("teams right", sum(team in answer.expected_teams for team, answer in named), len(named)),
    )
    return f"{name:>4}: " + ", ".join(f"{words} {percent(part, whole)}" for words, part, whole in parts)


def percent(part: int, whole: int) -> str:
    """Returns `61.2% (58 to 64)`."""
    if not whole:
        return "none"
    low, high = interval(part, whole)
    return f"{100 * part / whole:.1f}% ({100 * low:.0f} to {100 * high:.0f})"


def interval(part: int, whole: int) -> tuple[float, float]:
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z / (1 + z * z / whole) * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return max(0.0, middle - reach), min(1.0, middle + reach)
