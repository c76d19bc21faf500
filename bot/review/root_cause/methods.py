"""Which root-cause methods there are, in the order in which a review shows them.

Each has a module of its own here, its section in the table of bot/review/document/review.py, and a picture in
templates/pictures/frameworks.py where it has one.
"""

from typing import Final

METHODS: Final = ("five-whys", "fishbone", "timeline", "bow-tie")
ALL: Final = "all"
