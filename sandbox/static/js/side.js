// The right pane: a thread with its own message box, or the details of a conversation.

import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { inline } from "./mrkdwn.js";
import { ask, changed, here, nameOf, on, place, remember, titleOf, world } from "./store.js";
import { trying } from "./toast.js";

const root = () => document.getElementById("side");
let feed = null;
let shown = "";
let before = null; // where focus was when the pane opened

export function startSide() {
  on(["place", "channels", "people", "me"], draw);
}

export async function openThread(channel, ts) {
  before = document.activeElement;
  place.thread = ts;
  place.side = "";
  remember();
  changed("place");
  const page = await trying(ask("thread", { channel, ts }));
  if (!page) {
    closeSide();
    return;
  }
  if (place.thread !== ts) return;
  feed?.end();
  feed = new Feed({
    label: "Thread",
    paged: false,
    frame: { inThread: true, root: ts },
    seen: (last) => ask("read", { channel, ts: last, thread: ts }).catch(() => {}),
  });
  const composer = new Composer({ where: () => ({ channel, thread: ts }), label: "Reply", id: "reply-text" });
  shown = `thread/${ts}`;
  root().hidden = false;
  fill(root(), head("Thread", titleWith(channel)), feed.view, h("div", { class: "channel-foot" }, composer.view));
  feed.load({ ...page, read: "" });
  composer.grow();
  composer.text.focus();
}

const titleWith = (id) => {
  const channel = world.channels.get(id);
  return channel ? `${channel.kind === "channel" ? "#" : ""}${titleOf(channel)}` : "";
};

export function putThread(frame) {
  if (frame.thread === place.thread) feed?.put(frame.put, frame.gone);
}

export function closeSide() {
  if (place.thread) ask("close_thread").catch(() => {});
  place.thread = "";
  place.side = "";
  feed?.end();
  feed = null;
  remember();
  changed("place");
  if (before?.isConnected) before.focus();
}

function head(title, note) {
  return h(
    "div",
    { class: "side-head" },
    h("h2", {}, title),
    h("span", { class: "hint" }, note),
    iconButton("close", `Close ${title.toLowerCase()}`, closeSide),
  );
}

function draw() {
  const channel = here();
  document.getElementById("shell").classList.toggle("has-side", Boolean(place.thread || place.side));
  if (place.thread) return;
  root().hidden = !place.side;
  if (!place.side || !channel) {
    shown = "";
    root().replaceChildren();
    return;
  }
  const looks = JSON.stringify([channel.id, channel.members, channel.topic, channel.purpose, channel.name]);
  if (looks === shown) return;
  shown = looks;
  fill(
    root(),
    head("Details", titleWith(channel.id)),
    h(
      "div",
      { class: "side-scroll", tabindex: "0", role: "group", "aria-label": "Details" },
      about(channel),
      members(channel),
    ),
  );
}

function about(channel) {
  const line = (label, text) => text && [h("dt", {}, label), h("dd", {}, text)];
  return h(
    "dl",
    { class: "facts" },
    line("Topic", channel.topic && inline(channel.topic)),
    line("Description", channel.purpose && inline(channel.purpose)),
    line("Created by", nameOf(channel.creator)),
    line(
      "Type",
      channel.kind === "channel" ? (channel.private ? "Private channel" : "Public channel") : "Direct message",
    ),
  );
}

function members(channel) {
  const row = (id) => {
    const person = world.people.get(id);
    const app = id === world.team.app.user;
    return h(
      "li",
      { class: "member" },
      avatar(id, nameOf(id)),
      h(
        "span",
        { class: "pick-name" },
        nameOf(id),
        person?.guest && h("span", { class: "badge" }, "Guest"),
        app && h("span", { class: "badge" }, "App"),
      ),
      h("span", { class: "hint" }, app ? "" : person?.title),
    );
  };
  return h(
    "section",
    {},
    h("h3", { class: "side-title" }, icon("people"), ` Members ${channel.members.length}`),
    h("ul", { class: "members" }, channel.members.map(row)),
  );
}
