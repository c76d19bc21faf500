"""A small parser for English as people type it during an incident: clauses, negation and possibility.

Independent of severities. `lexicon` compiles words to a pattern, `clauses` splits a text, and `Clause.mood` tells
whether a phrase is stated, denied or only possible. Patterns look a limited number of words ahead, so parsing takes
linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Characters read of one text. A description names what is affected long before this; a pasted log is cut off.
READ_AT_MOST: Final = 20_000


class Mood(StrEnum):
    SAID = "said"
    DENIED = "denied"
    POSSIBLE = "possible"


def lexicon(*entries: str) -> re.Pattern[str]:
    """Compiles a pattern that matches any entry as whole words. `*` matches any ending, `fail+` all forms of a verb;
    the rest is an ordinary regular expression."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_ENDING.sub(_with_endings, entry) for entry in entries)})(?!\w)")


_ENDING: Final = re.compile(r"(?<![\w\\)\]])([a-z'-]+)([*+])(?![*+?])")


def _with_endings(found: re.Match[str]) -> str:
    word, ending = found.groups()
    if ending == "*":
        return rf"{word}[\w'-]*"
    if word.endswith("e"):
        return f"{word[:-1]}(?:e|es|ed|ing)"
    if word.endswith("y"):
        return f"{word[:-1]}(?:y|ys|ies|ied|yed|ying)"
    return f"{word}(?:s|es|{word[-1]}?ed|{word[-1]}?ing)?"


_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'"})
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\ufeff]+")
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
        before = _recent(_NO_NEGATION.sub(_blank, _OTHER_VERB.sub("", self.words[max(0, start - 200) : start])))
        if self.denied or _DENIAL.search(before):
            return Mood.DENIED
        possible = self.asked or _POSSIBLE.search(before) or _UNCONFIRMED.search(self.words)
        return Mood.POSSIBLE if possible else Mood.SAID

    def as_typed(self, words: str) -> str:
        """Returns some of `words` with its capitals."""
        start = self.shown.lower().find(words)
        return self.shown[start : start + len(words)] if start >= 0 else words


_DENIAL: Final = lexicon(
    "n(?:o|ot|ever|one|othing|obody|either|or)", "no ?one", "\\w+n't", "without", "cannot", "free of",
    "(?:do|does|did|is|are|was|were|wo|ca)nt", "zero(?![ -](?:trust|day|downtime))", "0(?![.,\\d%])", "instead of",
    "rather than", "rule[sd]? out", "hardly", "barely", "un(?:able|likely)", "stopped", "far from",
    "lack(?:s|ing)? of", "avoid+", "prevent+", "protected from", "absence of",
)  # fmt: skip
_NO_NEGATION: Final = lexicon(
    "(?:not|\\w+n't|fail+ to|cannot|unable to) (?:\\w+ )?(?:prevent|stop|avoid|deny)", "never before",
    "\\w+n't (?:only|just)",
    "not (?:only|just|sure|clear|known|yet|to mention)", "nothing but", "don't know", "no longer just",
    "no (?:idea|eta|matter|wonder|reason|workaround|clue|fix|alternative|fallback|warning|doubt|other way|response"
    "|answer|change|failover|backup|explanation|cause)", "(?:can't|cannot|not|haven't|have not) (?:be )?(?:rule"
    "|ruled|tell)(?: out)?",
)  # fmt: skip
_POSSIBLE: Final = lexicon(
    "if", "whether", "might", "may", "could", "would", "possibl[ey]", "potential(?:ly)?", "risk", "in case", "perhaps",
    "maybe", "suspect+", "suspicion", "afraid", "worried", "not sure", "in theory", "theoretically", "vulnerable",
    "unless", "likely to", "about to", "will", "expect+", "should", "next week", "soon", "eventually", "unclear",
    "fear+", "(?:almost|nearly)(?! (?:all|every|each|no|nobody|none|half))", "thought", "claim+", "believed",
    "assume+", "alleged*", "imagine", "pretend+", "suppose", "scenario", "hypothetical*", "simulat+", "rehears+",
    "practi[cs]e", "next time", "(?:for|in) (?:the|a) case", "last (?:year|month|week)(?!end)", "what would happen",
    "(?:can't|cannot|not|haven't) (?:be )?rule[d]? out",
)  # fmt: skip
# The whole clause: unconfirmed, or a question
_UNCONFIRMED: Final = lexicon(
    "(?:cannot|can't) be ruled out", "to be confirmed", "unconfirmed", "^(?:is|are|was|were|does|do|did|can|has"
    "|have) (?:the|our|it|this|that|any\\w*|there|your|we|you|they)",
)  # fmt: skip
# "No backups exist and customer data was" wiped: a negation ends where the next verb has its own subject
_OTHER_VERB: Final = re.compile(
    r"^.* (?:is|are|was|were|has|have|had|works?|did|gets?|got)\b.* and (?=[^,]* (?:is|are|was|were|has|have|had|got) )"
    r"|^.* exists? and "
)
_REACH: Final = 9  # words that a negation reaches


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def masked(pattern: re.Pattern[str], words: str) -> str:
    """Returns the words with what a pattern matches blanked out, so that places stay the same."""
    return pattern.sub(_blank, words)


def _recent(before: str) -> str:
    return " ".join(before[-200:].split(" ")[-_REACH - 1 :])


def normal(text: str) -> str:
    """Normalizes text: lower case, straight quotes, single spaces, no control characters, no space before %."""
    folded = _BLANKS.sub(" ", text.translate(_QUOTES)).lower()
    return re.sub(r"(\d) (?=%|percent|per cent)", r"\1", folded).replace("can not", "cannot").strip()


def clauses(place: str, text: str) -> Iterator[Clause]:
    """Splits the first READ_AT_MOST characters into clauses; text in brackets comes before its sentence."""
    text = _ASIDE.sub(r"(\2)\1", text[:READ_AT_MOST].translate(_QUOTES))
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
            shown = _JOINING.sub("", " ".join(_BLANKS.sub(" ", piece).split()))
            yield Clause(place, sentence, shown, words, asked and not _WHY.match(words), denied)
