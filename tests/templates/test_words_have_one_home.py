"""Words have one home, templates/<capability>: the code holds no sentence.

A sentence is a text with a blank that ends as one or has three words, a capital or small letters throughout; of what an
entry of the timeline is given, any words. None are: docstrings (click takes the help of a command from its function's),
log lines, messages for programmers (ValueError, assertions), lists of words, and the rows of three tables, which hold a
text beside what it does.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
FOLDERS: Final = ("bot", "handlers", "demo", "wiring")
ENTRIES: Final = {"system_entry", "new_entry", "Entry"}
FOR_PROGRAMMERS: Final = {
    *("ValueError", "TypeError", "KeyError", "RuntimeError", "LookupError", "AssertionError", "compile"),
    *("_undeterred", "later"),  # what failed, for the log
    "exit",  # of app.py, before the packages of the program can be imported
}
TABLES: Final = {
    *("CommandVerb", "ReviewVerb"),  # usage, help and example of a verb in one row
    *("Severity", "Role"),  # what stands where the TOML file says nothing, in the words of an organization
}
ELSEWHERE: Final = (
    "bot/analysis/",  # patterns and sentences of the analysis, which is written anew
    "bot/review/document/",  # moved as it is until the review's document is written anew
    "bot/review/root_cause/",
    "demo/impact_lines.py",  # a table, the words for each field beside its name
)


def is_sentence(text: str) -> bool:
    words = text.strip()
    if " " not in words or "|" in words or not re.match(r"[A-Za-z]", words):
        return False
    small, said = (len(re.findall(rf"(?<!\S){word}[,:]?(?!\S)", words)) for word in ("[a-z'’]{2,}", "[A-Za-z'’]+"))
    return (words[-1] in ".?" and len(words) > 8) or small > 2 or (words[0].isupper() and small > 0 and said > 2)


def in_entries(tree: ast.AST) -> Iterator[str]:
    """What is written into entries of the timeline without a look at its home."""
    for node in ast.walk(tree):
        if called(node) in ENTRIES:
            yield from (text for text in texts(node) if re.search("[A-Z][a-z]|[a-z] ", text))


def called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        return "log" if owner in ("logger", "logging") else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def texts(node: ast.AST) -> Iterator[str]:
    """What is said in a tree, without what is for programmers only."""
    if isinstance(node, ast.Assert) or called(node) in FOR_PROGRAMMERS | TABLES | {"log", "findall"}:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from texts(child)


def with_sentences() -> set[str]:
    found = set()
    for file in (ROOT / "app.py", *(each for folder in FOLDERS for each in (ROOT / folder).rglob("*.py"))):
        name = str(file.relative_to(ROOT))
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if not name.startswith(ELSEWHERE) and (any(map(is_sentence, texts(tree))) or any(in_entries(tree))):
            found.add(name)
    return found


def test_no_sentence_stands_in_the_code() -> None:
    assert with_sentences() == set()


def test_a_sentence_is_told_from_other_texts() -> None:
    assert is_sentence("There is no incident x here.")
    assert is_sentence("Slack did not say in time who you are, so you may not")
    assert is_sentence("Barriers before it")
    assert is_sentence("by direct message to x")
    assert not any(
        map(
            is_sentence,
            ("status", "root cause", "status {number} resolved", "UTC", "SELECT 1", "%Y-%m-%d %H:%M", "#x closed"),
        )
    )
    said = ast.parse('"""A docstring with words."""\nlogger.info("It is logged.")\nraise Refused(f"{name} is open.")')
    assert [text for text in texts(said) if is_sentence(text)] == ["x is open."]
    written = ast.parse('entry = system_entry(at, EntryKind.STATUS, f"Closed: {text}" if text else "Closed", by["id"])')
    assert list(in_entries(written)) == ["Closed: x", "Closed"]
