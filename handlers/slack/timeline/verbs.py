"""The handlers of `log` and `timeline`."""

from collections.abc import Mapping
from typing import Final

from bot.timeline.verbs import ExportTimeline, Log, PostTimeline, ShowTimeline
from handlers.slack.requests.command_answers import InIncident
from handlers.slack.timeline import files, log_command, modal

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    Log: log_command.log,
    ShowTimeline: modal.show_timeline,
    PostTimeline: files.post_timeline,
    ExportTimeline: files.export_timeline,
}
