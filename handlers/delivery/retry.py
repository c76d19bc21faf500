"""When a failed delivery is retried: the wait doubles from one second to one minute, without end."""

from datetime import timedelta

LONGEST_WAIT = timedelta(seconds=60)
UNEXPECTED_TRIES = 4  # an unexpected error may be temporary; after these tries it is reported


def wait_after(attempts: int) -> timedelta:
    """How long to wait after this number of attempts."""
    return min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(attempts, 10)))
