"""Finds who is affected, and how badly: shares of people or requests, and whole services that are down.

A share is one only of people or of what they do: "half of requests", not "half an hour" or "80% of the disk". A service
is the whole product, or what earns money or lets people in. Both decide only where their clause says little else: a
word that nobody here expected may restrict or reverse it ("80% of failed payments are retried").
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.moods import Mood
from bot.analysis.language.small_words import SMALL_WORDS
from bot.analysis.language.words import lexicon, masked
from bot.analysis.severity.statements import CIRCUMSTANCES, Fact, Statement


class Breadth(IntEnum):
    """How many of the possible users are affected, as far as words tell."""

    FEW = 1
    UNSAID = 2
    ALL = 3


_ALL: Final = lexicon(
    "all", "every(?:one|body|thing|where)?", "nobody", "no one", "none", "any(?:one|body|thing|where)", "whole",
    "entire(?:ly)?", "total(?:ly)?", "complete(?:ly)?", "fully", "nothing", "100%", "world-?wide", "global(?:ly)?",
    "(?:nation|country|site|platform|company|fleet)-?wide", "not a single",
    "(?:no|zero|0) (?:users?|customers?|clients?|people|orders?|payments?|sales|requests?|logins?|traffic)"
    "(?! (?:data|records?|impact))", "(?:the )?rest(?! of)",
)  # fmt: skip
_FEW: Final = lexicon(
    "some", "a? ?few", "several", "handful", "small (?:number|set|share|portion|fraction|part|group)\\w*", "subset",
    "certain", "limited", "(?<!not )(?:one|1|a single|(?<!not a )single|an?|this|two|three) (?:\\w+ )?(?:customer"
    "|user|client|tenant|account|merchant|organi[sz]ation|team|shop|person|workspace|project|page|button|shard|node"
    "|host|browser|partner|bank|carrier|region|zone|country|office|feature)(?:'?s)?", "one of", "only",
    "occasional(?:ly)?", "isolated", "sporadic*", "minority", "rare(?:ly)?", "sometimes", "intermittent*", "partial*",
    "part of", "internal(?:ly)?", "admins?", "staff", "employees", "beta", "legacy", "old(?:er)?", "my", "myself", "i",
    "(?:users|customers|people|accounts) (?:with|who|whose|that|on(?! all\\b))", "for them",
    "(?:on|in) (?:android|ios|safari|firefox|chrome|edge|mobile|windows|mac)",
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


# What else a clause says

_SERVICE: Final = lexicon(
    "requests?", "web ?sites?", "web ?shop", "homepage", "sites?", "apps?", "applications?", "platform", "product",
    "services?", "systems?", "prod(?:uction)?", "apis?", "shop", "store(?:front)?", "portal", "servers",
    "everything(?! (?:in|on|from|under|behind|else|about))", "(?:every|all) pages?",
    "nothing (?:\\w+ )?(?:works?|loads?|opens|responds|answers)",
    "(?:www\\.)?[a-z0-9-]+\\.(?:com|org|net|io|dev|app|ai|co|eu|de|fr|nl|ch|at|es|it|pl|uk|us|ca|au|in)",
    "check[ -]?outs?", "payments?", "pay(?:ing)?", "purchas(?:e|es|ing)", "buy", "orders?", "ordering", "sales",
    "log-?ins?", "log(?:ged|ging)?[ -]?(?:in|on)", "sign(?:ed|ing)?[ -]?(?:in|on)s?", "auth(?:entication)?",
    "bookings?", "(?:reach|access|use|open|load) (?:it|us|the (?:site|app|product|platform|service))",
)  # fmt: skip
# Words that say no less of a failure, beside the small ones
_ALSO: Final = """
main entire whole web mobile card customer customers user users client clients people went gone live took takes
taking brought currently right all completely totally fully hard everyone everybody everywhere everything page
gateway flow process service services system api help urgent alert minute minutes min mins hour hours second seconds
noon tonight night cet cest est pst gmt bst sees seeing receives receiving returns returning shows showing throws
throwing gives http status report reports reported say complain prod production worldwide globally nearly roughly
rate rates ratio ratios error errors failure failures see fyi heads drop rejection affects affecting dropped fell
"""
_NO_LESS: Final = SMALL_WORDS.union(_ALSO.split()) - {"one", "other", "some", "few", "several"}
_WORD: Final = re.compile(r"(?!\d[\d:.]*\w{0,3}\b)[^\W_]{2,}")


def _says_only(words: str, names: Iterable[str]) -> bool:
    """Returns whether nothing is left of a clause without these names, a service and words that say no less."""
    left = words
    for name in filter(None, names):
        left = left.replace(name.lower(), " ")
    return _NO_LESS.issuperset(_WORD.findall(masked(_SERVICE, left)))


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
_COUNT: Final = rf"\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}}|{'|'.join(_NUMBERS)}"
_PERCENT: Final = r"\d{1,3}(?:[.,]\d{1,6})?) ?(?:%|percent|per cent|pct)"
_PORTION: Final = (
    rf"(?P<percent>{_PERCENT}|(?P<fraction>{'|'.join(_FRACTIONS)})"
    rf"|(?P<part>{_COUNT}) (?:out of|of|in)(?: every)?(?: the| our| all)? (?P<whole>{_COUNT})"
)
_USE: Final = (
    r"users?|customers?|clients?|people|requests?|calls?|visitors?|players?|subscribers?|members?|guests?|stores?"
    r"|shops?|terminals?|tills?|pages?|tenants?|merchants?|accounts?|sessions?|log-?ins?|sign-?(?:in|up)s?|attempts?"
    r"|orders?|payments?|carts?|checkouts?|transactions?|purchases?|traffic|messages?|e?-?mails?|queries|uploads?"
    r"|downloads?|searches|deliveries|jobs?|builds?|devices?|phones?|patients?|students?|drivers?|riders?"
    r"|deployments?|visits?"
)
_MACHINES: Final = (
    r"(?:pods?|nodes?|hosts?|servers?|replicas?|disks?|machines?|instances?|shards?|cpus?|memory|heap|capacity|threads?"
    r"|connections?|workers?|links?|racks?|regions?|zones?|hours?|minutes?|space|an|is|are|was|were|and|in|on|for|to)"
)
_SHARE: Final = re.compile(
    rf"(?<![\w.,-])(?:{_PORTION})(?: of)?(?: (?!{_MACHINES}\b)[\w/.'-]+){{0,3}}? (?:{_USE})\b(?! hours?)"
)
# As in: the error rate is at 80%; it affects 40%; 12% errors; a success rate of 0%
_RATE: Final = re.compile(
    r"\b(?:(?:(?:error|failure|drop|rejection)[ -](?:rate|ratio)s?|(?P<works>success)(?:[ -](?:rate|ratio))?)"
    r"(?: \w+){0,5}?(?: from [\d.]+% (?:up |down )?to)?|(?:affect|impact|hit)\w*"
    rf"(?: about| around| roughly| nearly| some| up to| over| ~)?)"
    rf" ~?(?P<percent>{_PERCENT}(?! (?:of|to|cpu))|(?<![\w.])(?P<before>{_PERCENT}"
    r" (?:5xx|50\d|error(?:s| rate)|failures?|failure rate|(?P<working>success(?: rate)?))\b"
)
_SUCCESS: Final = lexicon(
    "operational", "un(?:affected|impacted)", "succe\\w+", "availab\\w+", "(?:get|go)(?:es|ing)? through", "healthy",
    "(?:are|is) (?:ok|fine)",
)  # fmt: skip


def shares(clause: Clause, stated: Sequence[Statement]) -> Iterator[Share]:
    """Yields the shares that a clause says are affected; of what works, the rest is."""
    facts = {each.fact for each in stated if each.mood is Mood.SAID}
    for found in (*_SHARE.finditer(clause.words), *_RATE.finditer(clause.words)):
        groups = found.groupdict()
        percent, rate = _percent(groups), found.re is _RATE
        works = groups.get("works") or groups.get("working") or (Fact.OUT not in facts and is_well(clause.words))
        failing = bool(works) or rate or Fact.OUT in facts
        said = 0 <= percent <= 100 and clause.mood(found.start()) is Mood.SAID
        if said and (failing or Fact.SLOW in facts):
            part = 100 - percent if works else percent
            plain, tail = (_is_plain(words, stated) for words in (clause.words, clause.words[found.start() :]))
            yield Share(clause, part, f"{part:g}%" if works else found.group(), failing, plain, tail)


# Where and when it fails doesn't say less, nor does who tells it ("Grafana shows that 80% …")
_BESIDE: Final = re.compile(
    r"\b(?:since|after|because of|due to|during|while|this) .*|\S*/\S*|\b(?:post|put|patch|delete)\b"
    r"|^\w+ (?:\w+ )?(?:shows?|says?|reports?|confirms?) that\b"
)
_PARTS: Final = re.compile(rf"\b(?:{re.sub(r'[?]P<[a-z]+>', '?:', _PORTION)}|{_USE}|(?:affect|impact|hit)\w*)(?!\w)")
_LONGEST_PLAIN: Final = 200  # characters


def _is_plain(words: str, stated: Sequence[Statement]) -> bool:
    """Returns whether nothing is left of a clause without its share, the failure, the service and small words."""
    bad = [each.words for each in stated if each.fact in (Fact.OUT, Fact.SLOW)]
    fails = any(each.fact is Fact.OUT and each.mood is Mood.SAID for each in stated)
    if len(words) > _LONGEST_PLAIN or (fails and is_well(masked(_RATE, words))):
        return False
    left = _BESIDE.sub("", words)
    for known in (_PARTS, _SUCCESS):
        left = masked(known, left)
    return _says_only(left, bad)


def _percent(found: Mapping[str, str | None]) -> float:
    if percent := found.get("percent") or found.get("before"):
        return float(percent.replace(",", "."))
    if fraction := found.get("fraction"):
        return _FRACTIONS[fraction]
    part, whole = _count(found["part"] or ""), _count(found["whole"] or "")
    return 100 * part / whole if whole > 1 else -1


def _count(text: str) -> int:
    return _NUMBERS.index(text) + 1 if text in _NUMBERS else int(text.replace(",", ""))


# Services that are down


@dataclass(frozen=True)
class Breakdown:
    """A failure of the whole product, of payments or of the login. `all`: everyone is said to be affected; `local`: in
    one region."""

    clause: Clause
    all: bool
    local: bool = False


# These may be a few of many
_SOME_FAIL: Final = lexicon(r"error\w*", "timeouts?", "tim\\w+ out", "drop\\w*", "reject\\w*", r"(?:http )?5\w\w.*")


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
    beside = (each.words for each in stated if each.fact in CIRCUMSTANCES)
    plain = _says_only(clause.words, (out.words, region, *services, *beside))
    return Breakdown(clause, all=False, local=bool(region)) if plain else None


_REGION: Final = lexicon(
    "(?:one|a single|1|this|that|single) (?:\\w+ )?(?:regions?|data ?cent(?:re|er)|country|continent|site)",
    "(?:us|eu|ap|sa|ca|me|af|il|cn|europe|asia|australia|(?:north|south)america)-(?:east|west|north|south|central)"
    "\\w*(?:-?\\d+)?", "(?:us|eu|uk|apac|emea|latam) (?:region|dc|data ?cent\\w+|customers|users|cluster|tenants)",
    "in (?:the )?(?:us|eu|uk|europe|asia|apac|emea|latam|africa|(?:north |south )?america|germany|france|india|japan"
    "|china|brazil|canada|australia|singapore|frankfurt|dublin|ireland|london|virginia|ohio|oregon|tokyo)(?! and)",
)  # fmt: skip


def region_of(words: str) -> str:
    """Returns the region that a clause names, or ""."""
    found = _REGION.search(words)
    return found.group() if found else ""
