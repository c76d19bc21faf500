"""The action ids and callback ids of buttons, shortcuts and forms, each answered by a listener."""

from bot.incidents.menu import INSIDE, OUTSIDE
from bot.review.review_command import ReviewAction
from templates.commands import slash_commands

COMMAND_INCIDENT = slash_commands.INCIDENT
COMMAND_REVIEW = slash_commands.REVIEW

# Buttons. Their value is what they act on.
POST_UPDATE = "post_update"
TAKE_COMMAND = "take_command"
SHOW_TIMELINE = "show_timeline"
RESOLVE = "resolve"
REOPEN = "reopen"
CLOSE = "close"
CHANGE_SEVERITY = "change_severity"
MORE = "more"  # a menu: the verbs for which the card has no button
UNDO = "undo"
POST_REVIEW = "post_review"
OPEN_REVIEW = "open_review"  # a link: Slack reports the click, and there is nothing to do
RETRY = "retry"
SNOOZE = "snooze"  # a menu: for how many minutes
NOTHING_NEW = "nothing_new"
RAISE_SEVERITY = "raise_severity"
KEEP_SEVERITY = "keep_severity"
DUE_DONE = "due_done"
DUE_LATER = "due_later"
DUE_HAND_OVER = "due_hand_over"
TIMELINE_KIND = "timeline_kind"
TIMELINE_PARTS = "timeline_parts"
TIMELINE_EARLIER = "timeline_earlier"
TIMELINE_LATER = "timeline_later"
EDIT_ENTRY = "edit_entry"
REMOVE_ENTRY = "remove_entry"
UNDO_LOG = "undo_log"
RESTORE_ENTRY = "restore_entry"
SAY_WHAT_HAPPENED = "say_what_happened"
NOTHING_HAPPENED = "nothing_happened"
SHOW_STAKEHOLDER_UPDATES = "show_texts"
USE_STAKEHOLDER_TEXT = "use_stakeholder_text"  # its value is audience/draft or audience/saved
SEND_STAKEHOLDER_UPDATES = "send_stakeholder_updates"
SHOW_TASKS = "show_tasks"
TICK_TASK = "tick_task"
ASSIGN_TASK = "assign_task"
ADD_ACTION = "add_action"
ACTION_DONE = "action_done"
ACTION_OPEN = "action_open"
EDIT_ACTION = "edit_action"
SHOW_ROLES = "show_roles"
ACCEPT_COMMAND = "accept_command"
WITHDRAW_HANDOVER = "withdraw_handover"
DECLINE_HANDOVER = "decline_handover"
HOME_ACTION_DONE = "home_action_done"


def run(words: str) -> str:
    """The id of a button that runs a command; its value is the command's words."""
    return f"run_{words.replace(' ', '_')}"


RUN_PAGE = run("page")
RUN = (*dict.fromkeys(run(choice.words) for choice in (*OUTSIDE, *INSIDE)), RUN_PAGE)


def review_action(which: ReviewAction) -> str:
    """The id of a button that acts on a review; its value is the incident's number."""
    return f"review_{which}"


REVIEW_ACTIONS = tuple(review_action(which) for which in ReviewAction)
REVIEW_MORE = "review_more"  # a menu; its values are action/number, or timeline/number
EDIT_SECTION = "edit_section"
TAKE_VERSION = "take_version"
USE_GENERATED = "use_generated"
ANSWER_QUESTION = "answer_question"
ASK_QUESTION = "ask_question"
ANSWER_ASKED = "answer_asked"  # below a question in the channel; its value is the message's key
ACCEPT_FACTOR = "accept_factor"
ACT_ON_FACTOR = "act_on_factor"
COVER_FACTOR = "cover_factor"
CHOOSE_ITEM = "choose_item_for_factor"
UNCOVER_FACTOR = "uncover_factor"
JOIN = "join"
MERGE_INTO = "merge_into"
DECLARE_TITLE, DECLARE_SUMMARY = "title", "summary"  # inputs of the declare form, which suggest a severity
MERGE_CHOICE = "choice"  # the input of several forms; only the form of a duplicate says when it changes
SET_SEVERITY = "set_severity"
OVERRULE_SEVERITY = "overrule_severity"

BUTTONS = (
    *RUN,
    MERGE_INTO,
    MERGE_CHOICE,
    SET_SEVERITY,
    OVERRULE_SEVERITY,
    POST_UPDATE,
    TAKE_COMMAND,
    SHOW_TIMELINE,
    RESOLVE,
    REOPEN,
    CLOSE,
    CHANGE_SEVERITY,
    MORE,
    UNDO,
    POST_REVIEW,
    OPEN_REVIEW,
    RETRY,
    SNOOZE,
    NOTHING_NEW,
    RAISE_SEVERITY,
    KEEP_SEVERITY,
    DUE_DONE,
    DUE_LATER,
    DUE_HAND_OVER,
    TIMELINE_KIND,
    TIMELINE_PARTS,
    TIMELINE_EARLIER,
    TIMELINE_LATER,
    EDIT_ENTRY,
    REMOVE_ENTRY,
    UNDO_LOG,
    RESTORE_ENTRY,
    SAY_WHAT_HAPPENED,
    NOTHING_HAPPENED,
    SHOW_STAKEHOLDER_UPDATES,
    USE_STAKEHOLDER_TEXT,
    SEND_STAKEHOLDER_UPDATES,
    SHOW_TASKS,
    TICK_TASK,
    ASSIGN_TASK,
    ADD_ACTION,
    ACTION_DONE,
    ACTION_OPEN,
    EDIT_ACTION,
    JOIN,
    SHOW_ROLES,
    ACCEPT_COMMAND,
    WITHDRAW_HANDOVER,
    DECLINE_HANDOVER,
    HOME_ACTION_DONE,
    *REVIEW_ACTIONS,
    REVIEW_MORE,
    EDIT_SECTION,
    TAKE_VERSION,
    USE_GENERATED,
    ANSWER_QUESTION,
    ASK_QUESTION,
    ANSWER_ASKED,
    ACCEPT_FACTOR,
    ACT_ON_FACTOR,
    COVER_FACTOR,
    CHOOSE_ITEM,
    UNCOVER_FACTOR,
)

# Message shortcuts
ADD_TO_TIMELINE = "add_to_timeline"
MAKE_TASK = "make_task"
MAKE_ACTION = "make_action"

DECLARE_INCIDENT = "declare_incident"  # from anywhere
DECLARE_FROM_MESSAGE = "declare_from_message"

SHORTCUTS = (ADD_TO_TIMELINE, MAKE_TASK, MAKE_ACTION, DECLARE_INCIDENT, DECLARE_FROM_MESSAGE)

# Forms
DECLARE_FORM = "declare_form"
UPDATE_FORM = "update_form"
SNOOZE_FORM = "snooze_form"
LATER_FORM = "later_form"
HAND_OVER_FORM = "hand_over_form"
SILENCE_FORM = "gap_form"
ADD_FORM = "add_form"
ENTRY_FORM = "entry_form"
STAKEHOLDER_UPDATES_FORM = "texts_form"
TASKS_FORM = "tasks_form"
TASK_FORM = "task_form"
ACTION_FORM = "action_form"
RECORD_FORM = "record_form"
STATUS_FORM = "status_form"
SEVERITY_FORM = "severity_form"
RESOLVE_FORM = "resolve_form"
CANCEL_FORM = "cancel_form"
MERGE_FORM = "merge_form"
RENAME_FORM = "rename_form"
PRIVATE_FORM = "private_form"
ROLES_FORM = "roles_form"
COMMAND_FORM = "command_form"
SECTION_FORM = "section_form"
ANSWER_FORM = "answer_form"
FACTOR_FORM = "factor_form"
FACTOR_ITEM_FORM = "factor_item_form"
FRAME_FORM = "frame_form"
MEETING_FORM = "meeting_form"
SHARE_FORM = "share_form"

FORMS = (
    DECLARE_FORM,
    UPDATE_FORM,
    SNOOZE_FORM,
    LATER_FORM,
    HAND_OVER_FORM,
    SILENCE_FORM,
    ADD_FORM,
    ENTRY_FORM,
    STAKEHOLDER_UPDATES_FORM,
    TASKS_FORM,
    TASK_FORM,
    ACTION_FORM,
    RECORD_FORM,
    STATUS_FORM,
    SEVERITY_FORM,
    RESOLVE_FORM,
    CANCEL_FORM,
    MERGE_FORM,
    RENAME_FORM,
    PRIVATE_FORM,
    ROLES_FORM,
    COMMAND_FORM,
    SECTION_FORM,
    ANSWER_FORM,
    FACTOR_FORM,
    FACTOR_ITEM_FORM,
    FRAME_FORM,
    MEETING_FORM,
    SHARE_FORM,
)
