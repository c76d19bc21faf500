"""The results of a search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchHit:
    """`what` is title, summary, entry, update, record, task, action or review; `words` is the text around the match."""

    incident: int
    what: str
    words: str


@dataclass(frozen=True)
class SearchResults:
    """The best hit of each incident, best first; `count` is the number of matching incidents."""

    found: tuple[SearchHit, ...]
    count: int
