"""How time and memory of `timeline` and `review` grow with the events: `make bench`.

Each size runs as a process of its own, as a user would start it, so that the peak memory is that of this run alone.
What counts are the ratios: ten times the events may take about ten times as long, never a hundred times. The absolute
figures say only how fast this machine is.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SIZES: Final = (1_000, 10_000, 100_000)
# Machines are not steady: twice the linear growth is still far from a square.
MOST_GROWTH: Final = 2.0
RUNS: Final = (
    ("timeline", "--format", "json"),
    ("timeline", "--format", "html"),
    ("review", "--format", "markdown", "--framework", "all", "--template", "comprehensive"),
    ("review", "--format", "html", "--framework", "all", "--template", "comprehensive"),
)
BEGAN: Final = datetime(2024, 1, 15, 14, 0, tzinfo=UTC)
TOLD: Final = (
    ("alerting", "error rate of checkout is above 5 %"),
    ("Alice Chen", "taking a look"),
    ("Carol Davis", "the logs show timeouts of the pool, number {}"),
    ("Jane Smith", "pinging the database team"),
    ("Alice Chen", "restarted node {} of the pool"),
    ("Bob Kim", "status page: we are looking into failing payments"),
    ("Carol Davis", "node {} is watched, errors go down"),
)


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float


def incident(size: int) -> str:
    """An incident of so many events, one a second, with the words of real ones."""
    return json.dumps({"title": "Checkout fails", "severity": "SEV1", "events": list(_events(size))})


def _events(size: int) -> Iterator[dict[str, str]]:
    for number in range(size):
        actor, text = TOLD[number % len(TOLD)]
        at = (BEGAN + timedelta(seconds=number)).isoformat()
        yield {"timestamp": at, "actor": actor, "text": text.format(number)}


def cost(words: Sequence[str], path: Path) -> Cost:
    """Wall clock, and the highest memory that the process ever held."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "app.py", *words, str(path)], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as program:
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {program.returncode}.")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # ru_maxrss is in bytes there, elsewhere in kilobytes
    return Cost(time.perf_counter() - began, used.ru_maxrss / unit)


def growth(costs: Sequence[float]) -> float:
    """The last step beside that of the events: at most 1 is linear, 10 would be square."""
    return costs[2] / costs[1] / (SIZES[2] / SIZES[1])


def main() -> None:
    linear = True
    with tempfile.TemporaryDirectory() as folder:
        for words in RUNS:
            costs = []
            for size in SIZES:
                path = Path(folder) / f"{size}.json"
                path.write_text(incident(size), encoding="utf-8")
                costs.append(cost(words, path))
            linear = _report(words, costs) and linear
    if not linear:
        raise SystemExit("Something grows faster than the events do.")


def _report(words: Sequence[str], costs: Sequence[Cost]) -> bool:
    seconds, memory = [each.seconds for each in costs], [each.megabytes for each in costs]
    print(" ".join(words[:3]))
    for name, unit, figures in (("time", "s", seconds), ("memory", "MB", memory)):
        told = ", ".join(f"{size:,} events {figure:.1f} {unit}" for size, figure in zip(SIZES, figures, strict=True))
        times = " : ".join(f"{figure / figures[0]:.1f}" for figure in figures)
        print(f"  {name}: {told}; as {times}; growth beside the events' {growth(figures):.2f}")
    is_linear = max(growth(seconds), growth(memory)) <= MOST_GROWTH
    print(f"  {'linear' if is_linear else 'NOT linear'}")
    return is_linear


if __name__ == "__main__":
    main()
