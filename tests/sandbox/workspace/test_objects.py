"""Slack's objects where they differ between the Web API and events."""

from __future__ import annotations

from sandbox import Sandbox
from sandbox.workspace.objects import group_event, group_json
from sandbox.workspace.state import Usergroup


def test_an_event_lists_five_hundred_people_of_a_group_and_counts_all(box: Sandbox) -> None:
    group = Usergroup("S1", "all", "Everyone", [f"U{number}" for number in range(501)])
    in_event, in_answer = group_event(box.space, group), group_json(box.space, group)
    assert (len(in_event["users"]), in_event["user_count"]) == (500, 501)
    assert len(in_answer["users"]) == 501
