"""The search through what people wrote."""

from typing import Protocol

from bot.search.model import SearchResults


class SearchStore(Protocol):
    def find(self, text: str, person_id: str | None, most: int, inside: bool = False) -> SearchResults:
        """The best hit of each of the `most` best incidents that this person may see; every word must be in the text.

        `inside`: only of those in whose channel they are. None for somebody who may see all.
        """
