"""Finds harm to data: exposure, loss and corruption, each stated, denied or feared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.analysis.severity.language import Clause, Mood, lexicon


class Damage(StrEnum):
    EXPOSED = "exposed"
    LOST = "lost"


@dataclass(frozen=True)
class Harm:
    clause: Clause
    damage: Damage
    mood: Mood
    words: str


# Leaks and breaches that aren't about data
_HARMLESS: Final = lexicon(
    "(?:memory|connection|connections|resource|handle|fd|thread|socket|goroutine|route|bgp|water|coolant|gas|"
    "session|file descriptor) leak\\w*",
    "leak\\w* (?:\\w+ )?(?:memory|connections?|handles|fds|threads|sockets|goroutines|routes|"
    "file descriptors|resources)", "memory leaking",
    "(?:sla|slo|threshold|limit|budget|target)s? (?:\\w+ )?breach\\w*",
    "breach\\w* (?:of )?(?:the |our |its )?(?:sla|slo|threshold|limit|target|budget)s?",
    "lost (?:access|connect\\w*|contact|power|quorum|the network|network|leader\\w*|heartbeat\\w*|sync|"
    "signal|packets?|time|revenue|sales|money|confidence|its \\w+ (?:link|lease|leader)|track|minutes?|"
    "hours?|redundancy|visibility|one of|a node|a disk|its disk|their session\\w*|sessions?)", "packet loss",
    "loss of (?:power|connect\\w*|signal|redundancy|visibility|quorum|revenue|cooling)",
    "packets? (?:\\w+ )?(?:lost|loss|dropped)", "exposed (?:by|via|through|as|on port)", "dead ?letter\\w*",
    "deleted (?:the )?(?:pods?|fluentd|caches?|flag|branch|rule|route|record set|temp\\w*|old|unused|"
    "config\\w*|label|group|deployment|ingress|namespace|stack)",
    "(?:cache|index|queue|session)s? (?:was |were |got )?(?:dropped|deleted|purged|flushed|cleared|"
    "corrupt\\w*|wiped)",
    "(?:corrupt\\w*|broken) (?:cache|index|config\\w*|image|package|build|binary|file ?system on|tarball|"
    "installer|layer|artefact|artifact|certificate|packet)",
    "(?:log|logs|metrics?|traces|telemetry|monitoring data|graph data) (?:\\w+ ){0,2}(?:lost|missing|gone|"
    "dropped)", "(?:lost|missing|dropped) (?:some |a few |our )?(?:logs?|metrics?|traces|telemetry|spans)",
    "dispossess\\w*", "gone (?:down|up|bad|wrong|live|out|from the internet|off)", "data ?cent(?:re|er)s?",
    "penetration test\\w*", "pen-?test\\w*", "red team\\w*",
    "dropp?ed (?:for|to|from|by|off|out|at|in|below|under)",
)  # fmt: skip
# Harm by itself, regardless of the object
_INTRUSION: Final = lexicon(
    "stolen", "stole", "steal(?:s|ing)?", "theft", "breach(?:es|ed)?", "exfiltrat\\w+", "hacked", "hackers?",
    "compromis(?:ed|e|es)", "intru(?:der|ders|sion)",
    "attackers? (?:\\w+ ){0,3}(?:ha[sdv]\\w*|got|gain\\w*|in|inside|access\\w*|posted|read|took|looked|"
    "download\\w*|sat|used?|sit|can|could|are|were|is|was|pull\\w*|mov\\w*)", "(?:ransom|mal|spy)ware",
    "ransom(?: note)?", "backdoor\\w*", "rootkit", "web ?shell", "trojan\\w*", "crypto ?miner\\w*", "cryptojack\\w*",
    "worm", "(?:un|not )authori[sz]ed (?:access|party|person|third|login|user|transfer|transactions?)",
    "(?:someone|somebody|strangers?|outsiders?|a third party|they) (?:\\w+ )?(?:came|got|broke|broken|logged|"
    "walked) in(?:to)?", "broke in(?:to)?", "broken into", "break-?in", "account take-?overs?",
    "hijacked (?:accounts?|sessions?)",
    "(?:accounts?|sessions?|profiles?) (?:\\w+ ){0,2}(?:hijacked|taken over|hacked)", "siphon\\w*",
    "skimm(?:er|ed|ing)", "(?:wallets?|funds|coins|accounts?) (?:\\w+ )?(?:drained|emptied)",
    "drain(?:ed|ing) (?:\\w+ )?(?:wallets?|funds|accounts?)",
    "malicious (?:code|version|package|commit|actors?|script|release|update|release)",
    "supply[ -]chain (?:attack|compromise)", "tampered", "privilege escalation", "data breach", "on the dark ?web",
    "pastebin", "for sale on", "doxx?ed", "phish(?:ed|ing)(?! test| simulation| training| mails? report)",
    "extort\\w*", "to an unknown (?:address|account|wallet|server)", "encrypted (?:by|files|our|all)", "encrypting",
)  # fmt: skip
_OTHERS: Final = lexicon(
    "(?:someone else's|somebody else's|each other's|strangers?'?s?|(?:other|another|different|wrong) (?:people|"
    "person|user|customer|tenant|account|account holder|patient|compan\\w+|client|member|org\\w*|site|"
    "merchant|famil\\w+|human)(?:s|'s|s')?) (?:\\w+ ){0,2}(?:data|chats?|messages?|accounts?|orders?|photos?|"
    "videos?|files?|documents?|details|names?|addresses|balances?|statements?|invoices?|records?|profiles?|"
    "inbox\\w*|e?-?mails?|conversations?|titles?|info\\w*|history|carts?|transactions?|projects?|repos|"
    "sessions?|cameras?|feeds?|prescriptions?|results?|tokens?|cookies?)",
    "(?:belong(?:s|ing)? to|data of|details of|accounts? of|logged in as|signed in as|session of|emails? of|"
    "records? of|cookies? of|bodies of) (?:somebody else|someone else|other \\w+|another \\w+|the wrong \\w+|"
    "a different \\w+|strangers?)",
    "(?:see|sees|saw|shows?|shown|showing|views?|viewing|opens?|opened|gets?|got|display\\w*|load\\w*|reads?|"
    "receiv\\w+) (?:[\\w'-]+ ){0,4}(?:other|another|different|wrong) [\\w-]+(?:'s|s') [\\w-]+", "someone else's",
    "somebody else's", "inside a stranger's", "stranger's", "each other's", "cross-?tenant", "tenant isolation",
    "to the wrong (?:person|people|recipients?|customers?|users?|tenants?|accounts?|address\\w*|patients?)",
    "(?:sent|mailed|emailed|shown?|visible|displayed|delivered|served) to (?:each other\\b|the wrong|other|another|"
    "unrelated|all|random)(?: \\w+)? (?:users?|customers?|people|tenants?|accounts?|recipients?|clients?|"
    "members?|patients?)",
)  # fmt: skip
_EXPOSURE: Final = lexicon(
    "leak(?:s|ed|ing|age)?", "expos(?:e|es|ed|ing|ure)", "dumped",
    "public(?:ly)?(?: readable| accessible| visible| reachable| available| by mistake)?", "world-?readable",
    "open to (?:the )?(?:internet|world|anyone|public)", "readable (?:by|for|to) (?:any\\w*|every\\w*|all)",
    "(?:visible|accessible) to (?:any\\w*|every\\w*|all|others|strangers|the public)",
    "without (?:a )?(?:password|login|auth\\w*)", "in plain ?text", "in clear ?text", "unencrypted", "unmasked",
    "disclos\\w+", "indexed by google", "cached some", "downloaded", "scraped", "copied out",
    "(?:sent|sending|sends|forwarded) to (?:a |an |some\\w* )?(?:\\w+ )?(?:third|foreign|unknown|somebody|"
    "outside|external|unrelated)\\w*", "pull(?:ed|ing)? (?:\\w+ )?(?:names|records|data|pii)",
    "committed to (?:a )?public", "posted (?:\\w+ )?screenshots", "visible in (?:our |the |a )?public",
    "(?:someone|somebody|anyone|anybody|they|who) (?:\\w+ )?(?:listed|copied|downloaded|read|accessed|opened|"
    "viewed|queried|dumped|pulled|scraped|cloned|granted)", "listed and copied",
    "(?:exported|copied|mailed|uploaded|took|moved) (?:[\\w'-]+ ){0,5}(?:to|onto|into) (?:a |an |his |her |"
    "their )?(?:private|personal|usb|home|gmail|dropbox|outside|external) (?:drive|mail|e-?mail|account|"
    "stick|laptop|device|address|\\w+)", "insider", "granted (?:it|them) access", "viewed", "claims? to have",
    "in the wild", "press is calling", "in a public",
)  # fmt: skip
_PRIVATE: Final = lexicon(
    "(?:customers?|users?|clients?|patients?|personal|private|sensitive|confidential|employee|member|guest|"
    "payment|billing|health|medical|production|tenant|account|secret)(?:s|s'|'s)? ?(?:\\w+ ){0,2}(?:data|"
    "info\\w*|records?|details|names?|e?-?mails?|addresses|files?|documents?|tokens?|keys?|passwords?|"
    "credentials?|repos?\\w*|photos?|messages?|secrets?|backups?|databases?|tables?|variables)",
    "(?:gps|location|gene\\w*|tax|voter|health|medical|chat|payroll|biometric|browsing|loan|insurance) data",
    "data of \\w+", "crm", "customer base", "client base", "trade secrets?", "location",
    "(?:mail|mailbox) and contacts", "user uploads", "pii", "phi", "gdpr", "personal data", "ssns?",
    "social security", "passports?", "medical", "card (?:numbers?|data|details)", "credit cards?", "pan data",
    "passwords?", "password hashes", "credentials?", "api keys?", "private keys?", "signing keys?", "access keys?",
    "access tokens?", "oauth tokens?", "tokens?", "cookies?", "secrets?", "phone numbers?", "email addresses",
    "e-mail addresses", "home addresses", "dates of birth", "salar(?:y|ies)", "payslips?", "cvs", "resumes",
    "messages", "photos", "names", "private", "customers?'", "buckets?", "database dumps?", "db dumps?",
    "source code", "chats?", "ci variables", "user (?:data|info|list)", "customer list",
)  # fmt: skip
_LOSS: Final = lexicon(
    "lost", "los(?:e|es|ing)", "loss", "deleted", "delet(?:es|ing|ion)", "removed", "wip(?:ed|es|ing)",
    "eras(?:ed|es|ing)", "dropp?ed", "truncat\\w+", "overwr(?:ote|itten|ites|iting)", "purged", "destroy\\w*",
    "corrupt(?:ed|s|ing|ion)?", "mangled", "gone(?! (?:through|out))", "disappear\\w*", "vanish\\w*",
    "(?:can't|cannot|can not|could not|couldn't|won't) be (?:recovered|restored|undone|read back)",
    "un?recoverabl[ey]", "irrecoverabl[ey]", "irretrievabl[ey]", "permanently (?:\\w+)", "shredded", "rm -rf",
    "garbled", "garbage", "scrambled", "zeroed", "emptied",
    "replaced (?:by|with) (?:an? )?(?:\\w+ )?(?:empty|old|wrong|blank|other)\\w*",
    "revert(?:ed|ing)(?! (?:the|it|this|our|to the))", "lost for good", "have nothing left", "set to null", "nulled",
    "wrong content", "rolled back to (?:yesterday|last|an old)", "merged into each other", "wrong balances?",
    "miscalculated", "thrown away", "threw away", "(?:do|does|did)(?: not|n't) exist(?: any ?more)?",
    "made us delete", "unreadable",
)  # fmt: skip
_MAYBE_LOSS: Final = lexicon(
    "missing",
    "not there (?:any ?more|anymore)",
    "inconsistent",
    "diverged",
    "divergent",
    "split[ -]?brain",
    "the other never saw",
    "double-?charged",
    "charged twice",
    "duplicate charges?",
)
_DATA: Final = lexicon(
    "data", "rows", "records?", "files?", "photos?", "pictures?", "images people", "videos?", "documents?",
    "docs of", "messages?", "e?-?mails", "orders?", "transactions?", "uploads?", "uploaded", "posts?",
    "histor(?:y|ies)", "commits?", "repos?", "repositories", "projects?", "customer sites",
    "customers?'? (?:sites?|accounts?|projects?|environments?|instances?|volumes?|databases?|entire|whole|"
    "content|uploads?|files?|data|records)", "user accounts?", "user\\w* (?:data|files|content|tables?)",
    "accounts?", "volumes?", "snapshots?", "buckets?", "objects", "content", "music", "media", "archives?",
    "save ?games?", "saves", "progress", "backups?", "tables?", "database", "prod(?:uction)? db", "writes",
    "entries", "private cloud", "tenants?", "workspaces?", "mailbox(?:es)?", "notes", "recordings?", "balances?",
    "wallets?", "coins", "funds", "points", "bookings?", "subscriptions?", "tickets", "comments", "every file",
    "everything they own", "notebooks", "events", "payments?", "home director\\w+", "drives?", "folders?", "copies",
    "copy", "nothing left", "branches", "schema", "ledger\\w*", "characters", "inventor(?:y|ies)",
)  # fmt: skip
_NO_USER_DATA: Final = lexicon(
    "test data",
    "cache[sd]?",
    "temp\\w*",
    "logs?",
    "metrics?",
    "index(?:es)?",
    "config\\w*",
    "branch",
    "flags?",
    "secondary index",
    "derived",
    "scratch",
    "demo",
    "staging",
    "label",
    "in the dashboard",
    "graph\\w*",
    "access",
    "redundant",
    "replica(?:s)? (?:\\w+ )?(?:lost|corrupt\\w*)",
    "old backups",
    "unused",
    "dummy",
    "buffer\\w*",
    "lag",
)
_MADE_GOOD: Final = lexicon(
    "restored (?:everything|all|it all|from|every\\w*)", "fully (?:restored|recovered)",
    "all (?:\\w+ )?(?:recovered|restored)", "recovered (?:everything|all|every\\w*)",
    "(?:every\\w*|all of it) (?:is|was|has been) (?:back|restored|recovered)", "replayed", "backfilled",
    "from the trash", "undeleted", "can be (?:restored|recovered|replayed|backfilled)", "nothing (?:is |was )?lost",
    "data is (?:safe|intact)", "only (?:\\w+ )?(?:test|dummy|fake|synthetic|our own) (?:data|accounts?|records)",
    "(?:nobody|no one) (?:but us|else|outside)(?: \\w+){0,3} (?:read|saw|accessed|opened|downloaded|touched)",
    "(?:access )?logs (?:prove|show|confirm) (?:that )?(?:nobody|no one|no access|only we|none)", "never accessed",
    "not accessed", "nothing (?:was |has been )?(?:accessed|taken|read|leaked|stolen|exposed)", "was him", "was her",
    "it was us", "was me", "was one of us", "rotated before", "revoked before", "were fake",
    "(?:access |permission |auth )?checks? (?:holds?|held)", "(?:his|her|their|our) own (?:test )?accounts?",
    "(?:mfa|2fa|waf|edr|the proxy|the firewall) (?:blocked|stopped|caught) (?:it|them|this|that)",
    "(?:meant|supposed|intended) to be (?:open|public|readable|shared)",
    "no (?:evidence|sign|signs|indication|trace|traces) (?:of|that|anyone|anybody|it)",
)  # fmt: skip


def harms(clauses: Sequence[Clause]) -> tuple[Harm, ...]:
    """Returns all harm that is mentioned. If the text says it was repaired or ruled out, none counts as stated."""
    found = tuple(harm for clause in clauses for harm in _harms_in(clause))
    if any(_MADE_GOOD.search(clause.words) for clause in clauses):
        return tuple(Harm(harm.clause, harm.damage, Mood.DENIED, harm.words) for harm in found)
    return found


def _harms_in(clause: Clause) -> Iterator[Harm]:
    words = _HARMLESS.sub(lambda found: " " * len(found.group()), clause.words)
    yield from _exposures(clause, words)
    yield from _losses(clause, words)


def _exposures(clause: Clause, words: str) -> Iterator[Harm]:
    found = _INTRUSION.search(words) or _OTHERS.search(words)
    if found is None and _PRIVATE.search(words):
        found = _EXPOSURE.search(words)
    if found:
        yield Harm(clause, Damage.EXPOSED, clause.mood(found.start()), found.group())


def _losses(clause: Clause, words: str) -> Iterator[Harm]:
    if not _DATA.search(words) or _NO_USER_DATA.search(words):
        return
    found = next((found for found in _LOSS.finditer(words) if _is_of_data(words, found)), None)
    if found:
        yield Harm(clause, Damage.LOST, _mood_of_loss(clause, found.start()), found.group())
    elif found := _MAYBE_LOSS.search(words):
        mood = clause.mood(found.start())
        yield Harm(clause, Damage.LOST, Mood.POSSIBLE if mood is Mood.SAID else mood, found.group())


def _is_of_data(words: str, found: re.Match[str]) -> bool:
    """Returns whether data is mentioned within a few words of the loss."""
    before = " ".join(words[: found.start()].split()[-_NEAR:])
    after = " ".join(words[found.end() :].split()[:_NEAR])
    return bool(_DATA.search(before) or _DATA.search(after))


_NEAR: Final = 7


def _mood_of_loss(clause: Clause, start: int) -> Mood:
    """Returns the mood of a loss; `can't be recovered` contains a negation but is a loss."""
    return Mood.SAID if clause.words[start:].startswith(("can", "could", "won't")) else clause.mood(start)
