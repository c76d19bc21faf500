"""Parsing a typed title with a severity before it, and a typed incident number."""

import re
from dataclasses import dataclass

from bot.commands.incident_numbers import whole_number
from bot.config.policy import Policy, Severity
from bot.errors import Hint, Unclear
from bot.graphemes import whole_before
from templates.incidents import wording

MAX_TITLE = 120  # characters: with mark, severity and lock it fits the 150 of a Block Kit header


@dataclass(frozen=True)
class Titled:
    """A title and its severity. `named`: the severity was typed.

    `word` is the word or number that was read as a severity, "" if it was typed as `sev1`.
    """

    title: str
    severity: str
    named: bool
    word: str = ""


# Two digits at most: SEV-1234 is the key of a ticket. "sev2-related" is one word of a title.
_SEVERITY = r"(?P<word>(?:sev|severity)[\s_-]?\d{1,2})"
_SEVERITY_FIRST = re.compile(
    rf"(?:[\[(]\s*{_SEVERITY}\s*[\])]|{_SEVERITY.replace('word', 'bare')}(?![^\s:,;–-]))"
    r"(?:\s*[:,;]\s*|\s*[–-](?:\s+|$)|\s+|$|(?<=[\])]))",
    re.IGNORECASE,
)
_SEVERITY_LAST = re.compile(
    rf"(?P<rest>.*\S)(?:\s*[,;]\s*|\s+[–—-]\s+|\s*[\[(]\s*){_SEVERITY}\s*[\])]?[.!]?", re.IGNORECASE
)
_OPTION_FIRST = re.compile(r"(?:--|—)[a-z]+\b", re.IGNORECASE)  # of the command line; Slack may join the dashes
_SEVERITY_LIKE = re.compile(r"(?P<word>sev[\s_-]?\d{1,2}(?:[^\W\d_]\w*|[/|&+]\S+))[:,;]?(?:\s+|$)", re.IGNORECASE)
_WORD_FIRST = re.compile(r"(?P<word>\w+)\s*(?::|：)(?:\s+|$)(?P<rest>.*)", re.DOTALL)


def titled(text: str, policy: Policy) -> Titled:
    """The severity typed before a title, and the title; both may be missing. Raises Unclear for `sev9` and `sev2x`.

    `sev1`, `SEV-1`, `severity 1` and `[SEV1]` always name a severity, also one that does not exist, and so does
    `, sev1` at the end. A word or number for a severity names one only before a colon (`critical: …`), or where it is
    all that was typed. "Critical alerts are not delivered", "3 databases are down" and "p1 replica lags" are titles.
    """
    title = " ".join(text.split())
    if option := _OPTION_FIRST.match(title):
        raise Unclear(wording.no_option(option[0]), Hint("declare", purpose=wording.TO_USE_THE_FORM))
    if named := _SEVERITY_FIRST.match(title):
        rest = title[named.end() :].strip()
        return _named(named["word"] or named["bare"], rest, policy)
    if like := _SEVERITY_LIKE.match(title):
        return _named(like["word"], title[like.end() :].strip(), policy)
    if last := _SEVERITY_LAST.fullmatch(title):
        return _named(last["word"], last["rest"], policy)
    return _word_first(title, policy) or Titled(title, policy.default_severity, named=False)


def _named(word: str, rest: str, policy: Policy) -> Titled:
    short = re.sub("severity", "sev", word, flags=re.IGNORECASE)
    return Titled(rest, typed_severity(short, rest or wording.TITLE_IN_EXAMPLE, policy).key, named=True)


def _word_first(title: str, policy: Policy) -> Titled | None:
    first = _WORD_FIRST.fullmatch(title)
    word = first["word"] if first else "" if title.isdecimal() else title
    level = policy.read_severity(word)
    return Titled(first["rest"].strip() if first else "", level.key, named=True, word=word) if level else None


def typed_severity(word: str, rest: str, policy: Policy) -> Severity:
    """The severity that was typed; raises Unclear with an example that keeps `rest`, which was typed after it."""
    level = policy.read_severity(word)
    if level is None:
        first, second, *_ = (*policy.severities, policy.severities[-1])
        sentence = wording.unknown_severity(word, first.name, policy.severities[-1].name)
        raise Unclear(sentence, example=f"{second.key} {rest}".strip())
    return level


def shortened(title: str) -> str:
    """The title, cut at a word with … if it is too long for a card. The whole goes into the summary."""
    if len(title) <= MAX_TITLE:
        return title
    head = title[: whole_before(title, MAX_TITLE - 1)]
    word = head if title[len(head)] == " " else head[: head.rfind(" ")] if " " in head[MAX_TITLE // 2 :] else head
    return f"{word.rstrip(' ,;:–—-')}…"


def summary_with(title: str, summary: str, before: str = "") -> str:
    """The summary, which begins with the whole title where that is too long. `before` is the title it replaces."""
    first, _, rest = summary.partition("\n")
    if before.endswith("…") and first.startswith(before.removesuffix("…")):
        summary = rest.lstrip("\n")  # the whole of the title before
    return "\n\n".join(filter(None, (title if len(title) > MAX_TITLE else "", summary)))


def number_in(text: str) -> int:
    """A typed incident number, however it is written."""
    number = whole_number(text)
    if not number:
        raise Unclear(wording.not_a_number(text.strip()))
    return number
