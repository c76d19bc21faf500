"""Names of key times and durations, target verdicts, and refusals of `stats`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

MOMENT_NAMES: Final[Mapping[str, str]] = {
    "started_at": "Started",
    "detected_at": "Detected",
    "acknowledged_at": "First response",
    "declared_at": "Declared",
    "mitigated_at": "Mitigated",
    "resolved_at": "Resolved",
}

DURATION_NAMES: Final[Mapping[str, str]] = {
    "detect": "Time to detect",
    "acknowledge": "Time to acknowledge",
    "declare": "Time to declare",
    "mitigate": "Time to mitigate",
    "resolve": "Time to resolve",
    "duration": "Duration",
}

_ENDS: Final[Mapping[str, str]] = {
    "started_at": "start",
    "detected_at": "detection",
    "acknowledged_at": "first response",
    "declared_at": "declaration",
    "mitigated_at": "mitigation",
    "resolved_at": "resolution",
}

ESTIMATED_SIGN: Final = "≈"


def between(start: str, end: str) -> str:
    """`detection to mitigation`, from the keys of two key times."""
    return f"{_ENDS[start]} to {_ENDS[end]}"


def end_of(moment: str) -> str:
    """`detection`, from the key of a key time."""
    return _ENDS[moment]


def if_estimated(said: str, estimated: bool) -> str:
    """`≈ 24 min` for an estimate."""
    return f"{ESTIMATED_SIGN} {said}" if estimated else said


def before_time(moment: str, estimated: bool) -> str:
    """The label before a key time: `Detected`, `Detected ≈`."""
    name = MOMENT_NAMES[moment]
    return f"{name} {ESTIMATED_SIGN}" if estimated else name


def verdict(met: bool, over: str, estimated: bool, target: str = "") -> str:
    """`met target (60 min)`, `10 min over target (60 min), estimated`; without `target`, no parentheses."""
    said = "met target" if met else f"{over} over target"
    limit = f" ({target})" if target else ""
    return f"{said}{limit}, estimated" if estimated else f"{said}{limit}"


def unknown_service_like(word: str, close: str) -> str:
    return f'Unknown service "{word}". Did you mean {close}?'


def unknown_service(word: str, known: Sequence[str], more: bool) -> str:
    if not known:
        return f'Unknown service "{word}". No services are configured: leave it out to count all incidents.'
    return f'Unknown service "{word}". Known services: {", ".join(known)}{", and others" if more else ""}.'


def two_periods(words: Sequence[str]) -> str:
    return f"{' and '.join(words)} are two periods. Choose one."


def unknown_period(word: str, known: Iterable[str]) -> str:
    return f'"{word}" is not a period. Choose {_either(known)}.'


def _either(choices: Iterable[str]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}"
