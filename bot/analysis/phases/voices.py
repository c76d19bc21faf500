"""Classifies who an event is from: monitoring, a system, a customer, support, communications, a lead, a responder.

The word that says it stands last: a network team is a team, and what a network says is a log. A number or a letter
after it, or what stands in brackets, is passed over. A leader and somebody of another company are told by a word
anywhere in the name.
"""

import re
from collections.abc import Mapping
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


# What alerts write of themselves into a chat or a log
_ALERT: Final = re.compile(
    r"\W*\[(?:firing|alert(?:ing)?|crit(?:ical)?|(?P<clear>resolved|recover(?:ed|y)|ok))\b[^\[\]]{0,20}\]",
    re.IGNORECASE,
)


def is_alert(text: str) -> bool:
    """Returns whether an entry is what an alert wrote itself, be it that it fires or that it is over."""
    return _ALERT.match(text) is not None


def is_firing(text: str) -> bool:
    return is_alert(text) and not clears(text)


def clears(text: str) -> bool:
    """Returns whether an entry is an alert that ends: of others it says nothing."""
    found = _ALERT.match(text)
    return found is not None and found["clear"] is not None


def _table(words: Mapping[Voice, str]) -> Mapping[str, Voice]:
    return {word: voice for voice, listed in words.items() for word in listed.split()}


_ANYWHERE: Final = _table(
    {
        Voice.LEAD: """
        lead leader commander manager coordinator director head captain chief ic im mim cto ceo ciso coo cio
        vp scribe supervisor
        """,
        Voice.VENDOR: """
        vendor provider supplier carrier isp registrar upstream manufacturer third-party hoster
        """,
    }
)
_LAST: Final = _table(
    {
        Voice.SPEAKER: """
        comms comm communication communications communicator statuspage page status social marketing press
        pr spokesperson spokesman spokeswoman statement announcement announcements bulletin newsletter blog
        """,
        Voice.MONITOR: """
        alert alerts alerting alertmanager alertbot alarm alarms monitor monitors monitoring pager pagerduty
        datadog prometheus grafana nagios zabbix icinga newrelic relic sentry opsgenie victorops pingdom
        uptime uptimerobot uptime-kuma updown statuscake cloudwatch stackdriver splunk kibana dynatrace
        appdynamics honeycomb bugsnag rollbar synthetic synthetics healthcheck healthchecks watchdog watcher
        probe probes canary check checks kuberhealthy sensu checkmk site24x7 thousandeyes catchpoint
        blackbox siem anomaly detection travis jenkins circleci buildkite ci lightstep signalfx betterstack
        incident.io wavefront netdata prtg solarwinds logicmonitor librenms observium nms metrics metric
        sensor sensors dashboard dashboards graph graphs netflow smokeping ganglia munin telemetry scom
        """,
        Voice.SUPPORT: """
        support helpdesk desk csm success care center centre sales line
        """,
        Voice.OUTSIDER: """
        customer customers user users client clients merchant merchants partner partners tenant tenants
        subscriber subscribers author authors player players visitor visitors shopper shoppers reporter
        reporters researcher researchers public passenger passengers patient patients reader readers
        publisher publishers student students employee employees seller sellers buyer buyers community
        twitter mastodon forum reddit bank
        """,
        Voice.SYSTEM: """
        system systems deploy deployer deploybot deployment release releases pipeline cron scheduler
        automation kubernetes k8s orchestrator autoscaler facility utility hardware network database db log
        logs syslog machine script job argocd argo spinnaker terraform router switch firewall array server
        host cluster controller backend service bot robot actions
        """,
        Voice.VENDOR: """
        github gitlab aws amazon gcp google azure microsoft cloudflare fastly akamai twilio stripe heroku
        digitalocean datacenter datacentre hosting
        """,
        Voice.RESPONDER: """
        team engineer engineers engineering eng dev devs developer developers admin admins sysadmin ops
        operator operators operations oncall on-call noc sre dba staff analyst technician tech responder
        infra platform it security storage qa compliance
        """,
    }
)
_SURNAMES: Final = frozenset({"page", "head", "bank", "press", "host"})
_BRACKETS: Final = re.compile(r"\(.*?\)")
_WORD: Final = re.compile(r"[^\s/,:_@#()]{2,}")


@lru_cache(maxsize=4096)
def voice_of(actor: str, source: str = "") -> Voice:
    """Classifies a name by its words: `database engineer` is a responder, `database` is the system."""
    told = (_of(name[:80].replace("_", " ")) for name in (actor, source))
    return next(filter(None, told), Voice.RESPONDER)


def _of(name: str) -> Voice | None:
    words = _WORD.findall(_BRACKETS.sub(" ", name).lower()) or _WORD.findall(name.lower())
    known = [word for word in words if word in _ANYWHERE or word in _LAST]
    if len(words) == 2 and known == words[1:] and known[0] in _SURNAMES and name.istitle():
        return Voice.RESPONDER
    if anywhere := next((word for word in known if word in _ANYWHERE), None):
        return _ANYWHERE[anywhere]
    named = [word for word in known if word not in ("bot", "robot")] or known
    return _LAST[named[-1]] if named else None
