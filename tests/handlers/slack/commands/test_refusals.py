"""A refusal carries what to do instead, and each entrance says how that is typed there."""

import ast
import re
from pathlib import Path
from typing import Final

import pytest

from bot.commands.parser import VERBS
from bot.errors import Guess, Hint, Refused, VerbSubject
from handlers.cli import refusals as cli
from handlers.slack.commands import refusals as slack
from templates.commands import slash_commands

ROOT: Final = Path(__file__).parents[4]
SLASH: Final = re.compile(r"/(incident|pir)\b")
NAMED: Final = re.compile(r"(?:Hint|Guess)\(\s*\"(?P<verb>\w+)\"(?P<rest>[^)]*)")


@pytest.mark.parametrize(
    ("hint", "in_slack", "on_the_command_line"),
    [
        (
            Hint("reopen", purpose="To reopen it"),
            "To reopen it, type `/incident reopen`.",
            "To reopen it, type python app.py status 42 reopen.",
        ),
        (
            Hint("log", "[HH:MM] <text>", example="14:05 Rolled back"),
            "Type `/incident log [HH:MM] &lt;text&gt;`, for example `/incident log 14:05 Rolled back`.",
            "Type python app.py log 42 [HH:MM] <text>, for example python app.py log 42 14:05 Rolled back.",
        ),
        (Guess("list", "closed"), "Did you mean `/incident list closed`?", "Did you mean python app.py list closed?"),
        (
            Hint("handover", example="@bob"),
            "For example: `/incident handover @bob`",
            "In Slack, for example: /incident handover #42 @bob",
        ),
        (Hint("send", subject=VerbSubject.REVIEW), "Type `/pir send`.", "In Slack, type /pir send #42."),
    ],
)
def test_each_entrance_says_how_it_is_typed_there(hint: Hint, in_slack: str, on_the_command_line: str) -> None:
    refusal = Refused("#42 is resolved.", hint)
    assert str(refusal) == "#42 is resolved."
    with slash_commands.read_in(42):
        assert slack.in_message(refusal) == f"#42 is resolved. {in_slack}"
    assert cli.sentence(refusal, {"number": "42"}) == f"#42 is resolved. {on_the_command_line}"


def test_what_is_typed_is_given_back_with_its_backticks() -> None:
    refusal = Refused("There is no command foo.", Guess("declare", "sev1 `x` <y>"))
    assert slack.in_message(refusal).endswith("Did you mean:\n```\n/incident declare sev1 `x` &lt;y&gt;\n```")
    assert "sev1 `x` &lt;y&gt;" in slack.in_form(refusal)


def test_every_hint_names_a_verb_that_there_is() -> None:
    files = [file for folder in ("bot", "handlers") for file in (ROOT / folder).rglob("*.py")]
    named = [found for file in files for found in NAMED.finditer(file.read_text(encoding="utf-8"))]
    assert named
    assert {found["verb"] for found in named if "REVIEW" not in found["rest"]} <= set(VERBS)


def test_no_listener_spells_a_slash_command() -> None:
    files = [file for file in (ROOT / "handlers").rglob("*.py") if any(map(SLASH.search, _texts(file)))]
    assert [file.name for file in files] == []


def _texts(file: Path) -> list[str]:
    """All texts of a file but its docstrings."""
    nodes = [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    docstrings = [node.value for node in nodes if isinstance(node, ast.Expr)]
    constants = [node for node in nodes if isinstance(node, ast.Constant) and node not in docstrings]
    return [node.value for node in constants if isinstance(node.value, str)]
