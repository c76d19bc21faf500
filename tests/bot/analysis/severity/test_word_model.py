"""The models: made from the data that is there, small, and read the same however a text is cut."""

import json
import math
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import TEAMS, Case
from bot.analysis.severity.classify import account_in
from bot.analysis.severity.features import Features, features_of
from bot.analysis.severity.word_model import likelihoods, model, read_model
from tools.digest import made_from

MODELS = Path(__file__).parents[4] / "bot" / "analysis" / "models"
MEGABYTE = 1_000_000


def written(name: str) -> Any:
    return json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))


def group(weights: dict[str, tuple[int, ...]]) -> dict[str, Any]:
    packed = b"".join(bytes(each & 255 for each in row) for row in weights.values())
    return {"names": "\t".join(weights), "weights": b64encode(packed).decode(), "scale": 0.5}


def test_the_models_are_made_from_this_data_and_code() -> None:
    for name in ("severity", "teams"):
        assert written(name)["made_from"] == made_from(), "Run make train"


def test_all_models_together_are_under_a_megabyte() -> None:
    assert sum(path.stat().st_size for path in MODELS.glob("*.json")) < MEGABYTE


def test_the_labels_are_the_severities_and_the_teams() -> None:
    assert model("severity").labels == ("SEV1", "SEV2", "SEV3", "SEV4")
    assert set(model("teams").labels) == set(TEAMS)


def test_weights_of_words_pieces_and_findings_add_up() -> None:
    made = read_model(
        {
            "labels": ["bad", "good"],
            "bias": [1.0, 0.0],
            "words": group({"down": (4, -4), "~down": (-2, 2)}),
            "pieces": group({" do": (6, 0)}),
            "found": group({"harm:lost:said": (8, -8)}),
        }
    )
    read = Features(frozenset({"down", "today"}), frozenset({"down"}), frozenset({"harm:lost:said"}))
    assert made.scores(read) == pytest.approx([1 + 2 + 3 + 4, -2 - 4])


def test_words_that_a_model_knows_share_one_unit_and_unknown_ones_take_none_of_it() -> None:
    empty = group({"": (0, 0)})
    words = group({"down": (4, 0), "slow": (8, 0)})
    made = read_model({"labels": ["bad", "good"], "bias": [0, 0], "words": words, "pieces": empty, "found": empty})
    read = Features(frozenset({"down", "slow", "strange"}), frozenset(), frozenset())
    assert made.scores(read) == pytest.approx([(2 + 4) / math.sqrt(2), 0])


def test_a_negated_word_is_another_feature() -> None:
    denied = features_of(account_in(Case(description="The site is not down"))).words
    assert "~down" in denied
    assert "~down" not in features_of(account_in(Case(description="The site is down"))).words


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=5))
def test_likelihoods_add_up_to_one(scores: list[float]) -> None:
    assert sum(likelihoods(scores)) == pytest.approx(1)


@given(st.text(max_size=200))
def test_every_text_has_finite_scores(text: str) -> None:
    features = features_of(account_in(Case(description=text)))
    assert all(math.isfinite(score) for name in ("severity", "teams") for score in model(name).scores(features))
