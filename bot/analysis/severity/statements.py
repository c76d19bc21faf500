"""What clauses state: failures, harm to data, and what makes an incident less severe than it sounds.

One table says which words state what, and one function reads it: `said` states the fact, unless the words are part of
`masked`; where `near` is given, one of its words has to stand within a few words, so that harm to data has an object
that belongs to somebody. How these facts decide is in facts.py and verdict.py; what only hints at a level is left to
the model of words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.analysis.language.clauses import Clause
from bot.analysis.language.health import FAILS
from bot.analysis.language.moods import Mood
from bot.analysis.language.words import lexicon, masked


class Fact(StrEnum):
    OUT = "out"
    SLOW = "slow"
    EXPOSED = "exposed"
    LOST = "lost"
    DRILL = "drill"
    TEST_PLACE = "test place"
    PLANNED = "planned"
    FALSE_ALARM = "false alarm"
    NOBODY_HIT = "nobody hit"
    WORKAROUND = "workaround"
    RECOVERED = "recovered"
    MINOR = "minor"


HARMS: Final = frozenset({Fact.EXPOSED, Fact.LOST})
BAD: Final = frozenset({Fact.OUT, Fact.SLOW, *HARMS})
# These explain a failure; a thing that no user notices doesn't
CIRCUMSTANCES: Final = frozenset({Fact.DRILL, Fact.TEST_PLACE, Fact.PLANNED, Fact.FALSE_ALARM})
# What speaks for a SEV4, if no failure is stated beside it
HARMLESS: Final = frozenset({*CIRCUMSTANCES, Fact.NOBODY_HIT, Fact.MINOR})


@dataclass(frozen=True)
class Statement:
    fact: Fact
    mood: Mood
    clause: Clause
    words: str


@dataclass(frozen=True)
class Rule:
    fact: Fact
    said: re.Pattern[str]
    near: re.Pattern[str] | None = None
    masked: re.Pattern[str] | None = None


_NEAR: Final = 5  # words
_NOTHING: Final = r"n(?:o|ot|ever|one|othing|obody)|no ?one|\w+n't|cannot|unable to|zero|dont|doesnt|cant|wont"
_PEOPLE: Final = (
    r"(?:(?:real |end[ -]|external |actual |our |any |all )*(?:users?|customers?|clients?|people|anyone|anybody"
    r"|guests?|visitors?|merchants|players|subscribers|patients|everyone|everybody|public))"
)

_OUT: Final = lexicon(
    *FAILS, "blackout", "(?:white|blank|black|empty|error) (?:pages?|screens?)", "froze[n]?", "drop(?:s|ped|ping)?",
    "collapse+", "locked out",
    rf"(?:{_NOTHING}|no longer) (?:[\w'-]+ ){{0,4}}?(?:work(?:s|ed|ing)?|load(?:s|ed|ing)?|respon(?:d|ds|ded|ding|se)"
    r"|opens?|opening|start(?:s|ed|ing)?|available|reach(?:able|ed|es)?|access(?:ible|ed)?|connect(?:s|ed|ing)?|pay"
    r"|log(?:ged|ging)?[ -]?(?:in|on)|sign(?:ed|ing)?[ -]?in|buy|order|check(?:ed|ing)? ?out|use|get(?:s|ting)?|places?"
    r"|go(?:es|ing)? through|see|view|come(?:s)? (?:up|through)|possible|process(?:es|ed|ing)?|function(?:s|ing)?"
    r"|sen[dt]s?|receiv(?:e|es|ed|ing)|call|answers?|take|accept(?:ing)?|complete|arriv(?:e|es|ed|ing)|upload(?:ed)?"
    r"|publish|deploy|push|save)",
    "(?:nobody|no one|none|not a single \\w+|no (?:users?|customers?|clients?)) (?:[\\w'-]+ ){0,3}"
    "(?:can|could|(?:is|are) able|gets?)",
    # What people always do, and did not for some time
    "(?:no|zero|0|not (?:a single|one)) (?:\\w+ )?(?:orders?|payments?|checkouts?|transactions?|purchases?|sales"
    "|bookings?|log-?ins?|sign-?(?:in|up)s?|requests?|traffic)(?: (?:came|coming|went|going) (?:in|through))?"
    " (?:in the (?:last|past)|for the (?:last|past)|for \\d+|since)",
)  # fmt: skip
_NOT_OUT: Final = lexicon(
    "(?:scal|cut|track|drill|calm|wind|nail|narrow|mark|bring|brought|count|spin|spun|cam|com)(?:e|es|s|k|led|ed|ing"
    "|ting|ning)? (?:it |them |this |things )?down", "drop(?:s|ped|ping)? (?:to|by|from|in|down|below|under|off)",
    "down (?:to|by|from)", "sign(?:s|ed|ing)? out", "fail(?:ed)?[ -]?over",
    rf"(?:{_NOTHING}) (?:\w+ ){{0,3}}(?:issues?|problems?|errors?|impact|evidence|complaints?|difference|change)",
    "(?:lost|los(?:e|ing)|fail+|dropp?ed|reject+|refuse+) (?:no|zero|0) \\w+",
    "(?:nobody|no ?one|none) (?:\\w+ ){0,2}(?:unable|cannot|can't|couldn't) (?:to )?(?:\\w+ ?){1,3}",
)  # fmt: skip
_SLOW: Final = lexicon(
    "slow(?:er|s|ed|ly|ness)?", "sluggish*", "lag(?:s|gy|ging)?", "latenc(?:y|ies)", "delay+", "degrad*", "late",
    "affect+", "impact+", "longer",
)  # fmt: skip

INTRUSION: Final = lexicon(
    "st[eo]l(?:e|en)", "steal(?:s|ing)?", "theft", "breach(?:es|ed)?", "exfiltrat*", "hacked", "hackers?", "intru*",
    "compromis(?:ed|e|es)", "attackers? (?:\\w+ ){0,3}(?:ha[sd]|got|gain*|access*|posted|read|took|download*|used?"
    "|can|could|mov*)", "(?:ransom|mal|spy)ware", "ransom", "backdoor*", "trojan*", "br(?:oke|oken) into", "phished",
    "(?:un|not )authori[sz]ed (?:access|part(?:y|ies)|login|users?|transfers?)", "privilege escalation", "tampered",
    "(?:accounts?|sessions?) (?:\\w+ ){0,2}(?:hijacked|taken over)", "malicious (?:code|version|package|commit)",
)  # fmt: skip
# Data of one shown to another: nearly always a SEV1
_OTHERS: Final = lexicon(
    "some(?:one|body) else's", "stranger'?s'?", "each other's", "cross-?tenant", "tenant isolation",
    "(?:other|another|different|wrong) (?:\\w+ )?\\w+(?:'s|s') \\w+",
    "\\w+ of (?:some(?:one|body) else|strangers?|(?:an)?other \\w+|the wrong \\w+)",
    "to the wrong (?:person|people|recipients?|customers?|users?|patients?)",
)  # fmt: skip
# What was meant, tried or prevented reached no data, and a limit isn't a wall
_NO_INTRUSION: Final = lexicon(
    "(?:sla|slo|threshold|limit|budget|target)s? (?:\\w+ )?breach*", "(?:pen(?:etration)?[ -]?|phishing )test*",
    "breach* (?:of )?(?:the |our |its )?(?:sla|slo|threshold|limit|target|budget)s?", "red team*", "hacker news",
    "(?:memory|connections?|resource|handle|thread|socket|goroutine|session) leak*",
    "leak* (?:\\w+ )?(?:memory|connections?|handles|threads|sockets|goroutines)",
    "(?:attempt\\w*|tr(?:ied|ies|ying)) to \\w+", "blocked an? \\w+",
)  # fmt: skip
_EXPOSURE: Final = lexicon(
    "leak(?:s|ed|ing|age)?", "expos(?:e|es|ed|ing|ure)", "dumped", "world-?readable", "disclos*", "publicly",
    "(?:made|is|are|was|were|went|became|left) public",
    "public (?:\\w+ )?(?:repo\\w*|bucket|gist|channel|link|share|folder|github|internet|paste\\w*)",
    "(?:open|readable|visible|accessible) (?:by|for|to) (?:the )?(?:internet|world|any\\w*|every\\w*|all|others"
    "|public)", "without (?:a )?(?:password|login|auth\\w*)", "in (?:plain|clear) ?text", "unencrypted", "scraped",
    "downloaded", "(?:someone|somebody|they|who) (?:\\w+ )?(?:copied|read|accessed|viewed)",
)  # fmt: skip
_PRIVATE: Final = lexicon(
    "(?:customers?|users?|clients?|patients?|personal|private|sensitive|employee|member|payment|medical|production"
    "|tenant|account)(?:s|s'|'s)? ?(?:\\w+ ){0,2}(?:data|info\\w*|records?|details|names?|e?-?mails?|addresses"
    "|files?|documents?|backups?|databases?|photos?|messages?)", "pii", "phi", "ssns?", "passports?", "names",
    "(?:card|phone) (?:numbers?|data|details)", "credit cards?", "passwords?", "credentials?", "e-?mail addresses",
    "keys?", "tokens?", "cookies?", "secrets?", "salar(?:y|ies)", "buckets?", "chats?", "(?:database|db) dumps?",
)  # fmt: skip
_LOSS: Final = lexicon(
    "lost", "los(?:e|es|ing)", "loss", "delet(?:ed|es|ing|ion)", "wip(?:ed|es|ing)", "eras(?:ed|es|ing)", "truncat*",
    "overwr(?:ote|itten|ites|iting)", "purged", "destroy*", "corrupt(?:ed|s|ing|ion)?", "removed", "gone",
    "disappear*", "vanish*", "(?:can't|cannot|couldn't) be (?:recovered|restored)", "(?:un|ir)re\\w+ably",
    "unreadable", "dropp?ed",
)  # fmt: skip
_OWNED: Final = lexicon(
    "data", "(?:photo|picture|video|document|order|transaction|upload|post|commit|repo|account|project|booking"
    "|subscription|comment|balance|wallet|payment|recording|note|draft|save ?game|e?-?mail|message|workspace|ticket"
    "|notebook|character|appointment|prescription|record|row|write|table|file|site|backup|volume|invoice)s?",
    "uploaded", "(?:repositor|inventor|histor|home director)(?:y|ies)", "mailbox(?:es)?", "content", "progress",
    "settings", "(?:production|prod|primary|main|customers?) (?:database|db|buckets?)",
)  # fmt: skip
# Things that belong to no user, and deeds of the owner or on the owner's behalf
_NOBODYS: Final = lexicon(
    "(?:test|dummy|fake|synthetic|demo|staging|logs?|metrics?|telemetry|traces?|monitoring|cached?|temp\\w*|wal|old"
    "|scratch|derived|index|config\\w*|label|graph|session|debug|audit log|build|artifact|artefact) ?(?:data|rows"
    "|records?|files?|lines?|entries|messages?|points|tables?|databases?|accounts?|volumes?|copies|backups?)?",
    "(?:users?|customers?|clients?|who|he|she|they|owner|i) (?:(?!(?:data|files?|records?|accounts?|was|were|is|are|got"
    "|get|gets|been|being)\\b)\\w+ ){0,3}?(?:deleted|removed|wiped|emptied|purged|erased|dropped|cleared)",
    "(?:lost|loss of|gone) (?:access|connect\\w*|contact|power|quorum|leader\\w*|sync|signal|packets?|time|revenue"
    "|sales|money|track|redundancy|visibility|data connections?|down|up|bad|wrong|live|out|through|off)",
    "dropp?ed (?:for|to|from|by|off|out|at|below|under)", "removed from", "(?:packet|mobile) (?:loss|data)",
    "data ?cent\\w+", ".* (?:on purpose|as intended|on request)",
)  # fmt: skip

_DRILL: Final = lexicon(
    "drills?", "game ?days?", "exercise", "simulat(?:ion|ed|ing)", "table-?top", "dry run", "rehears*", "pretend+",
    "chaos (?:test|experiment|engineering|monkey)", "(?:pen(?:etration)?[ -]?|phishing )test*",
    "this is (?:only |just )?a test", "(?:fail-?over|switch-?over|dr|disaster recovery|restore|evacuation) test",
    "test (?:page|alert|incident|alarm)",
)  # fmt: skip
_IN_DRILL: Final = lexicon(  # what caused a real incident
    "(?:during|from|after|because of|since|not) (?:an?|the|our|today's|yesterday's|this|last night's) (?:\\w+ ){0,2}"
    "(?:drill|game ?day|exercise|simulation|rehearsal|test|experiment)"
)
TEST_PLACE: Final = lexicon(
    "staging", "g?stg", "pre-?prod\\w*", "non-?prod\\w*", "load test*",
    "(?:test|testing|qa|uat|dev|demo|perf|sandbox|integration|development|preview|acceptance|lab) ?(?:env"
    "|environment|cluster|system|stack|account|server|box|instance|namespace|site|db|database|queue|node|host|tenant"
    "|app|api|bucket|service|vm|machine|network|project|org)s?", "(?:on|in|only) (?:test|qa|uat|dev|perf|demo|the lab"
    "|the sandbox)", "(?:isn't|not|aren't|never) (?:\\w+ )?(?:in )?(?:production|prod|live|released|launched)",
)  # fmt: skip
_WORKS: Final = (
    r"(?:maintenance|works?|upgrade|update|migration|downtime|outage|restart|reboot|switch\w*|change|window|patch\w*"
    r"|release|deploy\w*|rotation|failover|cut-?over|mov(?:e|ing)|replac\w+)"
)
PLANNED: Final = lexicon(
    rf"(?:planned|scheduled|announced|routine|upcoming) (?:\w+ ){{0,3}}{_WORKS}", "as announced", "planned",
    "scheduled", "maintenance (?:window|tonight|tomorrow|on|this|next|starts?|begins|from|at|notice|mode|work)",
    "(?:we|we'll|i'll|we're|we are) (?:will |be )?(?:mov(?:e|ing)|migrat\\w+|upgrad\\w+|restart\\w*|reboot\\w*"
    "|rotat\\w+|patch\\w*|replac\\w+|switch\\w*)",
    "no (?:downtime|outage|impact|interruption) (?:is )?(?:expected|planned)",
    rf"{_WORKS} (?:[\w'./-]+ ){{0,8}}(?:tonight|tomorrow|this (?:afternoon|evening|weekend)|next \w+|on (?:mon"
    "|tues|wednes|thurs|fri|satur|sun)day)",
)  # fmt: skip
_NOT_PLANNED: Final = lexicon(
    "(?:planned|scheduled|routine) (?:\\w+ ){1,3}(?:broke|caused|crashed|took|killed|failed|left)",
    "(?:during|after|since|because of|from|in) (?:\\w+ ){0,3}(?:maintenance|work|upgrade|update|migration|window"
    "|change)", "not (?:been )?(?:planned|scheduled|announced)", "longer than (?:planned|scheduled|announced)",
    "scheduled (?:jobs?|tasks?|reports?|posts?|runs?|exports?|backups?|e?-?mails?|messages?)",
)  # fmt: skip
_FALSE_ALARM: Final = lexicon(
    "false (?:alarm|positive|alert|warning|page)s?", "(?:just|only) noise", "spurious", "bogus", "by design", "misread",
    "near[ -]miss", "close call", "(?:alarm|alert|warning|monitor|probe|check|sensor|threshold) (?:was|is"
    "|turned out to be) (?:wrong|false|broken|misconfigured|a mistake|stale|noise|too \\w+)", "user error",
    "(?:broken|faulty|misconfigured|stale|flaky) (?:\\w+ )?(?:probe|check|alert|alarm|monitor|sensor|threshold)s?",
    "(?:works|working) as (?:intended|designed|expected)", "(?:never|not) (?:actually )?(?:happened|an incident"
    "|a real|real|an issue|an outage)",
)  # fmt: skip
_NOBODY_HIT: Final = lexicon(
    rf"(?:no|zero|without(?: any)?|none of the) (?:\w+ )?(?:{_PEOPLE}|business|service|prod\w*)(?:s'|'s|')?[- ]?"
    r"(?:facing )?(?:(?:is|are|was|were|has been|have been) )?(?:impact\w*|effect|disruption|visible|affected|hit"
    r"|noticed|harmed|complain\w*|reports?|complaints?|touched)",
    rf"(?:no|zero|without(?: any)?) (?:impact|effect|disruption|interruption|outage|downtime) (?:on|to|for) "
    rf"{_PEOPLE}", r"^(?:there (?:is|was) )?(?:no|zero|without(?: any)?) (?:impact|disruption|downtime)$",
    "(?:nobody|no one|none|nothing) (?:was |is |were |has |have |really |actually |else )*(?:affected|impacted|hit"
    "|notic\\w+|felt|harmed|complain\\w*|hurt)",
    rf"{_PEOPLE} (?:are|were|is|was|remain|stay)(?:ed)? (?:un(?:affected|impacted|harmed|touched)|fine|ok)",
    rf"{_PEOPLE} (?:\w+ )?(?:not|\w+n't)(?: be| even)? (?:affected|impacted|hit|concerned|notice|feel)",
    "unnoticed", "prod(?:uction)? (?:is |was )?(?:untouched|unaffected|fine|ok|healthy)",
    "before (?:anyone|anybody|users|customers) (?:noticed|saw|was|were)",
    "(?:not|\\w+n't|never) (?:affect|impact|reach|hit)(?:ed)? (?:any )?(?:users?|customers?|prod\\w*|anyone|traffic)",
)  # fmt: skip
_WORKAROUND: Final = lexicon(
    "work-?arounds?", "(?:refresh\\w*|reload\\w*|retry\\w*|trying again) (?:\\w+ )?(?:fixes|helps|works)",
    "falls? back to",
)  # fmt: skip
_NO_WORKAROUND: Final = lexicon(
    "(?:no|without|lack of) (?:[\\w-]+ ){0,3}work-?arounds?",
    "work-?arounds? (?:\\w+ )?(?:doesn't|does not|stop\\w*|no longer|isn't|is not|didn't|did not|fail\\w*|broke)",
)
_RECOVERED: Final = lexicon(
    "back to normal", "(?:fully )?recovered", "(?:is|are|was|were|all) back(?: up| online| again)?",
    "(?:(?:is|are|was|were|been|all|now) )?(?:resolved|fixed)(?! \\w+s\\b)",
)  # fmt: skip
# Things that no user notices, what lies ahead, and what is said to be fine
_MINOR: Final = lexicon(
    "alert\\w*", "alarms?", "pag(?:e|ed|er\\w*|ing)", "prometheus", "grafana", "kibana", "sentry", "metrics?",
    "monitor*", "logs?", "logging", "telemetry", "traces?", "dashboards?", "exporters?", "probes?",
    "(?:health ?)?checks?", "graphs?",
    "typos?", "wording", "spelling", "misspel*", "docs?", "documentation", "readme", "labels?", "footers?",
    "colou?rs?", "fonts?", "cosmetic*", "translat*", "testnet", "canary", "ci", "unused", "tests?", "testing", "dev",
    "qa", "demo", "preview", "sandbox", "integration", "lab", "beta",
    "plan(?:s|ning)?", "schedul*", "maintenance", "announced?", "tonight", "tomorrow", "will be", "we'll",
    "(?:next|this|on|coming) (?:week|weekend|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", "expires?", "fyi",
    "heads[ -]?up", "for (?:info|information|the record)",
    "nois[ey]*", "flap*", "harmless", "unaffected", "untouched", "never", "nothing", "nobody", "no ?one", "none",
    "warning", "no (?:\\w+ )?(?:harm|damage|loss|difference|sign|evidence|trace)", "as usual",
    "all (?:fine|good|ok|well|green)", "works? (?:fine|as)", "low[- ]prio\\w*", "(?:nearly|almost) full",
)  # fmt: skip

RULES: Final = (
    Rule(Fact.OUT, _OUT, masked=_NOT_OUT),
    Rule(Fact.SLOW, _SLOW),
    Rule(Fact.EXPOSED, _OTHERS),
    Rule(Fact.EXPOSED, INTRUSION, masked=_NO_INTRUSION),
    Rule(Fact.EXPOSED, _EXPOSURE, near=_PRIVATE, masked=_NO_INTRUSION),
    Rule(Fact.LOST, _LOSS, near=_OWNED, masked=_NOBODYS),
    Rule(Fact.DRILL, _DRILL, masked=_IN_DRILL),
    Rule(Fact.TEST_PLACE, TEST_PLACE),
    Rule(Fact.PLANNED, PLANNED, masked=_NOT_PLANNED),
    Rule(Fact.FALSE_ALARM, _FALSE_ALARM),
    Rule(Fact.NOBODY_HIT, _NOBODY_HIT),
    Rule(Fact.WORKAROUND, _WORKAROUND, masked=_NO_WORKAROUND),
    Rule(Fact.RECOVERED, _RECOVERED),
    Rule(Fact.MINOR, _MINOR),
)


def statements(clause: Clause) -> Iterator[Statement]:
    """Yields what a clause states, at most one statement of each rule: a stated one if there is any."""
    for rule in RULES:
        if not rule.said.search(clause.words):
            continue
        words = masked(rule.masked, clause.words) if rule.masked else clause.words
        found = [
            Statement(rule.fact, _mood(rule, clause, each), clause, each.group())
            for each in rule.said.finditer(words)
            if rule.near is None or _is_near(rule.near, words, each)
        ]
        if found:
            yield min(found, key=lambda each: each.mood is not Mood.SAID)


_NONE_OF_IT: Final = re.compile(r" (?:of )?(?:no|zero|0|none|nothing)(?= (?P<what>(?:\w+ ?){1,3})|$)")


def _mood(rule: Rule, clause: Clause, found: re.Match[str]) -> Mood:
    """The mood of a phrase; "we lost no data" is denied by what follows it."""
    none = _NONE_OF_IT.match(clause.words, found.end()) if rule.near else None
    if none and rule.near and (none["what"] is None or rule.near.match(none["what"])):
        return Mood.DENIED
    return clause.mood(found.start())


def _is_near(pattern: re.Pattern[str], words: str, found: re.Match[str]) -> bool:
    before = " ".join(words[: found.start()].split()[-_NEAR:])
    after = " ".join(words[found.end() :].split()[:_NEAR])
    return bool(pattern.search(before) or pattern.search(after))
