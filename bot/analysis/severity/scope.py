"""Finds how much is affected: percentages, numbers of people, words such as "all" and "some", regions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from bot.analysis.severity.language import Clause, lexicon


class Breadth(IntEnum):
    """How many of the possible users are affected, as far as words tell."""

    FEW = 1
    UNSAID = 2
    MOST = 3
    ALL = 4


@dataclass(frozen=True)
class Share:
    """A failing percentage, and whether it is of machines rather than of people or requests."""

    clause: Clause
    percent: float
    words: str
    of_machines: bool = False


_ALL: Final = lexicon(
    "all", "every\\w*", "nobody", "no one", "none", "zero", "any", "anyone", "anybody", "anything", "entire(?:ly)?",
    "whole", "total(?:ly)?", "complete(?:ly)?", "full(?:y)? (?:down|outage|out)", "100%", "worldwide", "world-wide",
    "global(?:ly)?", "anywhere", "across the board", "nationwide", "country-?wide", "nation wide",
    "the lot of (?:them|it)", "everywhere", "all over",
    "nothing", "always", "hard down", "each", "both", "alike",
    "no [\\w-]+(?: [\\w-]+){0,3} (?:can|could|has|have|is|are|goes|go|get|gets|got)", "not a single", "site-?wide",
    "platform-?wide", "company-?wide", "nationwide", "country-?wide", "fleet-?wide", "wholesale", "nearly all",
    "almost all", "almost every\\w*", "virtually all", "basically all", "100 percent", "100 per cent",
    "no matter (?:which|what|who)",
)  # fmt: skip
_MOST: Final = lexicon(
    "most(?:ly)?", "majority", "bulk of", "much of", "many", "hundreds", "thousands", "millions",
    "tens of thousands", "half", "a third", "one third", "a quarter", "two thirds", "three quarters", "widespread",
    "large (?:share|part|number|portion|chunk)\\w*", "lots", "a lot of", "massive(?:ly)?", "bunch of", "plenty of",
    "multiple", "several (?:regions|products|services|countries)",
    "across (?:\\w+ )?(?:regions|products|services|countries|europe)", "wave of", "flood(?:ed)? (?:of|with)",
    "pouring in", "tons of", "swathes?", "numerous", "major", "big (?:share|part|chunk)\\w*", "more than half",
)  # fmt: skip
_FEW: Final = lexicon(
    "some(?! (?:[45]\\d\\d|[45]xx|errors?|timeouts?|blips?|time|delays?|things?))",
    "a few(?! (?:[45]\\d\\d|errors?|timeouts?|blips?|minutes|seconds|hours|days))",
    "few(?! (?:[45]\\d\\d|errors?|timeouts?|minutes|seconds|hours|days))",
    "(?:[a-z]{2,}(?:ian|ish|ese)|french|german|dutch|swiss|greek|thai|czech|arab) (?:users|customers|people|"
    "numbers|phones|accounts|speakers|clients|shops|mirror|download mirror|stores)", "several", "a handful",
    "handful", "small (?:number|set|subset|share|portion|fraction|percentage|part|group|slice)\\w*", "subset",
    "certain", "limited (?:number|set|to)",
    "(?:one|1|a single|single|a particular|one particular|one of our|one big|a|this) (?:\\w+ )?(?:customer|"
    "user|client|tenant|account|merchant|organi[sz]ation|team|shop|store|person|workspace|project|"
    "subscriber)(?:'s)?", "(?:one|two|three|four|five|[2-9]) of our (?!regions|data|dcs|sites)[\\w-]+",
    "a couple of", "occasional(?:ly)?", "isolated", "sporadic(?:ally)?",
    "only (?:users|customers|people|those|in|on|for|affects|affecting|when|if|with|one|the)", "it's only",
    "(?:is|are|it's) just", "tiny", "minority", "at most", "rare(?:ly)?", "edge cases?",
    "select(?:ed)? (?:users|customers)",
    "(?:users|customers|people|accounts|workspaces|tenants|orgs|those|documents|files|projects|clients|shops|"
    "repos) (?:with|who|whose|that have|which have|on (?:the )?(?:free|old|legacy|trial|enterprise|android|"
    "ios|windows|mac|linux|safari))", "(?:with|for) more than \\d+", "larger than", "older than", "read-only users",
    "viewers", "in safari", "in firefox", "on safari",
    "(?:on|in|with|under) (?:older |old )?(?:edge|chrome|firefox|safari|opera|brave|internet explorer|"
    "ie)(?: \\d+)?", "the others? (?:\\w+ )?(?:are|is|work|serve|run|get|ok|fine|keep)",
    "others (?:are|work|serve|run|get|ok|fine|keep|get theirs)",
    r"\d+ others (?:are|work|run|is)", "for them",
    "one of (?:the|our|\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)", "(?:a|one) single \\w+",
    "(?:one|a) (?:\\w+ )?(?:partner|bank|vendor|carrier|provider|supplier|reseller|school|hospital)", "free tier",
    "legacy", "(?:one|a single|1) (?:shard|node|cell|pod|host|broker|replica|partition|server|box|browser|locale|"
    "language|carrier)", "in (?:one|two|three|a few|[2-9]) (?!regions|countries|data|dcs|of)[\\w-]+s?",
    "people with", "(?:agents|clients|versions|apps|devices|phones) (?:older|below|before|prior)", "older than",
    "sign in with \\w+", "on small screens", "the little",
    "one (?:page|button|option|field|widget|tab|screen|role|endpoint|feature)", "pilot", "beta testers?",
    "(?:numbers|phones|users|customers) in [a-z]+", "kazakh", "a minority",
)  # fmt: skip
_RESTRICTED: Final = lexicon("existing", "other", "older", "eu", "us", "most", "paying", "remaining", "the rest")

_NUMBER: Final = r"\d{1,12}(?:[.,]\d{1,6})?"
_PERCENT: Final = re.compile(rf"(?<![\w.])(?P<percent>{_NUMBER})(?:%| percent| per cent| pct)(?P<after>.{{0,60}})")
_RATIO: Final = re.compile(
    r"(?<![\w.:/-])(?P<part>\d{1,9}|one|two|three|four|five|six|seven|eight|nine|ten)(?: (?:out )?of (?:the |"
    r"our |all )?| in (?:every )?|/)"
    r"(?P<whole>\d{1,9}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
    r"hundred)(?![\w:.%/-])(?P<after>.{0,60})"
)
_FRACTIONS: Final[Mapping[str, float]] = {
    "half": 50, "good half": 50, "good third": 33, "a third": 33, "one third": 33, "two thirds": 67, "a quarter": 25,
    "one quarter": 25, "three quarters": 75, "every second": 50, "every other": 50, "every third": 33,
    "every fourth": 25, "every fifth": 20, "every tenth": 10, "a fifth": 20, "one fifth": 20, "a tenth": 10,
}  # fmt: skip
_FRACTION: Final = re.compile(
    rf"(?<![\w-])(?P<words>{'|'.join(_FRACTIONS)}|every (?:second|other|third|fourth|fifth|tenth)) (?:of |"
    rf"the |our |all )*(?P<after>.{{0,60}})"
)
_WORDS: Final = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
} | {"twelve": 12, "twenty": 20, "hundred": 100}
_MACHINES: Final = lexicon(
    "pods?", "nodes?", "hosts?", "servers?", "replicas?", "brokers?", "disks?", "machines?", "instances?",
    "backends?", "shards?", "vms?", "gpus?", "cpus?", "memory", "heap", "disk", "quota", "capacity", "threads?",
    "connections", "pool", "utili[sz]ation", "lag", "volumes?", "workers?", "links?", "racks?", "masters", "members",
    "gitaly", "space", "load", "usage", "power", "cores?", "battery", "switches", "regions?", "zones?", "azs?",
    "dcs?", "data ?cent\\w+", "pops?",
)  # fmt: skip
_ASKING: Final = lexicon(
    "users?", "customers?", "people", "clients?", "requests?", "calls?", "jobs?", "sign-?ups?", "logins?",
    "attempts?", "orders?", "payments?", "tenants?", "accounts?", "times?", "builds?", "uploads?", "messages?",
    "pages?", "projects?", "queries", "sessions?", "transactions?", "invocations?", "teams?", "merchants?", "new",
    "mails?", "e-?mails?", "evaluations?", "checkouts?", "carts?", "launches?", "pushes?", "runs?", "subscribers?",
    "players?", "deliveries", "api", "traffic", "visitors?", "devices?", "phones?", "cards?", "searches?",
    "downloads?", "pulls?", "connections?",
)  # fmt: skip
_FLEET: Final = 50  # of so few, and not said to be people or requests, they are machines
_NO_SHARE: Final = lexicon(
    "up", "rise", "rose", "risen", "increase\\w*", "slower", "higher", "faster", "more", "discount", "off", "growth",
    "above", "jump\\w*", "uptime", "sla", "slo", "complete", "done", "rolled", "rollout", "confidence", "sure",
    "canary", "cheaper", "load",
)  # fmt: skip
_BY: Final = re.compile(
    r"\b(?:by|cpu(?: is| at)?|disk(?: is| at)?|memory(?: is| at)?|heap(?: is| at)?|usage(?: is| at)?|"
    r"utili[sz]ation(?: is| at)?|capacity|quota|from) (?:about |around |up to |~)?$|(?:cpu|disk|memory|heap|"
    r"pool|quota|utili[sz]ation|usage|load|capacity|host)\b[^%]{0,25}$"
)
_SUCCESS: Final = lexicon(
    "succe\\w+",
    "availability",
    "get through",
    "gets through",
    "go through",
    "healthy",
    "are ok",
    "are fine",
    "still work\\w*",
    "working",
)


def breadth_of(words: str) -> Breadth:
    """Returns the widest scope in a clause, unless it is restricted: "all of one customer's jobs" is one customer."""
    if _FEW.search(words):
        return Breadth.FEW
    if _ALL.search(words):
        return Breadth.ALL
    if _MOST.search(words):
        return Breadth.MOST
    return Breadth.UNSAID


def restricted(words: str) -> bool:
    """Returns whether a clause is about some people only, such as existing users or other regions."""
    return bool(_RESTRICTED.search(words))


def shares(clause: Clause) -> Iterator[Share]:
    yield from _percentages(clause)
    yield from _ratios(clause)
    for found in _FRACTION.finditer(clause.words):
        yield _share(clause, found, _FRACTIONS[found["words"]])


def _percentages(clause: Clause) -> Iterator[Share]:
    for found in _PERCENT.finditer(clause.words):
        percent = float(found["percent"].replace(",", "."))
        before = clause.words[max(0, found.start() - 40) : found.start()]
        if percent <= 100 and not _NO_SHARE.match(found["after"].strip(), 0) and not _is_a_level(before):
            yield _share(clause, found, percent)


def _is_a_level(before: str) -> bool:
    """Returns whether a percentage is a level or a change, as in `CPU at 100%` and `up by 40%`, not a share."""
    return bool(_BY.search(before))


def _ratios(clause: Clause) -> Iterator[Share]:
    for found in _RATIO.finditer(clause.words):
        part, whole = _count(found["part"]), _count(found["whole"])
        if 0 < part <= whole and whole > 1:
            share = _share(clause, found, 100 * part / whole)
            few = whole <= _FLEET and " of " in found.group() and "out of" not in found.group()
            yield replace(share, of_machines=share.of_machines or (few and not _ASKING.search(share.words)))


def _count(text: str) -> float:
    return float(_WORDS[text]) if text in _WORDS else float(text)


def _share(clause: Clause, found: re.Match[str], percent: float) -> Share:
    near = " ".join(found["after"].split()[:4])
    of_machines = bool(_MACHINES.search(near))
    if _SUCCESS.search(clause.words) and not of_machines:
        percent = 100 - percent
    return Share(
        clause, percent, found.group()[: len(found.group()) - len(found["after"])].strip() + " " + near, of_machines
    )


_REGION: Final = lexicon(
    "(?:one|a single|1|this|that|single) (?:\\w+ )?(?:regions?|data ?cent(?:re|er)|dc|country|continent|site|"
    "cell|instance)", "one of (?:the|our|\\w+) (?:regions|data ?cent(?:re|er)s|dcs|sites)",
    "(?:us|eu|ap|sa|ca|me|af|il|cn)-(?:east|west|north|south|central|northeast|southeast|northwest|"
    "southwest)\\w*(?:-?\\d+)?", "(?:europe|asia|australia|northamerica|southamerica)-\\w+\\d*",
    "(?:us|eu|uk|apac|emea|latam|amer|anz)(?: (?:region|dc|data ?cent\\w+|customers|users|cluster|tenants|"
    "side|only|pop))",
    "in (?:the )?(?:us|eu|uk|europe|asia|apac|emea|latam|africa|america|north america|south america|germany|"
    "france|india|japan|china|brazil|canada|australia|singapore|frankfurt|dublin|ireland|london|paris|"
    "amsterdam|virginia|ohio|oregon|tokyo|osaka|seoul|mumbai|sydney|sao paulo|stockholm|milan|zurich|warsaw|"
    "iowa|texas|california|spain|italy|poland|turkey|mexico)(?! and)",
    "(?:from|to|into|out of|across) (?:the )?(?:europe|asia|us|eu|uk|tokyo|frankfurt|sydney|india|germany|"
    "japan|singapore|london|brazil|australia|america|east coast|west coast)", "(?:east|west) (?:coast|us)",
    "(?:regional|eu|us|europe\\w*) (?:cluster|endpoint|traffic|ingestion|instance|stack|shard)",
    "(?:fra|lhr|iad|sjc|sfo|nyc|ams|sin|syd|nrt|hkg|bom|gru|cdg|dub|dfw|ord|atl|lax|sea)\\d*",
)  # fmt: skip
_ZONE: Final = lexicon(
    "(?:one|a|1|single|an) (?:availability )?(?:zone|az)", "(?:us|eu|ap|europe|asia)-\\w+-?\\d[a-d]",
    "(?:us|eu|ap|europe|asia)-\\w+\\d-[a-d]", "(?:one|a|1) (?:rack|pop|cabinet|row)", "[a-z]+ pop", "zone [a-d]",
    "az-?\\d", "(?:one|a single) (?:edge )?location",
)  # fmt: skip


def region_of(words: str) -> str:
    """Returns the region that a clause names, or "". For zones and points of presence see `zone_of`."""
    found = _REGION.search(words)
    return found.group() if found else ""


def zone_of(words: str) -> str:
    found = _ZONE.search(words)
    return found.group() if found else ""
