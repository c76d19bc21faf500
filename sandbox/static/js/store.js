// What the browser knows about the workspace, and who subscribes to changes. No drawing here.

import { Link } from "./link.js";

const listeners = new Map();
const dirty = new Set();
let flushing = false;

export const world = {
  team: null,
  people: new Map(),
  me: "",
  channels: new Map(),
  connections: 0,
  modals: [],
  home: null,
  clock: 0,
  faults: [],
  progress: null,
  status: null,
  online: false,
};

// What this browser tab shows; survives a reload.
export const place = { channel: "", tab: "messages", thread: "", side: "", drawer: "" };

const SAVED = "sandbox-place";

export function remember() {
  sessionStorage.setItem(SAVED, JSON.stringify({ ...place, me: world.me }));
  localStorage.setItem("sandbox-me", world.me);
}

export function recall() {
  const saved = JSON.parse(sessionStorage.getItem(SAVED) ?? "{}");
  for (const key of Object.keys(place)) place[key] = saved[key] ?? place[key];
  world.me = saved.me ?? localStorage.getItem("sandbox-me") ?? "";
}

/** Calls back, at most once per frame, when one of these parts has changed. */
export function on(parts, callback) {
  for (const part of parts) {
    if (!listeners.has(part)) listeners.set(part, []);
    listeners.get(part).push(callback);
  }
}

export function changed(part) {
  dirty.add(part);
  if (flushing) return;
  flushing = true;
  queueMicrotask(flush);
}

function flush() {
  flushing = false;
  const callbacks = new Set([...dirty].flatMap((part) => listeners.get(part) ?? []));
  dirty.clear();
  for (const callback of callbacks) callback();
}

const TABLES = new Set(["people", "channels"]);
const heard = new Map(); // kinds of push other than parts

export function hear(kind, callback) {
  heard.set(kind, callback);
}

function listen(frame) {
  if (frame.push !== "part") {
    heard.get(frame.push)?.(frame);
    return;
  }
  world[frame.name] = TABLES.has(frame.name) ? new Map(frame.value.map((each) => [each.id, each])) : frame.value;
  changed(frame.name);
}

function address() {
  return `ws://${location.host}/page/ws?as=${encodeURIComponent(world.me)}`;
}

const link = new Link(address, listen, (online) => {
  world.online = online;
  changed("online");
});

export const connect = () => link.connect();
export const ask = (verb, details) => link.ask(verb, details);

// --- looking things up

export const me = () => world.people.get(world.me);
export const here = () => world.channels.get(place.channel);
export const zone = () => me()?.zone ?? "UTC";
export const isApp = (id) => id === world.team?.app.user;

export function nameOf(id) {
  if (id === "USLACKBOT") return "Sandbox";
  return world.people.get(id)?.name ?? id;
}

/** The other side of a direct message. */
export function otherOf(channel) {
  const other = channel.members.find((each) => each !== world.me) ?? world.me;
  return world.people.get(other);
}

export function titleOf(channel) {
  if (channel.kind === "im") return otherOf(channel)?.name ?? "Direct message";
  if (channel.kind === "mpim")
    return channel.members
      .filter((each) => each !== world.me)
      .map(nameOf)
      .join(", ");
  return channel.name;
}

export const isAppDm = (channel) => channel?.kind === "im" && channel.members.includes(world.team.app.user);
