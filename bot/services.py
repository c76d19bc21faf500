"""The services, one per capability, put together over one store.

Handlers reach stored data only through these.
"""

from collections.abc import Callable
from datetime import datetime

from bot.announcements.service import AnnouncementService
from bot.config.policy import Policy
from bot.export.service import ExportService
from bot.home.service import HomeService
from bot.incidents.channels.service import ChannelService
from bot.incidents.declaring.hints import HintService
from bot.incidents.declaring.service import DeclaringService
from bot.incidents.lists import IncidentLists
from bot.incidents.service import IncidentService
from bot.metrics.service import MetricsService
from bot.nudges.service import NudgeService
from bot.outbox.service import DeliveryQueue
from bot.people.membership import MembershipService
from bot.ports.store import Store
from bot.retention.service import RetentionService
from bot.review.follow_up_service import FollowUpService
from bot.review.service import ReviewService
from bot.roles.absence_service import AbsenceService
from bot.roles.service import RoleService
from bot.search.service import SearchService
from bot.tasks.action_item_service import ActionItemService
from bot.tasks.service import TaskService
from bot.timeline.catch_up import CatchUpService
from bot.timeline.display import TimelineDisplay
from bot.timeline.service import TimelineService
from bot.unit_of_work import UnitOfWork
from bot.updates.service import UpdateService


class Services:
    """`team` is the workspace's id; the clock is an argument."""

    def __init__(self, store: Store, policy: Policy, team: str, now: Callable[[], datetime]) -> None:
        self.policy = policy
        self.team = team
        self.now = now
        self.unit = unit = UnitOfWork(store, policy, team, now)
        self.people = unit.people
        self.permissions = unit.permissions
        self.membership = MembershipService(unit)
        self.lists = IncidentLists(unit)
        self.hints = HintService(unit, self.lists)
        self.declaring = DeclaringService(unit, self.hints)
        self.channels = ChannelService(unit, self.membership)
        self.incidents = IncidentService(unit, self.channels)
        self.timeline = TimelineService(unit, self.membership)
        self.timeline_display = TimelineDisplay(unit)
        self.catch_up = CatchUpService(unit, self.timeline, self.membership, self.channels)
        self.updates = UpdateService(unit)
        self.announcements = AnnouncementService(unit)
        self.tasks = TaskService(unit)
        self.action_items = ActionItemService(unit)
        self.roles = RoleService(unit)
        self.absences = AbsenceService(unit)
        self.nudges = NudgeService(unit)
        self.reviews = ReviewService(unit)
        self.review_follow_up = FollowUpService(unit, self.lists)
        self.search = SearchService(unit)
        self.metrics = MetricsService(unit)
        self.home = HomeService(unit, self.lists, self.metrics)
        self.retention = RetentionService(unit)
        self.export = ExportService(unit)
        self.outbox = DeliveryQueue(unit, self.channels, self.retention)
