"""For all tests: Hypothesis checks what is true, never how long it took, garbage is collected in few large lots, and
files are written in memory where the machine has room: on a disk, half of the time goes by in waiting for commits."""

import gc
import os
import shutil
from pathlib import Path

from hypothesis import settings

gc.disable()  # nothing that is collected from the files is garbage, and each full collection looks at all of it again

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000  # bytes; all tests together write less than half of it

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()
