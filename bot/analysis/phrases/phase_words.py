"""The meanings of responders' words, and the weight of each meaning for each phase.

The weights depend on the stage of the incident: a deployment before detection is a trigger, one afterwards a
mitigation. They were set by hand; one point is about one clear word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.analysis.phrases import faint_words, notice_phrases, work_phrases
from bot.timeline.model import EntryKind

# For the four stages in order: unnoticed, open, treated, over.
Weights = tuple[
    Mapping[EntryKind, float], Mapping[EntryKind, float], Mapping[EntryKind, float], Mapping[EntryKind, float]
]


@dataclass(frozen=True)
class Meaning:
    """`says` is what the words mean. A faint meaning rests on single words and hides no other."""

    key: str
    says: str
    weights: Weights
    phrases: tuple[str, ...]
    faint: bool


def weights(unnoticed: str, opened: str, treated: str, over: str) -> Weights:
    """Parses the weights of the four stages, each as `trigger 2, detection 1` or empty."""
    return _weights(unnoticed), _weights(opened), _weights(treated), _weights(over)


def _weights(words: str) -> Mapping[EntryKind, float]:
    pairs = (pair.split() for pair in words.split(",") if pair.strip())
    return {EntryKind(kind): float(weight) for kind, weight in pairs}


CLASSES: Final[Mapping[str, str]] = {
    "not": "not no never none nothing nobody neither cannot can't won't isn't aren't doesn't don't didn't wasn't"
    " weren't hasn't haven't couldn't without hardly nowhere",
    "people": "team folks people engineer engineers developer developers dev devs dba dbas sre oncall ops netops"
    " infra platform security legal expert experts specialist manager director cto ceo coo vp cfo lead"
    " leads somebody someone anybody anyone everybody everyone colleague colleagues owner owners"
    " maintainer maintainers vendor admin admins commander ic backup member department management"
    " leadership network storage database facilities contractor",
    "outsiders": "customer customers user users client clients merchant merchants partner partners tenant tenants"
    " reader readers subscriber subscribers author authors player players community public visitor"
    " visitors shopper shoppers driver drivers patient patients account accounts stakeholder stakeholders"
    " executive executives press shop shops business everyone reporter publisher passenger students school"
    " schools bank banks seller sellers buyers support sales management leadership board regulator ico"
    " employees staff company",
    "media": "twitter tweet blog banner statuspage dashboard forum linkedin facebook mastodon reddit discord slack"
    " email mail newsletter press website site page channel channels social intercom",
    "bad": "error errors fail failing failed failure failures timeout timeouts slow sluggish unreachable"
    " unavailable degraded degradation broken break crash crashes crashing crashloop crashlooping hang"
    " hanging stuck dead die spike spikes spiking offline missing blank refused rejected lost empty"
    " exhausted oom oomkilled full saturated pegged throttled exploding stale wrong corrupt corrupted"
    " panic panics deadlock deadlocks flapping overload overloaded 5xx 4xx 500 501 502 503 504 429 404 403"
    " 401 500s 502s 503s 504s 429s 404s outage down latency lag backlog unhealthy trouble impaired expired"
    " vanished disappeared corruption starved starving elevated bogus garbage inaccessible unresponsive"
    " intermittent incorrect delayed delay delays backing",
    "ok": "ok okay fine good normal normally healthy green stable online works working work worked succeed"
    " succeeds succeeding successful successfully =recovered quiet nominal passing alive sane usable"
    " available smoothly reachable operational baseline functional",
    "host": "pod pods node nodes server servers instance instances host hosts box boxes vm vms machine machines"
    " container containers replica replicas worker workers broker brokers master primary secondary standby"
    " cluster rack router routers switch balancer proxy process processes service daemon app application"
    " gateway database db cache queue hub job jobs web nginx haproxy redis postgres mysql kafka rabbit"
    " rabbitmq elasticsearch consul etcd vault consumers consumer cron scheduler runner runners kubelet"
    " coredns ingress deployment deployments stack site fleet unit frontends backend backends api",
    "change": "change changes deploy deploys deployment release releases version commit config configuration"
    " setting settings migration update upgrade flag flags rule rules rollout image chart patch build"
    " merge feature toggle certificate cert schema package launch module limits limiter",
    "fix": "fix fixes hotfix patch workaround bugfix correction mitigation remedy bandaid pr mr quickfix",
}

# Positions in which a word is an action: at the beginning of a clause, after its subject, at its end.
_DOING: Final = (
    "^ {}",
    ", {}",
    ". {}",
    "; {}",
    ": {}",
    "and|then|now|just|also|to|will|let's|please|already|have|has {}",
    "i|we|they|he|she|you|i'm|we're|i've|we've|i'll|we'll|been|be|got|get|start|begin|try|keep|by|after|manually {}",
    "{} $",
    "{} ,",
    "{} .",
    "{} and|everywhere|again|now|by|to|from|on|in|for|all|the|that|this|those|it",
)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).split(" / "))


def _doing(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Lets a single word count only as an action: "restarted the hub", not "since the restart"."""
    return tuple(place.format(phrase) for phrase in phrases for place in (_DOING if phrase.isalpha() else ("{}",)))


def _mentioned(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if phrase.isalpha())


_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "change": _listed(notice_phrases.CHANGED),
    "fault": _listed(notice_phrases.FAULT),
    "alert": _listed(notice_phrases.ALERT),
    "report": _listed(notice_phrases.REPORT),
    "notice": _listed(notice_phrases.NOTICED),
    "symptom": _listed(notice_phrases.SYMPTOM),
    "broke": _listed(notice_phrases.BROKE),
    "declare": _listed(notice_phrases.DECLARED),
    "ack": _listed(notice_phrases.ACKED),
    "pull": _listed(notice_phrases.PULLED),
    "arrive": _listed(notice_phrases.ARRIVED),
    "found": _listed(work_phrases.FOUND),
    "dig": _listed(work_phrases.DUG),
    "undo": _doing(_listed(work_phrases.UNDONE)),
    "fixing": _listed(work_phrases.FIXING),
    "propose": _listed(work_phrases.PROPOSED),
    "failed": _listed(work_phrases.FAILED),
    "told": _listed(work_phrases.TOLD),
    "easing": _listed(work_phrases.EASING),
    "eased": _listed(work_phrases.EASED),
    "watch": _listed(work_phrases.WATCHED),
    "close": _listed(work_phrases.CLOSED),
    "follow": _listed(work_phrases.FOLLOWED),
    "act": _doing(tuple(faint_words.ACTS.split())),
    "mention": _mentioned(_listed(work_phrases.UNDONE)),
    "ill": tuple(faint_words.ILLS.split()),
    "better": tuple(faint_words.BETTERS.split()),
    "thought": tuple(faint_words.THOUGHTS.split()),
    "call": tuple(faint_words.CALLS.split()),
    "talk": tuple(faint_words.TALKS.split()),
    "stock": tuple(faint_words.STOCK.split()),
    "later": tuple(faint_words.LATERS.split()),
}
_FAINT: Final = frozenset(("act", "mention", "ill", "better", "thought", "call", "talk", "stock", "later"))
# Key, meaning, and weights: unnoticed | open | treated | over
_TABLE: Final = """
change | change made | trigger 3 | mitigation 1.2 | mitigation 1.2 | review 0.8, mitigation 0.8
fault | fault occurred | trigger 1.8, detection 1 | investigation 0.6, triage 0.3, detection 0.4 |
    investigation 0.6, monitoring 0.2 |
alert | alert fired | detection 3.2 | detection 3 | detection 2.2, monitoring 0.4 | detection 1.5, monitoring
    1
report | reported by users | detection 3.2 | detection 2.8, triage 0.5 | detection 2, monitoring 0.8 |
    monitoring 1.6, detection 1.5
notice | noticed by someone | detection 1.8 | investigation 0.8, detection 0.9, triage 0.4 | investigation 0.6,
    monitoring 0.6 | monitoring 0.8
symptom | something isn't working | detection 1.5, trigger 0.7 | investigation 0.9, triage 0.8, detection 0.8 |
    investigation 0.9, triage 0.4, detection 0.3 | monitoring 0.7
broke | run or change failed | detection 2.8 | mitigation 1, investigation 1, detection 0.6 | mitigation
    1.4, investigation 1.2 | monitoring 0.7
declare | incident declared | declaration 4.5 | declaration 4.2 | declaration 3.5 | review 0.5
ack | impact being assessed | triage 2.6 | triage 2.6 | triage 1.4, monitoring 0.4,
    investigation 0.3 | monitoring 1.2, triage 0.8
pull | others pulled in | escalation 3.3 | escalation 3.3 | escalation 3 | escalation 1.8
arrive | responders joining | escalation 3, triage 0.8 | escalation 3, triage 0.8 | escalation 3 | escalation 2
found | cause discussed | investigation 2, detection 0.3 | investigation 2.6 | investigation 2.4 | review
    1, investigation 1.2
dig | cause being investigated | investigation 2 | investigation 2.2, triage 0.7 | investigation 2 | review
    1, investigation 1, monitoring 0.5
undo | mitigating action taken | mitigation 1.4, trigger 2.2 | mitigation 2.9 | mitigation 2.9 |
    mitigation 1.5, review 1.5
fixing | fix in progress | mitigation 1.8 | mitigation 2.4 | mitigation 2.4 | review 1.5, mitigation 1
propose | action proposed or decided | mitigation 0.6 | mitigation 1.5, investigation 0.2 | mitigation 1.4
    | review 0.8
failed | attempt didn't help | | mitigation 1.4, investigation 1.2 | investigation 1.4, mitigation 1.3 |
    investigation 1, monitoring 1
told | update sent | communication 4.2 | communication 4 | communication 4 | communication 3.8
easing | improving | | monitoring 1.5 | monitoring 2.6, mitigation 0.3 | monitoring 2
eased | working again | | monitoring 1.6, resolution 1 | resolution 1.9, monitoring 1.8 | resolution 1.2,
    monitoring 1.5
watch | being monitored | monitoring 1 | monitoring 1.6 | monitoring 3 | monitoring 2.6
close | resolved | resolution 1.5 | resolution 2.4 | resolution 3.8 | resolution 2.2, review 0.4
follow | follow-up | review 0.5 | review 0.8 | review 1.8 | review 3.4
act | action taken | trigger 0.9, mitigation 0.4 | mitigation 1.1 | mitigation 1.1 | mitigation 0.5,
    review 0.5
mention | action mentioned | trigger 0.6, mitigation 0.4 | mitigation 1.2 | mitigation 1.2 | mitigation
    0.5, review 0.5
ill | something is wrong | detection 0.9, trigger 0.3 | detection 0.4, triage 0.3, investigation 0.3 |
    investigation 0.3 | monitoring 0.3
better | improvement | | monitoring 0.6 | monitoring 0.8, resolution 0.7 | monitoring 0.5, resolution 0.4
thought | reasoning about the cause | investigation 0.3 | investigation 0.5 | investigation 0.4 | investigation
    0.3
call | help requested | escalation 0.8 | escalation 0.9 | escalation 0.8 | escalation 0.4
talk | communication mentioned | communication 0.8 | communication 0.9 | communication 0.9 | communication
    0.9
stock | taking stock | triage 0.3 | triage 0.6 | triage 0.2 |
later | follow-up mentioned | | | review 0.7 | review 1
"""


def _meanings() -> tuple[Meaning, ...]:
    joined = _TABLE.replace("\n    ", " ").strip().splitlines()
    rows = ([cell.strip() for cell in line.split("|")] for line in joined)
    return tuple(Meaning(key, says, weights(*stages), _PHRASES[key], key in _FAINT) for key, says, *stages in rows)


MEANINGS: Final = _meanings()
