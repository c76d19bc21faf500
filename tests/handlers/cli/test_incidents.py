"""The command line beside the bot: the same record, with Slack away, the bot away, and the bot running beside it."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import app
from bot.config.environment import CommandSettings
from bot.config.policy import Policy
from bot.errors import ConfigurationError, NotFound, NotUnderstood
from bot.incidents.model import Incident, Status
from bot.incidents.titles import MAX_TITLE
from bot.services import Services
from bot.timeline.model import EntryKind, EntrySource
from demo.stage import DATABASE, StagePlace, on_stage
from sandbox import Profile
from storage import SqliteStore, open_database
from tests.test_process import GUARD, connected, environ_of, incident_channels, is_whole, plain, started, workspace
from wiring.terminal import team_of, zone_of

ROOT = Path(__file__).parents[3]
TEAM = "T0123456789"
START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)


@dataclass
class Machine:
    """A machine with the record on it, and nothing else: no token, no bot."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def run(self, *words: str) -> Result:
        environ = {"MUSTER_DATABASE": str(self.database), "MUSTER_TEAM": TEAM, "TZ": "Europe/Berlin", **self.environ}
        return CliRunner().invoke(app.main, list(words), env=environ)

    def says(self, *words: str) -> str:
        done = self.run(*words)
        assert done.exception is None, done.exception
        return done.stdout

    def facts(self, *words: str) -> Any:
        return json.loads(self.says(*words, "--format", "json"))

    def refusal(self, kind: type[Exception], *words: str) -> str:
        refused = self.run(*words).exception
        assert isinstance(refused, kind), refused
        return str(refused)

    @contextmanager
    def record(self) -> Iterator[Services]:
        with open_database(self.database) as database:
            yield Services(SqliteStore(database, TEAM), Policy(), TEAM, lambda: datetime.now(UTC))

    def incident(self, number: int = 1) -> Incident:
        with self.record() as service:
            return service.incidents.get(number)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


# Without any bot


def test_an_incident_is_declared_where_no_bot_ever_connected(machine: Machine) -> None:
    said = machine.says("declare", "sev1", "Payments", "are", "down", "--as", "Jane Smith")
    assert said == ("Declared SEV1 #1 Payments are down. Its channel is created once the bot reaches Slack.\n")
    incident = machine.incident()
    assert (incident.title, incident.severity, incident.team) == ("Payments are down", "sev1", TEAM)
    assert (incident.declared_by.name, incident.declared_by.id) == ("Jane Smith", "")


def test_each_verb_reads_its_words_as_the_slash_command_does(machine: Machine) -> None:
    machine.says("declare", "critical: payments down")
    assert "Added to the timeline of #1 as detection at " in machine.says("log", "1", "-10m detection: First alert")
    assert "Latest update (" in machine.says("update", "#1", "Rollback", "is", "running")
    assert "#1 SEV1 payments down\nStatus: Identified\nDeclared: " in machine.says("status", "1", "identified")
    assert "Status: Resolved\n" in machine.says("status", "1", "resolved", "Rolled back")
    with machine.record() as service:
        details = service.incidents.details(1)
    assert details.incident.status is Status.RESOLVED
    assert [update.text for update in details.updates] == ["Rollback is running"]
    logged = next(entry for entry in details.entries if entry.text == "First alert")
    assert (logged.kind, logged.source) == (EntryKind.DETECTION, EntrySource.COMMAND)
    assert any(entry.text == "Rolled back" for entry in details.entries)


def test_a_time_of_day_is_read_in_the_zone_of_the_machine_and_said_in_utc_too(machine: Machine) -> None:
    machine.says("declare", "sev2 Search is slow")
    logged = machine.facts("log", "1", "00:00 Deploy of search")
    local = machine.says("log", "1", "00:00 Deploy of search")
    assert datetime.fromisoformat(logged["occurred_at"]).utcoffset() is not None
    assert " 00:00 CE" in local
    assert "UTC): Deploy of search" in local


def test_the_list_and_status_show_open_incidents_and_what_is_over_on_demand(machine: Machine) -> None:
    assert machine.says("list") == "No open incidents.\n"
    machine.says("declare", "sev2 Search is slow")
    machine.says("declare", "sev1 Payments down", "--as", "Jane Smith")
    listed = machine.says("list").splitlines()
    assert [line.split()[:3] for line in listed] == [["#2", "SEV1", "Investigating"], ["#1", "SEV2", "Investigating"]]
    assert machine.says("status") == machine.says("list")
    machine.says("status", "2", "resolved")
    assert [each["number"] for each in machine.facts("list")["incidents"]] == [1]
    assert [each["number"] for each in machine.facts("list", "closed")["incidents"]] == [2]
    assert [each["number"] for each in machine.facts("list", "all")["incidents"]] == [2, 1]


def test_a_private_incident_is_listed_only_where_that_is_asked_for(machine: Machine) -> None:
    machine.says("declare", "--private", "sev1 Leaked key")
    assert "Leaked" not in machine.says("list")
    assert "private Leaked key" in machine.says("list", "--include-private")
    assert "Leaked" not in machine.says("status")
    assert "Leaked key" in machine.says("status", "--include-private")
    assert machine.facts("status", "1", "--include-private")["private"] is True


@pytest.mark.parametrize(
    "words",
    [("status", "{}"), ("status", "{}", "resolved", "Fixed"), ("status", "{}", "close"), ("update", "{}", "All good"),
     ("log", "{}", "Rolled back"), ("status", "#{}", "reopen")],
)  # fmt: skip
def test_without_the_flag_a_private_incident_is_neither_shown_nor_changed(
    machine: Machine, words: tuple[str, ...]
) -> None:
    machine.says("declare", "--private", "sev1 Leaked key")
    before = machine.facts("status", "1", "--include-private")
    said = machine.refusal(NotFound, *(word.format(1) for word in words))
    assert said == "I can't find incident #1. If it is private, add --include-private."
    assert machine.refusal(NotFound, *(word.format(9) for word in words)) == said.replace("#1", "#9")
    assert machine.facts("status", "1", "--include-private") == before


def test_with_the_flag_a_private_incident_is_changed_like_any_other(machine: Machine) -> None:
    machine.says("declare", "--private", "sev1 Leaked key")
    machine.says("log", "1", "The key is revoked", "--include-private")
    machine.says("update", "1", "--include-private", "All keys are new")
    assert machine.facts("status", "1", "monitoring", "--include-private")["status"] == "monitoring"
    machine.says("status", "1", "resolved", "Fixed", "--include-private")
    again = machine.refusal(Exception, "status", "1", "monitoring", "--include-private")
    assert "app.py status 1 --include-private reopen" in again


def test_a_long_title_is_shortened_and_the_summary_has_the_whole(machine: Machine) -> None:
    title = " ".join(["Payments fail in Europe"] * 10)
    assert "Europe…" in machine.says("declare", "sev1", *title.split())
    assert len(machine.incident().title) <= MAX_TITLE
    assert machine.incident().summary == title


def test_a_drill_is_one_and_says_so(machine: Machine) -> None:
    machine.says("declare", "--drill", "sev2 Region down")
    assert machine.incident().drill
    assert "DRILL Region down" in machine.says("list")


def test_an_open_incident_like_it_is_named(machine: Machine) -> None:
    machine.says("declare", "sev1 Checkout fails in Europe", "--as", "Jane Smith")
    said = machine.says("declare", "sev1 European checkout failing")
    assert "Possible duplicate of #1: Checkout fails in Europe (Investigating)." in said
    assert machine.facts("declare", "sev1 European checkout fails")["similar"] == [1, 2]


def test_the_same_declare_again_opens_nothing(machine: Machine) -> None:
    machine.says("declare", "sev1 Payments down")
    assert (
        machine.says("declare", "sev1  payments DOWN") == "Already declared as SEV1 #1. No new incident was created.\n"
    )
    assert machine.facts("declare", "sev1 Payments down")["existed"] is True


def test_what_a_title_holds_does_not_act_on_the_terminal(machine: Machine) -> None:
    machine.says("declare", "sev3 bell \x07 and \x1b[31m red \u202e")
    listed = machine.says("list")
    assert "bell \ufffd and \ufffd[31m red" in listed
    assert not {"\x07", "\x1b", "\u202e"} & {*listed}


def test_refusals_are_those_of_the_slash_command(machine: Machine) -> None:
    assert machine.refusal(NotFound, "update", "7", "x") == (
        "I can't find incident #7. If it is private, add --include-private."
    )
    assert machine.refusal(NotFound, "status", "7").startswith("I can't find incident #7.")
    assert '"seven" is not an incident number.' in machine.refusal(NotUnderstood, "status", "seven")
    machine.says("declare", "sev3 Wiki is slow")
    assert '"fixd" is not a status.' in machine.refusal(NotUnderstood, "status", "1", "fixd")
    assert '"sev9" is not a severity.' in machine.refusal(NotUnderstood, "declare", "sev9 Down")
    assert machine.run("update", "1").exit_code == 2


def test_a_time_is_read_or_asked_about_and_help_never_acts(machine: Machine) -> None:
    machine.says("declare", "sev1 Payments down")
    logged = machine.facts("log", "1", "2020-01-02 3:10pm UTC Rolled back")
    assert (logged["text"], logged["occurred_at"]) == ("Rolled back", "2020-01-02T15:10:00+00:00")
    asked = machine.refusal(NotUnderstood, "log", "1", "14.05 deployed")
    assert asked == (
        '"14.05" could be a time. For 14:05, type python app.py log 1 14:05 deployed. '
        "To use it as text, type python app.py log 1 '\"14.05 deployed\"'."
    )
    assert machine.facts("log", "1", '"14.05 deployed"')["text"] == "14.05 deployed"
    assert "Usage:" in machine.says("status", "1", "resolved", "help")
    assert machine.incident().is_open


def test_without_a_workspace_it_says_which_variable_to_set(machine: Machine) -> None:
    machine.environ["MUSTER_TEAM"] = ""
    refused = machine.refusal(ConfigurationError, "declare", "sev1 Payments down")
    assert "has no workspace yet. Start the bot once, or set MUSTER_TEAM" in refused
    machine.environ["MUSTER_TEAM"] = "acme"
    assert "MUSTER_TEAM must be a workspace ID" in machine.refusal(ConfigurationError, "list")


@pytest.mark.parametrize(
    ("known", "configured", "team"),
    [(["T1"], "", "T1"), (["T1"], "T2", "T1"), ([], "T2", "T2"), (["T1", "T2"], "T2", "T2")],
)
def test_the_only_workspace_of_the_record_is_meant_else_the_configured_one(
    known: list[str], configured: str, team: str
) -> None:
    assert team_of(CommandSettings("muster.db", "", configured), known) == team


def test_several_workspaces_and_none_configured_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="contains 2 workspaces"):
        team_of(CommandSettings("muster.db", "", ""), ["T1", "T2"])


@pytest.mark.parametrize(
    ("environ", "link", "zone"),
    [
        ({"TZ": "Europe/Berlin"}, "/etc/localtime", "Europe/Berlin"),
        ({"TZ": ":America/New_York"}, "/etc/localtime", "America/New_York"),
        ({}, "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ({}, "/nowhere", "UTC"),
        ({"TZ": "../../etc/passwd"}, "/nowhere", "UTC"),
        ({"TZ": "Nowhere/Town"}, "/nowhere", "UTC"),
    ],
)
def test_the_zone_of_the_machine_is_found_or_utc(environ: dict[str, str], link: str, zone: str) -> None:
    assert zone_of(environ, Path(link)) == zone


# Beside the bot

PEOPLE = (Profile("Jane Smith", "jane", email="jane@example.com"), Profile("Bob Kim", "bob"))


async def beside(folder: Path, *words: str) -> str:
    """What the command says in a process of its own."""
    environ = {"PATH": os.defpath, "HOME": str(folder), "MUSTER_DATABASE": str(folder / DATABASE)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "app.py"),
        *words,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(GUARD):
        out, err = await process.communicate()
    assert (process.returncode, err.decode()) == (0, "")
    return out.decode()


async def test_a_running_bot_sees_what_was_written_beside_it_and_shows_it(tmp_path: Path) -> None:
    async with on_stage(PEOPLE, START, Policy(), StagePlace(tmp_path)) as stage:
        assert not stage.bot.services.outbox.written_elsewhere()
        assert "Declared SEV1 #1" in await beside(tmp_path, "declare", "sev1 Payments down", "--as", "Jane Smith")
        stage.bot.look()
        await stage.calm()
        await stage.finish()
        channel = stage.box.channel(stage.bot.services.incidents.get(1).channel)
        assert any("by Jane Smith" in str(message.blocks) for message in channel.messages)
        assert any("Payments down" in message.text for message in stage.box.channel("incidents").messages)
        assert stage.bot.services.outbox.failed_rows(1) == []
        await beside(tmp_path, "update", "1", "Rollback is running", "--as", "Jane Smith")
        stage.bot.look()
        await stage.calm()
        await stage.finish()
        assert "Rollback is running (Jane Smith)" in channel.messages[-1].text


async def test_the_bots_own_writing_is_nothing_new_to_it(tmp_path: Path) -> None:
    async with on_stage(PEOPLE, START, Policy(), StagePlace(tmp_path)) as stage:
        await stage.box.person("Jane Smith").command("/incident declare sev1 Payments down")
        await stage.calm()
        assert not stage.bot.services.outbox.written_elsewhere()
        await beside(tmp_path, "list")
        assert not stage.bot.services.outbox.written_elsewhere()


async def test_both_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    async with on_stage(PEOPLE, START, Policy(), StagePlace(tmp_path)) as stage:
        jane = stage.box.person("Jane Smith")
        await jane.command("/incident declare sev1 Payments down")
        await stage.calm()
        channel = stage.bot.services.incidents.get(1).channel
        typed = [jane.command(f"/incident log from Slack {number}", channel) for number in range(5)]
        elsewhere = [beside(tmp_path, "log", "1", f"from the machine {number}") for number in range(5)]
        await asyncio.gather(*typed, *elsewhere)
        await stage.calm()
        texts = {entry.text for entry in stage.bot.services.incidents.details(1).entries}
        assert {f"from Slack {number}" for number in range(5)} <= texts
        assert {f"from the machine {number}" for number in range(5)} <= texts


async def test_what_was_declared_while_slack_was_down_is_shown_when_it_is_back(tmp_path: Path) -> None:
    async with workspace() as box:
        environ = {**environ_of(box, tmp_path), "MUSTER_TEAM": box.state.team_id}
        machine = Machine(tmp_path, {**plain(tmp_path), "MUSTER_TEAM": box.state.team_id})
        machine.says("declare", "sev1 Payments down", "--as", "Jane Smith")
        machine.says("log", "1", "Called the provider")
        async with started(environ) as bot:
            await connected(box)
            await box.changed(lambda: is_whole(box), GUARD, "a whole incident")
            machine.says("declare", "sev2 Search is slow", "--as", "Jane Smith")
            await box.changed(lambda: len(incident_channels(box)) == 2, GUARD, "the second incident's channel")
            assert "Traceback" not in bot.said


def test_find_says_where_the_words_stand_and_leaves_private_incidents_out(machine: Machine) -> None:
    machine.says("declare", "sev1", "Payments", "fail")
    machine.says("log", "1", "Raised the connection limit")
    machine.says("declare", "sev2", "Leaked connection key", "--private")
    found = machine.says("find", "connection")
    assert found.splitlines()[0].split()[:3] == ["#1", "SEV1", "Investigating"]
    assert "Timeline: Raised the connection limit" in found
    assert "Leaked" not in found
    both = machine.facts("find", "connection", "--include-private")
    assert {each["number"] for each in both["found"]} == {1, 2}
    assert both["more"] == 0
    assert machine.says("find", "unicorn").startswith('No incidents match "unicorn".')


def test_stats_count_in_words_and_for_programs(machine: Machine) -> None:
    assert machine.says("stats") == "No incidents declared in the last 90 days.\n"
    machine.says("declare", "sev1", "Payments", "fail")
    machine.says("declare", "sev2", "Leaked key", "--private")
    said = machine.says("stats", "--period", "30d")
    assert said.startswith("1 incident in the last 30 days\n")
    assert "SEV1   ▁▁▁▁▁█ 1" in said
    assert "Time to resolve (detection to resolution): no data" in said
    facts = machine.facts("stats", "--include-private")
    assert facts["incidents"] == 2
    assert facts["by_severity"] == {"sev1": 1, "sev2": 1, "sev3": 0, "sev4": 0}
    assert sum(facts["by_week_and_severity"]["sev1"]) == 1
    assert 'Unknown service "zebra"' in machine.refusal(NotFound, "stats", "--service", "zebra")
