"""Synonyms of the fields and figures of an incident, and of the headings of reports. incident.py reads each."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.analysis.input import values
from bot.analysis.model import MOMENTS

# fmt: off
# Objects whose fields are figures of the incident.
GROUPS: Final = ("signals", "context", "metrics", "error_metrics", "figures", "statistics", "sla", "facts")

SAME: Final[Mapping[str, str]] = {
    name: fact
    for fact, names in {
        "affected_users": (
            "users_affected", "affected_customers", "customers_affected", "impacted_users", "users_impacted",
            "customers_impacted", "impacted_customers", "customers_hit", "users_hit", "number_of_users",
        ),
        "affected_users_percentage": (
            "affected_users_percent", "users_affected_percentage", "percent_users_affected", "percentage_of_users",
            "user_percentage", "affected_percentage", "users_affected_percent", "affected_customers_percentage",
            "percent_affected", "percentage_affected", "affected_percent",
        ),
        "regions": ("affected_regions", "region", "regions_affected", "affected_region"),
        "failed_transactions": ("failed_payments", "transactions_failed", "failed_payment_attempts"),
        "revenue_impact_usd": (
            "revenue_loss_usd", "revenue_loss", "revenue_lost", "estimated_revenue_loss", "lost_revenue",
            "lost_revenue_usd", "estimated_revenue_loss_usd",
        ),
        "data_loss": ("data_lost", "is_data_loss", "has_data_loss"),
        "security_breach": (
            "data_breach", "breach", "is_security_breach", "pii_exposed", "pii_leaked", "data_exposed", "data_leak",
            "data_leaked", "personal_data_exposed",
        ),
        "customer_facing": ("is_customer_facing", "user_facing", "external_facing"),
        "workaround_available": ("workaround", "has_workaround", "workaround_exists"),
        "environment": ("env", "stage"),
        "time_to_detect": ("ttd", "mttd"),
        "time_to_acknowledge": ("tta", "mtta"),
        "time_to_mitigate": ("ttm", "mttm"),
        "time_to_resolve": ("ttr", "mttr"),
    }.items()
    for name in names
}
NUMBERS: Final = frozenset({"affected_users", "failed_transactions", "revenue_impact_usd"})
SHARES: Final = frozenset({"affected_users_percentage"})
FLAGS: Final = frozenset(
    {"data_loss", "data_integrity_risk", "security_breach", "customer_facing", "workaround_available"}
)
LISTS: Final = frozenset({"regions"})

# Figures that may stand on an incident itself, among its other fields.
ON_THE_INCIDENT: Final = (
    NUMBERS | SHARES | FLAGS | LISTS | set(SAME)
    | {"environment", "duration", "duration_minutes", "revenue_impact", "degradation_type", "error_rate",
       "error_rate_percentage", "peak_error_rate", "customer_reports", "support_tickets", "alert_count", "sla_breach",
       "sla_breached", "executives_notified", "status_page_updated", "date", "incident_date", "affected_endpoints",
       "dependent_services", "recent_deployments", "affected_requests_percentage", "time_to_detect", "time_to_resolve",
       "time_to_acknowledge", "downtime", "downtime_minutes",
       "total_duration", "time_to_triage", "uptime_target", "actual_downtime"}
)
# Who is counted, if the value is a number
COUNTED: Final = frozenset({"users", "customers"})
# A count that stands under the heading of what is counted
COUNTS: Final = {
    f"{name}_{count}": "affected_users"
    for name in ("users", "customers", "users_affected", "customers_affected", "affected_users", "affected_customers")
    for count in ("count", "number", "total")
}
IN_WORDS: Final[Mapping[str, str]] = {
    "customer": "customer impact", "customers": "customer impact", "users": "customer impact",
    "users_description": "customer impact", "business": "business impact", "financial": "business impact",
    "description": "impact", "summary": "impact", "reputation": "reputation", "services": "services",
}

EVENTS: Final = ("events", "timeline", "entries", "timeline_events", "incident_timeline", "messages", "rows", "log",
                 "log_entries", "incident_updates")
HISTORY: Final = "history"  # which of a list of states vendors/status_pages/status_history.py reads before
TITLES: Final = ("title", "name", "headline", "subject", "incident_title", "incident", "issue", "outage")
# Labels that name an incident where nothing else does
CALLED: Final = ("incident", "issue", "outage", "subject")
DESCRIPTIONS: Final = ("summary", "description", "executive_summary", "body", "text", "message", "what_happened",
                       "external_desc")
STATUS: Final = ("status", "state", "incident_status")
COMMANDERS: Final = ("commander", "incident_commander", "ic", "incident_lead", "incident_manager", "lead", "dri", "mim",
                     "incident_owner", "incident_coordinator", "coordinator", "responsible", "handled_by")
TOLD: Final = ("communications", "communication_log", "communication", "updates", "status_updates", "announcements",
               "told", "external_communication", "internal_communication", "status_page_updates", "status_page_update",
               "sample_status_page_update", "sample_status_page_updates")
PEOPLE: Final = ("participants", "responders", "people", "attendees", "involved")
_ONE: Final = ("component", "system", "application", "product", "business_service")
SERVICES: Final = ("service", "affected_service", "service_affected", "services", "affected_services",
                   "services_affected", "components", "affected_components", "systems", "affected_systems",
                   "affected_products", "affected_system", "cmdb_ci", *_ONE)
CAUSES: Final = ("root_cause", "root_causes", "cause", "causes", "preliminary_root_cause", "suspected_cause",
                 "underlying_cause", "rca", "reason")
FACTORS: Final = ("contributing_factors", "factors", "contributing_causes", "contributing", "contributors",
                  "aggravating_factors", "factors_that_made_it_worse")
SHORT_TERM: Final = ("mitigation_steps", "mitigation", "mitigations", "short_term_fix", "short_term", "immediate_fix",
                     "immediate_actions", "immediate_actions_taken", "workaround_applied", "action_taken",
                     "actions_taken")
LONG_TERM: Final = ("permanent_fix", "long_term_fix", "long_term", "prevention", "prevention_measures",
                    "preventive_measures", "preventive_actions", "action_items_to_prevent_recurrence",
                    "actions_to_prevent_recurrence", "preventing_recurrence", "to_prevent_recurrence")
FIXES: Final = ("fix", "fixes", "steps", "resolution_steps", "resolution_summary", "resolution", "recovery",
                "how_it_was_fixed", "how_fixed", "solution")
HELPED: Final = ("helped", "what_went_well", "went_well", "what_helped", "what_worked_well", "where_we_got_lucky",
                 "where_did_we_get_lucky", "lucky", "got_lucky", "luck", "good", "felt_good")
HINDERED: Final = ("hindered", "what_went_wrong", "went_wrong", "what_hindered", "what_didn_t_go_well", "went_poorly",
                   "what_did_not_go_well", "what_could_be_improved", "to_improve", "could_be_improved",
                   "what_went_poorly", "what_went_badly", "what_didn_t_go_so_well", "what_did_not_go_so_well",
                   "what_we_could_improve", "what_could_have_gone_better", "what_can_be_improved",
                   "areas_for_improvement", "bad", "felt_bad")
LESSONS: Final = ("lessons_learned", "lessons", "lessons_learned_preview", "learnings", "lessons_preview", "learned",
                  "takeaways", "key_takeaways")
ACTIONS: Final = ("action_items", "preliminary_action_items", "actions", "follow_ups", "followups", "todos", "todo",
                  "next_steps", "corrective_actions", "corrective_action", "tasks",
                  "what_we_do_next", "remediation_items", "follow_up_actions", "follow_up_items",
                  "follow_up", "remediation", "remediations", "remediation_steps", "improvements", "future_work",
                  "what_s_next", "what_happens_next", "what_we_re_doing_about_it", "what_we_are_doing_about_it",
                  "recommendations")
WHYS: Final = ("five_whys", "whys", "why_analysis", "5_whys")
RELATED: Final = ("related_incidents", "related", "similar_incidents", "past_incidents", "previous_incidents",
                  "recurrence")
IMPACT: Final = ("impact", "customer_impact", "user_impact", "business_impact", "impact_summary", "what_was_affected",
                 "who_was_affected", "who_is_affected", "scope_of_impact", "scope", "blast_radius", "effect", "effects",
                 "symptoms", "consequences", "affected")
DETECTION: Final = ("detection", "detection_method", "detected_by", "how_detected", "how_we_detected",
                    "detection_quality", "alert_source", "alert_name")

# What a finished report says besides: why, where more is told, what was run, who wrote it, how it was communicated.
WHY: Final = ("what_broke", "fault", "why_it_broke", "why_it_happened", "how_it_happened", "what_triggered_it",
              "why_did_this_happen", "why_did_it_happen", "why_this_happened", "how_did_this_happen",
              "what_caused_it", "why", "trigger", "triggers", "triggered_by", "leadup", "lead_up")
DOCUMENTS: Final = ("related_documentation", "related_documents", "related_docs", "documentation", "runbooks",
                    "supporting_information", "supporting_documents", "references", "further_reading", "links")
COMMANDS: Final = ("commands_run", "commands", "commands_used", "commands_executed", "commands_issued")
REPORT: Final = ("document_id", "report_id", "report_created_by", "report_author", "report_authors", "author", "owner",
                 "authors", "written_by", "prepared_by", "postmortem_owner", "postmortem_author", "report_date",
                 "date_of_report", "report_status", "review_status", "reviewed_by", "reviewer", "reviewers",
                 "approved_by", "approval", "incident_closed", "date_closed", "closed_on", "version",
                 "document_version", "last_updated")
COMMUNICATION: Final = ("communication", "communications", "messaging")
SIDES: Final = ("internal_communication", "external_communication", "internal_communications",
                "external_communications", "internal_email", "external_message", "customer_communication")

# Which field of another tool states each key time; readers of formats name it, for the places of facts.
SOURCE_FIELDS: Final = "source_fields"

# Under which names the input states a key moment itself.
STATED: Final = {
    "started_at": ("started_at", "start_time", "start", "incident_start", "impact_start", "began_at", "begin",
                   "time_started", "impact_started_at"),
    "detected_at": ("detected_at", "detection_time", "detection_timestamp", "time_detected", "first_alert_at"),
    "acknowledged_at": ("acknowledged_at", "acknowledgement_time", "acked_at", "time_acknowledged"),
    "declared_at": ("declared_at", "opened_at", "created_at", "reported_at", "declaration_time"),
    "mitigated_at": ("mitigated_at", "mitigation_time", "impact_end", "impact_ended_at", "time_mitigated",
                     "stabilized_at"),
    "resolved_at": ("resolved_at", "resolution_time", "end_time", "ended_at", "end", "incident_end", "time_resolved"),
}
assert tuple(STATED) == MOMENTS
# Words in the name of a field that state a moment if its value is a time of a day, the surest first
TIMED: Final[Mapping[str, tuple[str, ...]]] = {
    "started_at": ("start", "started", "began", "onset", "occurred", "happened", "seen", "begin", "when"),
    "detected_at": ("detected", "detect", "discovered", "noticed", "alerted", "paged", "triggered",
                    "detection"),
    "acknowledged_at": ("acknowledged", "acked", "ack", "responded"),
    "declared_at": ("declared", "opened", "reported"),
    "mitigated_at": ("mitigated", "stabilized", "restored", "recovered", "fixed", "mitigation"),
    "resolved_at": ("resolved", "resolve", "solved", "end", "ended", "closed", "resolution"),
}
# What may stand beside such a word: `outage_start`, `Time opened (ET)`; `Mitigation started` is another moment
_BESIDE_A_MOMENT: Final = frozenset(
    {"alarm", "alert", "alerted", "at", "call", "case", "customer", "customers", "date", "datetime", "did", "event",
     "first", "impact", "in", "incident", "is", "issue", "it", "local", "of", "on", "outage", "problem", "production",
     "service", "stamp", "system", "the", "ticket", "time", "timestamp", "user", "users", "utc", "was", "we", "were",
     "when"}
)
SEVERITIES: Final = ("severity", "sev", "incident_severity", "severity_level")
PRIORITIES: Final = ("priority", "incident_priority", "level", "prio")
_STATED: Final = tuple(name for names in STATED.values() for name in names)

# Under which names it states begin and end in one.
PERIODS: Final = ("when", "period", "incident_period", "incident_window", "incident_time", "outage_window",
                  "time_of_incident", "time_range")

# What a heading of a written report may name, and what a line such as `Severity: SEV2` may.
BLOCKS: Final = frozenset(
    (*CAUSES, *FACTORS, *SHORT_TERM, *LONG_TERM, *FIXES, *HELPED, *HINDERED, *LESSONS, *ACTIONS, *RELATED, *WHYS,
     *IMPACT, *PEOPLE, *TOLD, *DETECTION, "services_affected", "affected_services")
) - {"actions", "steps", "fix", "message"}
PAIRS: Final = BLOCKS | frozenset(
    (*COMMANDERS, *SERVICES, *ON_THE_INCIDENT, *_STATED, *SEVERITIES, *PRIORITIES, *PERIODS, "title", "status",
     "incident_id")
) - {"start", "end", "stage", "systems", "components", "severity_level", *_ONE}

# Headings of written reports that are read as an object, and where in it their own sentences belong.
OBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "impact": ("impact", "description"),
    "business_impact": ("business_impact", "description"),
    "detection": ("detection", ""),
    "response": ("response", "immediate_actions"),
    "resolution": ("resolution", "resolution_summary"),
    "metrics": ("metrics", "notes"),
    **dict.fromkeys((*COMMUNICATION, "internal_communication", "external_communication"), ("communication", "")),
    **dict.fromkeys(("root_cause", "root_causes", "root_cause_analysis"), ("root_cause", "root_cause")),
    **dict.fromkeys(("lessons_learned", "lessons"), ("lessons_learned", "lessons")),
    **dict.fromkeys(("appendices", "appendix"), ("appendices", "")),
}
# Headings that stand over the story of what happened
STORIES: Final = ("incident_summary", "incident_overview", "incident_description", "overview", "tl_dr", "tldr",
                  "abstract", "problem", "introduction", "background", "context", "incident_details",
                  "details", "event")
# Everything that a heading may name, and everything that a label before a value may.
HEADINGS: Final = (
    BLOCKS | frozenset((*STORIES, *EVENTS, *DESCRIPTIONS, *OBJECTS, *WHY, *DOCUMENTS, *COMMANDS))
) - {"message", "text", "body", "log", "messages", "entries", "told", "people", "related", "todo", "good", "bad", "why",
     "affected", "reason", "scope", "effect", "effects", "tasks", "luck", "responsible"}
LABELS: Final = PAIRS | frozenset(
    (*STORIES, *REPORT, *WHY, *DESCRIPTIONS, *CALLED, "date", "date_of_incident", "timezone", "time_zone", "tags")
) - {"body", "text", "message", "event", "problem", "context", "details", "tasks"} | {"fix"}

# The commonest of these in German, French, Spanish and Japanese
_TRANSLATED: Final = {
    word: name
    for name, words in {
        "title": "titel titre título タイトル",
        "severity": "schweregrad gravité sévérité gravedad severidad 重大度 深刻度",
        "status": "statut estado ステータス",
        "date": "datum fecha 日付 発生日",
        "summary": "zusammenfassung kurzfassung résumé resumen 概要 要約",
        "timeline": "zeitlinie zeitleiste zeitverlauf zeitlicher_ablauf ablauf chronologie cronología línea_de_tiempo"
                    " タイムライン 時系列",
        "impact": "auswirkung auswirkungen impacto 影響 影響範囲",
        "detection": "erkennung entdeckung détection detección 検知",
        "root_cause": "ursache grundursache cause_racine causa causa_raíz 根本原因 原因",
        "contributing_factors": "beitragende_faktoren facteurs_contributifs factores_contribuyentes 要因",
        "resolution": "behebung lösung résolution resolución 復旧 対応",
        "lessons_learned": "lehren erkenntnisse leçons enseignements lecciones_aprendidas 教訓 学び",
        "action_items": "massnahmen folgemassnahmen actions_correctives acciones acciones_correctivas"
                        " アクションアイテム 再発防止策 対応策",
        "affected_services": "betroffene_dienste services_affectés services_impactés servicios_afectados 影響サービス",
        "incident_commander": "einsatzleitung einsatzleiter einsatzleiterin responsable_de_l_incident"
                              " responsable_del_incidente インシデントコマンダー",
        "started_at": "beginn début inicio 発生時刻",
        "resolved_at": "ende fin 復旧時刻",
        "owner": "verantwortlich zuständig responsable 担当 担当者",
        "due": "frist fällig échéance vencimiento 期限",
    }.items()
    for word in words.split()
}
# Words that a label has around a name: `Incident duration`, `Severity level`, `Detailed timeline and impact`
_BEFORE: Final = ("incident", "outage", "detailed", "full", "chronological", "the", "our")
_AFTER: Final = ("level", "details", "section", "overview", "analysis")
# Names of several words, which mean the same wherever they stand in a heading: `Blameless root cause`
_OF_WORDS: Final = tuple(
    name for names in (WHYS, CAUSES, FACTORS, ACTIONS, HELPED, HINDERED, LESSONS) for name in names if "_" in name
)
_CUSTOM: Final = re.compile(r"^Custom field \((.+)\)$")  # Jira's own CSV
_NO_WORDS: Final = re.compile(r"^\s*(?:\d{1,2}[.)]\s*)+|:[a-z_]+:|\([^()]*\)|\[[^\[\]]*\]")  # numbers, marks, brackets


@lru_cache(maxsize=4096)
def field_of(label: str, *, heading: bool = False) -> str:
    """Returns the name that a label of any spelling stands for; its own words as a name if no field is called so.

    A heading names its section by any of its words, a label of people by the last ones: the `Root cause category` is no
    root cause.
    """
    label = _CUSTOM.sub(r"\1", label[:200]) if label.startswith("Custom") else label
    name = values.name_of(_NO_WORDS.sub(" ", label[:200]) if " " in label or "(" in label else label)
    name = _TRANSLATED.get(name, name)
    if name in KNOWN:
        return name
    part = name.partition("_and_")[0]
    while part.partition("_")[0] in _BEFORE:
        part = part.partition("_")[2]
    while " " in label and part.rpartition("_")[2] in _AFTER:
        part = part.rpartition("_")[0]
    if part in KNOWN:
        return part
    among = f"_{name}_" if heading else f"_{name}|" if " " in label else ""
    return next((each for each in _OF_WORDS if f"_{each}{'_' if heading else '|'}" in among), name)


KNOWN: Final = HEADINGS | LABELS


def moment_of(name: str) -> str:
    """Returns the key time that a name states if its value is a time of a day, "" if it states none."""
    parts = {*name.strip("_").split("_")}
    found = ((word, moment) for moment, words in TIMED.items() for word in words if word in parts)
    return next((moment for word, moment in found if _BESIDE_A_MOMENT.issuperset(parts - {word})), "")

# A list of objects with one of these is a list of incidents.
INCIDENT_FIELDS: Final = frozenset(
    {"incident", "incident_id", "events", "impact", "customer_impact", "business_impact", "communications",
     "communication_log", "resolution", "action_items", "affected_services", "services", "affected_users_percentage",
     "affected_users", "customer_facing", "data_loss", "security_breach", "workaround_available", "environment",
     "regions", "title", "headline", *COMMANDERS, *CAUSES, *FACTORS, *_STATED}
) - {"start", "end", "cause", "ic", "lead", "reason", "responsible", "coordinator", "contributing", "contributors"}
# fmt: on
