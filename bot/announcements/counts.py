"""Takes counts, shares, lengths of time and times of day out of a sentence that says no less of what users saw."""

import re
from typing import Final

_ABOUT: Final = (
    r"(?:(?:approximately|approx\.?|about|around|roughly|nearly|almost|over|under|more than|less than|fewer than|some"
    r"|at least|at most|up to|an estimated|estimated|only|just|as many as|~|≈|<|>|≥|≤)\s*)*"
)
_SPELLED: Final = (
    r"(?:(?:tens|hundreds|thousands|dozens|millions) of )?(?:hundreds|thousands|dozens|millions)"
    r"|half(?= (?:of|the|our))"
    r"|(?:a|one|two|three|four) (?:half|thirds?|quarters?|fifths?|tenths?|dozen|hundred|thousand|million)"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"
)
_NUMBER: Final = r"\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\+?\s*(?:%|percent\b|per cent\b|k\b|m\b|million\b|thousand\b)?"
_RATIO: Final = rf"(?:\d[\d.,]*|one|{_SPELLED}) (?:out of|of|in)(?: every)? (?:\d[\d.,]*|{_SPELLED})\b"
_AMOUNT: Final = rf"(?:{_RATIO}|{_NUMBER}|(?:{_SPELLED})\b)"
_OF: Final = r"(?:(?:out )?of (?:all |our |the |your )?)?"
_UNIT: Final = r"(?:seconds?|secs?|s|minutes?|mins?|min|hours?|hrs?|h|days?|d|weeks?|months?|years?|ms)\b"
_CLOCK: Final = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:UTC|GMT|[AaPp][Mm]|CES?T|[ECMP][SD]T))?"
_TAKEN_OUT: Final = (
    (re.compile(r"\b(?:an? )(?:HTTP )?[45]\d\d (?=errors?\b)"), "an "),
    (re.compile(r"\b(?:HTTP )?[45](?:\d\d|xx) (?=errors?\b)"), ""),
    (re.compile(r"\b(errors?) (?:code )?[45]\d\d\b"), r"\1"),
    (re.compile(rf"\s*\b(?:from|between) {_ABOUT}{_CLOCK} (?:to|until|till|and) {_ABOUT}{_CLOCK}"), ""),
    (re.compile(rf"\s*\b(?:since|from|at|until|till|by|after) {_ABOUT}{_CLOCK}"), ""),
    (re.compile(rf"\s*\b(?:for|within|after|in) {_ABOUT}(?:{_AMOUNT}|an?|half an)\s*{_UNIT}", re.IGNORECASE), ""),
    (re.compile(rf"(?<![\w.-]){_ABOUT}{_AMOUNT}\s+(?!{_UNIT}){_OF}(?=[a-z])", re.IGNORECASE), ""),
)


def without_counts(sentence: str) -> str:
    for found, instead in _TAKEN_OUT:
        sentence = found.sub(instead, sentence)
    said = " ".join(sentence.split()).strip(" ,")
    return f"{said[:1].upper()}{said[1:]}"
