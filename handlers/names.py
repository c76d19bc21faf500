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

BUTTONS = (POST_UPDATE, TAKE_COMMAND, SHOW_TIMELINE, RESOLVE, REOPEN, POST_REVIEW, RETRY, SNOOZE)

# Forms
DECLARE_FORM = "declare_form"
UPDATE_FORM = "update_form"

FORMS = (DECLARE_FORM, UPDATE_FORM)
