"""Says which data and code a model was made from; needs no library, so that the tests can compare."""

import hashlib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
MADE_FROM: Final = (
    "tools/fitting.py",
    "tools/labels.py",
    "tools/train_severity.py",
    "tools/data/incidents.json",
    "tools/data/meanings.json",
    "tools/data/word_vectors.json",
    "bot/analysis/severity/features.py",
)


def made_from() -> str:
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in MADE_FROM)).hexdigest()
