"""The results of a search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchHit:
    """A hit of a search. `what` is title, summary, entry, update, record, action or review; `words` what is around."""

    incident: int
    what: str
    words: str


@dataclass(frozen=True)
class SearchResults:
    """The best hit of each of the best incidents, best first; `count` is how many incidents match."""

    found: tuple[SearchHit, ...]
    count: int
