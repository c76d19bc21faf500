"""A file that is there whole or not at all: written beside its place, and moved there once it is done."""

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
    """What fails on the way leaves what was there before. Raises InputError for a place that can't hold a file."""
    _need_place(output)
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
    """What a new file may not be, as the shell set it; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
