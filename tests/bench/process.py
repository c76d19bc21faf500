"""What a process costs: CPU of user and system, and the highest memory that it ever held.

Each is a process of its own, as a user would start it. Machines are shared and unsteady, so what is compared runs in
turn (A B A B …), and the ratio is taken pair by pair.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Compared:
    """The medians of something, and how often it costs what the other does."""

    cost: Cost
    times: Cost


def cost(words: Sequence[str]) -> Cost:
    """Runs Python with these arguments, as for a user: with compiled modules. Exits if that fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL) as program:
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {program.returncode}.")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # ru_maxrss is in bytes there, elsewhere in kilobytes
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def compared(words: Sequence[str], other: Sequence[str], runs: int) -> Compared:
    pairs = [(cost(words), cost(other)) for _ in range(runs)]
    return Compared(
        Cost(median(one.seconds for one, _ in pairs), median(one.megabytes for one, _ in pairs)),
        Cost(
            median(one.seconds / each.seconds for one, each in pairs),
            median(one.megabytes / each.megabytes for one, each in pairs),
        ),
    )
