"""Counts which words the labelled incidents use in which phase, and how much that helps on incidents not counted.

`python -m tests.bot.analysis.count_phases` writes phase_counts.py anew; with `--check` it prints how the
reader does with counts of four fifths of the incidents on the other fifth, for several parts of its worth.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from bot.analysis.model import PHASES
from bot.analysis.phases.order import in_order
from bot.analysis.phases.phasing import phased
from bot.analysis.phases.voices import voice_of
from bot.analysis.phrases.second_reader import LETTERS, features, leaning, worth
from tests.bot.analysis.timeline_cases import case_of, labelled

WRITTEN = Path(__file__).parents[3] / "bot" / "analysis" / "phrases" / "phase_counts.py"
FEWEST = 2  # events; what stands in one alone tells nothing of others
FOLDS = 5
SETS = ("timelines_dev.json", "own_timelines.json")
Incident = Mapping[str, Any]
Counts = Mapping[str, Sequence[int]]


def counted(incidents: Iterable[Incident]) -> tuple[list[int], Counts]:
    """Events by phase, and for each feature of them the same."""
    events = [0] * len(PHASES)
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(PHASES))
    for event in (event for incident in incidents for event in incident["events"]):
        place = [str(phase) for phase in PHASES].index(event["phase"])
        events[place] += 1
        for feature in features(event["text"], voice_of(event["actor"])):
            found[feature][place] += 1
    return events, {feature: counts for feature, counts in sorted(found.items()) if sum(counts) >= FEWEST}


def packed(counts: Sequence[int]) -> str:
    told = zip(LETTERS, counts, strict=True)
    return "".join(f"{letter}{count if count > 1 else ''}" for letter, count in told if count)


def module(incidents: Iterable[Incident]) -> str:
    events, found = counted(incidents)
    tables = {
        "WORDS": {feature: counts for feature, counts in found.items() if "_" not in feature},
        "PAIRS": {feature: counts for feature, counts in found.items() if "_" in feature},
    }
    told = "\n\n".join(f'{name}: Final = """\n{_lines(table)}\n"""' for name, table in tables.items())
    return f'''"""Which words the labelled incidents use in which phase, as counts.

Written by tests/bot/analysis/count_phases.py and read by bot/analysis/phrases/second_reader.py.
`rollback|g5k` is five events of the seventh phase and one of the eleventh.
"""

from typing import Final

EVENTS: Final = {tuple(events)}

{told}
'''


def _lines(table: Counts) -> str:
    entries = " ".join(f"{feature}|{packed(counts)}" for feature, counts in table.items())
    return "\n".join(wrap(entries, 119, break_long_words=False, break_on_hyphens=False))


def every_incident() -> list[Incident]:
    return [incident for name in SETS for incident in labelled(name)]


def agreed(incidents: Iterable[Incident], read_with: Sequence[Incident], part: float) -> Counter[str]:
    """How many events get an acceptable phase with counts of other incidents, added at this part of their worth."""
    events, found = counted(read_with)
    table = {feature: worth(counts, events) for feature, counts in found.items()}
    score: Counter[str] = Counter()
    for incident in incidents:
        ordered = in_order(case_of(incident).events)
        for one in phased(ordered, lambda text, voice: leaning(features(text, voice), table), part):
            told = incident["events"][one.event.number - 1]
            score["events"] += 1
            score["acceptable"] += str(one.phase) in told["acceptable_phases"]
            score["exact"] += str(one.phase) == told["phase"]
    return score


def agreed_elsewhere(incidents: Sequence[Incident], part: float) -> Counter[str]:
    """Each fifth of the incidents read with counts of the other four."""
    whole: Counter[str] = Counter()
    for fold in range(FOLDS):
        others = [one for at, one in enumerate(incidents) if at % FOLDS != fold]
        whole += agreed(incidents[fold::FOLDS], others, part)
    return whole


def main() -> None:
    incidents = every_incident()
    if "--check" not in sys.argv:
        WRITTEN.write_text(module(incidents), "utf-8")
        return
    for part in (0.0, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0):
        whole = agreed_elsewhere(incidents, part)
        shares = (f"{key} {100 * whole[key] / whole['events']:.1f} %" for key in ("acceptable", "exact"))
        print(f"part {part}: {', '.join(shares)}")


if __name__ == "__main__":
    main()
