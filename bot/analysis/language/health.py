"""Words for a service that fails and for one that works, which the severity and the course of an incident both read."""

from typing import Final

# Entries of a lexicon (words.py)
FAILS: Final = (
    "down(?! to \\d)", "offline", "unreachable", "unavailab(?:le|ility)", "inaccessible", "unusable", "outages?",
    "dead", "crash+", "fail+", "failures?", "brok(?:e|en)", "breaks?", "error(?:s|ed|ing)?",
    "(?:http )?5(?:\\d\\d|xx)(?:'?s)?", "timeouts?", "tim(?:es|ed|e|ing) out", "stuck", "hang(?:s|ing)?", "reject+",
    "refuse+",
)  # fmt: skip
WORKS: Final = (
    "operational", "available", "healthy", "reachable", "online", "working", "works", "(?:get|go)(?:es|ing)? through",
    "succe\\w+", "(?:are|is) (?:ok|fine)",
)  # fmt: skip
