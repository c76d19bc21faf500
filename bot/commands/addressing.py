"""Which incident a command is about, and which of its words are the verb's arguments.

One rule for every verb that is about an incident. `#12`, the mention of an incident's channel or its name in front of
the arguments names the incident. A bare `12` may be text ("3 services are back"), or an argument ("snooze 10"), so it
is read both ways: as an incident, and as a part of the arguments for this channel's incident. If one reading makes no
sense, the other is taken; if both do, the person is asked, with both spelled out, and nothing happens.

A number that the person can't see an incident for is never more than a number: a private incident is not given away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.incident_numbers import number_in_front
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

    `marked`: it can't be text. `number` is 0 for the mention of a channel.
    """

    said: str
    rest: str
    marked: bool
    number: int = 0
    channel: str = ""

    def incident(self, known: Addressable) -> Incident | None:
        return known.in_channel(self.channel) if self.channel else known.numbered(self.number)


_AROUND: Final = "()[],:;.!"  # marks around the name of a channel


def address_in(text: str, channels: Mapping[str, str]) -> Address | None:
    said, rest = first_word(text)
    if channel := channels.get(said.strip(_AROUND)):
        return Address(said, rest, marked=not rest, channel=channel)
    found = number_in_front(text)
    return Address(found.said, found.rest, found.marked, found.number) if found else None


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
    if address is None:
        return Understood(verb, _read(verb, typed, asking))
    return _Readings(verb, typed, asking, known, address).chosen()


@dataclass(frozen=True)
class _Readings:
    verb: CommandVerb
    typed: TypedText
    asking: CommandContext
    known: Addressable
    address: Address

    def chosen(self) -> Understood:
        incident = self.address.incident(self.known)
        if incident is None:
            return self._of_this_channel() if self._may_be_text() else self._unknown()
        if self.address.marked:
            return self._as_argument() or self._of(incident)
        if not self._is_meant(incident):
            return self._of_this_channel()
        return self._either(incident)

    def _may_be_text(self) -> bool:
        """Whether what names no incident can be a part of the arguments. A number alone is no text."""
        if self.address.channel:
            return True
        if self.verb.leading is not Leading.TEXT:
            return not self.address.marked or self._ours() is not None
        return not self.address.marked and bool(self.address.rest)

    def _is_meant(self, incident: Incident) -> bool:
        """Where one can't type text for the channel's incident, or mean text, any incident may be meant."""
        alone = not self.address.rest or self.known.here is None
        return alone or incident.is_open or self.verb.for_ended

    def _either(self, incident: Incident) -> Understood:
        ours, here = self._ours(), self.known.here
        if here is None or (ours is None and not self._lacks_its_own_argument(incident, here)):
            return self._of(incident)
        if ours is None:
            return self._of_this_channel()
        if self.verb.leading is not Leading.TEXT:
            return self._argument_or(incident, ours, here)
        if not self.address.rest or self._of_or_none(incident) is None:
            return self._of(incident)
        raise self._question(incident, here)

    def _lacks_its_own_argument(self, incident: Incident, here: Incident) -> bool:
        """`task 1` in the channel of #1, `snooze 5 x`: the number is an argument, and something else is wrong."""
        if self.verb.leading is not Leading.ARGUMENT:
            return False
        alone = not self.address.rest and here.number == incident.number
        return alone or self._of_or_none(incident) is None

    def _argument_or(self, incident: Incident, ours: Understood, here: Incident) -> Understood:
        its_own = self.verb.leading is Leading.INCIDENT or here.number == incident.number
        if its_own or self._of_or_none(incident) is None:
            return ours
        raise self._question(incident, here)

    def _question(self, incident: Incident, here: Incident) -> NotUnderstood:
        named, kept = self._hint(incident, self.address.rest), self._hint(here, self.typed.text)
        if incident.number == here.number:
            purposes = wording.WITHOUT_THE_NUMBER, wording.WITH_THE_NUMBER
        else:
            purposes = wording.about(incident.number), wording.about(here.number)
        either = Either(self.verb.name, named.arguments, purposes[0], other=replace(kept, purpose=purposes[1]))
        return NotUnderstood(wording.number_or_text(self.address.said.rstrip(":,")), either)

    def _unknown(self) -> Understood:
        here = self.known.here
        hint = replace(self._hint(here, self.typed.text), purpose=wording.about(here.number)) if here else None
        raise NotUnderstood(not_found(self.address.number), hint)

    def _hint(self, incident: Incident, arguments: str) -> Hint:
        return Hint(self.verb.name, f"#{incident.number} {arguments}".strip())

    # The readings

    def _of_this_channel(self) -> Understood:
        return Understood(self.verb, _read(self.verb, self.typed, self.asking))

    def _ours(self) -> Understood | None:
        try:
            return self._of_this_channel()
        except NotUnderstood:
            return None

    def _as_argument(self) -> Understood | None:
        """What is marked as an incident, but is the verb's own argument: `duplicate #41`."""
        return self._ours() if self.verb.leading is Leading.INCIDENT and self.known.here else None

    def _of(self, incident: Incident) -> Understood:
        """The hint of a refusal names the incident, too."""
        try:
            request = _read(self.verb, replace(self.typed, text=self.address.rest), self.asking)
        except NotUnderstood as refusal:
            raise refusal.about(incident.number) from None
        return Understood(self.verb, request, incident.number)

    def _of_or_none(self, incident: Incident) -> Understood | None:
        try:
            return self._of(incident)
        except NotUnderstood:
            return None


def _read(verb: CommandVerb, typed: TypedText, asking: CommandContext) -> Request:
    try:
        return verb.parse(typed, asking)
    except Unclear as unclear:
        raise NotUnderstood(str(unclear), unclear.hint or verb.hint(unclear.example)) from None
