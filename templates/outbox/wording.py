"""Names for what could not be shown in Slack, and Slack's error codes as clauses that say what to do."""

import re
from typing import Final

INTERNAL_ERROR: Final = "internal error, see Muster's log"
MEMBERS_UNREAD: Final = "who is in the channel is still being read"
NOT_REACHED: Final = "Slack can't be reached"
UNREADABLE: Final = "this version can't read it, see Muster's log"
RETRY: Final = "Retry"

# What failed, for each kind of message

CHANNEL: Final = "Couldn't create the channel"
INVITE: Final = "Couldn't invite people"
REJOIN: Final = "Couldn't rejoin the channel"
INVITATION_WANTED: Final = "Couldn't ask to be invited to the channel"
CALL: Final = "Couldn't send a responder a direct message"
MEMBERS: Final = "Couldn't read who is in the channel"
CARD: Final = "Couldn't update the card"
PIN: Final = "Couldn't pin the card"
TOPIC: Final = "Couldn't set the channel topic"
PURPOSE: Final = "Couldn't set the channel description"
ARCHIVE: Final = "Couldn't archive the channel"
ANNOUNCEMENT: Final = "Announcement failed"
WHERE_TO_GO: Final = "Couldn't tell the declarer which channel to go to"
TROUBLE: Final = "Couldn't tell the declarer that the channel failed"
DELIVERY_FAILED: Final = "Couldn't send a direct message about what failed"
STAKEHOLDER_UPDATES_COPY: Final = "Couldn't send the stakeholder updates"
LINE: Final = "Couldn't post what changed"
MOVED: Final = "Couldn't post where the incident continues"
HINTS: Final = "Couldn't post similar incidents"
HANDOVER: Final = "Handover failed"
NUDGE: Final = "Nudge failed"
DIRECT_NUDGE: Final = "Nudge by direct message failed"
REMINDERS: Final = "Couldn't send a warning that reminders are failing"
DAILY_SUMMARY: Final = "Couldn't send a daily summary"
LINK: Final = "Couldn't link a message"
MARKED: Final = "Couldn't read a message"
TICK: Final = "Couldn't add the ☑️ reaction"
ANSWER: Final = "Couldn't answer a message"
SCAN: Final = "Couldn't read the channel after an outage"
SCANNED: Final = "Couldn't report what was missed in an outage"
TIMELINE: Final = "Couldn't post the timeline"
EXPORT: Final = "Timeline export failed"
REVIEW: Final = "Couldn't post the review"
REVIEW_SHARED: Final = "Couldn't share the review"
REVIEW_QUESTIONS: Final = "Couldn't send someone their review questions"
CANVAS: Final = "Couldn't update the review canvas"
DOCUMENT: Final = "Couldn't upload the review document"
PICTURE: Final = "Couldn't upload the timeline picture"
INDEX: Final = "Couldn't add the review to search"
REVIEW_PUBLISHED: Final = "Couldn't post the review in the announcement's thread"
QUESTION: Final = "Couldn't ask a review question"
HOMES: Final = "Couldn't update Home tabs"
HOME: Final = "Couldn't update a Home tab"
UNREADABLE_MESSAGE: Final = "Couldn't read a stored message"


def leave(name: str) -> str:
    return f"Couldn't remove {name or 'a member'} from the channel"


def update(number: int) -> str:
    return f"Update {number} failed"


def update_below_announcement(number: int) -> str:
    return f"Update {number} in the announcement's thread failed"


def update_to_subscriber(number: int) -> str:
    return f"Update {number} to a subscriber failed"


# What a direct message says of something that failed in the channel
CARD_STAYS: Final = "The card is out of date until this is fixed."
SAVED: Final = "It is saved."
ANNOUNCEMENT_STAYS: Final = "It still shows the title and severity in public. Ask a Slack admin to delete it."
UPDATE_STAYS: Final = "The update is saved on the timeline."


def no_answer(why: str) -> str:
    return f"Slack did not answer ({why})"


def failed(what: str, why: str) -> str:
    return f"{what}: {why}"


# Why it failed

INCIDENT_CHANNEL: Final = "the incident channel"
SUBSCRIBED_CHANNEL: Final = "the subscribed channel"
THE_CHANNEL: Final = "the channel"

_NEW_TOKEN: Final = "Muster's Slack token is no longer valid. Ask a Slack admin to reinstall Muster."
_MOVING: Final = "Slack is moving this workspace to an organization. It works again once that is done."
_ASK_ADMIN: Final = "a workspace setting blocks this. Ask a Slack admin to allow it for Muster."
_NO_PERMISSION: Final = "Muster lacks a permission (missing_scope). Ask a Slack admin to reinstall Muster."
_TOO_LONG: Final = "Slack refused it as too long. Shorten the text, then retry."
_LAYOUT: Final = "Slack refused its layout. Report this with the lines of Muster's log."
_TOO_LATE: Final = "it took longer than the 3 seconds that Slack gives it. Try again."
_NO_PERSON: Final = "Slack can't find that person."
_NO_ACCOUNT: Final = "that account is deactivated."
_NO_DIRECT: Final = "that person can't get direct messages from Muster."
_NO_INVITE: Final = "Slack doesn't let Muster invite that person. Invite them yourself."
_BUSY: Final = "Slack limits how much Muster can send. Retry in a minute."
_NO_ANSWER: Final = "Slack did not answer. Retry in a minute."

# https://docs.slack.dev/reference/methods: the errors of chat.*, conversations.*, views.*, pins.add and files.*
_CODE: Final = re.compile(r"[a-z]+(_[a-z]+)+")
_WHY: Final = {
    "missing_scope": _NO_PERMISSION,
    "user_is_restricted": "Slack doesn't allow it for that account.",
    "limit_exceeded": _BUSY,
    "not_in_channel": "Muster is not in {channel}. Invite it, then retry.",
    "channel_not_found": "Muster can't find {channel}. If it exists, invite Muster, then retry.",
    "is_archived": "{channel} is archived. Unarchive it, then retry.",
    "channel_is_archived": "{channel} is archived. Unarchive it, then retry.",
    "restricted_action": _ASK_ADMIN,
    "restricted_action_read_only_channel": "{channel} is read-only. Ask a Slack admin to let Muster post there.",
    "restricted_action_thread_only_channel": "{channel} only allows replies in threads.",
    "restricted_action_thread_locked": "the thread is locked.",
    "restricted_action_non_threadable_channel": "{channel} doesn't allow threads.",
    "no_permission": _ASK_ADMIN,
    "access_denied": _ASK_ADMIN,
    "not_allowed_token_type": _NEW_TOKEN,
    "ekm_access_denied": "A Slack admin has suspended posting in this workspace.",
    "org_login_required": _MOVING,
    "two_factor_setup_required": "The workspace requires two-factor authentication that Muster's account lacks.",
    "team_access_not_granted": "Muster has no access to this workspace. Ask a Slack admin to approve it.",
    "account_inactive": _NEW_TOKEN,
    "token_revoked": _NEW_TOKEN,
    "token_expired": _NEW_TOKEN,
    "invalid_auth": _NEW_TOKEN,
    "not_authed": _NEW_TOKEN,
    "msg_too_long": _TOO_LONG,
    "invalid_blocks": _LAYOUT,
    "invalid_blocks_format": _LAYOUT,
    "msg_blocks_too_long": _TOO_LONG,
    "ratelimited": _BUSY,
    "rate_limited": _BUSY,
    "request_timeout": _NO_ANSWER,
    "service_unavailable": _NO_ANSWER,
    "internal_error": "Slack had an internal error. Retry in a minute.",
    "fatal_error": "Slack had an internal error. Retry in a minute.",
    "user_not_found": _NO_PERSON,
    "users_not_found": _NO_PERSON,
    "user_disabled": _NO_ACCOUNT,
    "cannot_dm_bot": "apps can't get direct messages.",
    "messages_tab_disabled": _NO_DIRECT,
    "user_not_visible": _NO_DIRECT,
    "cant_invite": _NO_INVITE,
    "cant_kick_from_general": "Slack lets nobody leave {channel}.",
    "name_taken": "every name for the channel is taken. Rename the incident or free a name, then retry.",
    "message_not_found": "the message was deleted.",
    "thread_not_found": "the message that started the thread was deleted.",
    "cant_delete_message": "Slack doesn't let Muster delete that message.",
    "edit_window_closed": "Slack no longer lets Muster edit that message.",
    "cant_update_message": "Slack doesn't let Muster edit that message.",
    "too_many_pins": "{channel} has too many pins. Remove one, then retry.",
    "expired_trigger_id": _TOO_LATE,
    "invalid_trigger_id": _TOO_LATE,
    "exchanged_trigger_id": "Slack opens one form for each press or command. Try again.",
    "push_limit_reached": "too many forms are open. Close one, then try again.",
    "hash_conflict": "it was changed meanwhile. Try again.",
    "not_found": "it was closed meanwhile.",
    "view_too_large": "it would be too long for Slack.",
    "invalid_arguments": _LAYOUT,
    "storage_limit_reached": "the workspace's file storage is full.",
}


# Trying again can't change these.
FINAL: Final = frozenset(
    {
        "user_not_found",
        "users_not_found",
        "cannot_dm_bot",
        "message_not_found",
        "thread_not_found",
        "cant_update_message",
    }
)


def why(code: str, channel: str = THE_CHANNEL) -> str:
    """A clause for an error code of Slack, to follow a colon. One that is not known is named in it."""
    name, _, scope = code.partition(" ")
    if name == "missing_scope" and scope:
        return f"Muster lacks the permission {scope}. Ask a Slack admin to reinstall Muster with it."
    unknown = f"Slack refused it ({code})." if _CODE.fullmatch(code) else code
    return _WHY.get(code, unknown).replace("{channel}", channel)
