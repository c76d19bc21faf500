"""Plain sentences about the timeline."""

from typing import Final

ONLY_LOG: Final = "Mentioning Muster only logs to the timeline: @Muster log 14:05 Rolled back."
