"""views.* of the Web API."""

from __future__ import annotations

from sandbox.blockkit import views
from sandbox.webapi.call import Call, Method
from sandbox.workspace.state import Json


def opened(call: Call) -> Json:
    trigger = call.tickets.exchange(call.space, call.args.required("trigger_id"))
    view = call.args.data("view")
    return {"view": views.open_modal(call.space, trigger.user, trigger.channel, view).json}


def pushed(call: Call) -> Json:
    trigger = call.tickets.exchange(call.space, call.args.required("trigger_id"))
    return {"view": views.push(call.space, trigger.user, call.args.data("view")).json}


def updated(call: Call) -> Json:
    target = views.find(call.space, call.args.text("view_id"), call.args.text("external_id"))
    return {"view": views.update(call.space, target, call.args.data("view"), call.args.text("hash")).json}


def published(call: Call) -> Json:
    user = call.space.the_user(call.args.required("user_id"))
    return {"view": views.publish(call.space, user.id, call.args.data("view"), call.args.text("hash")).json}


METHODS = {
    "views.open": Method(opened),
    "views.push": Method(pushed),
    "views.update": Method(updated),
    "views.publish": Method(published),
}
