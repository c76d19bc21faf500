"""The target of each duration, by severity, in minutes."""

from collections.abc import Mapping

from bot.config.policy import Severity
from bot.metrics.durations import DurationKey


def targets_of(severity: Severity | None) -> Mapping[DurationKey, int]:
    """The targets of a severity; none without one.

    There is no target to acknowledge if it counts only working hours, which a timeline does not show.
    """
    if severity is None:
        return {}
    detect, declare, mitigate, resolve = severity.target_minutes
    targets = {
        DurationKey.DETECT: detect,
        DurationKey.DECLARE: declare,
        DurationKey.MITIGATE: mitigate,
        DurationKey.RESOLVE: resolve,
    }
    respond = 0 if severity.working_hours_only else severity.respond_within_minutes
    return targets | ({DurationKey.ACKNOWLEDGE: respond} if respond else {})
