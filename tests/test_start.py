"""What the entry point imports. The start of a command costs what it imports, so these tests count and time nothing."""

import json
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

import pytest

from bot.analysis.input.formats import JSON_FORMATS, TEXT_FORMATS

ROOT = Path(__file__).parents[1]
INCIDENT = {
    "title": "Checkout is down",
    "description": "Checkout fails for all users.",
    "events": [
        {"time": "2026-03-15T10:00:00Z", "text": "Alert: error rate 40%"},
        {"time": "2026-03-15T10:20:00Z", "text": "Rolled back the release"},
        {"time": "2026-03-15T10:30:00Z", "text": "Error rate is normal again"},
    ],
}
# Slack, the store, and what reads or draws something else than this command was given.
NEVER = {
    *("aiohttp", "apscheduler", "slack_bolt", "slack_sdk", "sqlite3", "sqlite_utils", "asyncio", "socket", "ssl"),
    *("anyascii", "email", "markdown_it", "msgspec", "resvg_py", "tomllib", "yaml"),
    *("bot.services", "bot.outbox", "bot.commands", "bot.ports", "handlers.slack", "storage", "sandbox", "demo"),
}
OURS = ("bot", "handlers", "templates", "wiring")
COMMANDS = ("classify", "timeline", "review")
LOADED = """
import json, sys, app
try:
    app.run()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*words: str) -> Set[str]:
    """The modules that a command has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def of_ours(modules: Set[str]) -> Set[str]:
    return {name for name in modules if name.partition(".")[0] in OURS}


def unneeded(modules: Set[str]) -> Set[str]:
    return {name for name in modules if any(name == never or name.startswith(f"{never}.") for never in NEVER)}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_an_analysis_imports_its_words_and_nothing_that_does_the_work(command: str) -> None:
    modules = loaded(command, "--help")
    assert not unneeded(modules)
    assert "jinja2" not in modules
    assert not {name for name in modules if name.startswith("bot.analysis")}
    assert len(of_ours(modules)) < 25


@pytest.mark.parametrize(("command", "most"), [("classify", 135), ("timeline", 125), ("review", 180)])
def test_an_analysis_of_an_incident_imports_what_it_needs(command: str, most: int, tmp_path: Path) -> None:
    path = tmp_path / "incident.json"
    path.write_text(json.dumps(INCIDENT), encoding="utf-8")
    modules = loaded(command, str(path))
    assert not unneeded(modules)
    readers = [known.module for known in JSON_FORMATS] + [known.module for known in TEXT_FORMATS]
    assert not {f"bot.analysis.input.{reader}" for reader in readers} & modules
    assert len(of_ours(modules)) < most
