"""Finds what a clause says about health: out, degraded or working. All words for failure are in this module.

A negated failure means it works ("nothing is down"), and negated health is a failure ("nothing works").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.analysis.severity.language import Clause, Mood, lexicon


class Health(StrEnum):
    OUT = "out"
    DEGRADED = "degraded"
    WORKING = "working"


@dataclass(frozen=True)
class Sign:
    """A statement about health: the words, and whether it is stated or only possible."""

    clause: Clause
    health: Health
    words: str
    mood: Mood = Mood.SAID


# Words that look like a failure but aren't: directions, and things that people do
_MASKED: Final = lexicon(
    r"(?:scal|cut|track|drill|calm|wind|dig|nail|narrow|writ|mark|come|comes|coming|came|bring|brought|"
    r"bringing|count|spun|spin|break)(?:s|n|t|e|ed|ing|ting|ning|led|ging|king|wn)? " r"(?:\w+ )?down",
    "down (?:to|by|from|the line|the road)", "down detector", "sign+ out", "log(?:ged|ging)? out",
    "roll(?:ed|ing)? out", "zero[ -]trust", "zero[ -]day\\w*", "zero[ -]downtime", "no-?op", "find out", "found out",
    "turn(?:s|ed)? out", "reach(?:ed|ing)? out", "out of (?:sync|date|rotation|service hours)",
    "fail(?:ed)?[ -]?over(?! \\w+ (?:fail|broke))", "failover", "error budget", "dead[ -]?letter", "deadline*",
    "drop-?down", "in the last hour*", "last week", "time out of", "break glass", "circuit break*", "rules held",
    "quorum holds", "bug report+", "report+ of", "lost and found", "kill(?:ed)? switch", "missing from the docs",
    "stop(?:ped|s)? (?:the|sending|here)", "was? out of office", "error handling",
    "block(?:ed|s) (?:it|them|this|that)",
)  # fmt: skip

_OUT: Final = lexicon(
    "down", "downtime", "offline", "unreachable", "unavailab(?:le|ility)", "not available", "inaccessible",
    "unusable", "unplayable", "outages?", "blackout", "brown-?out", "dead", "dying", "died", "dies", "gone",
    "vanish+", "disappear+", "collaps(?:e|es|ed|ing)",
    "(?:is|are|was|were|be) (?:all |completely |fully |totally |both )?out", "knock(?:s|ed)? (?:\\w+ )?out",
    "(?:takes?|took|taken|taking) (?:\\w+ ){0,3}(?:down|out|offline)",
    "f(?:a|e)ll(?:en|s|ing)? (?:right |completely )?over", "f(?:a|e)ll(?:en|s|ing)? apart",
    "f(?:a|e)ll(?:en|s|ing)? off the (?:internet|net|map)", "keel(?:s|ed|ing)? over", "tip(?:s|ped|ping)? over",
    "go(?:es|ing)? with (?:it|them)", "went with (?:it|them)", "dark", "crash+", "crash-?loop\\w*",
    "boot[ -]?loop\\w*", "restart(?:s|ing)? (?:in a )?loop\\w*", "reboot+", "blue screens?", "bsod", "panic+",
    "segfault+", "oom-?kill\\w*", "core dump\\w*", "brick+", "toast", "hosed", "bork(?:ed)?", "kaput", "busted",
    "fubar", "wrecked", "nuked", "shot", "b0rked", "foobar(?:ed)?", "screwed", "messed up", "dead in the water",
    "on fire", "melt(?:s|ed|ing)?(?: down)?", "meltdown", "belly[ -]up", "explod(?:e|es|ed|ing)",
    "blow(?:s|ing)? up", "blew up", "stone dead", "tits up", "flatlin\\w+",
    "(?:white|blank|black|empty|error) (?:pages?|screens?)", "not responding", "unresponsive",
    "refus(?:e|es|ed|ing|al)", "black-?hol\\w*", "halt+", "standstill", "stand(?:s)? still", "stood still", "stall+",
    "froze[n]?", "freez(?:e|es|ing)", "hung", "hangs?", "hanging", "stuck", "jammed", "wedged", "deadlock\\w*",
    "fail(?:s|ed|ing|ures?)?", "broke[n]?", "breaks?", "breaking", "brick wall", "error(?:s|ed|ing)?(?: out)?",
    "errors?", "(?:http )?(?:50[0-9]|52[0-7]|40[0134]|42[0-9])(?:'?s| errors?)?", "[45]xx(?:'?s)?", "exceptions?",
    "stack ?trace\\w*", "lock(?:ed|s|ing)? out",
    "(?:kick|throw|threw|thrown|bounc|log|sign|boot)(?:ed|s|ing)? (?:\\w+ ){0,4}out", "reject+",
    "declin(?:e|es|ed|ing)", "den(?:y|ies|ied|ying)", "drop(?:s|ped|ping)?", "bounc(?:e|es|ed|ing)", "cut off",
    "disconnect+", "cease+", "suspended", "evicted", "terminat(?:e|es|ed|ing)", "withdrawn", "withdrew",
    "block(?:s|ed|ing)", "no longer \\w+", "isn't coming back", "went away", "shut (?:itself )?down",
    "stop(?:s|ped|ping)?", "powered off", "loses? power", "lost power", "lost (?:its|their|all) \\w+", "nxdomain",
    "servfail", "no route\\w*", "hijack+", "expired", "ran out", "r[au]ns? out of", "exhaust(?:ed|ion|s)", "invalid",
    "corrupt\\w*", "destroy+", "wip(?:e|es|ed|ing)", "zero traffic", "read-only (?:mode )?(?:for|since|now|at)",
    "is read-only", "are read-only", "went read-only", "gone read-only", "in read-only", "no signal",
    "no dial ?tone", "garbage", "timeouts?", "time(?:s|d)? out", "timing out", "going away",
    "los(?:e|es|ing) (?:\\w+ )?(?:millions|money|revenue|sales)",
    "(?:went|goes|go|dropp?ed|fell|gone|falls?|down) to zero", "burn(?:s|ed|ing|t)(?! rate)", "flooded",
    "called off", "cancell?ed", "grounded", "unanswered", "nothing left", "can only watch", "can't be \\w+",
    "spin(?:s|ning)? (?:forever|on|endlessly)", "spinning", "spinner", "lights out", "evacuat\\w+",
    "isolated themselves", "isolated itself", "short-?circuit\\w*", "sever", "chokes?", "choked", "choking",
    "reverting", "reset(?:s|ting)? (?:itself|connections)", "hung up", "end(?:s|ed)? in failure", "aborts?",
    "aborted", "abort", "interrupted", "unbearabl\\w+", "notready", "not ready", "evict\\w+", "hard off",
    "powered down", "bombs? out", "bombed", "wall of \\S+", "shut(?:ting|s)? (?:[\\w'-]+ ){0,3}off",
    "switch(?:ed|ing)? (?:[\\w'-]+ ){0,3}off", "(?:are|were|is|was|be|stay|stayed) off", "white", "grey",
    "gr[ae]yed out", "(?:up )?in flames", "lack(?:s|ing)?", "don't go live", "silently", "time bomb", "suspended",
    "thrown out", "killed", "zombie", "corpse", "doa", "borken", "brokn", "kaputt", "nope", "no dice", "shat itself",
    "shit the bed", "gone sideways", "went sideways", "gone south", "wonky as hell", "5\\d\\ds everywhere",
    "everything red", "all red", "pull(?:ed|s)? the plug", "unplugged", "severed", "cut", "ripped out", "tripped",
    "ground to a halt", "grind(?:s|ing)? to a halt", "doing nothing", "in pending", "pending forever", "unbootable",
    "unmounted", "lost connect\\w+", "lost contact", "lost quorum", "no quorum", "split[ -]?brain",
    "overflow(?:ed|s)?", "no capacity", "impossible",
)  # fmt: skip

_DEGRADED: Final = lexicon(
    "slow(?:er|s|ed|ly|ness)?", "slow(?:ed|ing)? down", "sluggish\\w*", "crawl(?:s|ing)?", "lag(?:s|gy|ging)?",
    "latenc(?:y|ies)", "delay+", "late", "backlog\\w*", "back(?:ed|ing|s)? up", "behind", "degrad\\w+",
    "intermittent\\w*", "flak(?:y|ey|iness)", "flap(?:s|ping)?", "on and off", "hit and miss", "hit or miss",
    "spotty", "patchy", "stale", "out of sync", "out of date", "outdated", "stutter\\w*", "(?:re)?buffering",
    "glitch\\w*", "sick", "unhealthy", "unwell", "unhappy", "struggl\\w+", "suffer\\w*", "unstable", "wobbl\\w+",
    "limping", "groaning", "dragging", "pegged", "maxed", "pinned at", "overload\\w*", "overwhelm\\w*", "overrun",
    "saturat\\w+", "swamped", "hammered", "thrash\\w*", "throttl\\w+", "rate[ -]limit\\w*", "contention", "missing",
    "wrong(?:ly)?", "incorrect\\w*", "inconsisten\\w+", "duplicat\\w+", "twice", "garbled", "mangled", "blips?",
    "hiccups?", "spik(?:e|es|ed|ing)", "elevated", "increased", "raised", "higher than", "issues?", "problems?",
    "trouble", "bugs?", "buggy", "impact(?:ed|s|ing)?", "affect(?:ed|s|ing)", "misbehav\\w+", "acting up", "weird",
    "odd", "erratic", "disrupt\\w+", "packet loss", "loss", "queu(?:e|es|ed|ing)(?: up)?", "pil(?:e|es|ed|ing) up",
    "stack(?:s|ing)? up", "wait(?:s|ing)?", "takes? (?:\\w+ ){0,3}(?:seconds|minutes|hours|ages|forever)",
    "take seconds", "ages", "forever", "unsaved", "misconfigur\\w+", "misrout\\w+", "leak(?:s|ed|ing)?", "alerts?",
    "alarms?", "under (?:attack|load|pressure)", "ddos\\w*", "botched", "empty", "blank", "doubl(?:e|ed)",
    "overcharg\\w+", "mixed up", "mismatch\\w*", "unreadable", "misaligned", "misspelt", "misspelled", "red",
    "paged", "noisy", "blind", "through the roof", "sky-?high", "off the charts", "dropp?ing and coming back",
    "com(?:e|es|ing) and go(?:es|ing)?", "black", "gaps?", "holes?", "yesterday's",
    "old (?:index|data|numbers|version|content)", "skipped", "too early", "early", "wonky", "janky", "funky", "iffy",
    "dodgy", "rough", "sad", "in (?:bad|poor|rough) shape", "complain\\w*", "short in supply", "starv\\w+",
    "exceed\\w*", "over quota", "quota", "noisy neighbou?r", "regress\\w+", "give up", "gave up", "confusing", "bad",
    "awful", "terrible", "low on", "filling", "filled up", "full", "near(?:ly|ing)? (?:full|capacity)", "lost",
    "lose", "losing", "thundering herd", "(?:running|too) hot", "overheat\\w*", "pain(?:ful|fully)?", "poor(?:ly)?",
    "choppy",
    "jitter\\w*", "pixelated", "drain(?:ed|ing|s)",
)  # fmt: skip

_SOFTENED: Final = lexicon(
    "elevated", "increased", "intermittent\\w*", "sporadic\\w*", "occasional\\w*", "on and off", "slight\\w*",
    "some errors", "a few errors", "more errors", "higher", "now and then", "every now and again", "randomly",
    "flaky", "sometimes", "brief\\w*", "short(?:ly)?", "isolated", "partial\\w*", "part of", "marginal\\w*",
    "in part", "minor", "small number",
)  # fmt: skip

_FINE: Final = lexicon(
    "work(?:s|ed|ing)?", "fine", "ok", "okay", "healthy", "happy", "flat", "unaffected", "unimpacted", "untouched",
    "unharmed", "as (?:normal|usual|ever|before)", "normal(?:ly)?", "intact", "safe", "stable", "clean", "green",
    "operational", "available", "accessible", "reachable", "responsive", "keeps? (?:running|working|serving)",
    "kept (?:running|working)",
    "still (?:\\w+ )?(?:run|runs|serve|serves|works?|accept\\w*|up|flow\\w*|possible|able|get|do(?:es)? it|"
    "see|reach\\w*|load\\w*|fires?)", "(?:go|goes|went|gone|going|get|gets|got) through", "flow(?:s|ing)?",
    "running(?! out| on| hot| into)", "run as", "up and running", "back up", "is up", "are up", "all up",
    "succeed(?:s|ed|ing)?", "serv(?:e|es|ing)", "do(?:es)? the job", "hum(?:s|ming)? along",
    "do(?:es)? (?:its|their) job", "no problem", "uninterrupted", "undisturbed",
    "not concerned", "good", "sells?", "get by", "gets? theirs", "recover(?:s|ed)?", "restored", "back to normal",
)  # fmt: skip

# What people and things are supposed to do: only the negation is a failure
_DEEDS: Final = lexicon(
    "load(?:s|ed|ing)?", "respond(?:s|ing|ed)?", "start(?:s|ed|ing)?",
    "com(?:e|es|ing) (?:up|back|through|in|online)", "came (?:up|back|through|in)", "arriv(?:e|es|ed|ing)",
    "show(?:s|n|ing)?(?: up)?", "display(?:s|ed|ing)?", "appear(?:s|ed|ing)?", "resolv(?:e|es|ing)",
    "connect(?:s|ed|ing)?", "sync(?:s|ed|ing|hronis\\w+)?", "open(?:s|ed|ing)?", "render(?:s|ed|ing)?",
    "deliver(?:s|ed|ing)?", "sen[dt]s?", "sending", "receiv(?:e|es|ed|ing)", "reach(?:es|ed|ing)?", "gets?",
    "getting", "got", "updat(?:e|es|ed|ing)", "play(?:s|ed|ing)?", "stor(?:e|es|ed|ing)", "read(?:s|ing)?",
    "writ(?:e|es|ing|ten)", "sav(?:e|es|ed|ing)", "process(?:es|ed|ing)?", "complet(?:e|es|ed|ing)",
    "launch(?:es|ed|ing)?", "accept(?:s|ed|ing)?", "scal(?:e|es|ing)", "build(?:s|ing)?", "built", "run(?:s|ning)?",
    "finish(?:es|ed|ing)?", "return(?:s|ed|ing)?", "answer(?:s|ed|ing)?", "regist\\w+", "see(?:s|n|ing)?",
    "keep(?:s|ing)? up", "kept up", "function(?:s|ing)?", "possible", "online", "boot(?:s|ed|ing)?",
    "recogni[sz]\\w+", "log(?:s|ged|ging)? in", "sign(?:s|ed|ing)? in", "pay(?:s|ing)?", "paid", "buy(?:s|ing)?",
    "order(?:s|ed|ing)?", "print(?:s|ed|ing)?", "ring(?:s|ing)?", "dial(?:s|ling)?", "scan(?:s|ned)?",
    "go(?:es|ing)? out", "made", "making", "mak(?:e|es)", "taken over", "take(?:s)? over", "happen(?:s|ed|ing)?",
    "publish\\w*", "push\\w*", "creat(?:e|es|ed|ing)", "fir(?:e|es|ed|ing)", "refresh\\w*", "propagat\\w+",
    "trigger\\w*", "execut\\w+", "issu(?:e|es|ed|ing)", "renew\\w*", "ship(?:s|ped|ping)?", "post(?:s|ed|ing)?",
    "search\\w*", "join\\w*", "call(?:s|ed|ing)?", "download\\w*", "upload\\w*", "left", "move(?:s|d)?", "served",
    "settl\\w+", "clear(?:s|ed)?", "credit(?:s|ed)?", "authori[sz]\\w+", "authenticat\\w+", "validat\\w+",
    "index\\w*", "import\\w*", "export\\w*", "restor(?:e|es|ing)", "failed over", "there", "present", "visible",
    "correct(?:ly)?", "right", "properly", "traffic", "data points?", "bars?", "coming",
)  # fmt: skip

_INABILITY: Final = re.compile(
    r"\b(?:(?:cannot|can't|cant|could not|couldn't|unable to|not able to|isn't able to|aren't able to|"
    r"no longer able to|won't|refus(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|can barely|can hardly|"
    r"can no longer|impossible to|incapable of|not possible to|struggl\w+ to|have trouble|trouble)"
    r"|(?:nobody|no one|none|nothing|neither|no [\w-]+|zero [\w-]+)(?: [\w'-]+){0,5}? (?:can|could|"
    r"is able to|are able to|gets? to)"
    r") (?!reproduce|confirm|tell|explain|say|find (?:a|the|any) (?:cause|reason|pattern)|rule|believe|"
    r"be sure|hurt|help|figure|affect|impact|touch|lose|see (?:any|an|a) (?:issue|impact|problem|error|"
    r"reason)|see why|think|imagine|wait|deploy fixes|fail|break|crash|matter|cause)"
    r"(?P<verb>[\w'-]+)"
)
_DENIED_DEED: Final = re.compile(
    r"(?<![\w.-])(?:no|zero|not|nobody|no one|none|nothing|never|neither|\w+n't|dont|doesnt|didnt|isnt|wont|"
    r"hasnt|havent|0(?![.,\d%])|without)\b"
)
_NOT_WRONG: Final = lexicon(
    r"(?:no|without(?: any)?|not any|zero) (?:signs?|evidence|indications?|traces?|proof|hints?|reports?|"
    r"complaints?|reason|known|visible|suspicion)",
    r"(?:don't|doesn't|didn't|not|do not|does not) (?:see|show|expect|have|get|think|know|look|mean|need|"
    r"want|seem)(?: \w+){0,3} (?:issues?|problems?|errors?|impact|any|lost|loss|signs?|evidence|complaints?)",
)


def signs(clause: Clause) -> Iterator[Sign]:
    """Returns the signs in a clause, at most one of each health."""
    words = _MASKED.sub(lambda found: " " * len(found.group()), clause.words)
    yield from _first_of_each(
        sign
        for found in (
            _inability(clause, words),
            _denied_deed(clause, words),
            _outages(clause, words),
            _fineness(clause, words),
        )
        for sign in found
    )


def _first_of_each(found: Iterator[Sign]) -> Iterator[Sign]:
    met: set[tuple[Health, Mood]] = set()
    for sign in found:
        if (sign.health, sign.mood) not in met:
            met.add((sign.health, sign.mood))
            yield sign


def _inability(clause: Clause, words: str) -> Iterator[Sign]:
    found = _INABILITY.search(words)
    if found:
        feared = clause.mood(found.start()) is Mood.POSSIBLE
        yield Sign(clause, Health.OUT, found.group(), Mood.POSSIBLE if feared else Mood.SAID)


def _denied_deed(clause: Clause, words: str) -> Iterator[Sign]:
    """Finds a negated activity, as in `zero launches go through` and `pages don't load`."""
    for found in _DENIED_DEED.finditer(words):
        ahead = words[found.end() : found.end() + 60]
        deed = _DEEDS.search(ahead) or _FINE.search(ahead)
        if deed and ahead[: deed.start()].count(" ") <= 5 and not _NOT_WRONG.search(words, found.start()):
            failure = _OUT.search(ahead) or _DEGRADED.search(ahead)
            if failure is None or failure.start() > deed.start():
                yield Sign(
                    clause, Health.OUT, found.group() + ahead[: deed.end()], _unless_feared(clause, found.start())
                )
                return


def _unless_feared(clause: Clause, start: int) -> Mood:
    return Mood.POSSIBLE if clause.mood(start) is Mood.POSSIBLE else Mood.SAID


def _outages(clause: Clause, words: str) -> Iterator[Sign]:
    softened = bool(_SOFTENED.search(words))
    for pattern, health in ((_OUT, Health.OUT), (_DEGRADED, Health.DEGRADED)):
        for found in pattern.finditer(words):
            mood = clause.mood(found.start())
            if mood is Mood.DENIED:
                yield Sign(clause, Health.WORKING, words[: found.end()][-60:].strip())
            else:
                yield Sign(clause, Health.DEGRADED if softened else health, found.group(), mood)


def _fineness(clause: Clause, words: str) -> Iterator[Sign]:
    for found in _FINE.finditer(words):
        mood = clause.mood(found.start())
        if mood is not Mood.DENIED:
            yield Sign(clause, Health.WORKING, found.group(), mood)
