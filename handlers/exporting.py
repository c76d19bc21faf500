"""`export`: the record as JSON Lines or CSV, one incident after another, so that however many need no more memory.

What is written to a file appears under its name only once it is whole.
"""

import csv
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO, TypeAlias

import click

from bot.export import COLUMNS, line_of, rows_of
from bot.keeping_service import Asked, Held
from bot.service import Service

OpenRecord: TypeAlias = Callable[[], AbstractContextManager[Service]]
Writer: TypeAlias = Callable[[Held], None]

_DAY: Final = click.DateTime(("%Y-%m-%d",))


def command(open_record: OpenRecord) -> click.Command:
    @click.command("export")
    @click.option("--format", "form", type=click.Choice(tuple(WRITERS)), default="jsonl", show_default=True)
    @click.option("--since", type=_DAY, help="Declared on this day (UTC) or later.")
    @click.option("--until", type=_DAY, help="Declared before this day (UTC).")
    @click.option("--include-private", is_flag=True, help="Private incidents too.")
    @click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
    def export(
        form: str, since: datetime | None, until: datetime | None, include_private: bool, output: Path | None
    ) -> None:
        """Write incidents as JSON Lines (one a line, with all that hangs on it) or CSV (one entry a line)."""
        asked = Asked(_utc(since), _utc(until), include_private)
        with open_record() as service, _out(output) as stream:
            count = _write(service, asked, WRITERS[form](stream))
        if output:
            click.echo(f"{count} {'incident is' if count == 1 else 'incidents are'} in {output}.", err=True)

    return export


def _utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _write(service: Service, asked: Asked, write: Writer) -> int:
    done, progress = 0, _progress(service.keeping.count(asked))
    for done, held in enumerate(service.keeping.held(asked), start=1):  # noqa: B007 - the last one is the count
        write(held)
        progress(done)
    return done


def _jsonl(stream: TextIO) -> Writer:
    def write(held: Held) -> None:
        stream.write(json.dumps(line_of(held), ensure_ascii=False, separators=(",", ":")) + "\n")

    return write


def _csv(stream: TextIO) -> Writer:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    return lambda held: writer.writerows(rows_of(held))


WRITERS: Final[Mapping[str, Callable[[TextIO], Writer]]] = {"jsonl": _jsonl, "csv": _csv}


def _progress(count: int) -> Callable[[int], None]:
    """On a terminal one line that counts up; nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _done: None
    return lambda done: click.echo(f"\r{done} of {count}" + ("\n" if done == count else ""), err=True, nl=False)


@contextmanager
def _out(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield click.get_text_stream("stdout", encoding="utf-8")
        return
    if output.exists() and not stat.S_ISREG(output.stat().st_mode):  # a pipe or device has no name to take later
        with output.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    with _whole(output) as stream:
        yield stream


@contextmanager
def _whole(output: Path) -> Iterator[TextIO]:
    """A file beside it, readable by its owner alone, that takes the name once all is on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    half_written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        half_written.replace(output)
    except BaseException:
        half_written.unlink(missing_ok=True)
        raise
