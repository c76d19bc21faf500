"""Compiled templates, kept where Python keeps compiled modules, so that a command doesn't compile what it says.

Jinja compares each with the text of its template and with its own version, as Python does with a module, and compiles
it again if it differs. A folder that can't be written costs time, nothing else.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_ENDING: Final = f".{sys.implementation.cache_tag}.jinja"


class Bytecode(BytecodeCache):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            bucket.bytecode_from_string(self._place(bucket).read_bytes())
        except (OSError, EOFError, UnpicklingError, ValueError, TypeError):  # absent, or cut short by a full disk
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        place = self._place(bucket)
        beside = place.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(exist_ok=True)
            beside.write_bytes(bucket.bytecode_to_string())
            beside.replace(place)  # whole, even if two commands start at once
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}{_ENDING}"
