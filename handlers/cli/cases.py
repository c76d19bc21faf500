"""Reads the bytes of a file or of standard input, has each case in it answered, and writes the answers.

bot/analysis interprets the input. What could not be read is said on standard error, after the answers.
"""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import click

from bot.analysis.input.json_text import MAX_CHARACTERS
from bot.analysis.input.not_incidents import not_a_text
from bot.analysis.input.reading import Input, read_input
from bot.analysis.model import Case
from bot.config.policy import Policy
from bot.errors import InputError
from bot.json_types import Json
from handlers.cli.atomic_file import whole_file
from handlers.cli.json_output import pieces
from templates.cli import wording

Answer: TypeAlias = Callable[[Case, Policy, str], Json]

MAX_BYTES: Final = 2 * MAX_CHARACTERS  # non-Latin characters take two bytes or more
_HEAD: Final = 8_000  # bytes in which a file that is no text has a zero
PIECES: Final = 1_000  # of an answer that are written at once
MOST_COMPLAINTS: Final = 10  # shown in the terminal; the output contains all of them


def answer_for(file: str, form: str, output: Path | None, policy: Policy, answer: Answer) -> Input:
    with uninterrupted():
        return _answer(file, form, output, policy, answer)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keeps Python from searching for cycles: an analysis leaves none, and among many events the search takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _answer(file: str, form: str, output: Path | None, policy: Policy, answer: Answer) -> Input:
    given = read(file, policy)
    if form == "html" and len(given.cases) != 1:
        raise InputError(wording.html_shows_one(_name(file), len(given.cases)))
    if not given.cases:
        raise InputError(wording.EMPTY_LIST)
    answers = [answer(case, policy, form) if case.is_described else _unread(case, form) for case in given.cases]
    write(_joined(answers, form, many=given.many), output)
    for sentence in _complaints(given, _name(file)):
        click.echo(sentence, err=True)
    return given


def _unread(case: Case, form: str) -> Json:
    """Answers for an item of a list that is no incident: it keeps its place, without a guess."""
    return {"complaints": list(case.complaints)} if form == "json" else "\n".join(case.complaints)


def _joined(answers: Sequence[Json], form: str, *, many: bool) -> Iterator[str]:
    """Yields the text of all answers in pieces."""
    if form == "json":
        yield from pieces(list(answers) if many else answers[0])
    else:
        rule = "\n\n---\n\n" if form == "markdown" else f"\n\n{'=' * 72}\n\n"
        yield rule.join(str(answer).rstrip() for answer in answers)
    yield "\n"


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
    if not file:
        raise InputError(wording.NO_FILE)
    try:
        if file == "-":
            return _standard_input()
        with Path(file).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        name = wording.STANDARD_INPUT.lower() if file == "-" else file
        raise InputError(wording.unreadable(name, (error.strerror or str(error)).lower())) from None


def _standard_input() -> bytes:
    if sys.stdin is None:  # the shell closed it
        raise InputError(wording.NO_FILE)
    if sys.stdin.isatty():
        click.echo(wording.TYPE_OR_PASTE, err=True)
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def decoded(data: bytes, name: str) -> str:
    """Decodes UTF-8, or UTF-16 with a byte order mark. Raises InputError."""
    if len(data) > MAX_BYTES:
        raise InputError(wording.too_large(name, MAX_BYTES // 1_000_000))
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as bad:
        if what := not_a_text(data[:_HEAD].decode("latin-1")):
            raise InputError(f"{name} {what}") from None
        if b"\0" in data[:_HEAD]:
            raise InputError(wording.not_text(name)) from None
        raise InputError(wording.not_utf8(name, bad.start + 1)) from None


def write(text: Iterable[str], output: Path | None) -> None:
    """Writes to standard output, or atomically to a file."""
    if output is None:
        _print(text)
        return
    with whole_file(output) as file:
        file.writelines(_encoded(text))


def _print(text: Iterable[str]) -> None:
    if sys.stdout is None:  # the shell closed it
        raise InputError(wording.unwritable(wording.STANDARD_OUTPUT, wording.CLOSED))
    try:
        for data in _encoded(text):
            click.echo(data, nl=False)
    except BrokenPipeError:  # who read it has read enough
        raise
    except OSError as error:
        raise InputError(wording.unwritable(wording.STANDARD_OUTPUT, (error.strerror or str(error)).lower())) from None


def _encoded(text: Iterable[str]) -> Iterator[bytes]:
    left = iter(text)
    while some := "".join(islice(left, PIECES)):
        yield some.encode("utf-8", "replace")
