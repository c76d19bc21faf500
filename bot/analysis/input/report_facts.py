"""Reads what a finished report says besides the incident's own fields, by the labels that people give it.

What broke, why and what triggered it; what was communicated inside and outside; related documents, commands that were
run; who wrote the report, and who reviewed it. A label that no table knows stays with the fact, under the heading that
it stands under.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.tables import Found, Table, items_of
from bot.analysis.model import Claim, Evidence
from bot.json_types import Json

# fmt: off
WHY: Final = ("what_broke", "fault", "why_it_broke", "why_it_happened", "how_it_happened", "what_triggered_it",
              "what_caused_it", "trigger", "triggers", "triggered_by", "leadup", "lead_up")
DOCUMENTS: Final = ("related_documentation", "related_documents", "related_docs", "documentation", "runbooks",
                    "supporting_information", "supporting_documents", "references", "further_reading", "links")
COMMANDS: Final = ("commands_run", "commands", "commands_used", "commands_executed", "commands_issued")
REPORT: Final = ("document_id", "report_id", "report_created_by", "report_author", "report_authors", "author",
                 "authors",
                 "written_by", "prepared_by", "postmortem_owner", "postmortem_author", "report_date", "date_of_report",
                 "report_status", "review_status", "reviewed_by", "reviewer", "reviewers", "approved_by", "approval",
                 "incident_closed", "date_closed", "closed_on", "version", "document_version", "last_updated")
_COMMUNICATION: Final = ("communication", "communications", "messaging")
_SIDES: Final = ("internal_communication", "external_communication", "internal_communications",
                 "external_communications", "internal_email", "external_message", "customer_communication")
_A_MESSAGE: Final = frozenset({"message", "text", "content", "body", "update", "description", "summary"})
# fmt: on


def labelled(found: Found, under: str = "") -> Iterator[Claim]:
    """Yields every text in a value, however deep, with the labels that lead to it as its category."""
    if isinstance(found.value, Mapping):
        for key, item in found.value.items():
            label = ", ".join(filter(None, (under, values.label_of(key))))
            yield from labelled(Found(item, ".".join(filter(None, (found.path, values.one_line(key)))), key), label)
    elif isinstance(found.value, list):
        for each in items_of(found):
            yield from labelled(each, under)
    else:
        text = values.in_words(values.cleaned(found.value))
        if found.value not in (None, ""):
            yield Claim(text, Evidence(found.path, text), category=under)


def section(table: Table) -> Iterator[Claim]:
    """Yields what is left of a section, each under its own label."""
    for found in table.left():
        yield from labelled(found, values.label_of(found.key))


def taken(tables: Iterable[Table], names: tuple[str, ...], *, named: bool = True) -> Iterator[Claim]:
    """Yields the fields under these names; `named`: their own label is a part of what they say."""
    for table in tables:
        for name in names:
            if found := table.take(name):
                yield from labelled(found, values.label(found.key) if named else "")


def communication(tables: Iterable[Table]) -> Iterator[Claim]:
    """Yields what is told of the communication in other ways than as messages, which are left where they are."""
    for table in tables:
        for name in (*_COMMUNICATION, *_SIDES):
            found = table.peek(name)
            if found and isinstance(found.value, Mapping) and not _is_message(found.value):
                yield from _without_messages(table.table(name), values.label(name) if name in _SIDES else "")


def _without_messages(table: Table, under: str) -> Iterator[Claim]:
    for found in table.left():
        yield from labelled(found, ", ".join(filter(None, (under, values.label(found.key)))))


def _is_message(value: Mapping[str, Json]) -> bool:
    return bool(_A_MESSAGE & {values.name_of(key[:200]) for key in value})


def keep_in(claims: Iterable[Claim], category: str) -> Iterator[Claim]:
    """Gives claims a category; one that they have is told in their text: `Testing: add a test of the pool`."""
    for claim in claims:
        own = claim.category if claim.category != category else ""
        text = f"{own[:1].upper()}{own[1:]}: {claim.text}" if own else claim.text
        yield Claim(text, claim.evidence, claim.by, claim.at, category)
