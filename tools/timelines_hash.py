"""The fingerprint of what the model of phases comes from: its data, and the code that reads and fits it."""

import hashlib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
WRITTEN: Final = ROOT / "bot" / "analysis" / "models" / "phases.json"
_READING: Final = ("signs", "surroundings", "voices", "phase_model", "likeliest", "probabilities", "endings")
SOURCES: Final = (
    *(ROOT / "tools" / f"{name}.py" for name in ("train_phases", "chain", "timelines")),
    *(ROOT / "tools" / "data" / f"{name}.json" for name in ("timelines", "timeline_words")),
    *(ROOT / "bot" / "analysis" / "phases" / f"{name}.py" for name in _READING),
)


def fingerprint() -> str:
    found = hashlib.sha256()
    for source in SOURCES:
        found.update(source.read_bytes())
    return found.hexdigest()
