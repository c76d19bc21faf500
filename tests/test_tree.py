"""Tests mirror the tree: tests/<room>/…/test_x.py is about <room>/…/x.py or the package x.

A module may have several test files: its name and what each is about (`test_reading_values` for reading.py). Tests that
cross modules are listed here, each with the reason; a test that is renamed or deleted leaves the list.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("bot", "demo", "handlers", "sandbox", "storage", "templates", "wiring")
SCENARIOS: Final[Mapping[str, tuple[str, ...]]] = {
    "what people do, over the wire, through several listeners": (
        "handlers/slack/incidents/test_channels.py",
        "handlers/slack/incidents/test_closing.py",
        "handlers/slack/incidents/test_concurrency.py",
        "handlers/slack/incidents/test_drills.py",
        "handlers/slack/incidents/test_merge_chains.py",
        "handlers/slack/incidents/test_refused_channel.py",
        "handlers/slack/incidents/test_removed.py",
        "handlers/slack/incidents/test_severity_suggestion.py",
        "handlers/slack/incidents/test_shortcuts.py",
        "handlers/slack/nudges/test_cadence.py",
        "handlers/slack/nudges/test_nights.py",
        "handlers/slack/nudges/test_noise.py",
        "handlers/slack/nudges/test_nudges.py",
        "handlers/slack/nudges/test_nudges_others.py",
        "handlers/slack/nudges/test_unreadable_incident.py",
        "handlers/slack/blockkit/test_everything_fits.py",
        "handlers/slack/blockkit/test_limits.py",
        "handlers/slack/people/test_assignable.py",
        "handlers/slack/people/test_guests_entries.py",
        "handlers/slack/people/test_guests_messages.py",
        "handlers/slack/people/test_members_back.py",
        "handlers/slack/people/test_permissions.py",
        "handlers/slack/timeline/test_by_hand.py",
        "handlers/slack/timeline/test_timeline.py",
        "handlers/slack/timeline/test_timeline_properties.py",
    ),
    "one figure in all the places that say it": (
        "handlers/slack/metrics/test_one_figure.py",
        "handlers/slack/review/test_open_questions.py",
    ),
    "rows of the outbox that are gone or can't be read, through store and delivery": (
        "handlers/delivery/test_pruned_rows.py",
        "handlers/delivery/test_unreadable_rows.py",
    ),
    "the whole store: several processes, hostile values, two workspaces": (
        "storage/test_processes.py",
        "storage/test_round_trip.py",
        "storage/test_workspaces.py",
    ),
    "a rule that holds for every file of a room, or for the manifest and the code": (
        "bot/test_no_slack.py",
        "handlers/slack/test_manifest.py",
        "templates/test_words_have_one_home.py",
    ),
    "several modules as one: a model of the whole, frameworks, labelled incidents, documents in every format": (
        "bot/review/document/test_frameworks.py",
        "bot/review/document/test_truth.py",
        "bot/timeline/test_entry_properties.py",
        "demo/test_samples.py",
        "templates/analysis/test_chronicle_documents.py",
    ),
    "the sandbox from outside: Slack's own models, the page, and a workspace that is saved": (
        "sandbox/blockkit/test_blockkit_models.py",
        "sandbox/page/test_canvas.py",
        "sandbox/page/test_read_marks.py",
        "sandbox/workspace/test_identity.py",
    ),
}


def has_module(test: Path) -> bool:
    words = test.stem.removeprefix("test_").split("_")
    place = ROOT / test.parent
    names = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    return any((place / f"{name}.py").is_file() or (place / name / "__init__.py").is_file() for name in names)


def without_module() -> set[str]:
    tests = (file.relative_to(ROOT / "tests") for room in ROOMS for file in (ROOT / "tests" / room).rglob("test_*.py"))
    return {test.as_posix() for test in tests if not has_module(test)}


def test_each_test_stands_where_its_module_does_or_is_named_as_one_that_crosses_them() -> None:
    assert without_module() == {name for names in SCENARIOS.values() for name in names}
