"""What a review is written from, in one place: the case, its classification, its timeline read, the level's demands.

Only what several sections need to look up lives here; each section's own words live in its module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final

from bot.analysis.impact import RecordedImpact, recorded_impact
from bot.analysis.model import (
    Case,
    Chronicle,
    Classification,
    Event,
    Evidence,
    Gap,
    Moment,
    Participant,
    ReadEvent,
    Told,
)
from bot.analysis.phases.voices import Voice, voice_of
from bot.config.policy import COMMANDER as COMMANDER_KEY
from bot.config.policy import Policy, Severity
from bot.metrics.durations import Duration
from bot.metrics.key_moments import MomentKey, contradictions
from bot.review.document.parts import Question
from bot.review.document.prose import within
from bot.review.edit_log import NO_EDITS, ReviewEdits
from bot.time_format import UNDATED, clock, is_dated
from bot.timeline.kinds import EntryKind
from templates.metrics.wording import if_estimated
from templates.review.questions import wording as questions_said

COMMANDER: Final = "Incident commander"
OPERATIONS: Final = "Operations lead"
COMMUNICATIONS: Final = "Communications lead"
EXPERT: Final = "Subject matter expert"

# A question goes to a role that people can be given, by its key in the policy; without that role to the commander.
_ROLE_KEYS: Final = {OPERATIONS: "operations", COMMUNICATIONS: "communications", EXPERT: "sme"}
# words in someone's role by which a question finds them; the first that fits
_ROLE_WORDS: Final = {
    COMMANDER: ("incident commander", "commander"),
    OPERATIONS: ("operations", "ops lead", "primary responder", "on-call", "on call", "responder", "sre"),
    COMMUNICATIONS: ("communication", "comms", "support", "customer", "product"),
    EXPERT: ("expert", "sme", "technical lead", "tech lead", "team lead", "engineer", "developer"),
}

_NOBODY_TO_ASK: Final = frozenset({Voice.MONITOR, Voice.SYSTEM, Voice.OUTSIDER, Voice.VENDOR})

# where a field of the record is asked for in the input, for cases that do not come from Slack
_UNNAMED_ACTORS: Final = frozenset(
    {"system", "monitoring", "bot", "alert", "alerts", "pagerduty", "datadog", "automation", "status page", "customer"}
)


@dataclass(frozen=True)
class Material:
    """`at` is when the review is written, `level` the severity it is written for: the case's own where it has one.

    Of `edits` the sections read what people answered and confirmed; what they wrote replaces a section later.
    """

    case: Case
    policy: Policy
    level: Severity
    classification: Classification
    chronicle: Chronicle
    methods: tuple[str, ...]
    template: str
    at: datetime
    edits: ReviewEdits = NO_EDITS

    @property
    def is_suggested(self) -> bool:
        """Whether nobody recorded the severity, so that nothing was owed by it."""
        return self.policy.read_severity(self.case.severity) is None

    @cached_property
    def day(self) -> date:
        """The day (UTC) on which it began: times on it need no date; UNDATED if the input names no day."""
        known = [moment.at for moment in self.chronicle.moments.values() if moment.at]
        dated = known or [event.at for event in self.case.events if event.at]
        return min(dated).astimezone(UTC).date() if dated else UNDATED

    def when(self, at: datetime | None) -> str:
        return clock(at, self.day) if at else "–"

    def at_clock(self, at: datetime | None, *, estimated: bool = False) -> str:
        """`at 14:15`, `at ≈ 14:15`, `on Tue 16 Jan, 01:10`"""
        when = self.when(at)
        return f"{'on' if ',' in when else 'at'} {if_estimated(when, estimated)}"

    def utc(self, at: datetime) -> str:
        return f"{clock(at, self.day)} UTC"

    def moment(self, key: str) -> Moment:
        return self.chronicle.moments[MomentKey(key)]

    def reached(self, key: str) -> datetime | None:
        return self.moment(key).at

    @cached_property
    def contradictions(self) -> tuple[tuple[MomentKey, MomentKey], ...]:
        return contradictions(self.chronicle.moments)

    def is_contradicted(self, *keys: MomentKey) -> bool:
        return any(key in pair for pair in self.contradictions for key in keys)

    @cached_property
    def _entries_at(self) -> Mapping[datetime, Sequence[Event]]:
        found: dict[datetime, list[Event]] = {}
        for read in self.events:
            if read.event.at:
                found.setdefault(read.event.at, []).append(read.event)
        return found

    def entry_of(self, key: str) -> Event | None:
        """The entry that a key time is."""
        moment = self.moment(key)
        places = {one.place for one in moment.evidence}
        at_it = self._entries_at.get(moment.at, ()) if moment.at else ()
        cited = (event for event in at_it if event.place in places)
        return next(cited, next((event for event in at_it if self.person(event.actor)), None))

    def entry_beside(self, told: Told) -> Event | None:
        """The entry of the same moment as a message, by a person; one of the sender if there is none."""
        at_it = self._entries_at.get(told.at, ()) if told.at else ()
        entry = next((event for event in at_it if self.person(event.actor)), None)
        return Event(0, told.text, told.at, told.by, kind=EntryKind.COMMUNICATION) if told.by and not entry else entry

    def span(self, key: str) -> Duration | None:
        return next((span for span in self.chronicle.spans if span.key == key), None)

    @cached_property
    def due(self) -> datetime | None:
        """When the review is due; None while the incident is open."""
        resolved = self.reached(MomentKey.RESOLVED)
        within = timedelta(hours=self.level.review_within_hours)
        return resolved + within if resolved and is_dated(resolved) else None

    @cached_property
    def impact(self) -> RecordedImpact:
        return recorded_impact(self.case)

    @cached_property
    def open(self) -> bool:
        return self.reached("resolved_at") is None and self.case.status.casefold() not in ("resolved", "closed")

    @cached_property
    def events(self) -> tuple[ReadEvent, ...]:
        """Those that repeat no other, by when they happened; those without a time keep their place behind the one
        before them in the input."""
        last = datetime.min.replace(tzinfo=UTC)
        ordered: list[tuple[datetime, int, ReadEvent]] = []
        for place, read in enumerate(self.chronicle.events):
            last = read.event.at or last
            if read.duplicate_of is None:
                ordered.append((last, place, read))
        return tuple(read for _, _, read in sorted(ordered, key=lambda one: one[:2]))

    @cached_property
    def triggers(self) -> tuple[ReadEvent, ...]:
        """What set it off, by the timeline; a bare statement of when it began is no cause."""
        stated = frozenset(self.case.moment_places.values())
        return tuple(read for read in self.of_phase(EntryKind.TRIGGER) if read.event.source not in stated)

    @cached_property
    def places(self) -> Mapping[datetime, str]:
        """What stands at which moment: an event, the first of those at the same one; else a message, else a field."""
        found: dict[datetime, str] = {}
        events = ((read.event.at, read.event.place) for read in self.events)
        told = ((one.at, one.evidence.place) for one in self.case.told)
        named = ((at, self.case.moment_places.get(key, key)) for key, at in self.case.moments.items())
        for at, place in (*events, *told, *named):
            if at:
                found.setdefault(at, place)
        return found

    def of_phase(self, *phases: EntryKind) -> tuple[ReadEvent, ...]:
        return tuple(read for read in self.events if read.phase in phases)

    @cached_property
    def people(self) -> tuple[Participant, ...]:
        """Everyone whom the input names with a part in it, each once, the commander first."""
        found: dict[str, Participant] = {}
        if self.case.commander:
            found[self.case.commander.casefold()] = Participant(self.case.commander, COMMANDER)
        for one in (*self.case.participants, *(Participant(share.actor) for share in self.chronicle.shares)):
            known = found.get(one.name.casefold())
            if one.name and (known is None or (one.role and not known.role)):
                found[one.name.casefold()] = one
            elif known and one.id and not known.id:
                found[one.name.casefold()] = Participant(known.name, known.role, one.id)
        return tuple(one for one in found.values() if one.role or one.name.casefold() not in _UNNAMED_ACTORS)

    @cached_property
    def people_with_roles(self) -> tuple[Participant, ...]:
        return tuple(one for one in self.people if one.role)

    def role_of(self, name: str) -> str:
        """The role of someone, for where a name would blame; "a responder" where the input gives none."""
        known = next((one for one in self.people if one.name.casefold() == name.casefold()), None)
        if known is None or name.casefold() in _UNNAMED_ACTORS:
            return name
        return known.role or "a responder"

    def holder(self, role: str) -> Participant | None:
        for words in _ROLE_WORDS.get(role, (role.casefold(),)):
            for one in self.people_with_roles:
                if words in one.role.casefold():
                    return one
        return None

    def ask(
        self,
        key: str,
        to: str,
        text: str,
        command: str,
        field: str,
        about: Event | None = None,
        near: Event | None = None,
    ) -> Question:
        """`command` is the answer in Slack, `field` where it belongs in an input of another kind.

        Asked is who logged the entry that it is about, else who holds the role, else who logged the entry nearest to
        what is missing. A document is read anywhere, so the command names the incident.
        """
        number = self.case.number
        answer = with_number(command, number) if number else field
        known = self._logged(about, to) or self._holding(to) or self._logged(near, to)
        question = Question(key, self.asked_role(to), text, answer)
        if known is None:
            return question
        person, part = known
        return replace(question, person=person.name, person_id=person.id, part=part)

    def _logged(self, event: Event | None, to: str) -> tuple[Participant, str] | None:
        """Who logged an entry, with their role, else with the entry; None if that was no person."""
        person = self.person(event.actor) if event else None
        if event is None or person is None:
            return None
        if person.role:
            return person, _role_shown(person.role, _ROLE_WORDS.get(to, ()))
        if event.kind is EntryKind.DECLARATION or event.at == self.reached(MomentKey.DECLARED):
            return person, questions_said.WHO_DECLARED
        return person, questions_said.who_logged(clock(event.at, self.day) if event.at else str(event.number))

    def _holding(self, to: str) -> tuple[Participant, str] | None:
        words = _ROLE_WORDS.get(to, ())
        holder = self.holder(to)
        if holder:
            return holder, _role_shown(holder.role, words)
        team = next((one for one in self.people if one.name.casefold() in words), None)
        return (team, "") if team else None

    def person(self, name: str) -> Participant | None:
        """Someone who can be asked: no tool, no customer, and in Slack somebody with an account."""
        found = next((one for one in self.people if one.name.casefold() == name.casefold()), None)
        if found is None or (self.case.number and not found.id):
            return None
        return found if found.role or not _is_tool(name) else None

    def asked_role(self, to: str) -> str:
        """The name of a role as the policy has it, so that someone can be given it."""
        roles = {role.key: role.name for role in self.policy.roles}
        name = roles.get(_ROLE_KEYS.get(to, COMMANDER_KEY), roles[COMMANDER_KEY])
        return f"{name[:1].upper()}{name[1:]}"

    def asks_for(self, section: str) -> bool:
        """Whether the severity demands a section, by its name in the policy."""
        return section in self.level.review_sections


def _is_tool(name: str) -> bool:
    """Whether a name is of a tool or of somebody outside, such as `Grafana OnCall`."""
    return voice_of(name) in _NOBODY_TO_ASK or any(voice_of(word) is Voice.MONITOR for word in name.split())


def _role_shown(role: str, words: Iterable[str]) -> str:
    """Of `Incident commander, Operations lead` the one that is asked, as it stands in a sentence."""
    held = [one.strip() for one in role.split(",")]
    fitting = next((one for word in words for one in held if word in one.casefold()), held[0])
    return " ".join(map(within, fitting.split()))


def with_number(command: str, number: int) -> str:
    """`/incident log #3 …`, `/pir #3`"""
    slash, verb, arguments = [*command.split(" ", 2), "", ""][:3]
    return " ".join(filter(None, (slash, verb, f"#{number}", arguments)))


def span_evidence(material: Material, span: Duration) -> tuple[Evidence, ...]:
    """What the two ends of a measured time rest on."""
    found = tuple(one for key in (span.start, span.end) for one in material.moment(key).evidence)
    return tuple(dict.fromkeys(found)) or (Evidence(span.definition),)


def gap_evidence(material: Material, gap: Gap) -> tuple[Evidence, ...]:
    """The events at both ends of a gap."""
    found = [material.places[at] for at in (gap.start, gap.end) if at in material.places]
    return tuple(Evidence(place) for place in found) or (Evidence("the times of the events"),)


def event_evidence(read: ReadEvent) -> Evidence:
    return Evidence(read.event.place, read.event.text)
