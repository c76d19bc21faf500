"""Splits English as people type it during an incident into clauses. Patterns look a limited number of words ahead, so
that it takes linear time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.analysis.language.moods import Mood, mood_of
from bot.analysis.language.words import BLANKS, QUOTES, normal

# Characters read of one text. A description names what is affected long before this; a pasted log is cut off.
READ_AT_MOST: Final = 20_000


_SUBJECTS: Final = (
    r"(?:the|its?|all|they|we|our|there|users?|customers?|clients?|people|every\w*|nobody|no|none|nothing|some|most"
    r"|many"
    r"|only|now|other|both)\b"
)
# Who saw a fact doesn't make it one: "nobody saw that logins failed" states that they did.
_SAW: Final = (
    r"(?:saw|seen?|notic\w+|complained|reali[sz]\w+|knew|know|known|spotted|caught|(?:find|found) out|aware)"
    r"(?: for [a-z0-9 ]{1,30}?)? that"
)
_CUT: Final = re.compile(
    r"[.!?;:]+(?=[\s\"')\]]|$)|[()\[\]]|,(?=\s)|\s[-–—]+\s|…|\n+|\s\|\s|\s/\s"
    rf"|\b(?:but|however|although|though|even if|whereas|while|yet|because|so that|which|otherwise|except that"
    rf"|{_SAW})\b"
    rf"|\b(?=(?:and|so|as|or|then|until|after|since|when) {_SUBJECTS})",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Clause:
    """A clause. `words` is what patterns match: lower case, straight quotes, single spaces.

    `place` names the field or event, `sentence` numbers the sentences in it, `shown` is the text as typed. `asked`: it
    is a question, which states nothing. `denied`: "none" or "no" is its answer, as in "Data loss: none".
    """

    place: str
    sentence: int
    shown: str
    words: str
    asked: bool = False
    denied: bool = False

    def mood(self, start: int) -> Mood:
        """Returns the mood of the phrase at `start` in `words`, from what precedes it in the clause."""
        return mood_of(self.words, start, denied=self.denied, asked=self.asked)

    def as_typed(self, words: str) -> str:
        """Returns some of `words` with its capitals."""
        start = self.shown.lower().find(words)
        return self.shown[start : start + len(words)] if start >= 0 else words


def clauses(place: str, text: str) -> Iterator[Clause]:
    """Splits the first READ_AT_MOST characters into clauses; text in brackets comes before its sentence."""
    text = text[:READ_AT_MOST].translate(QUOTES)
    text = _ASIDE.sub(r"(\2)\1", text) if "(" in text else text  # the pattern is slow where there is none
    start, sentence = 0, 0
    for cut in _CUT.finditer(text):
        asked, denied = cut.group().startswith("?"), _is_denied(text, cut)
        yield from _clause(place, sentence, text[start : cut.start()], asked=asked, denied=denied)
        start = cut.end()
        sentence += bool(_SENTENCE.search(cut.group()))
    yield from _clause(place, sentence, text[start:])


_NO: Final = re.compile(
    r"\s*(?:no|none|nil|n/a|nothing|not applicable|(?:zero|0)(?: \w+)?)\s*(?=[.,;!\n]|$)", re.IGNORECASE
)


def _is_denied(text: str, cut: re.Match[str]) -> bool:
    """Returns whether what follows a colon, a question mark or the end of a line is a mere "none" or "no"."""
    return cut.group()[:1] in (":", "?", "\n") and bool(_NO.match(text, cut.end()))


# A sentence up to a bracket, and the text in the bracket
_ASIDE: Final = re.compile(r"((?:[^.!?;:()\n]|[.:](?=\w)){1,300})\(([^()\n]{1,300})\)")
# Characters of a clause: a longer one is no sentence, and each share in a clause is compared with all of it.
_LONGEST: Final = 1_000
_JOINING: Final = re.compile(r"^(?:and|so|or|then|as) ", re.IGNORECASE)


_WHY: Final = re.compile(r"\W*(?:why|how|when|who|what)\b")


def _clause(place: str, sentence: int, text: str, *, asked: bool = False, denied: bool = False) -> Iterator[Clause]:
    for piece in (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)):
        if words := normal(piece):
            shown = _JOINING.sub("", " ".join(BLANKS.sub(" ", piece).split()))
            yield Clause(place, sentence, shown, words, asked and not _WHY.match(words), denied)
