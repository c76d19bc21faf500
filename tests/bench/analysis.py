"""What the three commands cost beside what one would do without them: part of `make bench`.

The start is compared with an interpreter that imports Jinja2, which every command needs; the timeline and the review
with a naive script (naive.py). What counts are the ratios: seconds say only how fast this machine is. Ten times the
events may cost about ten times as much, never a hundred times; the program ends with 1 if they cost more.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.bench.process import Compared, compared, cost

SIZES: Final = (1_000, 10_000, 100_000)
STARTS: Final = 9  # runs of each; of the long ones, fewer
RUNS: Final = {1_000: 5, 10_000: 3, 100_000: 1}
# Machines are not steady: twice the linear growth is still far from a square.
MOST_GROWTH: Final = 2.0
COMMANDS: Final = ("classify", "timeline", "review")
TIMELINE: Final = ("timeline", "--format", "json")
REVIEWS: Final = (
    ("review", "--format", "markdown"),
    ("review", "--format", "html", "--framework", "all", "--template", "comprehensive"),
)
JINJA: Final = ("-c", "import jinja2")
NAIVE: Final = ("-m", "tests.bench.naive")
BEGAN: Final = datetime(2024, 1, 15, 14, 0, tzinfo=UTC)
# No text stands twice: what is remembered by text would look faster than it is for real incidents.
TOLD: Final = (
    ("alerting", "error rate of checkout is above 5 % {}"),
    ("Alice Chen", "taking a look {}"),
    ("Carol Davis", "the logs show timeouts of the pool, number {}"),
    ("Jane Smith", "pinging the database team {}"),
    ("Alice Chen", "restarted node {} of the pool"),
    ("Bob Kim", "status page: we are looking into failing payments {}"),
    ("Carol Davis", "node {} is watched, errors go down"),
)


def write_incident(path: Path, size: int) -> None:
    """Writes an incident of so many events, one a second, with the words of real ones.

    Piece by piece: a process begins with the memory of the one that started it, so this one has to stay small.
    """
    with path.open("w", encoding="utf-8") as file:
        file.write('{"title": "Checkout fails", "severity": "SEV1", "events": [')
        for number in range(size):
            file.write((", " if number else "") + json.dumps(_event(number)))
        file.write("]}")


def _event(number: int) -> dict[str, str]:
    actor, text = TOLD[number % len(TOLD)]
    at = (BEGAN + timedelta(seconds=number)).isoformat()
    return {"timestamp": at, "actor": actor, "text": text.format(number)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = {size: Path(folder) / f"{size}.json" for size in (3, *SIZES)}
        for size, path in paths.items():
            write_incident(path, size)
        _report_starts(str(paths[3]))
        linear = [_report_sizes(words, paths) for words in (TIMELINE, *REVIEWS)]
    if not all(linear):
        raise SystemExit("Something grows faster than the events do.")


def _report_starts(path: str) -> None:
    print("Start, CPU beside an interpreter that imports Jinja2")
    for command in COMMANDS:
        for words in ((command, "--help"), (command, path)):
            cost(("app.py", *words))  # the first run compiles
            found = compared(("app.py", *words), JINJA, STARTS)
            name = f"{command} {'--help' if words[1] == '--help' else 'of one incident'}"
            print(f"  {name:28}{found.cost.seconds:6.2f} s{found.times.seconds:7.1f} times")


def _report_sizes(words: Sequence[str], paths: Mapping[int, Path]) -> bool:
    print(f"\n{' '.join(words)}, beside a naive script")
    costs = [_report_size(words, size, str(paths[size])) for size in SIZES]
    seconds, memory = growth([each.cost.seconds for each in costs]), growth([each.cost.megabytes for each in costs])
    is_linear = max(seconds, memory) <= MOST_GROWTH
    print(
        f"  {'linear' if is_linear else 'NOT linear'}: growth beside the events' {seconds:.2f}, of memory {memory:.2f}"
    )
    return is_linear


def _report_size(words: Sequence[str], size: int, path: str) -> Compared:
    found = compared(("app.py", *words, path), (*NAIVE, path), RUNS[size])
    time = f"{found.cost.seconds:7.2f} s {found.times.seconds:5.1f} times"
    print(f"  {size:>7,} events {time}{found.cost.megabytes:8.0f} MB {found.times.megabytes:5.1f} times")
    return found


def growth(costs: Sequence[float]) -> float:
    """The last step beside that of the events: at most 1 is linear, 10 would be square."""
    return costs[2] / costs[1] / (SIZES[2] / SIZES[1])


if __name__ == "__main__":
    main()
