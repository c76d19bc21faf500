"""For all tests: Hypothesis looks at what is true, never at how long it took."""

from hypothesis import settings

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")
