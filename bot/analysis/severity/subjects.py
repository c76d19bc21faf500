"""Finds what is affected: the whole product, a revenue-critical service, a major function, or something smaller.

`subject_of` reads a clause. If it names several things, a narrower one wins, then the most important one.
"""

import re
from enum import IntEnum
from typing import Final

from bot.analysis.severity.language import lexicon


class Subject(IntEnum):
    """The kinds of things that fail, from least to most important."""

    COSMETIC = 1
    WATCHING = 2
    COMPONENT = 3
    INTERNAL = 4
    FEATURE = 5
    UNKNOWN = 6
    SPINE = 7
    CONTROL = 8
    FUNCTION = 9
    WHOLE = 10
    REVENUE = 11


_COSMETIC: Final = lexicon(
    "typos?", "wording", "spelling", "misspel\\w+", "misaligned", "alignment", "colou?rs?", "font\\w*", "icons?",
    "logos?", "tooltips?", "padding", "margins?", "layout", "cosmetic\\w*", "copyright", "footers?", "favicons?",
    "capitali[sz]\\w+", "grammar", "wordings?", "(?:button|field|column|menu) labels?", "placeholder\\w*",
    "hello \\{\\w+\\}", "greets?", "(?:is|are) (?:called|named|spel(?:led|t)|labelled) ['\"][^'\"]{1,60}['\"]",
    "confusing", "looks? (?:unsaved|odd|off|ugly|wrong|funny)", "in the docs", "documentation",
    "docs (?:page|site|samples?|examples?)", "code samples?",
    "says? '?[\\w-]{1,30}'? instead of", "release notes", "changelogs?", "dead links?", "broken links?", "says? '",
    "time ?zone (?:the )?(?:timestamps?|label)", "timestamps", "readme", "blurry", "overlap\\w*", "css", "styling",
    "styles?", "translations?", "faq", "pixels?", "dark theme",
)  # fmt: skip
_WATCHING: Final = lexicon(
    "prometheus", "grafana", "kibana", "thanos", "cortex", "loki", "splunk", "sentry", "new ?relic", "datadog",
    "nagios", "zabbix", "pingdom", "statsd", "telegraf", "fluentd", "fluent-?bit", "\\w+beat", "r?syslog",
    "journald", "promtail", "graylog", "logstash", "jaeger", "tracing",
    "traces", "metrics?", "monitoring",
    "log(?:s|ging)? (?:shipping|pipeline|collection|host|forwarding|aggregation)", "logs", "log shipping",
    "scrap(?:e|es|ing)", "exporters?", "compactor", "silences?", "pages for",
    "log (?:search|queries|host|retention)", "alert ?rules?", "apm", "dashboards? (?:tiles|panels)", "ddagent",
    "\\w+[-_]exporters?", "collectors?", "vector", "opentelemetry", "otel", "honeycomb", "victoriametrics", "mimir",
    "graphite",
    "influx\\w*", "icinga", "checkmk", "auto-alert", "observability", "telemetry", "dashboards? (?:in|of) grafana",
    "graphs?", "heartbeats?", "synthetic\\w*", "canary check", "opsgenie", "log host", "audit logs?", "alertmanager",
    "status checks?", "slo burn", "uptime checks?", "blackbox",
)  # fmt: skip
_COMPONENT: Final = lexicon(
    "nodes?", "hosts?", "pods?", "replicas?", "standby", "secondary", "brokers?", "disks?", "volumes?",
    "containers?", "machines?", "vms?", "racks?", "server", "servers", "instances?", "shards?", "workers?",
    "caches?", "cpu", "memory", "heap", "gpus?", "threads?", "sockets?", "connections?", "locks?", "swap", "raid",
    "psu", "fans?", "cron ?jobs?", "cron", "queues?", "consumers?", "partitions?", "topics?", "daemons?",
    "process(?:es)?", "backups?", "backup jobs?", "snapshots?", "indexer", "schedulers?", "sidecars?", "etcd",
    "kubelet", "proxies", "proxy", "links?", "ports?", "nics?", "certs?", "certificates?", "licen[cs]es?",
    "index(?:es)?", "batch jobs?", "jobs?", "pipeline", "quota", "pools?",
)  # fmt: skip
_INTERNAL: Final = lexicon(
    "internal(?:ly)?", "intranet", "in-house", "inhouse", "warehouse", "dwh", "bi", "looker", "tableau", "power ?bi",
    "redash", "metabase", "superset", "wiki", "confluence of ours",
    "our (?:jira|confluence|wiki|slack|github|gitlab|jenkins|artifactory|vpn|office|engineers|developers|"
    "devs|staff|employees|hr|erp|crm)", "hr", "payroll tool", "back ?office", "office", "offices", "vpn",
    "printers?", "meeting rooms?", "badge readers?", "laptops?", "employees?", "staff", "colleagues",
    "workstations?", "engineers", "devs", "dev team\\w*", "developers of ours",
    "internal (?:box|tool|dashboard|admin|wiki|users?|service)", "dev\\.[\\w.-]+", "jenkins", "nexus", "sonarqube",
    "test suite", "our ci", "our own ci", "our build", "data science", "analysts?",
    "finance (?:team|looks|department)", "sales (?:team|demos?|calls|people)", "support tool",
    "ticket(?:ing)? system", "time ?sheets?", "reporting (?:replica|database|db)",
    "nightly (?:job|build|clone|report|import|etl)", "etl", "airflow", "dbt", "internal reports?", "bi reports?",
    "expense\\w*", "onboarding tool", "code review", "linters?", "merge queue",
    "our (?:helpdesk|ticketing|calendar|mail)",
)  # fmt: skip
_FEATURE: Final = lexicon(
    "buttons?", "widgets?", "pickers?", "filters?", "filtering", "sort(?:ing)?", "tooltips?", "avatars?", "themes?",
    "dark mode", "sidebars?", "comments?", "previews?", "thumbnails?", "emojis?", "stickers?", "gifs?",
    "autocomplete", "auto-?complete", "suggestions?", "recommendations?", "tabs?", "menus?", "dropdowns?", "modals?",
    "dialogs?", "charts?", "pdfs?", "receipts?", "badges?", "csv", "exports?", "exporting",
    "bulk (?:edit|import|export|upload)", "imports?", "importer", "integrations?", "plugins?", "extensions?",
    "add-?ons?", "(?:the|monthly|weekly|custom|usage|sales|pdf|scheduled) reports?", "reports page", "web ui", "ui",
    "settings?", "preferences?", "profiles?", "beta", "preview feature", "experimental", "options?", "safari",
    "firefox", "edge browser", "internet explorer", "ie11", "older browsers?", "resiz(?:e|ing)", "renam(?:e|ing)",
    "print(?:ing)?", "locales?", "language", "history", "help cent(?:er|re)", "blog", "forums?", "newsletters?",
    "invoices?", "statements?", "livestream\\w*", "live ?stream\\w*", "screen ?shar\\w+", "recordings?",
    "transcripts?", "captions?", "virtual backgrounds?", "calendars?", "invites?", "invitations?", "mentions?",
    "reactions?", "bookmarks?", "favou?rites?", "tags?", "labels", "follow(?:ers|ing)?", "polls?", "stories",
    "gift ?cards?", "coupons?", "vouchers?", "promo(?:tion)? codes?", "discounts?", "wish ?lists?", "reviews?",
    "ratings?", "maps?", "chat ?bots?", "hover", "drag and drop", "keyboard shortcuts?", "shortcuts?", "undo",
    "templates?", "wizard", "tour", "banner\\w*", "carousels?", "shel(?:f|ves)", "'recently viewed'", "video player",
    "thai", "(?:arabic|chinese|japanese|korean|cyrillic|hebrew) \\w+", "zaps?", "triggers?", "toolbars?",
    "split view", "squares", "heat ?maps?", "playlists?", "subtitles?", "watch ?list\\w*", "wallpapers?", "drafts?",
    "signatures?", "snippets?", "macros?", "kanban", "roadmap", "gantt", "whats ?new", "badge count", "share sheet",
    "dark/light", "scroll\\w*", "copy link", "gift\\w*", "referral\\w*", "loyalty points", "surveys?", "quiz\\w*",
    "sso group mapping", "spaces?", "channels? list", "pinned", "timeline export", "zip", "xlsx", "excel",
    "word export", "print ?view", "mini ?map", "voice-?over", "episodes?", "add-?in", "little \\w+", "cli",
    "apostrophe\\w*", "leaderboards?", "achievements?", "cosmetics", "skins?", "voice messages?", "read receipts?",
    "typing indicator\\w*", "presence", "status emoji", "unread counts?", "counters?", "analytics",
    "usage (?:page|graph|stats)", "insights", "feeds?", "rss", "sitemap\\w*", "subtitles", "wallpapers?", "sound",
    "rulesets?", "installer\\w*", "packages? for", "weekly", "nightly", "changelog", "page", "panel", "field",
    "form", "link", "section", "column", "checkbox", "time ?zone", "scripts? api", "sandbox", "dataset",
    "two-factor texts", "moderat\\w+", "mods", "admin users", "notification settings", "data export", "feature",
    "status page", "upload\\w* an? avatar", "attachments?", "archive page", "legacy", "deprecated",
    "spell ?check\\w*", "search filters?", "saved searches", "webinar\\w*", "whiteboard\\w*",
)  # fmt: skip
_BIG_PAGES: Final = lexicon(
    "(?:login|log-in|sign-?in|checkout|check-out|payment|home|landing|front|start|product|main|any|every|all|"
    "each|error|blank|white|empty) (?:page|screen|view|form)", "page loads?", "error pages?", "every feature",
    "all features", "core feature\\w*", "main feature\\w*", "(?:most|many|several) features", "fail closed",
    "step by step", "status page",
)  # fmt: skip
# What people do occasionally, and can wait for
_MINOR_DEED: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|unable to|not able to|fails? to|won't let \w+) (?:\w+ )?(?:change|"
    r"edit|rename|delete|remove|leave|mute|block|unblock|pin|star|follow|unfollow|archive|reorder|drag|copy|"
    r"paste|undo|zoom|scroll|resize|sort|filter|toggle|hide|unsubscribe|print|tag|react|vote|like|rate|"
    r"bookmark|moderate|export|duplicate|set|collapse|expand|switch (?:language|theme|tab))\b"
)
# A thing named in quotes is one of many
_NAMED: Final = re.compile(r"(?:the |our )?['\"][^'\"]{2,40}['\"] ")
_SPINE: Final = lexicon(
    "primary(?: db| database)?", "main (?:db|database|cluster|switch|router)", "production (?:db|database|cluster)",
    "prod (?:db|database|cluster)", "database", "db", "load ?balancers?", "lbs?", "ingress(?: controller)?",
    "gateway", "api gateway", "core (?:switch|router)\\w*", "service discovery", "consul", "zookeeper", "etcd",
    "vault", "dns", "nameservers?", "resolvers?", "bgp", "backbone", "firewall", "cluster", "kubernetes", "k8s",
    "control plane nodes?", "message bus", "kafka", "rabbitmq", "redis", "memcached?", "cassandra", "mongo(?:db)?",
    "elasticsearch", "postgres\\w*", "mysql", "aurora", "rds", "dynamo\\w*", "s3", "object store", "blob storage",
    "ceph", "nfs", "san", "storage (?:cluster|array|backend)", "cdn", "edge", "proxy", "proxies", "fly-proxy",
    "nginx", "haproxy", "envoy", "varnish", "auth (?:service|server|provider|vendor|backend)",
    "identity (?:provider|service)", "idp", "ldap", "active directory", "power", "cooling", "ventilation", "hvac",
    "chillers?", "air ?con\\w*", "dc", "inlet", "halls?", "generator\\w*", "ups", "network", "switch(?:es)?",
    "routers?", "uplinks?", "fib(?:re|er)", "transit", "isp", "peering", "vpc", "subnets?", "route tables?", "nat",
    "mesh", "istio", "service mesh", "hypervisors?", "domain controllers?", "mainframe", "web ?tier",
    "app ?servers?", "web ?servers?", "backends?", "upstreams?", "fleet", "front ?end fleet", "index servers?",
    "instance metadata", "secrets? (?:store|manager)", "kms", "hsm",
)  # fmt: skip
_CONTROL: Final = lexicon(
    "dashboards?", "dash", "control panels?", "control planes?", "consoles?", "portals?",
    "admin(?: area| panel| ui| console| interface| site)?", "management (?:api|plane|console|ui)", "back-?end ui",
    "provisioning", "config(?:uration)? (?:updates?|changes?|api|push(?:es)?)", "kubernetes api", "k8s api",
    "api server", "kube-?apiserver", "terraform provider", "account (?:page|area|portal|settings|management)",
    "creating (?:a |new )?(?:\\w+ ){0,2}(?:clusters?|instances?|vms?|droplets?|servers?|databases?|machines?)",
    "settings pages", "self-?service",
)  # fmt: skip
_FUNCTION: Final = lexicon(
    "log(?:s|ged|ging)?[ -]?ins?", "sign(?:s|ed|ing)?[ -]?(?:in|on|up)s?", "sign-?ups?", "signins?", "signups?",
    "registrations?", "sso", "saml", "oauth", "oidc", "auth(?:entication|orization|orisation)?", "sessions?",
    "passwords? resets?", "password", "mfa", "2fa", "two-factor", "one-time codes?", "otps?", "api", "apis", "rest",
    "graphql", "grpc", "webhooks?", "endpoints?", "publish\\w*", "push(?:es|ing)?", "pulls?", "clon(?:e|es|ing)",
    "fetch(?:es|ing)?", "merg(?:e|es|ing)", "deploy\\w*", "releases", "builds?", "ci", "ci/cd", "pipelines?",
    "runners?", "actions", "workflows?", "jobs", "search(?:es|ing)?", "upload\\w*", "download\\w*",
    "messag(?:e|es|ing)", "dms", "posts?", "posting", "tweets?", "timelines?", "e-?mails?", "mails?", "sms", "texts",
    "calls?", "calling", "voice", "video", "meetings?", "join(?:s|ing)?", "notifications?", "push notifications?",
    "pages? go out", "alerts? (?:aren't|are not|not) (?:sent|delivered|going out)", "ingest(?:ion|ing)?", "intake",
    "ingress of data", "events", "writes?", "reads?", "saving", "stream(?:s|ing)?", "playback",
    "sync(?:ing|hroni[sz]ation)?", "bookings?", "reservations?", "check-?ins?", "shipments?", "deliver(?:y|ies)",
    "dispatch\\w*", "tracking", "scheduling", "issuance", "renewals?", "dns resolution", "resolution", "domains?",
    "purg(?:e|es|ing)", "cache purg\\w+", "flags?", "feature flags?", "evaluation\\w*", "installs?", "provision\\w*",
    "launch(?:es|ing)?", "matchmaking", "online play", "game servers?", "multiplayer", "store", "inventory",
    "catalog(?:ue)?", "cart", "quotes?", "claims?", "prescriptions?", "transcod\\w+", "render(?:s|ing)",
    "training jobs?", "inference", "completions?", "prompts?", "models?", "chat", "queries", "query", "functions?",
    "lambdas?", "functions-as", "storage", "buckets?", "backups for customers", "rides?", "driver app",
    "mobile apps?", "ios app", "android app", "ios", "android", "desktop (?:app|client)", "client", "apps?",
    "commits?", "pull requests?", "repos(?:itories)?", "registry", "gateway", "tokens?", "service tokens?",
    "traffic", "requests?", "transfers?", "deposits?", "withdrawals?", "statements", "balances?", "atms?",
    "tickets?", "scans?", "phone lines?", "phones?", "hotline", "911", "emergency", "alerting", "paging", "cdn",
    "certificates?", "cert issuance", "mailboxes", "inbox", "files", "documents", "sheets", "data",
    "new (?:clusters?|instances?|users|accounts|droplets|databases|vms|projects|servers)", "imports",
)  # fmt: skip
_WHOLE: Final = lexicon(
    "(?:the |our |whole |entire |main |public )?sites?(?! search| map| settings| admin| selector|"
    " reliability| switch| ids?| builder)", "web ?sites?", "(?:the|our|whole|entire) app", "^(?:the |our )?app",
    "app (?:is )?(?:down|dead|offline)", "apps? (?:are|is) (?:down|dead|offline)", "platform(?! team)",
    "(?:the|our|whole|entire) product(?! page| team| manager)", "home ?page", "all (?:\\w+ )?services",
    "every (?:\\w+ )?service", "services", "everything",
    "whole (?:thing|product|system|platform|api|company|business|fleet|service|shop|site|stack)",
    "entire (?:\\w+ )?(?:product|system|platform|api|site|service|fleet|business|stack|network)",
    "prod(?:uction)? (?:is|was|went|has|down|dead|offline|broken|outage)", "the (?:whole )?service",
    "data ?cent(?:re|er)s?", "whole (?:building|campus|hall)",
    "(?:web )?pages (?:take|load|are|need|time|open|won't|don't|crawl)",
    "(?:mobile|fixed|home) (?:data|internet|network)", "broadband", "crews?", "factory floor", "checkpoints?",
    "classes", "lessons", "surgeries", "warehouses", "deliveries", "our (?:service|product|system|platform)",
    "customers?'? (?:apps?|sites?|instances?|workloads?|servers?|domains?|vms|projects?|websites?|stores?|"
    "shops?|clusters)", "customer racks", "colo\\w*", "engine", "exchange", "client sites?", "tenant sites?",
    "store ?fronts?", "shop", "marketplace", "internet", "web app", "system", "systems", "game", "games", "any page",
    "every page", "all pages", "(?:all |all of )our pages", "(?:any|every|all) (?:\\w+ )?(?:requests?|calls?)",
    "all traffic", "all regions", "all (?:the )?(?:instances|sites|apps)",
    "(?:apps|sites|instances|stores|shops|servers|workloads|services) of (?:all |our |"
    "every )?(?:\\w+ )?(?:customers?|users|tenants|merchants|clients)", "data plane",
    "not a single (?:user|customer|request|order|call)", "company", "business", "factory", "plants?", "terminals",
    "hospital\\w*", "airport\\w*", "flights?", "(?<!merge )trains?", "stores", "branches", "network returns",
    "edge machine",
)  # fmt: skip
_REVENUE: Final = lexicon(
    "payments?", "pay", "paying", "paid", "checkouts?", "check out", "purchas\\w+", "buy", "buying", "orders?",
    "ordering", "transactions?", "card authori[sz]ations?",
    "(?<!line )(?<!sim )(?<!network )(?<!graphics )(?<!sd )cards?", "card payments?", "millions a minute", "charges",
    "charging customers", "trad(?:e|es|ing)", "billing", "revenue",
    "(?:online |ticket )?sales (?:are|is|stopped|fail\\w*|down)", "sellers", "pos", "point of sale",
    "subscriptions?", "donations?", "settlements?", "payouts?", "bets?", "betting", "ticket sales", "ad serving",
    "ads", "carts?", "tills?", "cash registers?", "stripe", "paypal", "bank transfers?",
)  # fmt: skip
_PAY_METHOD: Final = lexicon(
    "apple pay", "google pay", "paypal", "klarna", "sepa", "ideal", "amex", "american express", "gift cards?",
    "vouchers?", "coupons?", "one (?:payment|card) (?:method|provider|scheme)", "payment receipts?", "receipts?",
    "invoices?", "invoice", "billing (?:page|e-?mails?|history|portal|reports?)", "subscription page", "saved cards",
    "refunds?",
)  # fmt: skip
_VERBS: Final = (
    r"(?:get in|get on|get into|access|reach|connect|load|open (?:the|our|it)|use|play|be reached|log on|come online"
    r"|see anything|do anything|store|enter|start anything)"
)
_ACCESS: Final = re.compile(
    rf"\b(?:nobody|no one|none|nothing)(?: [\w'-]+){{0,5}} {_VERBS}\b"
    rf"|\b(?:can't|cannot|cant|couldn't|unable to|not able to|fails? to|won't|hard to|not)"
    rf"(?: [\w'-]+){{0,2}} {_VERBS}\b"
    r"|\bwon't (?:load|connect|open|start)\b|\b(?:doesn't|does not|don't) (?:load|connect|open|start|respond)\b"
)

# A domain name is a product, such as gitlab.com
_ADDRESS: Final = re.compile(
    r"(?<![\w@/.-])(?!(?:dev|status|docs|test|staging|internal|wiki)\.)[a-z0-9-]{2,}\.(?!(?:py|js|ts|json|"
    r"ya?ml|md|txt|log|sh|sql|csv|jar|exe|dll|so|conf|service|local|internal|lan|html?|css|go|rs|java|rb|php|"
    r"tar|gz|zip|pdf|png|jpg)\b)[a-z]{2,10}\b"
)


_PEOPLE: Final = lexicon(
    "users?", "customers?", "clients?", "players?", "people", "everyone", "everybody", "nobody", "no one", "anyone",
    "members?", "visitors?", "shoppers?", "students?", "teachers?", "patients?", "travell?ers?", "passengers?",
    "guests?", "subscribers?", "viewers?", "tenants?", "merchants?", "sellers?", "drivers?", "riders?", "developers",
    "orgs?", "fans", "they",
)  # fmt: skip
# What a service as a whole does: if all of it fails, the service is out
_CORE_DEED: Final = lexicon("launch\\w*", "requests?", "calls?", "connections?", "logins? and \\w+", "traffic")


def names_people(words: str) -> bool:
    return bool(_PEOPLE.search(words))


def is_core_deed(words: str) -> bool:
    return bool(_CORE_DEED.search(words))


def subject_of(words: str, *, of_customers: bool = False) -> Subject:
    """Returns the subject of a clause; UNKNOWN if no noun is known. With `of_customers`, nothing counts as internal,
    and monitoring is a product."""
    narrow = _narrow(words)
    if narrow is not None and not (of_customers and narrow is Subject.INTERNAL):
        return narrow
    broad = _broad(words)
    return Subject.FUNCTION if of_customers and broad is Subject.WATCHING else broad


def _narrow(words: str) -> Subject | None:
    """Finds a small thing that narrows the subject: the color of the checkout button is not the checkout."""
    if _COSMETIC.search(words):
        return Subject.COSMETIC
    if _PAY_METHOD.search(words):
        return Subject.FEATURE
    if _INTERNAL.search(words):
        return Subject.INTERNAL
    if _MINOR_DEED.search(words):
        return Subject.FEATURE
    if _FEATURE.search(_BIG_PAGES.sub(" ", words)) or _NAMED.match(words):
        return Subject.FEATURE
    return None


# What reports a failure isn't what fails: "metrics show login errors"
_SOURCE: Final = re.compile(
    r"\b(?:metrics?|logs?|grafana|kibana|datadog|sentry|pingdom|prometheus|splunk|new ?relic|nagios|"
    r"pagerduty|monitoring|graphs?|dashboards?|alerts?|alarms?|probes?|health ?checks?|synthetics?|"
    r"high-pri pingdom|page|pages|traces|telemetry)"
    r" (?:is |are )?(?:show|say|said|report|see|confirm|count|tell|told|indicat|suggest|scream|complain|fire|"
    r"went off|think|full of|for|about|on|that|reads?)\w*"
)
_ALARM: Final = lexicon("alerts?", "alarms?", "monitors?", "probes?", "health ?checks?", "alerting", "pagerduty")
# People who are themselves down: "12 million subscribers offline"
_CUT_OFF: Final = re.compile(
    r"\b(?:users?|customers?|clients?|players?|subscribers?|households|people|tenants|merchants|shops|stores|"
    r"branches|members|everyone|everybody|orgs)"
    r" (?:[\w'-]+ ){0,3}(?:offline|down|disconnected|cut off|without (?:service|power|internet|signal|"
    r"connection)|in the dark|dark|have nothing left|kicked out|thrown out)\b"
)

_BROAD: Final = (
    (_REVENUE, Subject.REVENUE),
    (_WHOLE, Subject.WHOLE),
    (_ADDRESS, Subject.WHOLE),
    (_CUT_OFF, Subject.WHOLE),
    (_ACCESS, Subject.WHOLE),
    (_CONTROL, Subject.CONTROL),
    (_WATCHING, Subject.WATCHING),
    (_FUNCTION, Subject.FUNCTION),
    (_ALARM, Subject.WATCHING),
    (_SPINE, Subject.SPINE),
    (_COMPONENT, Subject.COMPONENT),
)


def _broad(words: str) -> Subject:
    told = _SOURCE.sub(" ", words)
    return next((subject for pattern, subject in _BROAD if pattern.search(told)), Subject.UNKNOWN)
