"""Fits the models of severity and teams on labeled incidents, and writes them to bot/analysis/models.

    python -m tools.train_severity                 fits, leaves out one hand at a time, prints how good that is, writes
    python -m tools.train_severity FILE …          the same with more incidents: tools/README.md says how they look
    python -m tools.train_severity --curve         how much more hands help
    python -m tools.train_severity --last          reads the hands that were kept for the end with the written models

Nothing is ever measured by random folds: incidents of one hand are alike, which flatters by ten points and more.
"""

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.analysis.model import TEAMS
from bot.analysis.severity.account import Account
from bot.analysis.severity.classify import account_in
from bot.analysis.severity.facts import limits
from bot.analysis.severity.features import Features, features_of
from bot.analysis.severity.teams import named_by
from bot.analysis.severity.verdict import is_supported, level_by, stated, tells_enough
from bot.analysis.severity.word_model import likelihoods, read_model
from tools.digest import made_from
from tools.fitting import Counted, Fitted, Frugality, fitted_labels, fitted_levels
from tools.labels import (
    LAST,
    SEEN,
    SEVERITIES,
    Labeled,
    UnusableLabel,
    case_of,
    hands,
    incidents,
    shares_of_levels,
    teams_of,
)
from tools.report import Answer, report

MODELS: Final = Path(__file__).parents[1] / "bot" / "analysis" / "models"
SEEN_WEIGHT: Final = 0.4
TEAM_STRENGTH: Final = 10.0
# Chosen on hands left out, and so that all models together stay small
FRUGAL: Final = {
    "severity": Frugality({"words": 3, "pieces": 4, "found": 1}, likeness=1.0),
    "teams": Frugality({"words": 4, "pieces": 12, "found": 1}, likeness=2.0),
}
# Of 100 answers that are called sure, so many have to be acceptable
SURE: Final = 0.95


@dataclass(frozen=True)
class Learned:
    """Both models, as they are written."""

    severity: Mapping[str, Any]
    teams: Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """Incidents with what is read of them. `rows` are those in use."""

    labeled: Sequence[Labeled]

    @cached_property
    def accounts(self) -> Sequence[Account]:
        return [account_in(case_of(each)) for each in self.labeled]

    @cached_property
    def features(self) -> Sequence[Features]:
        return [features_of(account) for account in self.accounts]

    @cached_property
    def counted(self) -> Counted:
        return Counted.of(self.features)

    def rows(self, wanted: Sequence[str]) -> Sequence[int]:
        return [row for row, each in enumerate(self.labeled) if each["hand"] in wanted]

    def learned(self, wanted: Sequence[str]) -> Learned:
        rows = self.rows(wanted)
        use, counted = [self.labeled[row] for row in rows], self.counted.at(rows)
        importance = np.array([SEEN_WEIGHT if each["hand"] in SEEN else 1.0 for each in use])
        shares = np.array([shares_of_levels(each) for each in use])
        levels = fitted_levels(counted, shares, importance, FRUGAL["severity"])
        given = np.array([[team in teams_of(each) for team in TEAMS] for each in use])
        known = np.array([bool(teams_of(each)) for each in use])
        teams = fitted_labels(counted, given, importance * known, FRUGAL["teams"], TEAM_STRENGTH)
        return Learned(_written(levels, SEVERITIES), _written(teams, TEAMS))

    def answers(self, by: Learned, wanted: Sequence[str]) -> Iterator[Answer]:
        severity, teams = read_model(by.severity), read_model(by.teams)
        for row in self.rows(wanted):
            account, features = self.accounts[row], self.features[row]
            fact = stated(account)
            likely = likelihoods(severity.scores(features))
            enough = tells_enough(account, features, limits(account))
            level = fact.level if fact else level_by(likely, account) if enough else 3
            yield Answer(
                labeled=self.labeled[row],
                level=level,
                chance=None if fact else likely[level - 1],
                supported=enough and is_supported(level, account),
                teams=named_by(teams, features),
            )


def _written(fitted: Fitted, labels: Sequence[str]) -> dict[str, Any]:
    bias = [float(f"{each:.5g}") for each in fitted.bias]
    return {"labels": list(labels), "bias": bias, **dict(fitted.packed())}


def left_out(read: Read) -> Sequence[Answer]:
    """Returns the answers for each hand by models that haven't seen that hand."""
    measured = [hand for hand in hands(read.labeled) if hand not in LAST]
    return [
        answer
        for hand in measured
        for answer in read.answers(read.learned((*SEEN, *(each for each in measured if each != hand))), (hand,))
    ]


def certainty(answers: Sequence[Answer]) -> dict[str, float]:
    """Returns how likelihoods become confidence, and from which one on answers are sure."""
    told = [answer for answer in answers if answer.chance is not None]
    chances = np.clip([answer.chance for answer in told], 0.01, 0.99)
    odds = np.log(chances / (1 - chances)).reshape(-1, 1)
    fitted = LogisticRegression(C=100.0).fit(odds, [answer.is_right for answer in told])
    return {
        "slope": round(float(fitted.coef_[0][0]), 3),
        "intercept": round(float(fitted.intercept_[0]), 3),
        "sure_from": _sure_from(answers),
    }


def _sure_from(answers: Sequence[Answer]) -> float:
    """Returns the lowest likelihood from which on enough answers were right, those by stated facts included."""
    best_first = sorted(answers, key=lambda answer: -answer.certain)
    right = np.cumsum([answer.is_right for answer in best_first]) / np.arange(1, len(best_first) + 1)
    enough = [answer.certain for answer, share in zip(best_first, right, strict=True) if share >= SURE]
    return round(float(enough[-1]), 3) if enough else 1.0


def curve(read: Read) -> Iterator[str]:
    """Yields how good each hand is read by models of ever more other hands."""
    measured = [hand for hand in hands(read.labeled) if hand not in LAST]
    for count in range(len(measured)):
        answers = []
        for place, hand in enumerate(measured):
            others = [*measured[place + 1 :], *measured[:place]][:count]
            answers += list(read.answers(read.learned((*SEEN, *others)), (hand,)))
        yield f"{count} other hands: {100 * np.mean([answer.is_right for answer in answers]):.1f}% acceptable"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--last", action="store_true")
    asked = parser.parse_args()
    try:
        read = Read(incidents(*asked.files))
    except UnusableLabel as error:
        raise SystemExit(str(error)) from error
    if asked.curve:
        for line in curve(read):
            print(line, flush=True)
    elif asked.last:
        written = Learned(_read("severity"), _read("teams"))
        print(report(list(read.answers(written, LAST)), written.severity["certainty"]["sure_from"]))
    else:
        train(read)


def train(read: Read) -> None:
    answers = left_out(read)
    known = certainty(answers)
    print(report(answers, known["sure_from"]))
    learned = read.learned([hand for hand in (*hands(read.labeled), *SEEN) if hand not in LAST])
    digest = made_from()
    _write("severity", {**learned.severity, "certainty": known, "made_from": digest})
    _write("teams", {**learned.teams, "made_from": digest})


def _read(name: str) -> Any:
    return json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))


def _write(name: str, written: Mapping[str, Any]) -> None:
    (MODELS / f"{name}.json").write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
