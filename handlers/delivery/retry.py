"""When a message that was not shown is tried again: doubling from a second to a minute, for as long as it takes."""

from datetime import timedelta

LONGEST_WAIT = timedelta(seconds=60)
UNEXPECTED_TRIES = 4  # an error nobody foresaw may pass; after these a person hears of it


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(attempts, 10)))
