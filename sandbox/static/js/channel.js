// The main pane: a conversation's header, tabs, messages or Home, and the message box.

import { Composer } from "./composer.js";
import { drawBlocks, drawFile } from "./blocks.js";
import { canvasOf, canvasTab, canvasTitle, drawCanvas } from "./canvas.js";
import { openMenu, prompt } from "./dialog.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { drawMessage, editMessage } from "./message.js";
import { inline, link } from "./mrkdwn.js";
import { homeScene } from "./scene.js";
import { ask, changed, here, isAppDm, nameOf, on, place, remember, titleOf, world } from "./store.js";
import { trying } from "./toast.js";

const root = () => document.getElementById("main");
const head = h("div", { class: "channel-head" });
const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Conversation tabs" });
const marks = h("div", { class: "bookmarks" });
const strip = h("button", { type: "button", class: "headline", hidden: true });
const body = h("div", { class: "channel-body", role: "tabpanel", id: "channel-body" });
const foot = h("div", { class: "channel-foot" });

let feed = null;
let composer = null;
let thread = () => {};
let shown = "";
let opening = 0;

export function startChannel(openThread) {
  thread = openThread;
  root().append(head, marks, tabs, strip, body, foot);
  on(["channels", "people", "connections", "me", "place", "home"], drawAround);
}

/** Opens the conversation in `place`, at its latest messages or around one message. */
export async function openChannel(around = "") {
  const channel = here();
  if (!channel) return;
  opening += 1;
  const mine = opening;
  const id = channel.id;
  const page = await trying(ask("open", { channel: id, around }));
  if (!page || mine !== opening) return;
  feed?.end();
  feed = new Feed({
    label: `Messages in ${titleOf(channel)}`,
    paged: true,
    frame: { openThread: (ts) => thread(id, ts) },
    older: (ts) => ask("page", { before: ts }),
    newer: (ts) => ask("page", { after: ts }),
    trim: (first, last) => ask("trim", { first, last }).catch(() => {}),
    newest: () => openChannel(),
    seen: (ts) => markRead(id, ts),
    top: beginning(channel),
  });
  shown = "";
  drawAround();
  feed.load(page, { around });
}

const reads = new Map();

function markRead(channel, ts) {
  const key = `${world.me}/${channel}`;
  if ((reads.get(key) ?? "") >= ts) return;
  reads.set(key, ts);
  ask("read", { channel, ts }).catch(() => reads.delete(key));
}

function beginning(channel) {
  if (channel.kind !== "channel")
    return h("div", { class: "beginning" }, `This is the start of your conversation with ${titleOf(channel)}.`);
  const made = `${nameOf(channel.creator)} created this ${channel.private ? "private " : ""}channel. `;
  return h("div", { class: "beginning" }, made, inline(channel.purpose));
}

export const putMessages = (frame) => feed?.put(frame.put, frame.gone);
export const focusComposer = () => composer?.text.focus();

function drawAround() {
  const channel = here();
  if (!channel || !world.team) return;
  if (!tabsOf(channel).some(([key]) => key === place.tab)) place.tab = "messages";
  drawHead(channel);
  drawTabs(channel);
  drawMarks(channel);
  drawHeadline(channel);
  drawBody(channel);
  drawFoot(channel);
}

// --- head

function drawHead(channel) {
  const isChannel = channel.kind === "channel";
  const members = channel.members.length;
  document.title = `${isChannel ? "#" : ""}${titleOf(channel)} · Muster sandbox`;
  const more = iconButton("more", "Channel actions", () => openMenu(more, "Channel actions", actions(channel)), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "data-key": "channel-more",
  });
  fill(
    head,
    h(
      "h1",
      {},
      isChannel ? icon(channel.private ? "lock" : "hash") : null,
      h("span", {}, titleOf(channel)),
      isAppDm(channel) && h("span", { class: "badge" }, "App"),
    ),
    isChannel &&
      h(
        "button",
        {
          type: "button",
          class: "topic",
          title: channel.topic ? `Topic: ${channel.topic}` : "Add a topic",
          "data-key": "topic",
          on: { click: () => setTopic(channel) },
        },
        channel.topic ? inline(channel.topic) : h("span", { class: "hint" }, "Add a topic"),
      ),
    channel.archived && h("span", { class: "badge" }, "Archived"),
    h(
      "span",
      { class: "head-tools" },
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          title: "View members",
          "data-key": "members",
          on: { click: () => openSide("details") },
        },
        icon("people"),
        String(members),
        h("span", { class: "sr-only" }, members === 1 ? " member" : " members"),
      ),
      iconButton("info", "Details", () => openSide("details"), { "data-key": "details" }),
      isChannel && more,
    ),
  );
}

function openSide(what) {
  place.side = place.side === what ? "" : what;
  place.thread = "";
  remember();
  changed("place");
}

async function setTopic(channel) {
  const text = await prompt({ title: "Edit topic", label: "Topic", value: channel.topic, yes: "Save" });
  if (text !== null) trying(ask("topic", { channel: channel.id, text }));
}

function actions(channel) {
  const act = (verb) => () => trying(ask(verb, { channel: channel.id }));
  const invite = async () => {
    const person = await prompt({
      title: `Add people to #${channel.name}`,
      label: "Name or handle",
      yes: "Add",
      hint: "You can also add the app.",
    });
    if (person) trying(ask("invite", { channel: channel.id, person: person.replace(/^@/, "") }));
  };
  return [
    { label: "Add people", shape: icon("people"), run: invite },
    { label: "Edit topic", shape: icon("edit"), run: () => setTopic(channel) },
    null,
    channel.member
      ? { label: "Leave channel", shape: icon("back"), run: act("leave") }
      : { label: "Join channel", shape: icon("plus"), run: act("join") },
    {
      label: channel.archived ? "Unarchive channel" : "Archive channel",
      shape: icon("file"),
      danger: !channel.archived,
      run: act("archive"),
    },
  ];
}

// --- tabs and bookmarks

function tabsOf(channel) {
  const home = isAppDm(channel) && world.team.app.home;
  return [
    home && ["home", "Home"],
    ["messages", "Messages"],
    channel.pins.length && ["pins", `Pins ${channel.pins.length}`],
    ...channel.canvases.map((each) => [canvasTab(each), canvasTitle(each)]),
    ["files", "Files"],
  ].filter(Boolean);
}

export function showTab(tab) {
  place.tab = tab;
  remember();
  if (tab === "home") trying(ask("open_home"));
  changed("place");
}

function drawTabs(channel) {
  const buttons = tabsOf(channel).map(([key, label]) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab",
        "data-key": `tab/${key}`,
        "aria-selected": String(place.tab === key),
        tabindex: place.tab === key ? "0" : "-1",
        "aria-controls": "channel-body",
        on: { click: () => showTab(key) },
      },
      label,
    ),
  );
  tabs.onkeydown = (event) => roamTabs(event, tabs);
  fill(tabs, buttons);
}

export function roamTabs(event, list) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...list.querySelectorAll("[role=tab]")];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.click();
  next.focus();
}

function drawMarks(channel) {
  marks.hidden = !channel.bookmarks.length;
  fill(
    marks,
    channel.bookmarks.map((each) => h("span", { class: "bookmark" }, icon("link"), link(each.link, each.title))),
  );
}

/** The pinned message in one line, so that it stays visible while scrolling. */
function drawHeadline(channel) {
  const line = channel.headline;
  strip.hidden = !line || place.tab !== "messages";
  if (!line) return;
  strip.onclick = () => goToMessage(line);
  strip.title = "Go to pinned message";
  const key = `${line.ts}/${line.text}/${world.me}`;
  if (strip.dataset.shown === key) return;
  strip.dataset.shown = key;
  fill(strip, icon("pin"), h("span", {}, inline(line.text.split("\n")[0])));
}

// --- body

async function drawBody(channel) {
  const looks = `${channel.id}/${place.tab}/${place.tab === "messages" ? "" : JSON.stringify([channel.pins, channel.canvases, world.home?.hash])}`;
  if (looks === shown) return;
  shown = looks;
  if (place.tab === "messages") {
    if (feed && body.firstChild !== feed.view) {
      body.replaceChildren(feed.view);
      if (feed.stuck) feed.toBottom();
    }
  } else if (place.tab === "home") {
    fill(body, drawHome());
  } else if (canvasOf(channel, place.tab)) {
    await drawCanvas(body, channel, canvasOf(channel, place.tab));
  } else {
    await drawList(channel);
  }
}

function drawHome() {
  if (!world.home)
    return h("div", { class: "empty" }, h("p", {}, `${world.team.app.name} hasn't published a Home view for you yet.`));
  return h("div", { class: "home" }, drawBlocks(world.home.blocks, homeScene(world.home)));
}

async function drawList(channel) {
  const found = await trying(ask("details", { channel: channel.id }));
  if (!found || here()?.id !== channel.id) return;
  const list =
    place.tab === "pins"
      ? found.pins.map(pinned)
      : found.files.map((each) => h("li", {}, each.pretty_type === "Canvas" ? canvasLine(each) : drawFile(each)));
  fill(
    body,
    list.length
      ? h("ul", { class: "cards" }, list)
      : h("div", { class: "empty" }, h("p", {}, place.tab === "pins" ? "No pinned messages." : "No files yet.")),
  );
}

function canvasLine(canvas) {
  return h(
    "div",
    { class: "file-line" },
    icon("file"),
    h(
      "button",
      { type: "button", class: "text-button file-name", on: { click: () => showTab(canvasTab(canvas)) } },
      canvas.title,
    ),
    h("span", { class: "hint" }, "Canvas"),
  );
}

function pinned(message) {
  return h(
    "li",
    { class: "card" },
    h("p", { class: "hint" }, `Pinned by ${nameOf(message.pinned_by)}`),
    drawMessage(message, { inThread: true }),
    h("button", { type: "button", class: "text-button", on: { click: () => goToMessage(message) } }, "Go to message"),
  );
}

function goToMessage(message) {
  place.tab = "messages";
  remember();
  openChannel(message.ts);
}

// --- foot

function drawFoot(channel) {
  const wanted = place.tab === "messages" ? `${channel.id}/${world.me}/${channel.archived}/${channel.member}` : "";
  if (foot.dataset.of === wanted) return;
  foot.dataset.of = wanted;
  composer = null;
  if (!wanted) foot.replaceChildren();
  else if (channel.archived)
    foot.replaceChildren(h("p", { class: "closed" }, "This channel is archived. You can't send messages here."));
  else if (!channel.member) foot.replaceChildren(joinLine(channel));
  else {
    composer = new Composer({
      where: () => ({ channel: channel.id }),
      label: `Message ${channel.kind === "channel" ? "#" : ""}${titleOf(channel)}`,
      id: "composer-text",
    });
    composer.editLast = () => {
      const last = feed?.items.findLast((each) => each.mine && !each.subtype);
      if (last) editMessage(last);
    };
    foot.replaceChildren(composer.view);
    composer.grow();
  }
}

function joinLine(channel) {
  return h(
    "div",
    { class: "closed" },
    h("span", {}, `You are viewing #${channel.name}.`),
    h(
      "button",
      {
        type: "button",
        class: "button primary solid",
        on: { click: () => trying(ask("join", { channel: channel.id })) },
      },
      "Join channel",
    ),
  );
}
