"""Compiled templates are kept, and never instead of what a template says now."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, nodes

from templates.rendering.bytecode import Bytecode
from templates.rendering.environment import environment_of

TEMPLATES = Path(__file__).parents[3] / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2"))


def said(folder: Path, text: str) -> str:
    made = Environment(loader=DictLoader({"x": text}), bytecode_cache=Bytecode(folder), autoescape=True)
    return made.get_template("x").render()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "__pycache__"


def test_a_template_is_compiled_once_and_again_when_it_changes(folder: Path) -> None:
    assert said(folder, "one") == said(folder, "one") == "one"
    (kept,) = folder.iterdir()
    assert said(folder, "two") == "two"
    assert [kept] == list(folder.iterdir())


@pytest.mark.parametrize("bytes_left", [0, 3, 40])
def test_a_file_that_was_cut_short_is_replaced(folder: Path, bytes_left: int) -> None:
    said(folder, "one")
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:bytes_left])
    assert said(folder, "one") == "one"
    assert kept.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.write_text("in the way")
    assert said(folder, "one") == "one"


def test_nothing_is_written_if_python_may_not_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert said(folder, "one") == "one"
    assert not folder.exists()


@pytest.mark.parametrize("name", NAMES)
def test_no_template_has_a_filter_applied_while_it_is_compiled(name: str) -> None:
    """What a filter made of a constant would be kept after the filter changed."""
    environment = environment_of(name)
    parsed = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    for found in parsed.find_all(nodes.Filter):
        assert not all(isinstance(each, nodes.Const) for each in (found.node, *found.args))
