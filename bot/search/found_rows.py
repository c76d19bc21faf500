"""Search results as rows, for Slack and the command line."""

from bot.config.policy import Policy, Severity
from bot.incidents.model import Incident
from bot.search.service import FoundIncidents
from templates.search import wording


def found_rows(finds: FoundIncidents, policy: Policy) -> list[tuple[Incident, Severity, str, str]]:
    """Each incident with its severity, where the match is, and the text around it ("" for a title)."""
    return [
        (
            incident,
            policy.severity(incident.severity),
            wording.FOUND_IN[found.what],
            "" if found.what == "title" else " ".join(found.words.split()),
        )
        for incident, found in finds.hits
    ]
