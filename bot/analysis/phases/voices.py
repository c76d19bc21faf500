"""Classifies who an event is from: monitoring, a system, a customer, support, communications, a lead, a responder."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Voice(StrEnum):
    """Who an event is from, according to the name or the source. RESPONDER is the default."""

    MONITOR = "monitoring"
    SYSTEM = "the system"
    OUTSIDER = "a customer"
    SUPPORT = "support"
    SPEAKER = "communications"
    LEAD = "the lead"
    VENDOR = "a vendor"
    RESPONDER = "a responder"


_PATTERNS: Final = (
    (
        Voice.SPEAKER,
        r"comms|communications?|communicator|statuspage|status page|social|marketing|press|public relations|"
        r"\bpr\b|spokes\w+|community (?:team|manager)",
    ),
    (
        Voice.MONITOR,
        r"alert\w*|alarms?|(?:building |site |fraud )?monitor\w*|pager\w*|datadog|prometheus|grafana|nagios|"
        r"zabbix|icinga|new ?relic|sentry|opsgenie|victorops|pingdom|uptime\w*|statuscake|cloudwatch|"
        r"stackdriver|splunk|kibana|dynatrace|appdynamics|honeycomb|bugsnag|rollbar|synthetics?|"
        r"health ?check\w*|watchdog|probes?|canary|checks?|kuberhealthy|sensu|checkmk|site24x7|"
        r"healthchecks\w*|thousandeyes|catchpoint|blackbox|siem|fraud detection|anomaly\w*|travis|jenkins|"
        r"circleci|buildkite|ci|github actions|dead ?man\w*|lightstep|signalfx|betterstack|incident\.io|"
        r"wavefront|netdata",
    ),
    (
        Voice.SUPPORT,
        r"(?:customer |technical |merchant )?support\w*|help ?desk|service ?desk|customer (?:success|care|"
        r"service|experience|support)\w*|csm|call cent(?:er|re)|account manager|sales|front ?line",
    ),
    (
        Voice.OUTSIDER,
        r"(?:\w+ )?(?:customers?|users?|clients?|merchants?|partners?|tenants?|subscribers?|authors?|players?|"
        r"visitors?|shoppers?|reporters?|researchers?|public|passengers?|patients?|readers?|publishers?|"
        r"students?|employees?|sellers?|buyers?|tenant team|federation member|community lead|community|"
        r"twitter|forum|reddit|hacker news|bank)",
    ),
    (
        Voice.LEAD,
        r"(?:incident|duty|shift|crisis|major incident|on-?call|team|tech|engineering|operations|ops|platform|"
        r"infra|sre|security|support)? ?(?:lead|leader|commander|manager|coordinator|director|head|captain|"
        r"chief)|ic|im|mim|cto|ceo|ciso|coo|cio|vp\b.*|scribe",
    ),
    (
        Voice.SYSTEM,
        r"systems?|deploy\w*(?: bot)?|release bot|ci/cd|pipeline|cron|scheduler|automation|kubernetes|k8s|"
        r"orchestrator|bot|autoscaler|facility|utility|hardware|network|database|log|logs|machine|script|job|"
        r"argocd|argo|spinnaker|terraform",
    ),
    (
        Voice.VENDOR,
        r"github|gitlab|aws|amazon|gcp|google(?: cloud)?|azure|microsoft|cloudflare|fastly|akamai|twilio|"
        r"stripe|provider|vendor|isp|carrier|registrar|data ?cent(?:er|re)|hosting(?: company)?|upstream|"
        r"supplier|third[ -]party",
    ),
)
_WHOLE: Final = tuple(
    (voice, re.compile(rf"(?:the )?(?:{pattern})(?: (?:bot|robot|team|system|user|\w|\d+))?$"))
    for voice, pattern in _PATTERNS
)


@lru_cache(maxsize=4096)
def voice_of(actor: str, source: str = "") -> Voice:
    """Classifies a whole name: `database engineer` is a responder, `database` is the system."""
    for name in (actor, source):
        small = " ".join(name[:80].lower().replace("_", " ").split())
        for voice, pattern in _WHOLE:
            if small and pattern.match(small):
                return voice
    return Voice.RESPONDER
