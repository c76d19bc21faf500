// Under the hood: the wire between workspace and app, the caller's table, and things to break on purpose.

import { roamTabs } from "./channel.js";
import { secondsOf } from "./dates.js";
import { fill, h, iconButton, newId } from "./dom.js";
import { ask, changed, hear, on, place, remember, world } from "./store.js";
import { trying } from "./toast.js";

const MOST = 300;
const root = () => document.getElementById("drawer");
const KINDS = [["", "Everything"], ["api", "Requests of the app"], ["envelope", "Envelopes to the app"], ["response_url", "Answers by response_url"], ["upload", "Uploads"], ["socket", "Connection"]];
const FROM_APP = new Set(["api", "response_url", "upload"]);

const body = h("div", { class: "drawer-body", id: "drawer-body", role: "tabpanel" });
const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Under the hood" });
const list = h("div", { class: "wire", role: "list", "aria-label": "Wire", tabindex: "0" });
const rows = new Map(); // number: element
const filter = { kind: "", text: "" };
let shown = "";

export function startDrawer() {
  hear("wire", (frame) => frame.lines.forEach(put));
  on(["place", "progress", "online"], draw);
  on(["status"], () => shown === "outbox" && drawStatus());
  on(["faults", "connections"], () => shown === "break" && drawArmed());
}

export function toggleDrawer() {
  place.drawer = place.drawer ? "" : "wire";
  remember();
  changed("place");
}

const TABS = () => [["wire", "Wire"], world.progress && ["outbox", world.status?.title ?? "Outbox"], ["break", "Break things"]].filter(Boolean);

function draw() {
  root().hidden = !place.drawer;
  document.body.classList.toggle("has-drawer", Boolean(place.drawer));
  if (!world.online) {
    shown = "offline";
    return;
  }
  if (!place.drawer) {
    if (shown && shown !== "offline") leave();
    shown = "";
    return;
  }
  if (!TABS().some(([key]) => key === place.drawer)) place.drawer = "wire";
  drawTabs();
  if (shown === place.drawer) return;
  leave();
  shown = place.drawer;
  if (shown === "wire") openWire();
  else if (shown === "outbox") openStatus();
  else openBreaks();
}

function leave() {
  if (shown === "wire") ask("leave_wire").catch(() => {});
  if (shown === "outbox") ask("watch", { parts: [] }).catch(() => {});
}

function drawTabs() {
  const show = (key) => {
    place.drawer = key;
    remember();
    changed("place");
  };
  tabs.onkeydown = (event) => roamTabs(event, tabs);
  fill(tabs, TABS().map(([key, label]) => h("button", { type: "button", role: "tab", class: "tab", "data-key": `drawer/${key}`, "aria-selected": String(place.drawer === key), tabindex: place.drawer === key ? "0" : "-1", "aria-controls": "drawer-body", on: { click: () => show(key) } }, label)));
  if (!root().firstChild) root().append(h("div", { class: "drawer-head" }, h("h2", {}, "Under the hood"), tabs, iconButton("close", "Close under the hood", toggleDrawer)), body);
}

// --- wire

function openWire() {
  const text = h("input", { type: "search", class: "input", placeholder: "Filter by method, type or text", "aria-label": "Filter the wire", value: filter.text, on: { input: () => ((filter.text = text.value), later()) } });
  const kind = h("select", { class: "select", "aria-label": "Kind", on: { change: () => ((filter.kind = kind.value), load()) } }, KINDS.map(([value, label]) => h("option", { value, selected: value === filter.kind }, label)));
  body.replaceChildren(h("div", { class: "drawer-tools" }, text, kind, h("span", { class: "hint" }, "→ the app asks   ← the app is told")), list);
  load();
}

let pause = 0;
function later() {
  clearTimeout(pause);
  pause = setTimeout(load, 200);
}

async function load() {
  const found = await trying(ask("wire", filter));
  if (!found) return;
  rows.clear();
  list.replaceChildren();
  found.lines.forEach(put);
  list.scrollTop = list.scrollHeight;
}

function put(line) {
  const old = rows.get(line.number);
  const end = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  if (old) {
    old.update(line);
    return;
  }
  const made = wireRow(line);
  rows.set(line.number, made);
  list.append(made.view);
  if (rows.size > MOST) {
    const [first] = rows.keys();
    rows.get(first).view.remove();
    rows.delete(first);
  }
  if (end) list.scrollTop = list.scrollHeight;
}

function wireRow(line) {
  const id = newId("entry");
  const more = h("div", { id, class: "wire-more", hidden: true });
  const head = h("button", { type: "button", class: "wire-head", "aria-expanded": "false", "aria-controls": id, on: { click: () => toggle() } });
  const view = h("div", { class: "wire-row", role: "listitem" }, head, more);
  let current = line;
  const update = (next) => {
    current = next;
    head.className = `wire-head ${next.problem ? "is-bad" : next.status === "open" ? "is-open" : ""}`;
    head.replaceChildren(
      h("span", { class: "wire-way", title: FROM_APP.has(next.kind) ? "the app asks" : "the app is told" }, FROM_APP.has(next.kind) ? "→" : "←"),
      h("span", { class: "wire-time" }, secondsOf(next.at)), h("span", { class: "wire-name" }, next.name),
      h("span", { class: "wire-what" }, next.what), h("span", { class: "wire-status" }, next.problem || next.status));
    if (!more.hidden) reveal();
  };
  const reveal = async () => {
    const found = await trying(ask("entry", { number: current.number }));
    if (!found) return;
    more.replaceChildren(part(FROM_APP.has(found.kind) ? "Request" : "Envelope", found.sent), part("Answer", found.answer));
    if (document.activeElement === head) view.scrollIntoView({ block: "nearest" });
  };
  const toggle = () => {
    more.hidden = !more.hidden;
    head.setAttribute("aria-expanded", String(!more.hidden));
    if (!more.hidden) reveal();
  };
  update(line);
  return { view, update };
}

const part = (title, value) => h("section", {}, h("h3", {}, title), value === null ? h("p", { class: "hint" }, "None") : h("pre", { class: "json", tabindex: "0" }, coloured(JSON.stringify(value, null, 2))));

/** Keys, texts and numbers apart; as text, never as HTML. */
function coloured(json) {
  return json.split(/("(?:\\.|[^"\\])*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?)/).map((each, at) => {
    if (at % 2 === 0) return each;
    const kind = each.startsWith('"') ? (each.endsWith(":") ? "json-key" : "json-text") : "json-value";
    return h("span", { class: kind }, each);
  });
}

// --- the caller's table

function openStatus() {
  body.replaceChildren(h("p", { class: "hint pad" }, "Waiting for it …"));
  ask("watch", { parts: ["status"] }).catch(() => {});
}

function drawStatus() {
  const table = world.status;
  if (!table) return;
  drawTabs();
  const head = h("tr", {}, table.columns.map((each) => h("th", { scope: "col" }, each)));
  const lines = table.rows.map((row) => h("tr", {}, row.map((each) => h("td", {}, each))));
  fill(body, table.note && h("p", { class: "hint pad" }, table.note),
    h("div", { class: "table-wrap is-status", tabindex: "0", role: "group", "aria-label": table.title }, h("table", {}, h("thead", {}, head), h("tbody", {}, lines))));
}

// --- break things

const armed = h("div", { class: "armed", role: "status" });

function openBreaks() {
  const method = h("input", { type: "text", class: "input", id: newId("method"), value: "chat.postMessage", list: "methods", autocomplete: "off" });
  const error = h("input", { type: "text", class: "input", id: newId("error"), value: "internal_error", autocomplete: "off" });
  const wait = h("input", { type: "number", class: "input", id: newId("wait"), value: "30", min: "1", max: "600" });
  const names = h("datalist", { id: "methods" }, METHODS.map((each) => h("option", { value: each })));
  const go = (verb, details = () => ({})) => () => trying(ask("break", { verb, ...details() }));
  const button = (label, note, run) => h("button", { type: "button", class: "break", on: { click: run } }, h("strong", {}, label), h("span", { class: "hint" }, note));
  const labelled = (label, input) => h("div", { class: "labelled" }, h("label", { class: "label", for: input.id }, label), input);
  body.replaceChildren(h("div", { class: "breaks" },
    armed,
    h("section", {}, h("h3", {}, "The connection"), h("div", { class: "break-grid" },
      button("Disconnect", "Ends Socket Mode; the app is told to come back", go("disconnect")),
      button("Cut for 30 s", "No request and no connection gets through, on the sandbox's clock", go("cut")),
      button("Deliver the last event twice", "Once more, with the retry fields", go("again")))),
    h("section", {}, h("h3", {}, "The next call of a method"),
      h("div", { class: "break-fields" }, labelled("Method", method), labelled("Error", error), labelled("Retry-After, seconds", wait), names),
      h("div", { class: "break-grid" },
        button("Fail", "Answers with the error and does nothing", go("fail", () => ({ method: method.value, error: error.value }))),
        button("Rate-limit", "HTTP 429 with Retry-After", go("rate_limit", () => ({ method: method.value, seconds: Number(wait.value) }))),
        button("Lose the answer", "Does the work, then cuts the line: the app cannot know", go("lose", () => ({ method: method.value })))))));
  drawArmed();
}

function drawArmed() {
  const words = (each) => (each.effect === "cut" ? "The connection is cut" : `${each.method}: ${each.effect}${each.times > 1 ? `, ${each.times} times` : ""}`);
  const there = world.connections ? `${world.connections} connection${world.connections === 1 ? "" : "s"} of the app.` : "The app is not connected.";
  fill(armed, h("p", { class: "hint" }, there, world.faults.length ? "" : " Nothing is armed."),
    world.faults.length ? h("ul", { class: "chips" }, world.faults.map((each) => h("li", { class: "chip is-armed" }, words(each))), h("li", {}, h("button", { type: "button", class: "text-button", "data-key": "disarm", on: { click: () => trying(ask("break", { verb: "disarm" })) } }, "Disarm all"))) : null);
}

const METHODS = ["chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.create", "conversations.invite", "conversations.setTopic", "conversations.history", "views.open", "views.publish", "pins.add", "reactions.add", "bookmarks.add", "files.completeUploadExternal", "users.info"];
