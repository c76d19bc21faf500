"""What clauses state: failures, harm to data, and what makes an incident less severe than it sounds.

One table says which words state what, and one function reads it: `said` states the fact, unless the words are part of
`masked`; where `near` is given, one of its words has to stand within a few words. How these facts decide is in
facts.py and verdict.py; what only hints at a level is left to the model of words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.analysis.language.clauses import Clause
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
    UNSEEN = "unseen"
    AHEAD = "ahead"


HARMS: Final = frozenset({Fact.EXPOSED, Fact.LOST})
# What speaks for a SEV4, if no failure is stated beside it
HARMLESS: Final = frozenset(
    {Fact.DRILL, Fact.TEST_PLACE, Fact.PLANNED, Fact.FALSE_ALARM, Fact.NOBODY_HIT, Fact.UNSEEN, Fact.AHEAD}
)


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


_NEAR: Final = 3  # words
_NOTHING: Final = r"n(?:o|ot|ever|one|othing|obody)|no ?one|\w+n't|cannot|unable to|zero|dont|doesnt|cant|wont"
_PEOPLE: Final = (
    r"(?:(?:real |end[ -]|external |actual |our |any |all )*(?:users?|customers?|clients?|people|anyone|anybody"
    r"|guests?|visitors?|merchants|players|consumers|subscribers|patients|everyone|everybody|public))"
)

_OUT: Final = lexicon(
    "down", "offline", "unreachable", "unavailab(?:le|ility)", "inaccessible", "unusable", "outages?", "dead",
    "blackout", "(?:white|blank|black|empty|error) (?:pages?|screens?)", "crash+", "fail+", "failures?",
    "brok(?:e|en)", "breaks?", "error(?:s|ed|ing)?", "(?:http )?5(?:\\d\\d|xx)(?:'?s)?", "timeouts?",
    "tim(?:es|ed|e|ing) out", "stuck", "hang(?:s|ing)?", "froze[n]?", "out of service", "knocked out",
    "drop(?:s|ped|ping)?", "collapse+", "reject+", "refuse+", "locked out",
    rf"(?:{_NOTHING}|no longer) (?:[\w'-]+ ){{0,4}}?(?:work(?:s|ed|ing)?|load(?:s|ed|ing)?|respon(?:d|ds|ded|ding|se)"
    r"|opens?|opening|start(?:s|ed|ing)?|available|reach(?:able|ed|es)?|access(?:ible|ed)?|connect(?:s|ed|ing)?|pay"
    r"|log(?:ged|ging)?[ -]?(?:in|on)|sign(?:ed|ing)?[ -]?in|buy|order|check(?:ed|ing)? ?out|use|get(?:s|ting)?|places?"
    r"|go(?:es|ing)? through|see|view|come(?:s)? (?:up|through)|possible|process(?:es|ed|ing)?|function(?:s|ing)?"
    r"|sen[dt]s?|receiv(?:e|es|ed|ing)|call|answers?|take|accept(?:ing)?|complete|arriv(?:e|es|ed|ing)|upload(?:ed)?"
    r"|publish|deploy|push|save)", "(?:nobody|no one|none|not a single \\w+|no (?:users?|customers?"
    "|clients?)) (?:[\\w'-]+ ){0,3}(?:can|could|(?:is|are) able|gets?)", "kaputt", "ausgefallen", "nicht erreichbar",
    "geh(?:t|en) nicht", "schl[aä]g(?:t|en) fehl", "defekt", "funktionier(?:t|en) nicht", "en panne", "ca[ií]d[oa]s?",
    "no funcionan?",
)  # fmt: skip
_NOT_OUT: Final = lexicon(
    "(?:scal|cut|track|drill|calm|wind|nail|narrow|mark|bring|brought|count|spin|spun|cam|com)(?:e|es|s|k|led|ed|ing"
    "|ting|ning)? (?:it |them |this |things )?down", "drop(?:s|ped|ping)? (?:to|by|from|in|down|below|under|off)",
    "down (?:to|by|from)", "sign(?:s|ed|ing)? out", "fail(?:ed)?[ -]?over", "error budget", "dead[ -]?letter",
    "drop-?down", "circuit break*", "error handling", "time out of",
    rf"(?:{_NOTHING}) (?:\w+ ){{0,3}}(?:issues?|problems?|errors?|impact|evidence|complaints?|difference|change)",
    "no (?:users?|customers?|clients?) (?:\\w+ )?(?:affected|impacted|hit|noticed|complained)",
    "(?:nobody|no ?one|none) (?:\\w+ ){0,2}(?:unable|cannot|can't|couldn't) (?:to )?(?:\\w+ ?){1,3}",
)  # fmt: skip
_SLOW: Final = lexicon(
    "slow(?:er|s|ed|ly|ness)?", "sluggish*", "lag(?:s|gy|ging)?", "latenc(?:y|ies)", "delay+", "degrad*",
    "intermittent*", "flak(?:y|ey)", "throttl*", "late", "affect+", "impact+", "longer",
)  # fmt: skip

INTRUSION: Final = lexicon(
    "stolen", "stole", "steal(?:s|ing)?", "theft", "breach(?:es|ed)?", "exfiltrat*", "hacked", "hackers?", "intru*",
    "compromis(?:ed|e|es)", "attackers? (?:\\w+ ){0,3}(?:ha[sd]|got|gain*|access*|posted|read|took|download*|used?"
    "|can|could|mov*)", "(?:ransom|mal|spy)ware", "ransom", "backdoor*", "trojan*", "br(?:oke|oken) into",
    "phish(?:ed|ing)", "(?:un|not )authori[sz]ed (?:access|part(?:y|ies)|login|users?|transfers?)",
    "privilege escalation", "tampered", "(?:accounts?|sessions?) (?:\\w+ ){0,2}(?:hijacked|taken over|drained)",
    "malicious (?:code|version|package|commit)",
)  # fmt: skip
# Data of one shown to another: nearly always a SEV1
_OTHERS: Final = lexicon(
    "someone else's", "somebody else's", "stranger'?s'?", "each other's", "cross-?tenant", "tenant isolation",
    "(?:other|another|different|wrong) (?:\\w+ )?\\w+(?:'s|s') \\w+", "(?:data|details|records?|accounts?|e?-?mails?"
    "|orders?|invoices?|messages|photos|files|documents|names|profiles?) of (?:someone else|somebody else|strangers?"
    "|(?:an)?other \\w+|the wrong \\w+)", "to the wrong (?:person|people|recipients?|customers?|users?|patients?)",
)  # fmt: skip
_NO_INTRUSION: Final = lexicon(
    "(?:sla|slo|threshold|limit|budget|target)s? (?:\\w+ )?breach*", "(?:pen(?:etration)?[ -]?|phishing )test*",
    "breach* (?:of )?(?:the |our |its )?(?:sla|slo|threshold|limit|target|budget)s?", "red team*",
    "(?:memory|connections?|resource|handle|thread|socket|goroutine|route|session) leak*",
    "leak* (?:\\w+ )?(?:memory|connections?|handles|threads|sockets|goroutines|routes)", "hacker news",
    "phishing (?:e?-?mails?|attempts?|campaign)", "attempt\\w* to \\w+", "blocked an? \\w+",
)  # fmt: skip
_EXPOSURE: Final = lexicon(
    "leak(?:s|ed|ing|age)?", "expos(?:e|es|ed|ing|ure)", "dumped", "publicly",
    "(?:made|is|are|was|were|went|became|left) public", "world-?readable", "disclos*",
    "(?:open|readable|visible|accessible) (?:by|for|to) (?:the )?(?:internet|world|any\\w*|every\\w*|all|others"
    "|public)", "without (?:a )?(?:password|login|auth\\w*)", "in (?:plain|clear) ?text", "unencrypted", "scraped",
    "downloaded", "(?:someone|somebody|they|who) (?:\\w+ )?(?:copied|read|accessed|viewed)",
)  # fmt: skip
_PRIVATE: Final = lexicon(
    "(?:customers?|users?|clients?|patients?|personal|private|sensitive|employee|member|payment|medical|production"
    "|tenant|account)(?:s|s'|'s)? ?(?:\\w+ ){0,2}(?:data|info\\w*|records?|details|names?|e?-?mails?|addresses"
    "|files?|documents?|backups?|databases?|photos?|messages?)", "pii", "phi", "gdpr", "ssns?", "passports?", "names",
    "(?:card|phone) (?:numbers?|data|details)", "credit cards?", "passwords?", "credentials?", "e-?mail addresses",
    "(?:api|private|signing|access|secret) (?:keys?|tokens?)", "tokens?", "cookies?", "secrets?", "salar(?:y|ies)",
    "buckets?", "chats?", "(?:database|db) dumps?",
)  # fmt: skip
# Harm to data needs an object that belongs to somebody. Who deletes what is theirs harms nobody.
_LOSS: Final = lexicon(
    "lost", "los(?:e|es|ing)", "loss", "delet(?:ed|es|ing|ion)", "wip(?:ed|es|ing)", "eras(?:ed|es|ing)", "truncat*",
    "overwr(?:ote|itten|ites|iting)", "purged", "destroy*", "corrupt(?:ed|s|ing|ion)?", "mangled", "removed", "gone",
    "disappear*", "vanish*", "(?:can't|cannot|couldn't) be (?:recovered|restored)", "(?:un|ir)re\\w+ably", "rm -rf",
    "unreadable", "dropp?ed",
)  # fmt: skip
_OWNED: Final = lexicon(
    "(?:customers?|users?|clients?|patients?|members?|players?|their|your|people|people's|tenants?|production|prod"
    "|student|guest)(?:s'|'s|')? (?:\\w+ ){0,2}(?:data|rows|records?|files?|content|tables?|databases?|volumes?"
    "|backups?|histor(?:y|ies)|work|entries|sites?|buckets?|progress|settings|accounts?)", "data",
    "(?:photos?|pictures?|videos?|documents?|orders?|transactions?|uploads?|uploaded|posts?|commits?|repos?"
    "|accounts?|repositories|projects?|bookings?|subscriptions?|comments|balances?|wallets?|payments?|recordings?"
    "|notes|drafts?|save ?games?|mailbox(?:es)?|e?-?mails|messages?|workspaces?|tickets|notebooks|home director\\w+"
    "|characters|inventor(?:y|ies)|appointments?|prescriptions?)", "(?:primary|main) (?:database|db)",
    "everything they", "records?", "rows", "writes", "tables?", "files?",
)  # fmt: skip
_NOBODYS: Final = lexicon(
    "(?:test|dummy|fake|synthetic|demo|staging|log|logs|metrics?|telemetry|trace|traces|monitoring|cached?|temp\\w*"
    "|scratch|derived|index|config\\w*|label|graph|session|debug|audit log|build|artifact|artefact) ?(?:data|rows"
    "|records?|files?|lines?|entries|messages?|points|tables?|databases?|accounts?|volumes?|copies|branch\\w*)?",
    # "A user deleted some files", not "user data was deleted"
    "(?:users?|customers?|clients?|who|he|she|they|owner|i) (?:(?!(?:data|files?|records?|accounts?|was|were|is|are|got"
    "|get|gets|been|being)\\b)\\w+ ){0,3}?(?:deleted|removed|wiped|emptied|purged"
    "|erased|dropped|cleared|tid\\w+|clean\\w+)(?: up)?", "(?:lost|loss of) (?:access|connect\\w*|contact|power"
    "|quorum|leader\\w*|sync|signal|packets?|time|revenue|sales|money|track|redundancy|visibility)", "packet loss",
    "dropp?ed (?:for|to|from|by|off|out|at|below|under)", "gone (?:down|up|bad|wrong|live|out|through|off)",
    "removed from", "unused", "tidying up", "data ?cent\\w+", "on purpose", "duplicates?", "old backups",
    "old (?:wal|logs?) files?",
    "(?:mobile|cellular) data", "data connections?", ".* (?:as intended|on request)", "asks? for (?:the )?deletion",
)  # fmt: skip

_DRILL: Final = lexicon(
    "drills?", "game ?days?", "exercise", "simulat(?:ion|ed|ing)", "table-?top", "dry run", "rehears*", "pretend+",
    "chaos (?:test|day|experiment|engineering|monkey)", "(?:pen(?:etration)?[ -]?|phishing )test*", "scenario",
    "this is (?:only |just )?a test", "(?:fail-?over|switch-?over|dr|disaster recovery|restore|evacuation) test",
    "test (?:page|alert|incident|alarm)",
)  # fmt: skip
_IN_DRILL: Final = lexicon(  # what caused a real incident
    "(?:during|from|after|because of|since|not) (?:an?|the|our|today's|yesterday's|this|last night's) (?:\\w+ ){0,2}"
    "(?:drill|game ?day|exercise|simulation|rehearsal|test|experiment)"
)
TEST_PLACE: Final = lexicon(
    "staging", "g?stg", "pre-?prod\\w*", "non-?prod\\w*", "load test*", "(?:review app|feature branch)",
    "(?:test|testing|qa|uat|dev|demo|perf|sandbox|integration|development|preview|acceptance|lab) ?(?:env"
    "|environment|cluster|system|stack|account|server|box|instance|namespace|site|db|database|queue|node|host|tenant"
    "|app|api|bucket|service|vm|machine|network|project|org)s?", "(?:on|in|only) (?:test|qa|uat|dev|perf|demo|the lab"
    "|the sandbox)", "(?:isn't|not|aren't|never|not yet) (?:\\w+ )?(?:in )?(?:production|prod|live|released|launched"
    "|public)",
)  # fmt: skip
_PLANNED: Final = lexicon(
    "(?:planned|scheduled|announced|routine|upcoming) (?:\\w+ ){0,3}(?:maintenance|works?|upgrade|update|migration"
    "|downtime|outage|restart|reboot|switch\\w*|change|window|patch\\w*|release|deploy\\w*|rotation|failover"
    "|cut-?over)", "maintenance (?:window|tonight|tomorrow|on|this|next|starts?|begins|from|at|notice|mode|work)",
    "as (?:planned|announced|scheduled)", "planned", "scheduled",
    "(?:we|we'll|i'll|we're|we are) (?:will |be )?(?:moving|migrat\\w+|upgrad\\w+|restart\\w*|reboot\\w*|rotat\\w+"
    "|patch\\w*|replac\\w+|switch\\w*|move)", "no (?:downtime|outage|impact|interruption) (?:is )?(?:expected"
    "|planned)", "(?:maintenance|upgrade|migration|reboot|restart|switch\\w*|patching|mov(?:e|ing)"
    "|replac\\w+) (?:[\\w'./-]+ ){0,8}(?:tonight|tomorrow|this (?:afternoon|evening|weekend)|next \\w+|on (?:mon"
    "|tues|wednes|thurs|fri|satur|sun)day)",
)  # fmt: skip
_NOT_PLANNED: Final = lexicon(
    "(?:planned|scheduled|routine) (?:\\w+ ){1,3}(?:broke|caused|crashed|took|killed|failed|left)",
    "(?:during|after|since|because of|from|in) (?:\\w+ ){0,3}(?:maintenance|work|upgrade|update|migration|window"
    "|change)", "unplanned", "unscheduled", "not (?:been )?(?:planned|scheduled|announced)",
    "scheduled (?:jobs?|tasks?|reports?|posts?|runs?|exports?|backups?|e?-?mails?|messages?)",
    "longer than (?:planned|scheduled|announced)",
)  # fmt: skip
_FALSE_ALARM: Final = lexicon(
    "false (?:alarm|positive|alert|warning|page)s?", "(?:just|only) noise", "spurious", "bogus", "by design",
    "misread", "(?:alarm|alert|warning|monitor|probe|check|sensor|threshold) (?:was|is"
    "|turned out to be) (?:wrong|false|broken|misconfigured|a mistake|stale|noise|too \\w+)",
    "(?:broken|faulty|misconfigured|bad|stale|flaky|buggy|noisy) (?:\\w+ )?(?:probe|check|alert|alarm|monitor|sensor"
    "|threshold|synthetic)s?", "test card", "user error", "nothing (?:is |was |to see |actually |really )?(?:wrong"
    "|here|broken|going on)", "(?:works|working) as (?:intended|designed|expected)",
    "(?:never|not) (?:actually )?(?:happened|an incident|a real|real|an issue|an outage)",
)  # fmt: skip
_NOBODY_HIT: Final = lexicon(
    rf"(?:no|zero|without(?: any)?|none of the) (?:\w+ )?(?:{_PEOPLE}|business|service|prod\w*)(?:s'|'s|')?[- ]?"
    r"(?:facing )?(?:(?:is|are|was|were|has been|have been) )?(?:impact\w*|effect|disruption|visible|affected|hit"
    r"|noticed|harmed|complain\w*|reports?|complaints?|touched)",
    rf"(?:no|zero|without(?: any)?) (?:impact|effect|disruption|interruption|outage|downtime) (?:on|to|for) "
    rf"{_PEOPLE}", r"^(?:there (?:is|was) )?(?:no|zero|without(?: any)?) (?:impact|disruption|downtime)$",
    "(?:nobody|no one|none) (?:was |is |were |has |have |really |actually |else )*(?:affected"
    "|impacted|hit|notic\\w+|felt|harmed|complain\\w*|said anything|saw anything|hurt)",
    rf"{_PEOPLE} (?:\w+ )?(?:notic(?:e|ed)|saw|see|feel|felt) (?:nothing|no \w+)",
    rf"{_PEOPLE} (?:are|were|is|was|remain|stay)(?:ed)? (?:un(?:affected|impacted|harmed|touched)|fine|ok|not "
    r"(?:affected|impacted|hit|concerned))",
    rf"{_PEOPLE} (?:\w+ )?(?:aren't|weren't|won't be|don't|didn't|won't|do not|did not) (?:even )?(?:affected|impacted"
    r"|notice|feel|see (?:it|this|any\w*|a difference))", "unnoticed", "prod(?:uction)? (?:is |was )?(?:untouched"
    "|unaffected|not affected|fine|ok|healthy|not touched)",
    "nothing (?:is |was )?(?:affected|impacted|at risk|dropped)", "before (?:anyone|anybody|users"
    "|customers) (?:noticed|saw|was|were)", "did(?:n't| not) (?:affect|impact|reach) (?:any )?(?:users?|customers?"
    "|prod\\w*|anyone|traffic)", "no (?:failed|lost|dropped) (?:requests?|orders|calls|messages)",
    "never (?:reached|hit) (?:prod\\w*|users|customers|anyone)",
)  # fmt: skip
_WORKAROUND: Final = lexicon(
    "work-?arounds?", "(?:via|through|using|over) (?:the )?(?:[\\w-]+ ){1,3}(?:still )?(?:works?|helps|is fine)",
    "(?:refresh\\w*|reload\\w*|retry\\w*|trying again|re-?login) (?:\\w+ )?(?:fixes|helps|works)", "falls? back to",
)  # fmt: skip
_NO_WORKAROUND: Final = lexicon(
    "(?:no|without|lack of) (?:[\\w-]+ ){0,3}work-?arounds?",
    "work-?arounds? (?:\\w+ )?(?:doesn't|does not|stop\\w*|no longer"
    "|isn't|is not|didn't|did not|exists? not|fail\\w*|broke)(?: \\w+)?",
)
_RECOVERED: Final = lexicon(
    "back to normal", "(?:fully )?recovered", "(?:is|are|was|were|all) back(?: up| online| again)?",
    "(?:(?:is|are|was|were|been|all|now) )?(?:resolved|fixed)(?! \\w+s\\b)",
)  # fmt: skip
# Things that no user notices
_UNSEEN: Final = lexicon(
    "alert\\w*", "alarms?", "pag(?:ed|er\\w*|ing)", "prometheus", "grafana", "kibana", "sentry", "metrics?", "monitor*",
    "logs?", "logging", "telemetry", "traces?", "dashboards?", "exporters?", "probes?", "health ?checks?", "graphs?",
    "typos?", "wording", "spelling", "misspel*", "docs?", "documentation", "readme", "labels?", "footers?", "colou?rs?",
    "fonts?", "cosmetic*", "translat*", "testnet", "canary", "ci", "lint*", "unused", "tests?", "testing", "dev", "qa",
    "demo", "preview", "sandbox", "tech debt",
)  # fmt: skip
# Who tells of a failure isn't what fails: "Grafana shows that nobody can log in"
SOURCE: Final = lexicon(
    "\\w+ (?:\\w+ )?(?:shows?|says?|reports?|fir(?:es|ed|ing)|indicat\\w+|tells?|trigger\\w*|went off|confirms?)",
)  # fmt: skip
# What lies ahead, or is said to be fine
_AHEAD: Final = lexicon(
    "plan(?:s|ning)?", "schedul*", "maintenance", "window", "announced?", "tonight", "tomorrow", "will be", "we'll",
    "(?:next|this|on|coming) (?:week|weekend|night|(?:mon|tues|wednes|thurs|fri|satur"
    "|sun)day)", "expires?", "in time", "fyi", "for (?:info|information|the record)", "nois[ey]*", "flap*", "harmless",
    "unaffected", "untouched", "never", "nothing", "nobody", "no ?one", "none", "warning",
    "no (?:\\w+ )?(?:harm|damage|loss|difference|sign|evidence|trace)", "before (?:any|it|they)", "as usual",
    "all (?:fine|good|ok|well|green)", "works? (?:fine|as)", "low[- ]prio\\w*", "(?:nearly|almost) full", "beta",
    "checks?", "page", "heads[ -]?up", "tests?", "dev", "demo", "preview", "integration", "lab",
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
    Rule(Fact.PLANNED, _PLANNED, masked=_NOT_PLANNED),
    Rule(Fact.FALSE_ALARM, _FALSE_ALARM),
    Rule(Fact.NOBODY_HIT, _NOBODY_HIT),
    Rule(Fact.WORKAROUND, _WORKAROUND, masked=_NO_WORKAROUND),
    Rule(Fact.RECOVERED, _RECOVERED),
    Rule(Fact.UNSEEN, _UNSEEN, masked=SOURCE),
    Rule(Fact.AHEAD, _AHEAD),
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
