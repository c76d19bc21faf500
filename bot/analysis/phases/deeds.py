"""Tells what people did, found, declared or posted, where the words of an entry state it.

The phase of an entry says what it is about: "we have not rolled back yet" is about mitigation, and no action. What is
told of people in sentences, and what ends a silence between updates, must be stated, or be called that by the input.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.analysis.language.clauses import clauses
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon
from bot.analysis.phases.claims import Claim, claim, is_question, moods, says
from bot.analysis.phases.phasing import Phased
from bot.analysis.phases.signs import READ_CHARACTERS
from bot.analysis.phases.voices import Voice
from bot.timeline.kinds import EntryKind

_OTHERS: Final = frozenset((Voice.VENDOR, Voice.OUTSIDER))


_DECLARED: Final = lexicon(
    "declar+", "sev-? ?\\d", "incident", "p[0-5]", "major", "raised", "opened", "opening", "treat+"
)


def declares(text: str) -> bool:
    """Returns whether an entry can be a declaration: it isn't asked, denied, or only possible, nor an end."""
    if claim(text) is Claim.OVER:
        return False
    meant = moods(text, _DECLARED)
    return Mood.SAID in meant if meant else not text.rstrip().endswith("?")


_PLAINLY_DECLARED: Final = lexicon(
    "declar(?:ed|ing) (?:an? |this |it )?(?:as )?(?:an? )?(?:major )?(?:sev-? ?\\d|p[0-5]|incident)",
    "(?:sev-? ?\\d|p[0-5]|incident) (?:is |was |has been )?declared",
)  # fmt: skip


def states_declaration(text: str) -> bool:
    """Returns whether an entry states the declaration in so many words, whatever else it tells."""
    return says(text, _PLAINLY_DECLARED)


_ACKNOWLEDGED: Final = lexicon("ack", "ack'?e?d", "acks", "acknowledge[sd]?")


def acknowledges(text: str) -> bool:
    return says(text, _ACKNOWLEDGED)


_CHANGE: Final = re.compile(
    r"\W*(?:planned|scheduled|deploy\w*|release|rollout|upgrade|migration|maintenance|change|config\w*|drill)\b",
    re.IGNORECASE,
)


def changes(text: str) -> bool:
    """Returns whether an entry is a deed, or begins with what somebody changed: `deploy 512`."""
    return acts(text) or _CHANGE.match(text) is not None


# A deed begins its clause, follows who did it, or is told as done: "(we) restarted it", "was restarted",
# "rollback done".
_IRREGULAR: Final = (
    "cut|put|set|shut|took|brought|rebuilt|built|sent|spun|made|reset|undid|split|kept|rewrote|swapped|gave"
)
_NO_DEED: Final = (
    "acknowledged|notified|posted|published|confirmed|investigated|looked|checked|reported|declared|asked|joined|paged"
    "|escalated|called|informed|updated the (?:status|page)|emailed|need|indeed|noticed|observed|identified|resolved"
    "|closed|recovered|seemed|started (?:looking|investigating|checking)|failed(?! over)|crashed|timed|happened"
    "|stopped working|scheduled|booked|planned|expected|mitigated|affected|elevated|degraded|tried|wanted"
    "|finished|completed"
    "|solved|received|opened (?:a |an |the )?(?:ticket|incident|case|bridge)|dropped|increased|decreased|learned"
    "|discussed|agreed"
    "|decided"
)
_DEED: Final = re.compile(
    rf"^(?:(?:ok|and|then|now|just|also|so|already|we|i|they|he|she|i've|we've|have|has|manually|team|[a-z]+) ){{0,2}}?"
    rf"(?!(?:{_NO_DEED})\b)(?:[a-z-]{{2,}}ed|{_IRREGULAR}|roll(?:ed|ing) ?back|fail(?:ed|ing) ?over)\b"
    rf"|\b(?:was|were|been|got|is|are) (?:\w+ly |now )?"
    rf"(?!(?:{_NO_DEED})\b)(?:[a-z-]{{3,}}ed|{_IRREGULAR}|rolled back)\b"
    r"|^(?:now )?(?!(?:look|check|wait|ask|see|investigat|search|watch|monitor|read|try|hav|go|be|nothing|everything"
    r"|something|morning|during|get|fail|work|clos|resolv|escalat|pag|call|join|hand|think|timeout|miss|post|notify"
    r"|updat|declar|still|keep|return|confirm|rais|open|tak|com|debug|digg|dig|learn|hop|bring))"
    r"[a-z-]{3,}ing\b(?! (?:$|again))"
    r"|\b(?:roll-?back|rollout|deploy\w*|hotfix|fix|patch|restart|reboot|failover|revert|mitigation|workaround|block)\b"
    r".{0,25}\b(?:done|complete|completed|finished|live|deployed|landed|out|in|merged|applied|through"
    r"|in place|on production)\b"
)


def acts(text: str) -> bool:
    """Returns whether an entry says that something was done."""
    return says(text, _DEED)


_BEGUN: Final = lexicon("start(?:s|ed|ing)?", "beg[iau]n(?:s|ning)?", "under ?way", "in progress", "ongoing")
_DOING: Final = re.compile(r"^(?:[\w']+ ){0,2}?(?!during|morning|everything|nothing)[a-z-]{3,}ing\b")


def is_under_way(text: str) -> bool:
    """Returns whether an entry says of a deed that it began or goes on, not that it is done."""
    words = text[:READ_CHARACTERS].lower()
    return bool(_BEGUN.search(words) or _DOING.match(words))


_FINDS: Final = lexicon(
    "caus(?:e|es|ed|ing)", "because", "due to", "found", "turns? out", "turned out", "reason", "culprit", "traced",
    "identified", "(?:looks|seems?) (?:like|to be)", "correlat+", "rule[sd]? out", "suspect+", "since the", "confirm+",
    "exhausted", "full", "leak+", "introduced", "comes? from", "came from", "missing", "misconfigured", "expired",
    "bug", "deadlock+", "out of (?:memory|disk|space)", "oom\\w*", "crash+", "regression", "reproduc+", "stuck",
    "wrong",
)  # fmt: skip


def finds(text: str) -> bool:
    """Returns whether an entry states what an investigation found, be it that something is not the cause."""
    return any(
        not clause.asked and not is_question(clause.words) and _FINDS.search(clause.words)
        for clause in clauses("", text[:READ_CHARACTERS])
    )


_INFORMED: Final = re.compile(
    r"\b(?:posted|published|updated|sent|tweeted|e-?mailed|informed|told|notified|announced|put)\b.{0,60}"
    r"\b(?:status|page|customers?|users?|clients?|merchants?|partners?|stakeholders?|public\w*|banner|update|notice"
    r"|tweet|e?-?mail|newsletter|announcement|everyone|#\w+)\b"
    r"|^(?:status ?page|status|broadcast|tweet|notice to \w+|update posted|update \d)\b|\btweeted\b"
    r"|^(?:posted|published)\b"
)


def informs(text: str) -> bool:
    """Returns whether an entry says that people were informed, or is a post on the status page."""
    return says(text, _INFORMED)


def is_deed(one: Phased) -> bool:
    return _is(one, EntryKind.MITIGATION, acts)


def is_finding(one: Phased) -> bool:
    return _is(one, EntryKind.INVESTIGATION, finds)


def is_update(one: Phased) -> bool:
    ours = one.voice is Voice.SPEAKER and not one.event.text.rstrip().endswith("?")
    return _is(one, EntryKind.COMMUNICATION, lambda text: ours or informs(text))


def _is(one: Phased, phase: EntryKind, says: Callable[[str], bool]) -> bool:
    """Returns whether an event is of a phase by the input, or by its own words and not those of another company."""
    if one.event.kind is phase:
        return True
    return one.phase is phase and one.voice not in _OTHERS and says(one.event.text)
