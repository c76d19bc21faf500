"""What a search found as rows, the same in every place that shows them."""

from bot.config.policy import Policy, Severity
from bot.incidents.model import Incident
from bot.search.service import FoundIncidents
from templates.search import wording


def found_rows(finds: FoundIncidents, policy: Policy) -> list[tuple[Incident, Severity, str, str]]:
    """Each incident with its severity, where the words were found, and the words around; "" for a title."""
    return [
        (
            incident,
            policy.severity(incident.severity),
            wording.FOUND_IN[found.what],
            "" if found.what == "title" else " ".join(found.words.split()),
        )
        for incident, found in finds.hits
    ]
