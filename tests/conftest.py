"""For all tests: Hypothesis checks what is true, never how long it took, and garbage is collected in few large lots."""

import gc

from hypothesis import settings

gc.disable()  # nothing that is collected from the files is garbage, and each full collection looks at all of it again

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()
