"""Finds who is affected, and how badly: shares of people or requests, and whole services that are down.

A share is one only of people or of what they do: "half of requests", not "half an hour" or "80% of the disk". A service
is the whole product, or what earns money or lets people in. A failure of it for everyone is a `Breakdown`, and so is a
clause that says nothing but that it is down.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon, masked
from bot.analysis.severity.statements import HARMLESS, SOURCE, Fact, Statement


class Breadth(IntEnum):
    """How many of the possible users are affected, as far as words tell."""

    FEW = 1
    UNSAID = 2
    ALL = 3


_ALL: Final = lexicon(
    "all", "every(?:one|body|thing|where)?", "nobody", "no one", "none", "any(?:one|body|thing|where)", "whole",
    "entire(?:ly)?", "total(?:ly)?", "complete(?:ly)?", "fully", "nothing", "100%", "world-?wide", "global(?:ly)?",
    "across the board", "(?:nation|country|site|platform|company|fleet)-?wide", "hard down", "not a single",
    "no (?:users?|customers?|clients?|people|orders?|payments?|requests?|logins?|traffic)(?! (?:data|records?|impact))",
    "(?:the )?rest(?! of)",
)  # fmt: skip
_FEW: Final = lexicon(
    "some", "a? ?few", "several", "handful", "small (?:number|set|share|portion|fraction|part|group)\\w*", "subset",
    "certain", "limited", "(?<!not )(?:one|1|a single|(?<!not a )single|an?|this|two|three) (?:\\w+ )?(?:customer"
    "|user|client|tenant|account|merchant|organi[sz]ation|team|shop|person|workspace|project|page|button|shard|node"
    "|host|browser|partner|bank|carrier|region|zone|country|office|feature)(?:'?s)?", "one of", "only",
    "occasional(?:ly)?", "isolated", "sporadic*", "minority", "rare(?:ly)?", "edge case", "sometimes", "intermittent*",
    "partial*", "part of", "internal(?:ly)?", "admins?", "staff", "employees", "beta", "legacy", "old(?:er)?", "pilot",
    "free tier", "my", "myself", "i", "(?:users|customers|people|accounts) (?:with|who|whose|that|on(?! all\\b))",
    "(?:on|in) (?:android|ios|safari|firefox|chrome|edge|mobile|windows|mac)", "for them",
    "(?:in|at|from|of) (?:our|my|the) (?:\\w+ )?(?:office|team|branch|department|building|floor|school)",
)  # fmt: skip


def breadth_of(words: str) -> Breadth:
    """Returns the widest scope in a clause, unless it is restricted: "all of one customer's jobs" is one customer."""
    if _FEW.search(words):
        return Breadth.FEW
    return Breadth.ALL if names_all(words) else Breadth.UNSAID


def is_of_people(words: str) -> bool:
    """Returns whether a clause tells of all, or of a share of people or requests."""
    return names_all(words) or bool(_SHARE.search(words))


def is_well(words: str) -> bool:
    """Returns whether a clause says that something works."""
    return bool(_SUCCESS.search(words))


def names_all(words: str) -> bool:
    """Returns whether a clause says "all" of anything beside a share: "10% of all users" are not all."""
    return bool(_ALL.search(masked(_SHARE, words)))


# Shares


@dataclass(frozen=True)
class Share:
    """A share of people or requests that are affected. `failing`: they fail, rather than being slow. `plain`: its
    clause says nothing else, so that nothing restricts or reverses it; `unrestricted`: nothing after it does.
    """

    clause: Clause
    percent: float
    words: str
    failing: bool = True
    plain: bool = True
    unrestricted: bool = True


_FRACTIONS: Final[Mapping[str, float]] = {
    "half": 50, "a third": 33, "one third": 33, "two thirds": 67, "a quarter": 25, "one quarter": 25, "a fifth": 20,
    "one fifth": 20, "three quarters": 75, "a tenth": 10, "every second": 50, "every other": 50, "every third": 33,
    "every fourth": 25, "every fifth": 20, "every tenth": 10,
}  # fmt: skip
_NUMBERS: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNT: Final = rf"\d{{1,9}}|{'|'.join(_NUMBERS)}"
_PORTION: Final = (
    r"(?P<percent>\d{1,3}(?:[.,]\d{1,6})?) ?(?:%|percent|per cent|pct)"
    rf"|(?P<part>{_COUNT}) (?:out of|of|in)(?: every)?(?: the| our| all)? (?P<whole>{_COUNT})"
    rf"|(?P<fraction>{'|'.join(_FRACTIONS)})"
)
_USE: Final = (
    r"users?|customers?|clients?|people|requests?|(?:api |http )?calls?|visitors?|players?|subscribers?|members?"
    r"|guests?|stores?|shops?|terminals?|tills?|pages?"
    r"|tenants?|merchants?|accounts?|sessions?|logins?|log-ins|sign-?ins?|sign-?ups?|attempts?|orders?|payments?|carts?"
    r"|checkouts?|transactions?|purchases?|traffic|messages?|e?-?mails?|queries|uploads?|downloads?|searches|deliveries"
    r"|jobs?|builds?|devices?|phones?|patients?|students?|drivers?|riders?|deployments?|invocations?|page ?views?"
    r"|visits?"
)
_MACHINES: Final = (
    r"(?:pods?|nodes?|hosts?|servers?|replicas?|disks?|machines?|instances?|shards?|cpus?|memory|heap|capacity|threads?"
    r"|connections?|workers?|links?|racks?|regions?|zones?|hours?|minutes?|space|an|is|are|was|were|and|in|on|for|to)"
)
_PORTION_WORDS: Final = re.sub(r"\?P<\w+>", "?:", _PORTION)
_SHARE: Final = re.compile(
    rf"(?<![\w.,-])(?:{_PORTION})(?: of)?(?: (?!{_MACHINES}\b)[\w/.'-]+){{0,3}}? (?:{_USE})\b(?! hours?)"
)
# As in: the error rate is at 80%; it affects 40%
_RATE: Final = re.compile(
    r"\b(?:(?:error|failure|drop|rejection)[ -](?:rate|ratio)s?(?: \w+){0,4}?(?: from [\d.]+% (?:up )?to)?|(?:affect"
    r"|impact|hit)\w*(?: about| around"
    r"| roughly| nearly| some| up to| over| ~)?) ~?(?P<percent>\d{1,3}(?:\.\d{1,6})?) ?(?:%|percent)(?! (?:of|to|cpu))"
    r"|(?<![\w.])(?P<before>\d{1,3}(?:\.\d{1,6})?) ?(?:%|percent) (?:5xx|50\d|error(?:s| rate)|failures?"
    r"|failure rate)\b"
)
_SUCCESS: Final = lexicon(
    "operational",
    "un(?:affected|impacted)",
    "succe\\w+",
    "availab\\w+",
    "(?:get|go)(?:es|ing)? through",
    "healthy",
    "(?:are|is) (?:ok|fine)",
)
_NO_SHARE: Final = re.compile(r"\b(?:by|from|sla|slo|rolled out to|rollout (?:to|at)|canary) (?:about |around )?$")


def shares(clause: Clause, stated: Sequence[Statement]) -> Iterator[Share]:
    """Yields the shares that a clause says are affected; of what works, the rest is."""
    facts = {each.fact for each in stated if each.mood is Mood.SAID}
    for found in (*_SHARE.finditer(clause.words), *_RATE.finditer(clause.words)):
        percent = _percent(found.groupdict())
        before = clause.words[: found.start()]
        if 0 <= percent <= 100 and clause.mood(found.start()) is Mood.SAID and not _NO_SHARE.search(before):
            works = _SUCCESS.search(clause.words) and Fact.OUT not in facts
            failing = bool(works) or Fact.OUT in facts or found.re is _RATE
            if failing or Fact.SLOW in facts:
                part = 100 - percent if works else percent
                plain, tail = (_is_plain(words, stated) for words in (clause.words, clause.words[found.start() :]))
                yield Share(clause, part, found.group(), failing, plain, tail)


_OF_A_SHARE: Final = lexicon(
    _PORTION_WORDS, _USE, r"\S*/\S*", "post|put|patch|delete",
    "(?:error|failure|drop|rejection|success)[ -]?(?:rates?|ratios?)", "(?:affect|impact|hit)\\w*",
    "only|just|about|around|roughly|nearly|over|up|from|more|than|least|by",
)  # fmt: skip
# When and why it fails doesn't say less
_TAIL: Final = re.compile(r"\b(?:since|after|because of|due to|during|while|this) .*")
_PLACES: Final = re.compile(
    r"\b(?:(?:in|on|incl\w*) )?(?:all environments|prod(?:uction)? and \w+)(?: incl\w*(?: \w+)?)?"
)


_LONGEST_PLAIN: Final = 200  # characters


def _is_plain(words: str, stated: Sequence[Statement]) -> bool:
    """Returns whether nothing is left of a clause without its share, the failure, the service and small words."""
    if len(words) > _LONGEST_PLAIN or (
        is_well(words) and any(each.fact is Fact.OUT and each.mood is Mood.SAID for each in stated)
    ):
        return False
    left = _TAIL.sub("", masked(SOURCE, words))
    for known in (_RATE, _OF_A_SHARE, _PLACES):
        left = masked(known, left)
    for each in stated:
        if each.fact in (Fact.OUT, Fact.SLOW):
            left = left.replace(each.words, " ")
    for known in (_SUCCESS, _SERVICE, _FILLER):
        left = masked(known, left)
    return not _WORD.search(left)


def _percent(found: Mapping[str, str | None]) -> float:
    if percent := found.get("percent") or found.get("before"):
        return float(percent.replace(",", "."))
    if fraction := found.get("fraction"):
        return _FRACTIONS[fraction]
    part, whole = _count(found["part"] or ""), _count(found["whole"] or "")
    return 100 * part / whole if whole > 1 else -1


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text) + 1


# Services that are down


@dataclass(frozen=True)
class Breakdown:
    """A failure of the whole product, of payments or of the login. `all`: everyone is said to be affected; `local`: in
    one region."""

    clause: Clause
    all: bool
    local: bool = False


_SERVICE: Final = lexicon(
    "(?:all|every) (?:the |our )?requests?",
    "web ?sites?", "web ?shop", "homepage", "sites?", "apps?", "applications?", "platform", "product", "services?",
    "systems?", "prod(?:uction)?", "apis?", "shop", "store(?:front)?", "portal", "servers",
    "everything(?! (?:in|on|from|under|behind|else|about))",
    "nothing (?:\\w+ )?(?:works?|loads?|opens|responds|answers)",
    "(?:every|all) pages?",
    "(?:www\\.)?[a-z0-9-]+\\.(?:com|org|net|io|dev|app|ai|co|eu|de|fr|nl|ch|at|es|it|pl|uk|us|ca|au|in)",
    "check[ -]?outs?", "payments?", "pay(?:ing)?", "purchas(?:e|es|ing)", "buy", "orders?", "order(?:ing)?",
    "log-?ins?",
    "log(?:ged|ging)?[ -]?(?:in|on)", "sign(?:ed|ing)?[ -]?(?:in|on)s?", "authentication", "auth", "bookings?",
    "(?:reach|access|use|open|load) (?:it|us|the (?:site|app|product|platform|service))",
    "web-?seite", "seite", "kasse", "anmeldung", "zahlung(?:en)?", "le site", "(?:el sitio|la p[aá]gina|la web)",
)  # fmt: skip
# What a clause may say besides without saying less
_FILLER: Final = re.compile(
    r"(?<![\w-])(?:the|our|a|main|entire|whole|web|mobile|card|customers?'?|users?|clients?|people|we|they|it|of|and|or"
    r"|is|are|was|were|be|been|has|have|had|went|goes|go|just|seems?|to|gone|live|too|also|took|takes|taking|brought|currently|now|right|still|again|all"
    r"|completely|totally|fully|hard|for|every(?:one|body|where|thing)|us|on|in|at|over|with|an?|page|gateway|flow"
    r"|process|service|services|system|api|help|hi|hey|urgent|alert|hello|please|team|since|about|around|minutes?|mins?"
    r"|hours?|seconds?|this|last|morning|evening|noon|today|yesterday|tonight|night|am|pm|utc|cet|cest|est|pst|gmt"
    r"|bst|ago"
    r"|sees?|seeing|receives?|receiving|returns?|returning|shows?|showing|throws?|throwing|gets?|getting|gives?|http|status|do|does|did|reports?|says?|complain|that|ist|sind|die"
    r"|der|das|est"
    r"|está"
    r"|can|could|prod|production|worldwide|globally|\d[\d:.]*\w{0,3})(?![\w-])"
)
# These may be a few of many
_SOME_FAIL: Final = lexicon(r"error\w*", "timeouts?", "tim\\w+ out", "drop\\w*", "reject\\w*", r"(?:http )?5\w\w.*")
_WORD: Final = re.compile(r"[^\W_]{2,}")


def breakdown(clause: Clause, stated: Sequence[Statement], services: Sequence[str] = ()) -> Breakdown | None:
    """Returns the breakdown that a clause states. `services`: names of this incident's services, to be looked over."""
    out = next((each for each in stated if each.fact is Fact.OUT and each.mood is Mood.SAID), None)
    if out is None or breadth_of(clause.words) is Breadth.FEW or not _SERVICE.search(clause.words):
        return None
    region = region_of(clause.words)
    if names_all(clause.words):
        return Breakdown(clause, all=not region, local=bool(region))
    if _SOME_FAIL.search(out.words) or _SHARE.search(clause.words):
        return None
    left = clause.words
    beside = (each.words for each in stated if each.fact in HARMLESS)
    for name in filter(None, (out.words, region, *services, *beside)):
        left = left.replace(name.lower(), " ")
    rest = masked(_FILLER, masked(_SERVICE, left))
    return None if _WORD.search(rest) else Breakdown(clause, all=False, local=bool(region))


# Regions

_REGION: Final = lexicon(
    "(?:one|a single|1|this|that|single) (?:\\w+ )?(?:regions?|data ?cent(?:re|er)|country|continent|site)",
    "(?:us|eu|ap|sa|ca|me|af|il|cn)-(?:east|west|north|south|central|northeast|southeast|northwest"
    "|southwest)\\w*(?:-?\\d+)?", "(?:europe|asia|australia|northamerica|southamerica)-\\w+\\d*",
    "(?:us|eu|uk|apac|emea|latam)(?: (?:region|dc|data ?cent\\w+|customers|users|cluster|tenants))",
    "in (?:the )?(?:us|eu|uk|europe|asia|apac|emea|latam|africa|(?:north |south )?america|germany|france|india|japan"
    "|china|brazil|canada|australia|singapore|frankfurt|dublin|ireland|london|virginia|ohio|oregon|tokyo)(?! and)",
)  # fmt: skip


def region_of(words: str) -> str:
    """Returns the region that a clause names, or ""."""
    found = _REGION.search(words)
    return found.group() if found else ""
