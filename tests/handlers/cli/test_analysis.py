"""classify, timeline and review as people and scripts run them: files, standard input, formats, errors, output."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.config.policy import Policy
from bot.errors import ConfigurationError, InputError
from handlers.cli.analysis import NO_TIMES, commands
from handlers.cli.cases import MAX_BYTES, MOST_COMPLAINTS
from templates.cli import wording

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
AT = datetime(2024, 9, 4, 9, 0, tzinfo=UTC)

FORMATS = {
    "classify": ("text", "json", "markdown"),
    "timeline": ("text", "json", "markdown", "html"),
    "review": ("markdown", "html", "json", "text"),
}
EACH = [(command, form) for command, forms in FORMATS.items() for form in forms]
GIVEN = {
    "a sentence": "Checkout is down for everyone in Europe",
    "events": '[{"timestamp": "2024-06-11T23:20:00Z", "text": "checkout is down", "actor": "alerting"}]',
    "hardly anything": '{"title": "x"}',
    "markup": '{"title": "<script>a</script>", "summary": "a | b *c* [d](e)", "events": ["2024-06-11 23:20 <b>x</b>"]}',
}
# What Python prints of its own values; "None is recorded" is English.
PYTHON = re.compile(r"\bNone\b(?! is )|\bTrue\b|\bFalse\b|datetime\.|mappingproxy|frozenset|<[A-Z]\w+\.|[\[({]'")


def invoke(*words: str, given: str | bytes = "", read_policy: Callable[[], Policy] = Policy) -> Result:
    group = click.Group(commands={str(each.name): each for each in commands(read_policy, lambda: AT)})
    return CliRunner().invoke(group, words, input=given)


def answer(*words: str, given: str | bytes = "") -> str:
    done = invoke(*words, given=given)
    assert done.exception is None or (isinstance(done.exception, SystemExit) and done.exit_code == NO_TIMES)
    return done.stdout


def refusal(*words: str, given: str | bytes = "") -> str:
    done = invoke(*words, given=given)
    assert isinstance(done.exception, InputError)
    assert done.stdout == ""
    return str(done.exception)


@pytest.mark.parametrize(("command", "form"), EACH)
@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
def test_each_command_answers_in_each_format(command: str, form: str, given: str) -> None:
    said = answer(command, "--format", form, given=given)
    if form == "json":
        assert isinstance(json.loads(said, parse_constant=pytest.fail), dict)
    else:
        assert not PYTHON.findall(said)
    assert "<script>alert" not in said or form != "html"


@pytest.mark.parametrize("command", FORMATS)
def test_a_file_and_standard_input_give_the_same_answer(command: str) -> None:
    path = SAMPLES / "login-errors.txt"
    piped = answer(command, given=path.read_bytes())
    assert answer(command, str(path)) == answer(command, "-", given=path.read_bytes()) == piped


@pytest.mark.parametrize("command", FORMATS)
def test_a_list_of_incidents_gives_a_list_of_answers(command: str) -> None:
    given = '[{"description": "checkout is down"}, {}, 7, {"description": "typo on the pricing page"}]'
    assert len(json.loads(answer(command, "--format", "json", given=given))) == 4


def test_an_item_that_is_no_incident_is_answered_with_why_and_without_a_guess() -> None:
    done = json.loads(answer("classify", "--format", "json", given='[{"title": "checkout is down"}, 7]'))
    assert done[1] == {"complaints": ["[1]: 7 doesn't describe an incident."]}
    assert answer("classify", given='[{"title": "a"}, 7]').endswith("====\n\n[1]: 7 doesn't describe an incident.\n")


def test_a_list_of_incidents_is_told_one_after_the_other() -> None:
    said = answer("classify", given='[{"title": "first one"}, {"title": "second one"}]')
    assert said.index("first one") < said.index("\n====") < said.index("second one")


@pytest.mark.parametrize("command", ["classify", "timeline", "review"])
@pytest.mark.parametrize("given", ["[]", '{"incidents": []}'])
def test_an_empty_list_fails_and_says_so(command: str, given: str) -> None:
    done = invoke(command, given=given)
    assert done.exit_code != 0
    assert str(done.exception) == "The input contains no incidents."


def test_html_of_several_incidents_is_refused_with_a_way_out() -> None:
    assert refusal("review", "--format", "html", given='[{"title": "a"}, {"title": "b"}]') == (
        "Standard input contains 2 incidents, but HTML shows one. Use --format json."
    )


def test_a_timeline_has_as_many_events_as_the_input_in_its_order() -> None:
    events = [{"timestamp": f"2024-06-11T23:{minute}:00Z", "text": f"step {minute}"} for minute in (40, 20, 30)]
    found = json.loads(answer("timeline", "--format", "json", given=json.dumps({"events": events})))
    assert [event["text"] for event in found["events"]] == ["step 40", "step 20", "step 30"]
    assert set(found["moments"]) >= {"detected_at", "mitigated_at", "resolved_at"}


def test_a_bad_field_is_said_on_standard_error_and_the_answer_is_given() -> None:
    done = invoke("timeline", "--format", "json", given='[{"timestamp": "25:99", "text": "a"}, [1705328100, "b"]]')
    assert done.exit_code == 0
    assert done.stderr == 'Standard input: events[0].timestamp: "25:99" is not a time.\n'
    assert len(json.loads(done.stdout)["events"]) == 2


def test_a_text_of_whose_times_none_is_read_fails_and_says_so() -> None:
    done = invoke(
        "timeline",
        given="Barriers closed\nThey stay closed since 10:05\nSupport calls, see 10:17\nRestarted, see 10:25\n",
    )
    assert done.exit_code == 1
    assert "The text has 3 times" in done.stderr


@pytest.mark.parametrize("entries", [[{"text": "a"}, {"text": "b"}], ["a", "b"], [{"at": "soon", "text": "a"}]])
def test_a_timeline_without_any_time_is_shown_in_its_order_and_fails(entries: Any) -> None:
    given = json.dumps({"title": "x", "log_entries": entries})
    done = invoke("timeline", given=given)
    assert (done.exit_code, "a" in done.stdout) == (1, True)
    assert "time" in done.stderr
    assert invoke("classify", given=given).exit_code == 0


def test_a_list_that_no_field_of_an_incident_is_called_is_said_to_be_unread() -> None:
    done = invoke("classify", "--format", "json", given='{"title": "x", "steps_log": [{"when2": 1}, {"when2": 2}]}')
    assert "read 0 of 2 `steps_log`: unknown field." in done.stderr
    assert json.loads(done.stdout)["complaints"] == ["read 0 of 2 `steps_log`: unknown field."]


def test_many_bad_fields_are_told_by_the_first_and_a_count() -> None:
    events = [{"timestamp": "soon", "text": "a"}] * 30
    lines = invoke("timeline", given=json.dumps({"events": events})).stderr.splitlines()
    assert len(lines) == MOST_COMPLAINTS + 1
    assert lines[-1] == "Standard input: 20 more problems."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"", "Standard input is empty. Add a title, a description or events."),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "Standard input is a PDF, which Muster doesn't read."),
        (b"caf\xe9 is down", "Standard input is not valid UTF-8 (byte 4). Save it as UTF-8"),
        (b"{", "Standard input: line 1, column 2: invalid JSON"),
        (b"x" * (MAX_BYTES + 1), "Standard input is larger than 128 MB. Split it or shorten it."),
    ],
    ids=["empty", "PDF", "latin 1", "broken", "too large"],
)
def test_what_cannot_be_read_is_one_sentence(given: bytes, sentence: str) -> None:
    assert refusal("classify", given=given).startswith(sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_have_a_byte_order_mark(encoding: str) -> None:
    given = '{"title": "Zahlung – nichts geht"}'.encode(encoding)
    assert "Zahlung – nichts geht" in answer("classify", given=given)


def test_the_policy_that_is_configured_is_used() -> None:
    def read_policy() -> Policy:
        raise ConfigurationError("MUSTER_CONFIG names x.toml, which can't be read.")

    assert isinstance(invoke("classify", given="x is down", read_policy=read_policy).exception, ConfigurationError)


def test_a_review_takes_method_and_template() -> None:
    path = str(SAMPLES / "payment-outage.json")
    brief = answer("review", path, "--template", "brief", "--framework", "five-whys")
    whole = answer("review", path, "--template", "comprehensive", "--method", "all")  # its name in earlier versions
    assert len(brief) < len(whole)


# Written into a file


def test_output_is_written_whole_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")
    assert answer("review", "--output", str(path), given="Checkout is down") == ""
    assert path.read_text("utf-8") == answer("review", given="Checkout is down")
    assert [each.name for each in tmp_path.iterdir()] == ["review.md"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    return int(subprocess.run(["sh", "-c", "umask"], capture_output=True, text=True, check=True).stdout, 8)


def test_what_failed_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")
    refusal("review", "--output", str(path), given="{")
    assert path.read_text() == "old"


def test_a_folder_that_is_missing_or_in_the_way_is_named(tmp_path: Path) -> None:
    missing, folder = tmp_path / "none" / "review.md", tmp_path
    assert refusal("review", "--output", str(missing), given="x is down") == (
        f"Can't write {missing}: the folder {missing.parent} doesn't exist. Create it or choose another path."
    )
    assert refusal("review", "--output", str(folder), given="x is down") == (
        f"Can't write {folder}: it is a folder. Add a file name."
    )


# As a process


def run(*words: str, given: str = "", environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", *words],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environ,
        timeout=60,
        check=False,
    )


def test_the_program_needs_no_account_and_writes_utf_8_whatever_the_locale() -> None:
    environ = {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}
    done = run("classify", given="Checkout is down – everywhere", environ=environ)
    assert done.returncode == 0
    assert "Checkout is down – everywhere" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words",
    [
        ("classify", "no-such-file.json"),
        ("classify", "samples"),
        ("review", "-", "--framework", "guess"),
        ("timeline", "--format", "pdf"),
    ],
)
def test_a_mistake_ends_in_one_sentence_and_exit_code_two(words: tuple[str, ...]) -> None:
    done = run(*words, given="x is down")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.stderr.strip().splitlines()[-1].endswith((".", "'html'."))


def test_a_reader_that_goes_away_is_no_error_worth_a_word() -> None:
    events = [{"timestamp": 1718060400 + 60 * minute, "text": "x" * 80} for minute in range(1440)]
    pipe = subprocess.PIPE
    words = [sys.executable, "app.py", "timeline"]
    with subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(json.dumps(events).encode())
        program.stdin.close()
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""


@pytest.mark.parametrize(
    ("shell", "sentence"),
    [
        ("classify <&-", "Enter the name of a file, or send the text to standard input."),
        ("classify ''", "Enter the name of a file, or send the text to standard input."),
        ("classify samples/login-errors.txt >&-", "Can't write standard output: it is closed."),
        ("review samples/login-errors.txt >/dev/full", "Can't write standard output: no space left on device."),
        ("review samples/login-errors.txt --output /proc/x", "Can't write /proc/x: no such file or directory."),
        ("gzip -c samples/login-errors.txt | {program} classify", "Standard input is compressed, which Muster"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_sentence(shell: str, sentence: str) -> None:
    program = f"'{sys.executable}' app.py"
    words = shell.format(program=program) if "{program}" in shell else f"{program} {shell}"
    done = subprocess.run(["sh", "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


NO_DAY = "Checkout is down\n14:05 UTC alert fired: checkout fails for all users\n23:50 UTC resolved\n00:20 UTC closed"
# A date as any of the formats writes it; the time at which a review is generated is its own.
DATES = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d|\b(?:1969|1970|2000)\b(?!/)")


@pytest.mark.parametrize(("command", "form"), EACH)
def test_no_date_is_invented(command: str, form: str) -> None:
    done = invoke(command, "--format", form, given=NO_DAY)
    told = done.stdout.replace("2024-09-04T09:00:00Z", "").replace("Wed 4 Sep 2024, 09:00 UTC", "")
    assert not DATES.findall(told)
    assert "No date is given, so times are shown without one." in done.stderr
    assert "due " not in told or "due 24 h after resolution" in told or "due 7 days" in told or "due date" in told


def test_a_review_without_a_date_is_read_back_with_its_order_and_without_a_date() -> None:
    exported = answer("review", "--format", "json", given=NO_DAY)
    assert json.loads(exported)["due"] is None
    assert json.loads(exported)["day"] is None
    again = json.loads(answer("timeline", "--format", "json", given=exported))
    assert [event["timestamp"] for event in again["events"]] == ["14:05:00Z", "23:50:00Z", "24:20:00Z"]


RESOLVED = """Uploads fail
2024-01-15 10:00 UTC alert: 18% of uploads fail
2024-01-15 10:20 UTC rolled back the release
2024-01-15 10:40 UTC resolved, all uploads work again
"""


def test_what_the_timeline_says_is_resolved_is_resolved_in_the_drafts_and_needs_no_first_tasks() -> None:
    found = json.loads(answer("classify", "--format", "json", given=RESOLVED))
    assert (found["title"], found["id"], found["first_actions"]) == ("Uploads fail", None, [])
    assert "Status: Resolved" in found["texts"]["executive"]
    assert "First tasks" not in answer("classify", given=RESOLVED)
    assert "First tasks" in answer("classify", given="Uploads fail for everyone")


def test_a_timeline_says_whether_its_severity_is_suggested() -> None:
    assert "\nSEV1 · 3 events" in answer("timeline", given=f"{RESOLVED}Severity: SEV1\n")
    assert re.search(r"\nSEV\d \(suggested(, not certain)?\) · 3 events", answer("timeline", given=RESOLVED))
    unsure = json.loads(answer("timeline", "--format", "json", given='[{"time": "2024-01-15T10:00Z", "text": "x"}]'))
    assert (unsure["recorded"], unsure["sure"]) == (False, False)


def test_a_timeline_without_events_says_so() -> None:
    done = invoke("timeline", given="Search down\n- alert fired\n- rolled back\n")
    assert (done.exit_code, done.stderr) == (1, f"{wording.NO_EVENTS}\n")


def test_a_list_of_texts_is_a_list_of_events() -> None:
    done = invoke("timeline", "--format", "json", given='[{"text": "alert fired"}, {"text": "rolled back"}]')
    assert [each["text"] for each in json.loads(done.stdout)["events"]] == ["alert fired", "rolled back"]


@pytest.mark.parametrize(
    ("audience", "key"),
    [("executives", "executive"), ("customers", "customer"), ("status-page", "status_page"), ("internal", "internal")],
)
def test_classify_prints_one_draft_alone_to_copy(audience: str, key: str) -> None:
    path = str(SAMPLES / "payment-outage.json")
    texts = json.loads(invoke("classify", path, "--format", "json").stdout)["texts"]
    assert invoke("classify", path, "--for", audience).stdout == f"{texts[key]}\n"
    alone = json.loads(invoke("classify", path, "--for", audience, "--format", "json").stdout)
    assert (alone["title"], alone["text"]) == ("Payment service degradation", texts[key])
