"""Docstrings and comments against the tree: each path of this repository that one names is there."""

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "demo", "handlers", "sandbox", "storage", "templates", "tests")
NAMED = re.compile(rf"(?<![\w./])(?:{'|'.join(PACKAGES)})/[\w/]+(?:\.\w+)*")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def paths_named(source: str) -> set[str]:
    if NAMED.search(source) is None:
        return set()
    return {path.rstrip("/") for text in (*docstrings(source), *comments(source)) for path in NAMED.findall(text)}


def docstrings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED):
            yield ast.get_docstring(node) or ""


def comments(source: str) -> Iterator[str]:
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return (token.string for token in tokens if token.type == tokenize.COMMENT)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_path_that_a_docstring_or_comment_names_is_there(package: str) -> None:
    named = {
        (str(file.relative_to(ROOT)), path)
        for file in (ROOT / package).rglob("*.py")
        for path in paths_named(file.read_text(encoding="utf-8"))
    }
    assert [(file, path) for file, path in sorted(named) if not (ROOT / path).exists()] == []


def test_a_path_is_found_in_docstrings_and_comments_and_not_in_other_strings() -> None:
    source = '"""See bot/roles/roles.py."""\nx = "bot/no/path.py"  # read by storage/retention\n'
    assert paths_named(source) == {"bot/roles/roles.py", "storage/retention"}
