"""Finds what makes an incident less severe than it sounds: drills, test environments, planned work, false alarms.

Each circumstance comes with the clause that states it; none is inferred from silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.analysis.severity.language import Clause, Mood, lexicon
from bot.analysis.severity.scope import restricted


class Circumstance(StrEnum):
    DRILL = "drill"
    TEST_PLACE = "test place"
    PLANNED = "planned"
    FALSE_ALARM = "false alarm"
    NOBODY_HIT = "nobody hit"
    WORKAROUND = "workaround"
    RECOVERED = "recovered"
    EARLY = "early warning"


@dataclass(frozen=True)
class Found:
    circumstance: Circumstance
    clause: Clause
    words: str


_DRILL: Final = lexicon(
    "drills?", "game ?days?", "exercise", "simulation", "simulated", "simulating", "table-?top",
    "chaos (?:\\w+ )?(?:test|day|experiment|run|engineering|monkey)\\w*", "fire drill", "dry run",
    "red team(?! (?:found|reported|report))",
    "(?:disaster|emergency|crisis) exercise", "alarm test", "assume (?:the|that|our)", "rehearsal",
    "wheel of misfortune", "phishing (?:test|simulation|training|campaign of ours)",
    "(?:failover|fail-over|switch-?over|dr|disaster recovery|restore|evacuation) (?:test|drill|exercise)",
    "pen-?test", "penetration test\\w*", "red team exercise", "test (?:page|alert|incident|alarm)",
    "(?:quarterly|monthly|yearly|annual) (?:simulation|test|exercise)", "follow the runbook",
    "(?:please )?ignore[,:]? (?:this is )?(?:a )?test", "this is (?:only )?a test", "training incident",
    "on purpose", "practi[cs]e run", "mock incident",
)  # fmt: skip
# A drill that caused a real incident
_IN_DRILL: Final = lexicon(
    "(?:during|in|from|after|because of|since) (?:a|an|the|our|today's|yesterday's|this|last night's) (?:\\w+ ){0,2}"
    "(?:drill|game ?day|exercise|simulation|rehearsal|test|experiment)"
)
_NO_DRILL: Final = lexicon("not a drill", "not a test", "no drill", "isn't a drill", "for real")
_TEST_PLACE: Final = lexicon(
    "staging", "gstg", "stg", "pre-?prod\\w*",
    "(?:test|testing|qa|uat|dev|demo|perf|performance|sandbox|integration|development|load-?test\\w*|preview|"
    "acceptance|lab) ?(?:env|environment|cluster|system|stack|account|server|box|instance|namespace|tier|"
    "site|db|database)\\w*", "on (?:test|qa|uat|dev|perf|demo|the lab)",
    "in (?:test|qa|uat|dev|perf|the lab|the sandbox)", "(?:test|qa|uat|dev|staging) only",
    "only (?:in )?(?:test|qa|uat|dev|staging)", "only qa",
    "(?:isn't|not|aren't|not yet) (?:\\w+ )?(?:in )?(?:production|prod|live|released|launched|public)(?: use|"
    " yet| traffic)?", "non-?prod\\w*", "sandbox keys", "load test\\w*", "playground", "homelab",
    "(?:test|qa|uat|dev|perf|demo|lab) (?:ring|kafka|redis|queue|broker|node|host|pod|fleet|cell|tenant|app|api|"
    "bucket|service|instance|vm|machine|runner|network|account|project|org)s?",
    "branch (?:deployment|deploy|environment|env|preview)", "review app", "feature branch",
    "(?:was |were |is |are )?(?:never|not yet) (?:released|shipped|in use)", "dev clusters?'?s?", "dev cluster's",
)  # fmt: skip
_PLANNED: Final = lexicon(
    "(?:planned|scheduled|announced|routine|upcoming) (?:\\w+ ){0,3}(?:maintenance|work|works|upgrade|update|"
    "migration|downtime|outage|restart|reboot|switch\\w*|change|window|patch\\w*|release|deploy\\w*|move|"
    "rotation|failover|reindex\\w*|cut-?over)",
    "maintenance (?:window|tonight|tomorrow|on|this|next|starts?|begins|planned|scheduled|from|at|"
    "announcement|notice|work)",
    "(?:about|going) to (?:flip|switch|move|migrate|upgrade|restart|reboot|rotate|patch|drain|replace|deploy|"
    "roll|update|cut|take|bump|swap|retire|decommission|resize|reindex|change)",
    "(?:we|we'll|i|i'll|will|we're|i'm|we are|i am) (?:be )?(?:moving|migrating|upgrading|restarting|"
    "rebooting|rotating|patching|replacing|switching|draining|doing maintenance|performing|updating|"
    "kill(?:ing)? the|flip|migrate|move|upgrade|restart|reboot|rotate|patch|replace|switch)",
    "(?:moving|migrating|upgrading|rebooting|restarting|rotating|patching|replacing|switching|draining|"
    "decommissioning|retiring|upgrade of|migration of|move of|replacement of|swap of|rollout of|patching of|"
    "reboot of) (?:[\\w'./-]+ ){1,9}(?:tonight|tomorrow|this (?:afternoon|evening|morning|weekend|week)|"
    "next \\w+|at \\d+|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|from \\d+|in (?:an hour|\\d+ (?:min|" "hours?)))",
    "(?:migration|upgrade|move|reboot|patching|restart|switch\\w*|cut-?over|maintenance|replacement|"
    "rotation|swap|exchange) (?:[\\w'./-]+ ){0,8}(?:at \\d\\d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    "tonight|tomorrow|this (?:afternoon|evening|weekend)|"
    "next (?:week|monday|tuesday|wednesday|thursday|friday|weekend))",
    "no (?:downtime|outage|impact|interruption) (?:is )?(?:expected|planned|foreseen)",
    "redundancy (?:is |will be )?reduced",
    "expect(?:ed)? (?:no|a short|a brief|some|short|brief) (?:\\w+ )?(?:downtime|interruption|blip|outage)",
    "as (?:planned|announced|scheduled)",
    "^(?:scheduled|planned|announcement|upcoming|reminder)(?: maintenance| work)?$", "expect up to",
    "(?:went|goes|going) (?:to|according to) plan", "change freeze",
    "heads[ -]?up",
    "(?:swap|replac|mov|migrat|upgrad|switch|decommission|retir|patch|reboot|rotat|cut|tak|exchang|renew|"
    "shut)(?:s|es|e|ing|ping|ting)(?: [\\w'./-]+){0,9} (?:on )?(?:today|tonight|tomorrow|(?:mon|tues|wednes|"
    "thurs|fri|satur|sun)day|this (?:afternoon|evening|weekend|week)|next \\w+|\\d\\d:\\d\\d (?:utc|cet|cest|"
    "est|pst|gmt|bst))",
    "(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:afternoon|evening|weekend)|"
    "next \\w+) (?:at \\S+ )?(?:we|we'll|we're|the team|ops|our provider) (?:\\w+ ){0,2}(?:go|going|move|"
    "moving|migrate|upgrade|switch|take|reboot|replace|swap|patch|rotate|restart|drain|do|run|cut|shut|will|" "are)",
    "maintenance mode (?:from|tonight|tomorrow|at|between)",
    "(?:was|were|been|gets?|being) (?:rebooted|restarted|drained|replaced|patched) for (?:a |an |"
    "the )?(?:\\w+ )?(?:patch|update|upgrade|maintenance|kernel)", "end of life", "deprecation notice", "planned",
)  # fmt: skip
_NOT_PLANNED: Final = lexicon(
    "(?:during|after|since|because of|from|in) (?:the |a |an |our |last night's |yesterday's |tonight's |"
    "this morning's |routine |some )?(?:\\w+ )?(?:planned |scheduled |routine )?(?:maintenance|work|upgrade|"
    "update|migration|window|patching|change)", "overran", "overrun", "over-?running",
    "longer than (?:planned|expected|announced)", "went wrong", "go(?:es|ne|ing)? wrong", "didn't come back",
    "did not come back", "never came back", "by accident", "accidentally", "by mistake", "unplanned", "unscheduled",
    "not planned", "unexpected\\w*", "still down", "than meant", "failed", "broke", "botched", "rolled back",
)  # fmt: skip
_FALSE_ALARM: Final = lexicon(
    "false (?:alarm|positive|alert|warning|page)s?",
    "(?:alarm|alert|page|warning|monitor|probe|check) (?:was|is|turned out to be|turns out to be) (?:wrong|"
    "false|broken|bogus|misconfigured|a mistake|stale|noise|spurious|in error)",
    "(?:broken|bogus|faulty|misconfigured|bad|stale|wrong|flaky|buggy) (?:\\w+ )?(?:probe|check|alert|alarm|"
    "monitor|sensor|threshold|health check|query|metric|label|synthetic)\\w*",
    "nothing (?:is |was |to see|to do |actually |really )?(?:wrong|here|broken|going on)", "just noise",
    "noisy (?:alert|alarm|monitor|check)", "noise", "spurious", "bogus",
    "no real (?:user|customer|order|request|issue|problem|impact|outage|traffic)\\w*",
    "(?:real|actual) (?:\\w+ )?(?:orders?|users?|traffic|payments?|customers?|requests?|logins?|"
    "checkouts?) (?:flow|work|go through|are fine|are ok|is fine|get through|succeed|unaffected|untouched|"
    "is normal|are normal)", "(?:never|not) (?:actually )?(?:happened|an incident|a real|real|an issue|an outage)",
    "working as (?:intended|designed|expected)", "expected behaviou?r", "by design", "misread", "mis-?fired?",
    "(?:alarm|alert|warning|mail|e-?mail|notice|message) (?:belongs|refers|relates) to (?:our |an |"
    "the )?(?:old|former|retired|unused|different)", "have been renewed", "has been renewed", "already renewed",
    "already fixed before", "it was (?:him|her|us|me|one of us)", "that was (?:him|her|us|me|one of us)",
    "from (?:one|a single|a) (?:\\w+ )?(?:crawler|bot|scanner|scraper|script|load test)",
    "duplicate (?:of|page|alert|ticket|report|alarm)",
    "block(?:ed|s) (?:an? |the |all )?(?:\\w+ ){0,3}(?:scans?|attacks?|attempts?|bots?|exploits?|brute force)",
    "attempts? (?:were |was )?(?:all )?blocked", "repelled", "fended off",
    "(?:meant|supposed|intended) to be (?:open|public|like that|that way|off|down)",
    "shows? (?:them|it) alive",
    "show as down", "alive and (?:serving|well)", "user error", "typo in the (?:alert|threshold|query|label)",
    "never served", "don't serve", "not supported", "unsupported", "stale alert",
    "(?:has been|was|is|were|been) (?:turned off|switched off|decommissioned|retired|shut down) "
    "(?:last|since|for|in|a|\\w+ ago)",
    "no longer exists?",
    "synthetic (?:\\w+ ){0,2}(?:fail\\w*|broke|expired|error\\w*)", "test card", "never load(?:s|ed)?",
    "never called", "not exploitable", "services? never blinked", "its own uplink",
    "(?:error rates?|errors?|latency|success rates?)(?: and \\w+){0,2} (?:are|is|look|looks|stay|"
    "stays) (?:normal|flat|fine|ok|unchanged|at baseline|low)",
    "metric is (?:pushed|written|fed|read|computed|scraped|old|stale)",
    "(?:computed|calculated|measured|counted|written|set up|configured|queried) with (?:the |a )?wrong",
    "wrong (?:divisor|formula|unit|query|threshold|denominator|metric|selector|label)",
    "(?:single|one|only) synthetic \\w+", "synthetic (?:client|user|traffic) (?:in|from|of)",
    "real traffic (?:is|are|looks?|stays?) (?:flat|normal|fine|ok|unaffected|steady)",
    "real (?:users|traffic|customers|requests) (?:don't|do not|never|didn't) (?:see|hit|touch|use|reach)",
    "actual (?:success|error|failure)\\w*", "still complains", "that nothing uses", "nothing uses",
    "(?:isn't|is not|aren't|never|nor) (?:deployed|installed|used|running) (?:anywhere|by us|by anyone|in prod\\w*)",
    "nobody (?:else )?uses", "no one (?:else )?uses",
    "(?:alarm|alert|page) (?:cleared|closed|resolved) (?:by )?itself",
    "because (?:it|the check|the probe|the exporter) (?:cached|caches|reads|looks|uses)", "cached the old",
    "alert is wrong", "numbers are wrong because", "metric (?:has|had) a (?:hole|gap)",
    "label was (?:misspelt|misspelled|wrong|missing)", "(?:wrong|mis\\w+) label", "graph artefact", "graph artifact",
    "clock skew on the monitor\\w*", "the check (?:itself )?is broken", "monitor itself",
)  # fmt: skip
_FALSE_DENIED: Final = lexicon(
    "not a false alarm",
    "no false alarm",
    "isn't a false alarm",
    "thought (?:it was|this was|it's) (?:a false alarm|noise)",
    "looked like (?:a false alarm|noise)",
    "at first",
)

_PEOPLE: Final = (
    r"(?:(?:real |end[ -]|external |actual )?(?:users?|customers?|clients?|people|anyone|anybody|guests?|visitors?"
    r"|merchants|players|consumers|subscribers|public))"
)
_NOBODY_HIT: Final = lexicon(
    rf"(?:no|zero|without(?: any)?|not any|no known|no visible|no actual|no real|no measurable|"
    rf"none of the) (?:\w+ )?(?:{_PEOPLE}|business|service|external|production|prod|production traffic|"
    rf"outside)(?:s'|'s|')?[- ]?(?:facing )?(?:impact|effect|influence|disruption|visible|affected|impacted|"
    rf"hit|noticed|harmed|complain\w*|has said|have said|saw|sees?|reports?|complaints?|is affected|"
    rf"are affected|were affected|was affected|touched|among them|lost anything|requests? (?:failed|affected|"
    rf"lost|dropped))", rf"(?:no|zero|without(?: any)?) (?:impact|effect|consequences|disruption|interruption|"
    rf"outage)(?! on the)(?: (?:on|to|for) {_PEOPLE})?",
    r"(?:nobody|no one|no customers?|no users?|none) (?:was |is |were |has |have |should |will |would |"
    r"really |actually |else )*(?:affected|impacted|hit|notic\w+|feel\w*|felt|harmed|complain\w*|"
    r"said anything|saw anything|see anything|concerned|hurt|inconvenienced)",
    rf"{_PEOPLE} (?:\w+ )?(?:notic(?:e|ed|es)|saw|see|feel|felt|experienc\w+) (?:nothing|no \w+)",
    rf"{_PEOPLE} (?:are|were|is|was|remain|remained|stay|stayed) (?:un(?:affected|impacted|harmed|touched)|"
    rf"fine|ok|not (?:affected|impacted|hit|concerned)|safe)",
    rf"{_PEOPLE} (?:\w+ )?(?:aren't|weren't|isn't|wasn't|not|won't be|shouldn't be) (?:really |actually )?"
    "(?:affected|impacted|hit|touched)",
    rf"{_PEOPLE} (?:\w+ )?(?:don't|didn't|won't|shouldn't|do not|did not) (?:even )?"
    r"(?:notice|feel (?:it|this|any\w*)|see (?:it|this|any|anything|a difference)|experience any\w*)",
    rf"(?:invisible|transparent|not visible|unnoticed|harmless) (?:to|for|by) (?:{_PEOPLE}|everyone)", "unnoticed",
    "prod(?:uction)? (?:is |was |itself )?(?:\\w+ )?(?:untouched|unaffected|not affected|fine|separate|ok|"
    "healthy|safe|not touched)",
    "(?:real|live|production) (?:systems?|services?|traffic) (?:is |are |was |were )?(?:fine|ok|unaffected|"
    "untouched|not affected)", "nothing (?:is |was )?(?:affected|impacted|at risk|in danger)",
    "no (?:customer|user) (?:tickets|complaints)",
    "did(?:n't| not) (?:affect|impact|touch|reach) (?:any )?(?:users?|customers?|prod\\w*|anyone|anybody|"
    "traffic)",
    "does(?:n't| not) (?:affect|impact|touch|reach) (?:any )?(?:users?|customers?|prod\\w*|anyone|anybody|"
    "traffic)", "before (?:anyone|anybody|users|customers) (?:noticed|saw|was hit|were hit|felt)",
    "before (?:it|they|this|that) (?:\\w+ )?(?:took|reached|hit|got to|touched|served|saw|went to) (?:any |"
    "real |the |our |live )*(?:users?|traffic|customers?|prod\\w*|requests|anyone|anybody|people)",
    "(?:rollout|release|deploy\\w*|change|upgrade|migration) (?:\\w+ )?(?:never|not) (?:started|reached|went|"
    "shipped|applied|merged|left|begun)",
    "never (?:reached|got to|made it to|hit) (?:prod\\w*|users|customers|anyone)",
    "without (?:dropping|losing|interrupting|touching) (?:anything|anyone|traffic|connections|requests|anybody)",
    "no outage (?:is )?(?:planned|expected)", "(?:system|everything|all) is (?:stable|fine|well|normal|green)",
    "carr(?:y|ies|ied) no (?:\\w+ )?traffic", "(?:no longer|not) (?:in use|used)", "unused",
    "nothing (?:was )?dropped",
    rf"no (?:errors?|impact|difference|interruption|downtime|failures?) (?:was |were )?(?:seen|felt|noticed|"
    rf"visible|reported) (?:by|for|to) (?:any )?{_PEOPLE}", "reconnected within",
    "no (?:failed|lost|dropped) (?:requests?|orders|calls|connections|messages|traffic|jobs|logins)",
    "hot spare is in", "array rebuilt", "(?:it|they|he|she) never touched (?:prod\\w*|customers)",
    "no (?:real )?customers? involved",
    "no [\\w-]+ (?:is|are|was|were) (?:hit|affected|impacted|harmed|hurt|interrupted)",
    "never (?:merged|applied|deployed|executed|rolled out|went out)",
    "(?:review|reviewer|ci|linter|qa|a colleague|dry run) (?:caught|stopped|blocked) (?:it|this|that)",
    "(?:don't|doesn't|didn't) care", "users (?:don't|do not|never) (?:touch|use|reach) (?:it|this|that)",
    "(?:apps|services|workloads|sites|everything else|the rest|all services|servers)(?: are| is| were| keep|"
    " kept| run| runs| stay| stayed)? (?:all )?(?:ok|fine|happy|healthy|up|unaffected|running|normal|green)",
)  # fmt: skip
_WORKAROUND: Final = lexicon(
    "work-?arounds?(?! (?:fails|failed|doesn't|does not|broken|stopped))",
    "(?:via|through|using|over|with|from) (?:the )?(?:[\\w-]+ ){1,3}(?:still )?(?:works?|does|goes|helps|"
    "is fine|does it|is possible)", "still (?:does|do) it", "does the job", "instead works", "works instead",
    "(?:can|could) (?:still )?(?:use|do it|switch to|see (?:them|it)|fall back|do so|get|pay|order|reach it|"
    "log in) (?:\\w+ ){0,3}(?:via|with|by|through|in|using|instead|manually|from|over|on)",
    "(?:refresh(?:ing)?|reload(?:ing)?|retry(?:ing)?|second try|another try|trying again|incognito|"
    "clearing (?:the )?(?:cache|cookies)|log(?:ging)? out and (?:back )?in|re-?login) (?:\\w+ )?(?:fixes|"
    "helps|works|solves|cures|does|goes)", "until (?:you|they|people) (?:refresh|reload)",
    "(?:default|old|other|desktop|web|mobile|api|classic|manual|english|authenticator) (?:\\w+ )?(?:works|"
    "is fine|does the job|version works)", "by hand (?:works|goes|still)",
    "manual(?:ly)? (?:works|goes|possible|upload works)", "can do it by",
    "other (?:payment methods|methods|ways|options|browsers|models) (?:work|are fine|ok)", "falls? back to",
    "get by (?:on|with)", "most help",
    "(?:takes?|took|picks? up|absorbs?|carr(?:y|ies)) (?:over )?(?:the|all|its|their) (?:jobs|load|traffic|"
    "work|requests|calls)", "log in again and", "upgrade brings", "chat works", "manual \\w+ is (?:ok|fine)",
    "(?:support|we) can (?:re-?send|do it|fix it by hand|trigger)", "there is another way",
    "the .{1,30} still does it",
)  # fmt: skip
_NO_WORKAROUND: Final = lexicon("no work-?around", "no alternative", "no other way", "without (?:a )?work-?around")
_RECOVERED: Final = lexicon(
    "all green", "green again", "back to normal", "fully recovered", "recovered",
    "(?:is|are|was|were|came|come|all) back(?: up| online| again)?", "resolved", "fixed", "mitigated",
    "self-?healed", "healed itself", "failed over(?: cleanly| fine| ok)?",
    "took over (?:cleanly|fine|as it should|without)", "cleared by itself", "restarted (?:elsewhere|itself)",
    "workload moved", "rescheduled",
)  # fmt: skip
_EARLY: Final = lexicon(
    "(?:weeks?|months?|days) (?:until|till|before|left|to go)", "was skipped",
    "expir(?:e|es|ing) (?:in|soon|next|on|within)",
    "(?:disk|volume|storage|memory|quota|space|certificate|cert|licen[cs]e) (?:\\w+ ){0,4}(?:at|over|above|"
    "reached|is) \\d+ ?%", "(?:getting|nearly|almost|close to) full", "low[- ]prio\\w*", "low priority",
    "nice to have", "backlog item", "tech debt", "trend(?:ing|s)? (?:up|towards)", "warning threshold",
    "will (?:run out|fill up|expire)",
)  # fmt: skip


def circumstances(clauses: Sequence[Clause]) -> tuple[Found, ...]:
    """Returns all circumstances that the clauses state, in the order of the text."""
    everything = " . ".join(clause.words for clause in clauses)
    return tuple(found for clause in clauses for look in _LOOKS if (found := look(clause, everything)) is not None)


def _drill(clause: Clause, everything: str) -> Found | None:
    found = _DRILL.search(clause.words)
    in_earnest = _NO_DRILL.search(everything) or _IN_DRILL.search(everything)
    if found and not in_earnest and clause.mood(found.start()) is not Mood.DENIED:
        return Found(Circumstance.DRILL, clause, found.group())
    return None


def _test_place(clause: Clause, _everything: str) -> Found | None:
    found = _TEST_PLACE.search(clause.words)
    if found and clause.mood(found.start()) is not Mood.DENIED:
        return Found(Circumstance.TEST_PLACE, clause, found.group())
    return None


def _planned(clause: Clause, everything: str) -> Found | None:
    found = _PLANNED.search(clause.words)
    if found and not _NOT_PLANNED.search(everything) and clause.mood(found.start()) is not Mood.DENIED:
        return Found(Circumstance.PLANNED, clause, found.group())
    return None


def _false_alarm(clause: Clause, everything: str) -> Found | None:
    found = _FALSE_ALARM.search(clause.words)
    if found and not _FALSE_DENIED.search(everything):
        return Found(Circumstance.FALSE_ALARM, clause, found.group())
    return None


def _nobody_hit(clause: Clause, _everything: str) -> Found | None:
    found = _NOBODY_HIT.search(clause.words)
    if found and not restricted(clause.words[: found.end()]):
        return Found(Circumstance.NOBODY_HIT, clause, found.group())
    return None


def _workaround(clause: Clause, everything: str) -> Found | None:
    found = _WORKAROUND.search(clause.words)
    if found and not _NO_WORKAROUND.search(everything):
        return Found(Circumstance.WORKAROUND, clause, found.group())
    return None


def _recovered(clause: Clause, _everything: str) -> Found | None:
    found = _RECOVERED.search(clause.words)
    if found and clause.mood(found.start()) is Mood.SAID:
        return Found(Circumstance.RECOVERED, clause, found.group())
    return None


def _early(clause: Clause, _everything: str) -> Found | None:
    found = _EARLY.search(clause.words)
    if found and clause.mood(found.start()) is not Mood.DENIED:
        return Found(Circumstance.EARLY, clause, found.group())
    return None


_LOOKS: Final[tuple[Callable[[Clause, str], Found | None], ...]] = (
    _drill,
    _test_place,
    _planned,
    _false_alarm,
    _nobody_hit,
    _workaround,
    _recovered,
    _early,
)
