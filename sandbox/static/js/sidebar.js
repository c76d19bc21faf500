// The sidebar: the app, channels, direct messages, and their unread counts.

import { avatar } from "./avatar.js";
import { openDialog, prompt, shut } from "./dialog.js";
import { fill, h, icon, iconButton, newId } from "./dom.js";
import { ask, isAppDm, on, otherOf, place, titleOf, world } from "./store.js";
import { trying } from "./toast.js";

let go = () => {};
const root = () => document.getElementById("sidebar");

/** `goTo(channelId)` shows a conversation. */
export function startSidebar(goTo) {
  go = goTo;
  on(["team", "people", "channels", "connections", "me", "place"], draw);
}

function draw() {
  if (!world.team) return;
  const all = [...world.channels.values()];
  const mine = all.filter((each) => each.kind === "channel" && each.member && !each.archived);
  const direct = all.filter((each) => each.kind !== "channel" && !isAppDm(each));
  fill(
    root(),
    h(
      "div",
      { class: "side-scroll" },
      part("Apps", [appEntry(all)]),
      part("Channels", mine.sort(byName).map(entry), [
        iconButton("plus", "Browse or create channels", browse, { "data-key": "browse" }),
      ]),
      part("Direct messages", direct.map(entry), [
        iconButton("plus", "New direct message", startDirect, { "data-key": "direct" }),
      ]),
    ),
  );
}

const byName = (one, other) => one.name.localeCompare(other.name);

function part(title, entries, buttons = []) {
  const id = `part-${title.replace(/\W/g, "")}`;
  return h(
    "section",
    { class: "part", "aria-labelledby": id },
    h("div", { class: "part-head" }, h("h2", { id }, title), buttons),
    entries.length
      ? h(
          "ul",
          { class: "entries" },
          entries.map((each) => h("li", {}, each)),
        )
      : h("p", { class: "hint" }, "None yet"),
  );
}

function appEntry(all) {
  const dm = all.find(isAppDm);
  const there = world.connections > 0;
  const open = async () => {
    const answer = await trying(ask("open_direct", { person: world.team.app.user }));
    if (answer) go(answer.channel);
  };
  return link({
    key: "app",
    current: dm && dm.id === place.channel,
    unread: dm?.unread,
    mentions: dm?.mentions,
    name: world.team.app.name,
    click: open,
    shape: h("span", { class: `presence${there ? " is-there" : ""}` }),
    note: there ? "connected" : "disconnected",
  });
}

function entry(channel) {
  const shape =
    channel.kind === "channel"
      ? icon(channel.private ? "lock" : "hash")
      : avatar(otherOf(channel)?.id ?? channel.id, titleOf(channel));
  return link({
    key: channel.id,
    current: channel.id === place.channel,
    unread: channel.unread,
    mentions: channel.mentions,
    name: titleOf(channel),
    shape,
    click: () => go(channel.id),
    isPrivate: channel.kind === "channel" && channel.private,
  });
}

function link({ key, current, unread, mentions, name, shape, click, note, isPrivate }) {
  const count = mentions
    ? h("span", { class: "count" }, String(Math.min(mentions, 99)), h("span", { class: "sr-only" }, mentions === 1 ? " mention" : " mentions"))
    : null;
  const said = [isPrivate && " private", unread && !mentions && ` ${unread} unread`]
    .filter(Boolean)
    .map((each) => h("span", { class: "sr-only" }, each));
  return h(
    "button",
    {
      type: "button",
      class: `entry${unread ? " is-unread" : ""}`,
      "data-key": key,
      "aria-current": current ? "page" : null,
      title: name,
      on: { click },
    },
    h("span", { class: "entry-shape" }, shape),
    h("span", { class: "entry-name" }, name),
    said,
    note && h("span", { class: "entry-note" }, ` ${note}`),
    count,
  );
}

function browse() {
  const others = [...world.channels.values()].filter((each) => each.kind === "channel").sort(byName);
  const take = async (channel) => {
    shut(made);
    if (!channel.member && !channel.archived) await trying(ask("join", { channel: channel.id }));
    go(channel.id);
  };
  const row = (each) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "pick", on: { click: () => take(each) } },
        icon(each.private ? "lock" : "hash"),
        h("span", { class: "pick-name" }, each.name),
        h("span", { class: "hint" }, each.archived ? "Archived" : each.member ? "Joined" : "Join"),
      ),
    );
  const foot = [
    h(
      "button",
      { type: "button", class: "button primary solid", on: { click: () => (shut(made), create()) } },
      "Create channel",
    ),
  ];
  const made = openDialog({
    title: "Channels",
    body: h("div", { class: "dialog-body" }, h("ul", { class: "picks" }, others.map(row))),
    foot,
  });
}

async function create() {
  const hidden = h("input", { type: "checkbox", id: newId("private") });
  const extra = h("div", { class: "box" }, hidden, h("label", { for: hidden.id }, "Private: only members can see it"));
  const name = await prompt({
    title: "Create a channel",
    label: "Name",
    yes: "Create",
    hint: "Lowercase letters, numbers, hyphens and underscores.",
    extra,
  });
  const answer = name && (await trying(ask("create", { name, private: hidden.checked })));
  if (answer) go(answer.channel);
}

function startDirect() {
  const take = async (person) => {
    shut(made);
    const answer = await trying(ask("open_direct", { person: person.id }));
    if (answer) go(answer.channel);
  };
  const others = [...world.people.values()].filter((each) => each.id !== world.me && !each.deleted);
  const row = (each) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "pick", on: { click: () => take(each) } },
        avatar(each.id, each.name),
        h("span", { class: "pick-name" }, each.name),
        h("span", { class: "hint" }, each.bot ? "App" : each.title),
      ),
    );
  const made = openDialog({
    title: "New direct message",
    body: h("div", { class: "dialog-body" }, h("ul", { class: "picks" }, others.map(row))),
  });
}
