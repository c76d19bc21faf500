"""users.*, usergroups.*, team.info, bots.info, auth.test and api.test of the Web API."""

from __future__ import annotations

from sandbox.errors import SlackError
from sandbox.webapi.arguments import page
from sandbox.webapi.call import Call, Method
from sandbox.workspace.objects import group_json, user_json
from sandbox.workspace.state import Json, User


def api_test(call: Call) -> Json:
    error = call.args.text("error")
    if error:
        raise SlackError(error, args=call.args.raw)
    return {"args": call.args.raw}


def auth_test(call: Call) -> Json:
    state, bot = call.space.state, call.bot
    team = {"team": state.team_name, "team_id": state.team_id, "is_enterprise_install": False}
    who = {"user": bot.name, "user_id": bot.id, "bot_id": bot.bot_id}
    return {"url": f"https://{state.team_domain}.slack.com/", **team, **who}


def _user(call: Call, user: User) -> Json:
    return user_json(call.space, user, "users:read.email" in call.space.app.scopes)


def info(call: Call) -> Json:
    return {"user": _user(call, call.space.the_user(call.args.required("user")))}


def listed(call: Call) -> Json:
    shown, metadata = page(call.args, call.space.state.users, default=1000)
    members = [_user(call, each) for each in shown]
    return {"members": members, "cache_ts": call.space.seconds(), "response_metadata": metadata}


def by_email(call: Call) -> Json:
    wanted = call.args.required("email").lower()
    for user in call.space.state.users:
        if user.email.lower() == wanted and not user.deleted:
            return {"user": _user(call, user)}
    raise SlackError("users_not_found")


def usergroups(call: Call) -> Json:
    with_users = call.args.flag("include_users")
    groups = call.space.state.usergroups
    shown = [group_json(call.space, each) for each in groups]
    return {"usergroups": shown if with_users else [_without_users(each) for each in shown]}


def _without_users(group: Json) -> Json:
    return {key: value for key, value in group.items() if key != "users"}


def usergroup_users(call: Call) -> Json:
    wanted = call.args.required("usergroup")
    for group in call.space.state.usergroups:
        if group.id == wanted:
            return {"users": list(group.users)}
    raise SlackError("no_such_subteam")


def team(call: Call) -> Json:
    state = call.space.state
    return {"team": {"id": state.team_id, "name": state.team_name, "domain": state.team_domain}}


def bot(call: Call) -> Json:
    wanted = call.args.text("bot", call.bot.bot_id)
    if wanted != call.bot.bot_id:
        raise SlackError("bot_not_found")
    about = {"id": wanted, "deleted": False, "name": call.bot.real_name, "user_id": call.bot.id}
    return {"bot": {**about, "app_id": call.space.state.app.app_id, "updated": 0}}


METHODS = {
    "api.test": Method(api_test),
    "auth.test": Method(auth_test),
    "users.info": Method(info, ("users:read",)),
    "users.list": Method(listed, ("users:read",)),
    "users.lookupByEmail": Method(by_email, ("users:read.email",)),
    "usergroups.list": Method(usergroups, ("usergroups:read",)),
    "usergroups.users.list": Method(usergroup_users, ("usergroups:read",)),
    "team.info": Method(team, ("team:read",)),
    "bots.info": Method(bot, ("users:read",)),
}
