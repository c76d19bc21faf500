"""For all tests: Hypothesis checks what is true, never how long it took."""

from hypothesis import settings

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")
