"""The command line's replay, as a person runs it: what it prints, what it writes, what it refuses."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import app
from demo.incident_file import read_incident_file

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "payment-outage.json"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "app.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    monkeypatch.setattr(sys, "argv", ["app.py", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        app.run()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    done = run("replay", SAMPLE, "--speed", "max", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    return out


def test_two_runs_write_the_same(played: Path, tmp_path: Path) -> None:
    run("replay", SAMPLE, "--out", tmp_path)
    for name in ("transcript.txt", "review.md", "review.html", "review.json"):
        assert (played / name).read_text() == (tmp_path / name).read_text()


def test_the_transcript_shows_channel_card_announcement_and_nudges(played: Path) -> None:
    transcript = (played / "transcript.txt").read_text()
    for shown in (
        "#inc-20240115-payment-service-degradation\n",
        "Pinned: 🔴 SEV1 · #1 Payment service degradation",
        "[Open review] [Timeline] [Reopen] [Close] [⋯] (edited)",
        "Declared SEV1 #1 in #inc-20240115-payment-service-degradation: Payment service degradation",
        "       (pinned by Muster)",
        ":ballot_box_with_check: 1 Muster",
    ):
        assert shown in transcript


def test_of_the_nudges_those_that_were_answered_are_left(played: Path) -> None:
    """Those of 15:00 and 15:50 were followed by the next one, so they are deleted."""
    lines = (played / "transcript.txt").read_text().splitlines()
    left = [lines[place - 1][:5] for place, line in enumerate(lines) if re.search("pdate .*was due by", line)]
    assert left == ["15:15", "16:20"]


def test_the_review_holds_every_event_of_the_file_in_order_with_its_time(played: Path) -> None:
    file = read_incident_file(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    review = json.loads((played / "review.json").read_text())
    told = [(event["at"][:16], event["text"]) for event in review["case"]["events"]]
    events = [(event.at.isoformat()[:16], event.description) for event in file.events]
    assert len(events) == 18
    assert [each for each in told if each in events] == events


def test_the_review_holds_the_key_times_the_figures_and_the_facts(played: Path) -> None:
    review = json.loads((played / "review.json").read_text())
    times = review["moments"]
    assert times["started_at"] == "2024-01-15T14:15:00Z"
    assert times["detected_at"] == "2024-01-15T14:20:00Z"
    assert times["declared_at"] == "2024-01-15T14:23:00Z"
    assert times["resolved_at"] == "2024-01-15T16:45:00Z"
    took = review["durations"]
    assert [took[key] for key in ("detect", "declare", "mitigate", "resolve")] == [5, 3, 70, 145]
    for name in ("review.md", "review.html"):
        document = (played / name).read_text()
        assert all(figure in document for figure in ("12,500 users", "342 failed transactions", "28,500 USD"))
    file = read_incident_file(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    causes, factors = review["case"]["causes"], review["case"]["factors"]
    assert [cause["text"] for cause in causes] == [file.cause]
    assert [factor["text"] for factor in factors] == list(file.factors)
    assert {record["by"] for record in [*causes, *factors]} == {"Carol Davis"}
    assert [(item["owner"], item["due"]) for item in review["case"]["actions"]] == [
        (todo.owner, todo.due.isoformat() if todo.due else None) for todo in file.todos
    ]


def test_the_document_in_slack_is_the_one_in_the_folder(played: Path) -> None:
    assert "(file: Review of #1 Payment service degradation (Markdown))" in (played / "transcript.txt").read_text()


def test_another_sample_with_hostile_text_and_no_commander_plays_too(tmp_path: Path) -> None:
    done = run("replay", ROOT / "samples" / "search-latency.json", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert '<!channel> & <b>"x"</b>' in (tmp_path / "transcript.txt").read_text()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Can't read"),
        ("{", "incident.json"),
        (
            '{"incident": {"title": "x"}, "events": [{"timestamp": "25:99"}]}',
            'events[0].timestamp: "25:99" is not a time',
        ),
    ],
)
def test_a_file_that_cannot_be_played_is_refused_in_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
    sentence: str,
) -> None:
    file = tmp_path / "incident.json"
    if content is not None:
        file.write_text(content)
    said = refusal(monkeypatch, capsys, "replay", file, "--out", tmp_path / "out")
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_speed_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(monkeypatch, capsys, "replay", SAMPLE, "--speed", "fast", "--out", tmp_path)
    assert "fast is not a speed. Use a number above 0, such as 60, or max." in said


def test_the_demo_prints_the_channel_and_ends_where_nobody_looks(tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "#inc-20240115-payment-service-degradation" in done.stdout
    assert f"Review written to {tmp_path / 'review.html'}" in done.stdout
