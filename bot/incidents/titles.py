"""Parsing a typed title with a severity before it, and a typed incident number."""

import re
from dataclasses import dataclass, replace

from bot.commands.incident_numbers import whole_number
from bot.commands.quotes import unquoted
from bot.config.policy import Policy, Severity
from bot.errors import Hint, Unclear
from bot.graphemes import seen, whole_before
from templates.declaring import wording as declaring_wording
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
_SEVERITY = r"(?P<word>(?:sev|severity)(?:[\s_.-]?|\s?[:=#]\s?)\d{1,2})"
_EMOJI = r"(?:[^\w\s!-~–—]++\s*+|:[a-z0-9_+-]++:\s*+)"
_FRONT = rf"(?P<emoji>{_EMOJI}*+)"  # possessive: a row of emoji can be divided in too many ways to try them all
_SEVERITY_FIRST = re.compile(
    rf"{_FRONT}[#*_~`–—-]*(?:[\[({{<]\s*{_SEVERITY}\s*[\])}}>]|[\"'“”„«]?{_SEVERITY.replace('word', 'bare')}(?![^\W_]))"
    r":?[*_~`\"'“”»]*(?:\s*[:,;|]\s*|\s*[.!?]+(?:\s+|$)|\s*[–—-]+(?:\s+|$)|\s+|$|(?<=[\])}>])|(?=[^\w\s!-~–—’]))",
    re.IGNORECASE,
)
_SEVERITY_LAST = re.compile(
    rf"(?P<rest>.*[^\s,;:.|#*_~`])(?:\s*[,;:.|]\s*|\s+[–—-]+\s+|\s*[\[({{<]\s*|\s+#)[#*_~`]*{_SEVERITY}\s*[\])}}>]?[*_~`]*[.!]?",
    re.IGNORECASE,
)
_OPTION_FIRST = re.compile(r"(?:--|—)[a-z]+\b", re.IGNORECASE)  # of the command line; Slack may join the dashes
_SEVERITY_LIKE = re.compile(r"(?P<word>sev[\s_-]?\d{1,2}(?:[^\W\d_]\w*|[/|&+]\S+))[:,;]?(?:\s+|$)", re.IGNORECASE)
_WORD_FIRST = re.compile(
    rf"{_FRONT}(?:severity\s*[:=]?\s*)?(?:(?P<word>\w+)\s*:(?:\s+|$)|[\[(]\s*(?P<other>[^\W\d]+)\s*[\])][:,]?\s*)(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_WORD_LABELED = re.compile(
    rf"{_FRONT}severity\s*[:=]\s*(?P<word>(?P<other>\w+))[:,;]?\s+(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
_MENTIONED = re.compile(r"(?<![\w-])sev(?:erity)?[\s_:=#-]{0,2}(?P<level>\d{1,2}|[^\W\d_]+)(?![\w-])", re.IGNORECASE)
_PART_OF_THE_FIRST_WORD = re.compile(r"sev(?:erity)?[\s_:=#-]{0,2}(?P<level>\d{1,2})[_-]", re.IGNORECASE)
_SET_OFF_WORD = re.compile(
    r"(?:^(?P<first>[^\W\d_]+)(?=(?:,|\s+[–—-]+)\s)|(?:[,;]\s*|\s[–—-]+\s+|[\[(]\s*)(?P<last>[^\W\d_]+)\s*[\])]?[.!]?$)"
)
_WIDE = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20})


def titled(text: str, policy: Policy) -> Titled:
    """The severity typed before a title, and the title; both may be missing. Raises Unclear for `sev9` and `sev2x`.

    `sev1`, `SEV-1`, `severity: 1` and `[SEV1]` always name a severity, also one that does not exist, and so does
    `, sev1` at the end. A word or number for a severity names one only before a colon (`critical: …`), in brackets or
    behind `severity:`. "Critical alerts are not delivered", "3 databases are down" and "p1 replica lags" are titles.
    """
    title = " ".join(text.split())
    found = _titled(unquoted(title) or title, policy)
    return replace(found, title=seen(found.title))


def _titled(title: str, policy: Policy) -> Titled:
    plain = title.translate(_WIDE)  # as long as the title, and read in its place
    if option := _OPTION_FIRST.match(plain):
        raise Unclear(
            declaring_wording.no_option(option[0]), Hint("declare", purpose=declaring_wording.TO_USE_THE_FORM)
        )
    if named := _SEVERITY_FIRST.match(plain):
        return _named(named["word"] or named["bare"], _behind(title, named, named.end()), policy)
    if like := _SEVERITY_LIKE.match(plain):
        return _named(like["word"], title[like.end() :].strip(), policy)
    if last := _SEVERITY_LAST.fullmatch(plain):
        return _named(last["word"], title[: last.end("rest")], policy)
    return _word_first(title, plain, policy) or Titled(title, policy.default_severity, named=False)


def mentioned(title: str, policy: Policy) -> Severity | None:
    """The one severity that a title names somewhere, where it can be a part of it: "Follow-up of the sev1"."""
    plain = title.translate(_WIDE)
    words = [found["level"] for found in _MENTIONED.finditer(plain)]
    words += [found["level"]] if (found := _PART_OF_THE_FIRST_WORD.match(plain)) else []
    words += [found["first"] or found["last"] for found in _SET_OFF_WORD.finditer(plain)]
    levels = {level.key: level for word in words if (level := policy.read_severity(word))}
    return next(iter(levels.values())) if len(levels) == 1 else None


def _behind(title: str, named: re.Match[str], end: int) -> str:
    """The title behind its severity, with the emoji in front of both."""
    return f"{title[named.start('emoji') : named.end('emoji')]}{title[end:].strip()}".strip()


def _named(word: str, rest: str, policy: Policy) -> Titled:
    short = re.sub(r"severity|\s*[:=#.]\s*", lambda found: "sev" * found[0].isalpha(), word, flags=re.IGNORECASE)
    return Titled(rest, typed_severity(short, rest or wording.TITLE_IN_EXAMPLE, policy).key, named=True)


def _word_first(title: str, plain: str, policy: Policy) -> Titled | None:
    if alone := policy.read_severity("" if plain.isdecimal() else plain):
        return Titled("", alone.key, named=True, word=plain)
    for form in (_WORD_FIRST, _WORD_LABELED):
        if (first := form.fullmatch(plain)) and (
            level := policy.read_severity(word := first["word"] or first["other"])
        ):
            return Titled(_behind(title, first, first.start("rest")), level.key, named=True, word=word)
    return None


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
