"""Full-text search in what people wrote."""

from typing import Protocol

from bot.search.model import SearchResults


class SearchStore(Protocol):
    def find(self, text: str, person_id: str | None, most: int) -> SearchResults:
        """The best hit in each of the `most` best incidents that this person may see (None for all).

        Every word must be in the text.
        """
