"""Slack's identifiers, derived from counters, so that the same actions give the same ids."""

from __future__ import annotations

import uuid
from hashlib import sha1

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDTH = 9
SPREAD = 2654435761  # odd and not divisible by 3, so each number gives another id
ENVELOPES = uuid.UUID("5e7f8d52-6a1c-4f0e-9c55-0d6c2b7a4e11")


def slack_id(prefix: str, number: int) -> str:
    """`U0…`, `C0…`, `Ev0…`: the prefix, a zero and nine upper-case base-36 characters."""
    value, letters = number * SPREAD % len(DIGITS) ** WIDTH, ""
    for _ in range(WIDTH):
        value, rest = divmod(value, len(DIGITS))
        letters = DIGITS[rest] + letters
    return f"{prefix}0{letters}"


def hex_id(kind: str, number: int, length: int = 32) -> str:
    """Hexadecimal characters for tickets, triggers and addresses."""
    return sha1(f"{kind}:{number}".encode(), usedforsecurity=False).hexdigest()[:length]


def envelope_id(number: int) -> str:
    return str(uuid.uuid5(ENVELOPES, str(number)))


def trigger_id(number: int) -> str:
    """`13345224609.738474920.8088930838d88f008e0`, as Slack writes it."""
    return f"{1_000_000_000 + number}.{738_474_920 + number}.{hex_id('trigger', number)}"
