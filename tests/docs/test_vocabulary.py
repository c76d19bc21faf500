"""The vocabulary of docs/writing.md against every word that people read: nothing says what its right column says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
WRITING: Final = ROOT / "docs" / "writing.md"
NEVER: Final = [
    phrase
    for cell in re.findall(r"^\| [^|]+ \| ([^|]+) \|$", WRITING.read_text(encoding="utf-8"), re.MULTILINE)[1:]
    for phrase in cell.split(" · ")
]
READ_BY_PEOPLE: Final = (
    *("bot/**/*.py", "handlers/**/*.py", "storage/**/*.py", "templates/**/*.py", "sandbox/**/*.py", "demo/**/*.py"),
    *("templates/**/*.j2", "sandbox/static/**/*.js", "sandbox/static/*.html"),
    *("samples/*.json", "samples/*.txt", "samples/*.md"),
    *("*.md", "docs/*.md", "app.py", "manifest.yml", "Makefile"),
)


# They hold what other people write, or what was written once and stays
NOT_OURS: Final = (
    "bot/analysis/severity/",
    "storage/schema/",
    "CHANGELOG.md",
    "docs/writing.md",
)


def texts() -> Iterator[tuple[str, str]]:
    for pattern in READ_BY_PEOPLE:
        for path in sorted(ROOT.glob(pattern)):
            name = str(path.relative_to(ROOT))
            if not name.startswith(NOT_OURS):
                yield name, path.read_text(encoding="utf-8")


TEXTS: Final = tuple(texts())


@pytest.mark.parametrize("phrase", NEVER)
def test_no_word_that_people_read_says(phrase: str) -> None:
    wrong = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    assert [name for name, text in TEXTS if wrong.search(" ".join(text.split()))] == []


def test_the_vocabulary_is_read() -> None:
    assert {"commander open", "45 %"} <= set(NEVER)
    assert len(TEXTS) > 300
