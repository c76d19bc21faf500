"""Tells whether a phrase is stated, denied or only possible, from the words before it in its clause."""

import re
from enum import StrEnum
from typing import Final

from bot.analysis.language.words import lexicon, masked


class Mood(StrEnum):
    SAID = "said"
    DENIED = "denied"
    POSSIBLE = "possible"


_DENIAL: Final = lexicon(
    "n(?:o|ot|ever|one|othing|obody|either|or)", "no ?one", "\\w+n't", "without", "cannot", "free of",
    "(?:do|does|did|is|are|was|were|wo|ca)nt", "zero(?![ -](?:trust|day|downtime))", "0(?![.,\\d%])", "instead of",
    "rather than", "rule[sd]? out", "hardly", "barely", "un(?:able|likely)", "stopped", "far from",
    "lack(?:s|ing)? of", "avoid+", "prevent+", "protected from", "absence of", "nicht",
    "kein*", "pas",
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


def mood_of(words: str, start: int, *, denied: bool, asked: bool) -> Mood:
    """Returns the mood of the phrase at `start` in a clause, which as a whole may be denied or asked."""
    before = _recent(masked(_NO_NEGATION, _OTHER_VERB.sub("", words[max(0, start - 200) : start])))
    if denied or _DENIAL.search(before):
        return Mood.DENIED
    possible = asked or _POSSIBLE.search(before) or _UNCONFIRMED.search(words)
    return Mood.POSSIBLE if possible else Mood.SAID


def _recent(before: str) -> str:
    return " ".join(before[-200:].split(" ")[-_REACH - 1 :])
