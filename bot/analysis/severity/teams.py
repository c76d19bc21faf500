"""Suggests teams for an incident, from the words of each field and from the kind of failure.

The words are those of components and products; a team is named with the words that name it. At most two.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.analysis.severity.given import Given
from bot.analysis.severity.language import Clause, lexicon, normal
from bot.analysis.severity.subjects import Subject

AT_MOST: Final = 2

# Strong words name the field itself, weak ones often go with it
_STRONG: Final[Mapping[str, re.Pattern[str]]] = {
    "database": lexicon(
        "db", "dbs", "shards?", "shard split", "lock timeouts?", "databases?", "postgres\\w*", "pg\\w*", "mysql",
        "mariadb", "mongo\\w*", "redis", "aurora",
        "rds", "dynamo\\w*", "cassandra", "scylla", "cockroach\\w*", "oracle", "sql", "sqlite", "vitess",
        "clickhouse", "elasticsearch", "elastic", "opensearch", "solr", "memcached?", "replicas?", "replication",
        "primary", "orchestrator", "deadlocks?", "tables?", "rows?", "query", "queries", "schema", "vacuum\\w*",
        "timescale\\w*", "neo4j", "hbase", "druid", "tidb", "yugabyte", "supabase", "firestore",
        "migrations? on the", "postgres \\d+", "db team", "write-?ahead", "wal", "slow quer\\w+",
        "stored procedures?", "sharding", "quorum", "raft", "collections?", "wraparound", "failover",
        "connection pool\\w*", "pgbouncer", "spanner", "bigtable", "couchbase", "etcd", "consul", "kv store",
        "index\\w*", "transaction ids?", "reindex\\w*", "snapshot restore", "int32", "integer ids?",
    ),
    "frontend": lexicon(
        "ui", "frontend", "front-?end(?! fleet)", "web ?ui", "buttons?", "pages?(?! go)", "css", "javascript", "js",
        "bundle", "browsers?", "safari", "firefox", "chrome", "widgets?", "dashboards?", "dash", "portal", "console",
        "control panel", "admin", "pickers?", "sidebars?", "screens?", "themes?", "dark mode", "layout", "react",
        "render\\w*", "web ?app", "web ?client", "website", "home ?page", "storefronts?", "html", "forms?",
        "settings", "wording", "typos?", "tiles?", "toolbar", "charts?", "graphs?", "split view", "images?",
        "fonts?", "icons?", "emoji", "titles?", "mail greets", "greets?", "welcome", "pop-?ups?", "banners?",
        "spinner", "loading", "menu", "tabs?", "column", "filters?", "player", "video tiles", "editing", "editor",
        "cookie banner", "checkout form", "web page", "site search", "plugin", "extension", "translations?",
        "locale", "calendar", "invites?", "template", "theme", "editor", "status page", "suggestions?",
        "autocomplete", "web view", "blank", "tooltips?", "modal", "dropdowns?", "look", "display\\w*", "viewers",
        "comments", "previews?", "thumbnails?", "docs", "links?", "signups?", "sign-?ups?", "users literally",
    ),
    "api": lexicon(
        "apis?", "rest", "graphql", "grpc", "webhooks?", "endpoints?", "sdk", "[45]xx", "50\\d'?s?", "429s?",
        "40[03]s?", "rate limit\\w*", "integrations?", "calls", "requests?", "gateway", "backend", "microservices?",
        "model", "inference", "evaluation", "purge\\w*", "search\\w*", "publish", "client libraries", "completions?",
        "inference", "importer", "imports?", "sync", "third-party", "partner", "callbacks?", "payload", "timeouts?",
        "json", "schema change", "serialization", "service returns", "slack", "zapier", "bots?", "chat", "messages?",
        "tokens?", "backends", "npm", "pulls", "feature flags?", "flags?",
    ),
    "infrastructure": lexicon(
        "nodes?", "hosts?", "servers?", "clusters?", "pods?", "k8s", "kubernetes", "eks", "gke", "aks", "vms?",
        "instances?", "cpu", "memory", "oom\\w*", "data ?cent(?:re|er)s?", "dc", "regions?", "zones?", "az", "power",
        "cooling", "racks?", "terraform", "autoscal\\w+", "capacity", "quota", "scal(?:e|ed|ing)",
        "service discovery", "consul", "zookeeper", "kafka", "brokers?", "rabbitmq", "queue worker", "workers?",
        "queues?", "containers?", "docker", "hypervisors?", "cloud", "aws", "gcp", "azure", "us-east-\\d",
        "eu-west-\\d", "fleet", "machines?", "droplets?", "runners?", "launches", "overload\\w*", "platform",
        "proxy", "fly-proxy", "nginx", "ingress", "gitaly", "vault", "arm64", "migration", "system\\w*", "edge",
        "hardware", "kernel", "windows machines", "boot", "blue screens?", "autoscaler", "chaos", "game ?day",
        "thread limit", "load test", "drill", "exercise", "control plane", "boxes", "box", "bare-?metal", "building",
        "burning", "frankfurt", "line card", "compute", "computes", "lambda", "serverless", "notready", "gpus?",
        "notebooks?", "printers?", "printing", "os", "systemd", "ubuntu", "linux", "windows", "vmware", "esxi",
        "openstack", "nomad", "mesos", "consul", "provisioning", "load", "traffic spike", "memory leak",
        "thundering herd", "concourse", "printers?", "label printing", "phones?", "office", "laptops?", "provider",
        "aws support", "dr", "disaster", "failover", "site switch", "vpn", "wiki", "jira", "patching",
    ),
    "security": lexicon(
        "security", "pentest\\w*", "each other'?s?", "guessable", "scraped", "breach\\w*", "attack\\w*", "stolen",
        "leak(?:ed|s)?", "credentials?", "hack\\w*", "malware",
        "ransom\\w*", "vulnerab\\w+", "cve\\w*", "exploit\\w*", "phish\\w*", "ddos", "waf", "certs?",
        "certificates?", "ssl", "tls", "letsencrypt", "secrets?", "private (?:repos|data|keys?)", "pii",
        "unauthori[sz]ed", "intrud\\w+", "researcher", "encrypt\\w*", "fraud", "suspicious", "compromis\\w+",
        "exposed", "other people's", "somebody else\\w*", "someone else's", "wrong person", "firewall rules?",
        "zero trust", "log4\\w*", "privilege\\w*", "attackers?", "scam", "scanner", "openssl", "base image",
        "keylogged", "vault backups", "stranger'?s?", "profiles", "gdpr", "privacy", "ssrf", "rce", "pen-?test",
        "token leak\\w*", "plain ?text", "unencrypted", "audit", "compliance", "personal", "public", "hijack\\w*",
        "injection", "xss", "csrf", "abuse", "bots?", "spam", "cookies", "issuance", "ocsp", "tampered", "altered",
    ),
    "network": lexicon(
        "network\\w*", "lte", "[2345]g", "hss", "hlr", "subs", "smtp", "mail relay", "roaming", "wlan",
        "access points?", "bgp", "routes?", "routing", "routers?", "switch(?:es)?", "packets?", "packet loss", "vpn",
        "vpc", "subnets?", "nat", "load ?balancers?", "lbs?", "ingress", "firewalls?", "cdn", "pops?", "edge",
        "peering", "transit", "isps?", "fib(?:re|er)", "link(?:s)? flap\\w*", "connectivity", "connections?",
        "traffic", "tcp", "udp", "bandwidth", "direct connect", "backbone", "anycast", "proxy", "proxies",
        "proxying", "ddos", "latency between", "mtu", "wifi", "wi-fi", "sip", "sms", "texts", "health checks",
        "mirrors", "http", "https", "rebuffering", "buffering", "livestream", "voip", "calls? drop\\w*",
        "unreachable", "reached from outside", "undersea", "cable", "calls?", "phone calls", "mobile data", "voice",
        "mirrors?", "provider swaps", "line card", "peering", "filters? on", "mpls", "ospf", "arp", "vlan", "wan",
        "lan", "sd-wan", "ssh", "websockets?", "disconnect\\w*", "reconnect\\w*", "live ?stream\\w*", "latency",
        "timeouts between", "rerouted", "routed", "haproxy", "envoy", "tunnel\\w*", "sites worldwide", "502",
        "carriers?", "gateways?", "by phone", "dial-?in", "cdns?", "video", "broadcast\\w*",
    ),
    "authentication": lexicon(
        "log(?:s|ged|ging)?[ -]?ins?", "logins?", "sign(?:s|ed|ing)?[ -]?(?:in|ins|on|ons|up|ups)", "sign-?ups?",
        "auth", "authori[sz]\\w+", "iam", "auth\\w*entic\\w+", "sso", "saml", "oauth", "oidc", "okta", "auth0",
        "ldap", "ad group", "active directory", "mfa", "2fa", "otps?", "one-time codes?", "passwords?", "sessions?",
        "tokens?", "identity", "user id service", "idp", "permissions?", "roles?", "accounts?", "logged out",
        "locked out", "access denied", "cognito", "credentials", "authenticator", "scim", "provisioning of users",
        "groups", "registration", "get into",
        "read-only users", "group sync", "joiners", "magic links?", "idps?", "never get in", "get in", "strangers?",
        "jwt", "keycloak", "verification", "verified accounts", "service tokens?", "rbac", "entitlements?",
        "members?",
    ),
    "payments": lexicon(
        "pay", "payments?", "paid", "checkouts?", "billing", "invoices?", "cards?",
        "card (?:payments?|authori[sz]ations?)", "charg(?:e|es|ed)", "purchas\\w+", "orders?", "carts?",
        "transactions?", "refunds?", "subscriptions?", "pos", "paypal", "stripe", "apple pay", "google pay", "bank",
        "transfers?", "payouts?", "settlement\\w*", "receipts?", "revenue", "sellers?", "trad(?:e|es|ing)",
        "balances?", "wallets?", "deposits?", "withdrawals?", "atms?", "tills?", "coupons?", "vouchers?", "tax",
        "pricing engine", "sepa", "iban", "ledger", "market", "donations?", "buy",
    ),
    "mobile": lexicon(
        "mobile", "ios", "android", "iphone\\w*", "ipad\\w*", "app ?store", "play ?store", "apk",
        "push notifications?", "app crashes", "app version", "phones?", "split view", "iphones?", "app crash\\w*",
        "mobile app", "\\w+ app", "app update", "native app", "ota", "testflight", "firebase", "fcm", "apns",
        "tablets?", "widgets? on",
    ),
    "monitoring": lexicon(
        "monitor\\w*", "metrics?", "alerts?", "alerting", "alarms?", "prometheus", "grafana", "datadog", "pagerduty",
        "sentry", "logs?", "logging", "fluentd", "fluentbit", "loki", "splunk", "kibana", "tracing", "probes?",
        "dashboards? empty", "observability", "false alarm\\w*", "false positive\\w*", "pingdom", "statuspage",
        "synthetic\\w*", "telemetry", "exporters?", "page says", "paged", "warnings?", "nagios", "opsgenie",
        "notifications", "auto-alert", "thanos", "compactor", "cortex", "mimir", "alertmanager", "blackbox",
        "graphs", "traces?", "trace sampling", "sampling", "cpu chart", "burn-?rate", "slo", "page for", "monitor",
        "log search", "health checks?",
        "heartbeat\\w*", "ingest", "oncall", "on-call page", "highe\\w+rate", "new relic", "uptime", "pages go out",
    ),
    "deployment": lexicon(
        "deploy\\w*", "releases?", "released", "rollouts?", "rolled out", "roll(?:ed|ing)? back", "rollback\\w*",
        "ci", "ci/cd", "cd", "builds?", "pipelines?", "runners?", "jenkins", "travis", "actions", "canary", "merged",
        "mr", "pr", "artifactory", "artefacts?", "artifacts?", "packag\\w+", "installers?", "upgrades?", "chart",
        "helm", "argo\\w*", "flux", "terraform", "script", "config (?:push|change)",
        "push(?:ed)? a (?:valid )?config", "hotfix", "version", "migration", "feature flag", "qa", "update for",
        "content update", "omnibus", "github organisation", "code", "weekly", "nightly build", "playbook", "ansible",
        "puppet", "chef", "old code", "concourse", "ship", "can ship", "spinnaker", "tekton", "github actions",
        "circleci", "gitlab ci", "buildkite", "teamcity", "runner", "image build", "docker build",
        "container images?", "git operations", "push", "pushes", "merge queue", "squash", "revert\\w*", "config",
        "misconfig\\w*", "rollforward", "terraform apply", "apply", "changeset", "store review", "app store",
        "admission controller", "bash uploader", "registry", "npm publish", "git push", "git pushes",
        "pull requests",
    ),
    "data": lexicon(
        "data ?loss", "lost data", "data", "warehouse", "bi", "etl", "ingestion", "analytics", "events", "reports?",
        "reporting", "csv", "exports?", "streams?", "streaming", "kinesis", "kafka", "spark", "airflow", "hadoop",
        "snowflake", "bigquery", "deleted", "removed", "corrupt\\w*", "wiped", "missing (?:rows|records|data)",
        "rows? are missing", "backups?", "gdpr", "uploads?", "dataset\\w*", "data lake", "recover\\w*", "restor\\w+",
        "reindex", "consumers lag", "import of", "migration", "consumer lag", "consumers?", "pipelines? of data",
        "batch", "nightly job", "scheduled reports", "numbers", "notes", "content", "rows", "records", "history",
        "sync", "usage", "index", "dedup\\w*", "backfill\\w*", "stale",
    ),
    "storage": lexicon(
        "storage", "disks?", "volumes?", "s3", "buckets?", "blob\\w*", "object store", "nfs", "ceph", "ebs", "san",
        "raid", "file ?systems?", "files?", "backups?", "snapshots?", "archives?", "gitaly", "repos", "images?",
        "attachments?", "uploads?", "inodes?", "disk full", "space", "gcs", "persistent volumes?", "minio",
        "glusterfs", "mounted", "drive", "mirror", "index of downloads", "packages", "building lost",
        "off-site copies", "copies", "repository", "praefect", "resync\\w*", "read-only while", "nas", "iscsi",
        "lun", "efs", "tape", "artifacts store", "registry", "media", "thumbnails?", "upload\\w*", "hosting region",
        "data cent\\w+ disks",
    ),
    "dns": lexicon(
        "dns", "nameservers?", "name servers?", "domains?", "nxdomain", "servfail",
        "resolv(?:e|es|er|ers|ing)(?! (?:the|it|this))", "route ?53", "zone files?", "dnssec", "records? ttl",
        "registrar", "bind", "coredns",
    ),
}  # fmt: skip

# The teams for each kind of thing, if the words suggest none
_BY_NATURE: Final[Mapping[Subject, tuple[str, ...]]] = {
    Subject.REVENUE: ("payments", "api"),
    Subject.WHOLE: ("infrastructure", "network"),
    Subject.FUNCTION: ("api", "infrastructure"),
    Subject.CONTROL: ("frontend", "infrastructure"),
    Subject.SPINE: ("infrastructure", "network"),
    Subject.COMPONENT: ("infrastructure",),
    Subject.INTERNAL: ("infrastructure", "deployment"),
    Subject.FEATURE: ("frontend", "api"),
    Subject.UNKNOWN: ("frontend", "api"),
    Subject.WATCHING: ("monitoring", "infrastructure"),
    Subject.COSMETIC: ("frontend",),
}
_SERVICE_WEIGHT: Final = 2.0
_NATURE_WEIGHT: Final = 0.5
_REPEATED: Final = 3
# Words of these fields occur in almost any incident, so they weigh less
_WEIGHTS: Final = {
    "infrastructure": 0.9,
    "api": 0.9,
    "data": 0.9,
    "dns": 1.5,
    "payments": 1.3,
    "mobile": 1.5,
    "authentication": 1.2,
    "security": 1.2,
    "database": 1.2,
}


def teams_for(
    given: Given, clauses: tuple[Clause, ...], subject: Subject | None, *, nobody_hit: bool
) -> tuple[str, ...]:
    """Returns the likely teams, most likely first. `nobody_hit` suggests the monitoring team."""
    scores = dict.fromkeys(_STRONG, 0.0)
    service = normal(given.service)
    for team, pattern in _STRONG.items():
        named = {found.group() for clause in clauses for found in pattern.finditer(clause.words)}
        scores[team] += _WEIGHTS.get(team, 1.0) * min(len(named), _REPEATED)
        scores[team] += _SERVICE_WEIGHT * bool(pattern.search(service))
    if given.breach is True:
        scores["security"] += _SERVICE_WEIGHT
    if given.data_loss is True:
        scores["data"] += _SERVICE_WEIGHT
    if nobody_hit:
        scores["monitoring"] += _NATURE_WEIGHT
    for place, team in enumerate(_BY_NATURE.get(subject, ()) if subject else ("infrastructure", "api")):
        scores[team] += _NATURE_WEIGHT - 0.1 * place
    ranked = sorted((team for team in scores if scores[team] > 0), key=lambda team: -scores[team])
    return tuple(ranked[:AT_MOST])
