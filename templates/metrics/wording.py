"""Plain sentences of metrics: which service somebody may have meant."""

from collections.abc import Sequence


def unknown_service_like(word: str, close: str) -> str:
    return f"Unknown service {word}. Did you mean {close}?"


def unknown_service(word: str, known: Sequence[str], more: bool) -> str:
    if not known:
        return f"Unknown service {word}. No services are configured yet; leave it out to count all incidents."
    return f"Unknown service {word}. Services: {', '.join(known)}{' and others' if more else ''}."
