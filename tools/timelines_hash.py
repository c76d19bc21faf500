"""The fingerprint of what the model of phases comes from: its data, what is read of some, and how it is fitted.

What the code reads counts, not how it is written: a renamed function or import asks for no new fit.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.analysis.model import PHASES
from bot.analysis.phases.endings import Course, candidate_signs, none_signs
from bot.analysis.phases.phase_model import HEALTHS, Health, PhaseModel, squeezed
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.signs import signs, spelling, words
from bot.analysis.phases.surroundings import length, names, surroundings
from bot.analysis.phases.voices import voice_of
from bot.timeline.kinds import EntryKind
from tools.timelines import DATA, TIMELINES, Incident, events_of, labeled

WRITTEN: Final = Path(__file__).parents[1] / "bot" / "analysis" / "models" / "phases.json"
_DATA: Final = (TIMELINES, DATA / "timeline_words.json")
_FITTING: Final = tuple(Path(__file__).parent / f"{name}.py" for name in ("train_phases", "chain", "timelines"))
_EVERY: Final = 20  # incident is read
_DIGITS: Final = 6


def fingerprint() -> str:
    found = hashlib.sha256()
    for source in _DATA:
        found.update(source.read_bytes())
    for source in _FITTING:
        found.update(_statements(source).encode())
    for incident in labeled()[::_EVERY]:
        found.update(repr(list(_signs_of(incident))).encode())
    return found.hexdigest()


def _statements(source: Path) -> str:
    """Returns a file without its imports, comments and layout."""
    told = ast.parse(source.read_text("utf-8"))
    return "".join(ast.dump(one) for one in told.body if not isinstance(one, ast.Import | ast.ImportFrom))


def _signs_of(incident: Incident) -> Iterator[object]:
    events = events_of(incident)
    voices = [voice_of(event.actor) for event in events]
    for event, beside in zip(events, surroundings(events, voices), strict=True):
        said = words(event.text)
        yield (*signs(said), *beside, length(said), *names(event.actor), *map(sorted, map(spelling, said)))
    phases = [EntryKind(incident["events"][event.number - 1]["phase"]) for event in events]
    told = zip(events, voices, phases, strict=True)
    course = Course.of([Phased(*one, Health.FAILING, 0, "") for one in told], _even_model())
    for options in (none_signs(course), *(candidate_signs(course, place) for place in range(len(events)))):
        yield {sign: round(value, _DIGITS) for sign, value in options.items()}


def _even_model() -> PhaseModel:
    """Returns a model that takes every course for as likely."""
    row = [0.0] * len(PHASES)
    turn = [[row] * len(HEALTHS)] * len(HEALTHS)
    ends = row * len(HEALTHS)
    nothing = {"signs": squeezed(b""), "weights": squeezed(b""), "endings": {}}
    return PhaseModel(json.dumps({**nothing, "follow": [row] * len(PHASES), "turn": turn, "begin": ends, "end": ends}))
