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
    """Compiles a pattern that matches any entry as whole words. `*` matches any ending, `fail+` all forms of a verb,
    `_` an optional word; the rest is an ordinary regular expression."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_entry(entry) for entry in entries)})(?![\w])")


def _entry(entry: str) -> str:
    return " ".join(_word(word) for word in entry.split(" ")).replace("_ ", r"(?:[\w'-]+ )?")


def _word(word: str) -> str:
    if word.endswith("+") and word[:-1].replace("-", "").isalpha():
        return _forms(word[:-1])
    if word.endswith("*") and word[:-1].replace("-", "").replace("'", "").isalnum():
        return word[:-1] + r"[\w'-]*"
    return word


def _forms(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb[:-1]}(?:e|es|ed|ing)"
    if verb.endswith("y"):
        return f"{verb[:-1]}(?:y|ys|ies|ied|yed|ying)"
    return f"{verb}(?:s|es|{verb[-1]}?ed|{verb[-1]}?ing)?"


_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'"})
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\ufeff]+")
_CUT: Final = re.compile(
    r"[.!?;:]+(?=[\s\"')\]]|$)|[()\[\]]|,(?=\s)|\s[-–—]+\s|…|\n+|\s\|\s|\s/\s"
    r"|\b(?:but|however|although|though|even if|whereas|while|yet|because|so that|which|otherwise|except that)\b"
    r"|\b(?=(?:and|so|as|or|then|until|after|since|when) (?:the|its?|all|they|we|our|there|users?|customers?"
    r"|clients?|people|every\w*|nobody|no|none|nothing|some|most|many|only|now|other|both|everyone)\b)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?]")


@dataclass(frozen=True)
class Clause:
    """A clause. `words` is what patterns match: lower case, straight quotes, single spaces.

    `place` names the field or event, `sentence` numbers the sentences in it, `shown` is the text as typed.
    """

    place: str
    sentence: int
    shown: str
    words: str

    def mood(self, start: int) -> Mood:
        """Returns the mood of the phrase at `start` in `words`, from what precedes it in the clause."""
        before = _recent(_NO_NEGATION.sub(_blank, self.words[:start]))
        if _DENIAL.search(before):
            return Mood.DENIED
        if _POSSIBLE.search(before) or _POSSIBLE_WHOLE.search(self.words):
            return Mood.POSSIBLE
        return Mood.SAID


_DENIAL: Final = lexicon(
    "no", "not", r"\w+n't", "never", "none", "nothing", "nobody", "no one", "noone", "without",
    "zero(?![ -](?:trust|day|downtime))", r"0(?![.,\d%])", "neither", "nor", "cannot", "free of", "instead of",
    "rather than", "ruled out", "rule out any", "hardly", "barely", "un(?:able|likely)", "stopped", "far from",
    "lack(?:s|ing)? of", "dont", "doesnt", "isnt", "arent", "wasnt", "werent", "wont", "didnt", "cant", "avoid+",
    "prevent+", "protected from", "absence of",
)  # fmt: skip
_NO_NEGATION: Final = lexicon(
    "not only", "not just", "no idea", "no eta", "not sure", "no matter", "no wonder", "no reason", "no workaround",
    "not clear", "no clue", "no fix", "can't tell", "can't rule out", "cannot rule out", "cannot be ruled out",
    "can't be ruled out", "not ruled out", "no alternative", "no fallback", "no warning", "don't know", "not known",
    "no longer just", "nothing but", "no doubt", "not yet", "no other way", "no response", "no answer", "no change",
    "have not ruled out", "haven't ruled out", "no failover", "no backup", "no explanation", "no cause",
    "not to mention",
)  # fmt: skip
_POSSIBLE: Final = lexicon(
    "if", "whether", "might", "may", "could", "would", "possibl[ey]", "potential(?:ly)?", "risk", "in case",
    "perhaps", "maybe", "suspect+", "suspicion", "afraid", "worried", "check whether", "check if", "not sure",
    "theoretically", "in theory", "vulnerable", "unless", "likely to", "about to", "will", "can't rule out",
    "cannot rule out", "not ruled out", "haven't ruled out", "expect+", "should", "next week", "soon", "eventually",
    "unclear", "fear+", "almost", "nearly", "thought", "claim+", "believed", "assumed", "alleged\\w*",
)  # fmt: skip
_POSSIBLE_WHOLE: Final = lexicon("cannot be ruled out", "can't be ruled out", "to be confirmed", "unconfirmed")
_REACH: Final = 9


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _recent(before: str) -> str:
    """Returns the last words before a position; a negation doesn't reach further."""
    return " ".join(before[-200:].split(" ")[-_REACH - 1 :])


def normal(text: str) -> str:
    """Normalizes text: lower case, straight quotes, single spaces, no control characters, no space before %."""
    folded = _BLANKS.sub(" ", text.translate(_QUOTES)).lower()
    return re.sub(r"(\d) (?=%|percent|per cent)", r"\1", folded).replace("can not", "cannot").strip()


def clauses(place: str, text: str) -> Iterator[Clause]:
    """Splits the first READ_AT_MOST characters into clauses; text in brackets comes before its sentence."""
    text = _ASIDE.sub(_put_first, text[:READ_AT_MOST].translate(_QUOTES))
    start, sentence = 0, 0
    for cut in _CUT.finditer(text):
        yield from _clause(place, sentence, text[start : cut.start()])
        start = cut.end()
        sentence += bool(_SENTENCE.search(cut.group())) or "\n" in cut.group()
    yield from _clause(place, sentence, text[start:])


# A sentence up to a bracket, and the text in the bracket
_ASIDE: Final = re.compile(r"((?:[^.!?;:()\n]|[.:](?=\w)){1,300})\(([^()\n]{1,300})\)")


def _put_first(found: re.Match[str]) -> str:
    return f"({found[2]}){found[1]}"


_JOINING: Final = re.compile(r"^(?:and|so|or|then|as) ", re.IGNORECASE)


def _clause(place: str, sentence: int, text: str) -> Iterator[Clause]:
    words = normal(text)
    if words:
        yield Clause(place, sentence, _JOINING.sub("", " ".join(_BLANKS.sub(" ", text).split())), words)
