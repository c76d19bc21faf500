"""README and docs against the code: what they list is what there is."""

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from bot.config.environment import VARIABLES
from bot.config.policy import SETTINGS, Policy, ReminderSettings, RetentionPeriods, Severity
from bot.config.policy_file import policy_from
from bot.config.renamed_keys import RENAMED
from bot.timeline.kinds import DEFAULT_REACTIONS
from tests.docs import commands_page, severity_tables, stakeholder_examples

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "samples" / "README.md", *sorted(DOCS.glob("*.md"))]
CONFIGURATION, _, RENAMED_SETTINGS = (
    (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").partition("## Renamed")
)


def test_the_page_of_commands_is_the_one_that_the_code_makes() -> None:
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.page()


def test_the_guide_lists_just_the_reactions_that_log() -> None:
    guide = (DOCS / "guide.md").read_text(encoding="utf-8")
    listed = re.findall(r"`:(\w+):` \| (\w+)", guide)
    assert listed == [(emoji, kind.value) for emoji, kind in DEFAULT_REACTIONS.items()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_file_that_a_page_links_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_lists_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in DOCS.glob("*.md")} == {"README.md", *re.findall(r"\]\(([\w-]+\.md)\)", index)}


@pytest.mark.parametrize("page", sorted(set(DOCS.glob("*.md")) - {DOCS / "README.md"}), ids=lambda page: page.name)
def test_each_page_opens_with_whom_it_is_for(page: Path) -> None:
    _title, _, opening = page.read_text(encoding="utf-8").partition("\n\n")
    assert opening.startswith("For ")


def test_the_badges_are_true() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    badges = {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / "badges").glob("*.svg")}
    assert f"<title>python: {project['requires-python'].removeprefix('>=')}+</title>" in badges["python"]
    assert f"<title>license: {project['license']}</title>" in badges["license"]
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "<title>slack: Socket Mode</title>" in badges["slack"]


def test_the_configuration_page_lists_just_the_variables_that_are_read() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*) \| (.*) \|$", CONFIGURATION, re.MULTILINE)
    defaults = {None: "required", "": "none"}
    assert rows == [(each.name, defaults.get(each.default, f"`{each.default}`"), each.meaning) for each in VARIABLES]


def test_the_configuration_page_lists_just_the_settings_that_are_read_with_their_defaults() -> None:
    top = CONFIGURATION.partition("## Severities\n")[0]
    rows = dict(re.findall(r"^\| `\[?([a-z_]+)[^|]*` \| ([^|]*) \|", top, re.MULTILINE))
    assert set(rows) == set(SETTINGS)
    for key in ("default_severity", "incidents_channel", "channel_prefix", "logged_emoji", "timeline_contributors"):
        assert rows[key].strip() == f'`"{getattr(Policy(), key)}"`'
    assert rows["log_pins"].strip() == f"`{str(Policy().log_pins).lower()}`"
    assert rows["roles"].strip() == ", ".join(role.key for role in Policy().roles)
    assert rows["handover_timeout_minutes"].strip() == f"`{Policy().handover_timeout_minutes}`"
    assert rows["snooze_minutes"].strip() == f"`{list(Policy().snooze_minutes)}`"
    assert json.loads(rows["escalation"].strip().strip("`")) == list(Policy().escalation)


def test_the_configuration_page_explains_each_setting_of_a_severity() -> None:
    section = CONFIGURATION.partition("## Severities\n")[2]
    listed = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)))
    assert sorted(listed) == sorted({setting.name for setting in fields(Severity)} - {"key"})


def test_the_configuration_page_lists_just_the_old_names_that_are_read() -> None:
    rows = re.findall(r"^\| `?\[?([^`|\]]*)\]?`? \| `(\w+)` \| `(\w+)` \|$", RENAMED_SETTINGS, re.MULTILINE)
    tables = {"top of the file": "", "severities.…": "severities.*", "roles.…": "roles.*"}
    listed = [(tables.get(table.strip(), table), old, new) for table, old, new in rows]
    assert listed == [(table, *names) for table, renamed in RENAMED.items() for names in renamed.items()]


def test_the_page_on_nudges_has_the_settings_and_defaults_of_the_code() -> None:
    page = (ROOT / "docs" / "nudges.md").read_text(encoding="utf-8")
    *_hours, example = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert policy_from(tomllib.loads(example)) == Policy()
    assert set(tomllib.loads(example)["reminders"]) == {setting.name for setting in fields(ReminderSettings)}
    row = next(line for line in CONFIGURATION.splitlines() if line.startswith("| `[reminders]`"))
    assert re.findall(r"`(\w+)`", row) == [setting.name for setting in fields(ReminderSettings)]


@pytest.mark.parametrize("heading", severity_tables.SECTIONS)
def test_the_severity_page_has_the_values_of_the_code(heading: str) -> None:
    assert severity_tables.in_the_page(heading) == severity_tables.SECTIONS[heading]()


def test_the_page_on_stakeholder_updates_shows_what_the_templates_make() -> None:
    assert stakeholder_examples.in_the_page() == stakeholder_examples.examples()


def test_the_privacy_page_has_the_days_of_the_code() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    rows = {key: int(days) for key, days in re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)}
    assert rows == {setting.name: getattr(Policy().retention, setting.name) for setting in fields(RetentionPeriods)}
    row = next(line for line in CONFIGURATION.splitlines() if line.startswith("| `[retention]`"))
    assert re.findall(r"`(\w+)`", row) == [setting.name for setting in fields(RetentionPeriods)]


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_each_place_in_the_code_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rooms = "bot|handlers|storage|templates|sandbox|demo|tests"
    named = re.findall(rf"`((?:{rooms})/[\w/.]*)`", text)
    assert [place for place in named if not (ROOT / place).exists()] == []
