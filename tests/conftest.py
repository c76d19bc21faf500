"""For all tests: Hypothesis checks what is true, never how long it took, and garbage is collected in few large lots."""

import gc

from hypothesis import settings

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")


def pytest_collection_finish() -> None:
    """Thousands of collected tests are no garbage, but each full collection would look at all of them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
