"""Atomic file writes: a temporary file in the same folder, moved into place once it is complete."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.errors import InputError
from templates.cli import wording


@contextmanager
def whole_file(output: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Leaves the previous file untouched on failure. Raises InputError if `output` can't be a file."""
    _need_place(output)
    try:
        with _beside(output, mode) as file:
            yield file
    except OSError as error:
        raise InputError(wording.unwritable(output, (error.strerror or str(error)).lower())) from None


@contextmanager
def _beside(output: Path, mode: int) -> Iterator[BinaryIO]:
    handle, beside = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:60]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(beside).chmod(mode & ~_umask())
        Path(beside).replace(output)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _need_place(output: Path) -> None:
    if not output.parent.is_dir():
        raise InputError(wording.no_folder(output, output.parent))
    if output.is_dir():
        raise InputError(wording.is_folder(output))
    if output.exists() and not output.is_file():
        raise InputError(wording.is_device(output))


def _umask() -> int:
    """Returns the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
