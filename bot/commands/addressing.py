"""Which incident a command is about, and which of its words are the verb's arguments.

One rule for every verb that is about an incident. `#12`, the mention of an incident's channel or its name in front of
the arguments names the incident. A bare `12` may be text ("3 services are back"), or an argument ("snooze 10"), so it
is read both ways: as an incident, and as a part of the arguments for this channel's incident. If one reading makes no
sense, the other is taken; if both do, or one raises a question of its own, the person is asked, with both spelled out,
and nothing happens.

What changes an incident is not taken back, so there the person is asked, too, where another incident is named in the
first words, where two are, and where the text is nothing but digits and marks. What was typed in a private incident's
channel goes to no other incident unasked.

A number that the person can't see an incident for is never more than a number: a private incident is not given away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.incident_numbers import is_like_a_number, named_within, number_in_front, second_number
from bot.commands.quotes import quoted
from bot.commands.requests import Addressable, CommandContext, Request, TypedText
from bot.errors import Either, Hint, NotUnderstood, Unclear
from bot.incidents.model import Incident
from templates.commands import wording
from templates.incidents.wording import not_found


class Understood(NamedTuple):
    """A verb with its request. `number` is that of the incident it is about, 0 for the incident of the channel."""

    verb: CommandVerb
    request: Request
    number: int = 0


@dataclass(frozen=True)
class Address:
    """What may name an incident in front of the arguments, as it was typed, and what follows it.

    `marked`: it can't be text. `number` is 0 for the mention of a channel. `severity` stood before it: `SEV2 #41`.
    """

    said: str
    rest: str
    marked: bool
    number: int = 0
    channel: str = ""
    severity: str = ""

    def incident(self, known: Addressable) -> Incident | None:
        return known.in_channel(self.channel) if self.channel else known.numbered(self.number)


_AROUND: Final = "()[],:;.!"  # marks around the name of a channel


def address_in(text: str, channels: Mapping[str, str]) -> Address | None:
    said, rest = first_word(text)
    if channel := channels.get(said.strip(_AROUND)):
        return Address(said, rest, marked=not rest, channel=channel)
    found = number_in_front(text)
    return Address(found.said, found.rest, found.marked, found.number, severity=found.severity) if found else None


def _by_name(text: str, known: Addressable) -> Address | None:
    """The name of an incident's channel, typed without choosing the channel."""
    said, rest = first_word(text)
    incident = known.named(said.strip(_AROUND).removeprefix("#"))
    return Address(said, rest, marked=not rest, channel=incident.channel) if incident else None


def addressed(verb: CommandVerb, typed: TypedText, asking: CommandContext) -> Understood:
    """Raises NotUnderstood for arguments that can't be read, and where two readings are possible."""
    known = asking.incidents
    if known is None or not verb.needs_incident:
        return Understood(verb, _read(verb, typed, asking))
    address = _by_name(typed.text, known) or address_in(typed.text, typed.channels)
    readings = _Readings(verb, typed, asking, known)
    if address is None or (address.severity and verb.leading is Leading.ARGUMENT and not verb.states_a_fact):
        return readings.unaddressed()  # "severity SEV2 #41" begins with its own argument
    return _Addressed(readings, address).chosen()


_FIRST_WORDS: Final = 3


@dataclass(frozen=True)
class _Readings:
    """What was typed, read as about this channel's incident or another."""

    verb: CommandVerb
    typed: TypedText
    asking: CommandContext
    known: Addressable

    @property
    def here(self) -> Incident | None:
        return self.known.here

    def unaddressed(self) -> Understood:
        """As about this channel's incident. Where it would be changed, the number of another one is asked about."""
        understood = self.of_this_channel()
        if self.here and not self.verb.states_a_fact and not self.takes_number(understood):
            self._refuse_other(self.here)
        return understood

    def _refuse_other(self, here: Incident) -> None:
        named = named_within(self.typed.text, _FIRST_WORDS)
        other = self.known.numbered(named[0]) if named else None
        if named and other and other.number != here.number and (other.is_open or self.verb.for_ended):
            raise self.question(other, named[1], f"#{other.number}")
        if self.verb.leading is Leading.TEXT and is_like_a_number(self.typed.text):
            hint = replace(self.hint(here, self.typed.text), purpose=wording.about(here.number))
            raise NotUnderstood(wording.may_be_an_incident(self.typed.text), hint)

    def takes_number(self, understood: Understood) -> bool:
        """Whether a number in front is an argument of the verb's own: a time, a task, another incident."""
        return self.verb.leading is Leading.INCIDENT or self.verb.takes_number(understood.request)

    def of_this_channel(self) -> Understood:
        return Understood(self.verb, _read(self.verb, self.typed, self.asking))

    def ours(self) -> Understood | None:
        try:
            return self.of_this_channel()
        except NotUnderstood:
            return None

    def of(self, incident: Incident, text: str) -> Understood:
        """The hint of a refusal names the incident, too."""
        try:
            return Understood(self.verb, _read(self.verb, replace(self.typed, text=text), self.asking), incident.number)
        except NotUnderstood as refusal:
            raise refusal.about(incident.number) from None

    def question(self, incident: Incident, text: str, said: str) -> NotUnderstood:
        """Whether `text` is meant for this incident, or all that was typed for that of the channel."""
        here = self.here
        if here is None or (kept := self.spelled(self.typed.text)) is None:
            return NotUnderstood(wording.number_or_text(said), self._for(incident, text))
        if incident.number == here.number:
            purposes = wording.WITHOUT_THE_NUMBER, wording.WITH_THE_NUMBER
        else:
            purposes = wording.about(incident.number), wording.about(here.number)
        named = self._for(incident, text)
        other = replace(self.hint(here, kept), purpose=purposes[1])
        return NotUnderstood(
            wording.number_or_text(said), Either(named.verb, named.arguments, purposes[0], other=other)
        )

    def two_incidents(self, one: Incident, other: Incident, text: str, said: str) -> NotUnderstood:
        for_one, for_other = self._for(one, text), self._for(other, text)
        either = Either(for_one.verb, for_one.arguments, for_one.purpose, other=for_other)
        return NotUnderstood(wording.two_incidents(said, other.number), either)

    def _for(self, incident: Incident, text: str) -> Hint:
        """Without a text that the verb doesn't take; the answer gives back what was typed."""
        return replace(self.hint(incident, self.spelled(text) or ""), purpose=wording.about(incident.number))

    def hint(self, incident: Incident, arguments: str) -> Hint:
        return Hint(self.verb.name, f"#{incident.number} {arguments}".strip())

    def spelled(self, text: str) -> str | None:
        """The text so that the verb takes it: as it is, or in quotation marks where these make text of it."""
        ways = (text, quoted(text)) if self.verb.states_a_fact and text else (text,)
        return next((way for way in ways if self._is_read(way)), None)

    def _is_read(self, text: str) -> bool:
        try:
            _read(self.verb, replace(self.typed, text=text), self.asking)
        except NotUnderstood:
            return False
        return True


@dataclass(frozen=True)
class _Addressed:
    """The readings of what has something in front that may name an incident."""

    readings: _Readings
    address: Address

    @property
    def _verb(self) -> CommandVerb:
        return self.readings.verb

    def chosen(self) -> Understood:
        incident = self.address.incident(self.readings.known)
        if incident is None:
            return self.readings.unaddressed() if self._may_be_text() and not self._is_unread() else self._unknown()
        if not self._verb.states_a_fact and self._verb.leading is Leading.TEXT:
            self._refuse_two(incident)
        if self.address.marked and not self._may_be_about_it():
            return self._as_argument() or self._of(incident)
        if not self._is_meant(incident):
            return self.readings.unaddressed()
        return self._either(incident)

    def _is_unread(self) -> bool:
        """Whether it can only be meant for an incident that the person was in, and that isn't shown to them now."""
        return self.readings.here is None and bool(self.readings.known.unread(self.address.number))

    def _may_be_text(self) -> bool:
        """Whether what names no incident can be a part of the arguments. A number alone is no text."""
        if self.address.channel:
            return True
        if self._verb.leading is not Leading.TEXT:
            return not self.address.marked or self.readings.ours() is not None
        return not self.address.marked and bool(self.address.rest)

    def _may_be_about_it(self) -> bool:
        """`SEV2 #41 is related`, written where that may be a fact, or where nothing may get out."""
        here = self.readings.here
        return bool(self.address.severity and here and (self._verb.states_a_fact or here.private))

    def _refuse_two(self, incident: Incident) -> None:
        """`#1 and #3`: one command is about one incident."""
        second = second_number(self.address.rest)
        other = self.readings.known.numbered(second.number) if second else None
        if second and other and other.number != incident.number:
            raise self.readings.two_incidents(incident, other, second.rest, self.address.said)

    def _is_meant(self, incident: Incident) -> bool:
        """Where one can't type text for the channel's incident, or mean text, any incident may be meant."""
        alone = not self.address.rest or self.readings.here is None
        return alone or incident.is_open or self._verb.for_ended

    def _either(self, incident: Incident) -> Understood:
        here, ours = self.readings.here, self.readings.ours()
        if here is None:
            return self._of(incident)
        if ours and self.readings.takes_number(ours):
            return ours
        if not self.address.rest:
            return self._alone(incident, here, ours)
        return self._with_text(incident, here, ours)

    def _alone(self, incident: Incident, here: Incident, ours: Understood | None) -> Understood:
        """`task 1` in the channel of #1: the number is an argument, and something else is missing."""
        if self._verb.leading is not Leading.ARGUMENT:
            return self._of(incident)
        if here.number == incident.number or self.readings.spelled("") is None:
            return self.readings.of_this_channel()
        if ours is None:
            return self._of(incident)
        raise self._question(incident)

    def _with_text(self, incident: Incident, here: Incident, ours: Understood | None) -> Understood:
        if ours and self._verb.leading is Leading.ARGUMENT and here.number == incident.number:
            return self.readings.unaddressed()
        of_here, of_other = self.readings.spelled(self.readings.typed.text), self.readings.spelled(self.address.rest)
        if of_other is None:
            return self.readings.unaddressed()
        if of_here is None and not here.private:
            return self._of(incident)
        raise self._question(incident)

    def _question(self, incident: Incident) -> NotUnderstood:
        return self.readings.question(incident, self.address.rest, self.address.said.rstrip(":,"))

    def _unknown(self) -> Understood:
        here, typed = self.readings.here, self.readings.typed.text
        hint = replace(self.readings.hint(here, typed), purpose=wording.about(here.number)) if here else None
        number = self.address.number
        raise NotUnderstood(self.readings.known.unread(number) or not_found(number), hint)

    def _as_argument(self) -> Understood | None:
        """What is marked as an incident, but is the verb's own argument: `duplicate #41`."""
        return self.readings.ours() if self._verb.leading is Leading.INCIDENT and self.readings.here else None

    def _of(self, incident: Incident) -> Understood:
        return self.readings.of(incident, self.address.rest)


def _read(verb: CommandVerb, typed: TypedText, asking: CommandContext) -> Request:
    try:
        return verb.parse(typed, asking)
    except Unclear as unclear:
        raise NotUnderstood(str(unclear), unclear.hint or verb.hint(unclear.example)) from None
