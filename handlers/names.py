"""The ids that Block Kit hands back: each is given to a button or form here and answered by a listener."""

COMMAND_INCIDENT = "/incident"
COMMAND_REVIEW = "/pir"

# Buttons; their value is what they act on.
POST_UPDATE = "post_update"
TAKE_COMMAND = "take_command"
SHOW_TIMELINE = "show_timeline"
RESOLVE = "resolve"
REOPEN = "reopen"
POST_REVIEW = "post_review"
RETRY = "retry"
SNOOZE = "snooze"
TIMELINE_KIND = "timeline_kind"
TIMELINE_PARTS = "timeline_parts"
TIMELINE_EARLIER = "timeline_earlier"
TIMELINE_LATER = "timeline_later"
EDIT_ENTRY = "edit_entry"
REMOVE_ENTRY = "remove_entry"
RESTORE_ENTRY = "restore_entry"
SAY_WHAT_HAPPENED = "say_what_happened"
NOTHING_HAPPENED = "nothing_happened"

BUTTONS = (
    POST_UPDATE,
    TAKE_COMMAND,
    SHOW_TIMELINE,
    RESOLVE,
    REOPEN,
    POST_REVIEW,
    RETRY,
    SNOOZE,
    TIMELINE_KIND,
    TIMELINE_PARTS,
    TIMELINE_EARLIER,
    TIMELINE_LATER,
    EDIT_ENTRY,
    REMOVE_ENTRY,
    RESTORE_ENTRY,
    SAY_WHAT_HAPPENED,
    NOTHING_HAPPENED,
)

# Message shortcuts
ADD_TO_TIMELINE = "add_to_timeline"

SHORTCUTS = (ADD_TO_TIMELINE,)

# Forms
DECLARE_FORM = "declare_form"
UPDATE_FORM = "update_form"
GAP_FORM = "gap_form"
ADD_FORM = "add_form"
ENTRY_FORM = "entry_form"

FORMS = (DECLARE_FORM, UPDATE_FORM, GAP_FORM, ADD_FORM, ENTRY_FORM)
