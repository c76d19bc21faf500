"""Plain words of metrics: what key moments and durations are called, and what is said where a service is unknown."""

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
    """`detection to mitigation`; by the keys of the moments."""
    return f"{_ENDS[start]} to {_ENDS[end]}"


def if_estimated(said: str, estimated: bool) -> str:
    """`≈ 24 min` for what is no record."""
    return f"{ESTIMATED_SIGN} {said}" if estimated else said


def before_time(moment: str, estimated: bool) -> str:
    """What stands before the time of a key moment: `Detected`, `Detected ≈`."""
    name = MOMENT_NAMES[moment]
    return f"{name} {ESTIMATED_SIGN}" if estimated else name


def verdict(met: bool, over: str, estimated: bool) -> str:
    """`met`, `missed by 10 min`; an estimate says so."""
    said = "met" if met else f"missed by {over}"
    return f"{said}, estimated" if estimated else said


def unknown_service_like(word: str, close: str) -> str:
    return f"Unknown service {word}. Did you mean {close}?"


def unknown_service(word: str, known: Sequence[str], more: bool) -> str:
    if not known:
        return f"Unknown service {word}. No services are configured yet; leave it out to count all incidents."
    return f"Unknown service {word}. Services: {', '.join(known)}{' and others' if more else ''}."


def two_periods(words: Sequence[str]) -> str:
    return f"{' and '.join(words)} are two periods."


def unknown_period(word: str, known: Iterable[str]) -> str:
    return f"{word} is not a period that is counted. There are {', '.join(known)}."
