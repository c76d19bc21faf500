"""The commands `classify`, `timeline` and `review`, which analyze a file or standard input.

This module reads bytes and writes results; bot/analysis interprets the input. Nothing here talks to Slack, so these
commands start quickly and need no account.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

import click

from bot.analysis.input.json_text import MAX_CHARACTERS
from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Case, Chronicle
from bot.analysis.phases.chronicle import chronicle_json, read_timeline
from bot.analysis.severity.classify import classification_json, classify
from bot.config.policy import Policy
from bot.errors import InputError
from bot.json_types import Json
from bot.review.document.review import TEMPLATES, build, review_json
from bot.review.root_cause.methods import METHODS
from handlers.cli.atomic_file import whole_file
from templates.analysis.classification import classification_text, classification_texts
from templates.analysis.timeline import chronicle_document
from templates.cli import wording
from templates.review.document import review_document

Answer: TypeAlias = Callable[[Case, Policy, str], Json]

MAX_BYTES: Final = 2 * MAX_CHARACTERS  # non-Latin characters take two bytes or more
MOST_COMPLAINTS: Final = 10  # shown in the terminal; the output contains all of them

NO_TIMES: Final = 1  # exit code of a timeline of events of which none has a time

_FILE: Final = click.argument("file", required=False, default="-", metavar="[FILE]")
_OUTPUT: Final = click.option("--output", type=click.Path(path_type=Path), default=None, help=wording.OUTPUT)


def _formats(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    choice = click.Choice(names)
    return click.option("--format", "form", type=choice, default=names[0], show_default=True, help=wording.FORMAT)


def commands(read_policy: Callable[[], Policy], now: Callable[[], datetime]) -> Sequence[click.Command]:
    """Returns the three commands. `read_policy` is called when one of them runs; it may raise ConfigurationError."""

    @click.command("classify")
    @_FILE
    @_formats("text", "json")
    @_OUTPUT
    def classify_command(file: str, form: str, output: Path | None) -> None:
        """Suggest a severity for an incident.

        Prints the reasons, the required response, first tasks and drafts of stakeholder updates. Reads FILE
        (JSON, a log or plain text), or standard input if it is omitted.
        """
        _answer(file, form, output, read_policy(), _classified)

    @click.command("timeline")
    @_FILE
    @_formats("text", "json", "markdown", "html")
    @_OUTPUT
    def timeline_command(file: str, form: str, output: Path | None) -> None:
        """Analyze the timeline of an incident.

        Prints the phases, key times, durations against their targets, and gaps. Reads FILE (JSON, a log or plain
        text), or standard input if it is omitted.
        """
        given = _answer(file, form, output, read_policy(), _analyzed)
        if not any(map(_is_timed, given.cases)) and any(case.events for case in given.cases):
            click.get_current_context().exit(NO_TIMES)

    @click.command("review")
    @_FILE
    @click.option("--framework", type=click.Choice([*METHODS, "all"]), help=wording.FRAMEWORK)
    @click.option("--method", type=click.Choice([*METHODS, "all"]), hidden=True)
    @click.option("--template", type=click.Choice(TEMPLATES), help=wording.TEMPLATE)
    @_formats("markdown", "html", "json", "text")
    @_OUTPUT
    def review_command(
        file: str, framework: str | None, method: str | None, template: str | None, form: str, output: Path | None
    ) -> None:
        """Write a post-incident review.

        Reads FILE (JSON, a log or plain text), or standard input if it is omitted.
        """
        _answer(file, form, output, read_policy(), _Reviewed(framework or method, template, now()))

    return (classify_command, timeline_command, review_command)


# Results


def _classified(case: Case, policy: Policy, form: str) -> Json:
    found = classify(case, policy)
    if form == "json":
        texts: dict[str, Json] = {**classification_texts(case, found)}
        return {**classification_json(found, policy), "texts": texts, "complaints": list(case.complaints)}
    return classification_text(case, found, policy)


def _analyzed(case: Case, policy: Policy, form: str) -> Json:
    chronicle = _chronicle(case, policy)
    if form == "json":
        return {"title": case.title, **chronicle_json(chronicle)}
    return chronicle_document(case, chronicle, form)


def _chronicle(case: Case, policy: Policy) -> Chronicle:
    """Analyzes the timeline against the severity in the input, or else the suggested one."""
    level = policy.read_severity(case.severity)
    return read_timeline(case, policy, level.name if level else classify(case, policy).severity)


@dataclass(frozen=True)
class _Reviewed:
    method: str | None
    template: str | None
    at: datetime

    def __call__(self, case: Case, policy: Policy, form: str) -> Json:
        found, chronicle = classify(case, policy), _chronicle(case, policy)
        review = build(case, policy, found, chronicle, self.method, self.template, self.at)
        return review_json(review) if form == "json" else review_document(review, form)


# Input and output


def _answer(file: str, form: str, output: Path | None, policy: Policy, answer: Answer) -> Input:
    given = read(file, policy)
    if form == "html" and len(given.cases) != 1:
        raise InputError(wording.html_shows_one(_name(file), len(given.cases)))
    answers = [answer(case, policy, form) if case.is_described else _unread(case, form) for case in given.cases]
    text = _joined(answers, form, many=given.many)
    write(text, output)
    for sentence in _complaints(given, _name(file)):
        click.echo(sentence, err=True)
    return given


def _is_timed(case: Case) -> bool:
    return bool(case.moments) or any(event.at for event in case.events)


def _unread(case: Case, form: str) -> Json:
    """Answers for an item of a list that is no incident: it keeps its place, without a guess."""
    return {"complaints": list(case.complaints)} if form == "json" else "\n".join(case.complaints)


def _joined(answers: Sequence[Json], form: str, *, many: bool) -> str:
    if form == "json":
        return json.dumps(answers if many else answers[0], ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if not answers:
        return f"{wording.EMPTY_LIST}\n"
    rule = "\n\n---\n\n" if form == "markdown" else f"\n\n{'=' * 72}\n\n"
    return rule.join(str(answer).rstrip() for answer in answers) + "\n"


def _complaints(given: Input, name: str) -> Sequence[str]:
    """Returns what could not be read, for the terminal."""
    found = [wording.about_input(name, complaint) for case in given.cases for complaint in case.complaints]
    more = len(found) - MOST_COMPLAINTS
    return [*found[:MOST_COMPLAINTS], *([wording.more_unread(name, more)] if more > 0 else [])]


def read(file: str, policy: Policy) -> Input:
    """Reads the cases in a file, or in standard input for `-`. Raises InputError."""
    return read_input(decoded(_bytes(file), _name(file)), _name(file), policy.reactions)


def _name(file: str) -> str:
    return wording.STANDARD_INPUT if file == "-" else Path(file).name


def _bytes(file: str) -> bytes:
    """Reads at most one byte more than the limit, however large the file is."""
    if file == "-":
        if sys.stdin.isatty():
            click.echo(wording.TYPE_OR_PASTE, err=True)
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(wording.unreadable(file, (error.strerror or str(error)).lower())) from None


def decoded(data: bytes, name: str) -> str:
    """Decodes UTF-8, or UTF-16 with a byte order mark. Raises InputError."""
    if len(data) > MAX_BYTES:
        raise InputError(wording.too_large(name, MAX_BYTES // 1_000_000))
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as bad:
        raise InputError(wording.not_utf8(name, bad.start + 1)) from None


def write(text: str, output: Path | None) -> None:
    """Writes to standard output, or atomically to a file."""
    data = text.encode("utf-8", "replace")
    if output is None:
        click.echo(data, nl=False)
        return
    with whole_file(output) as file:
        file.write(data)
