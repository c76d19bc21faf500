// Under the hood: requests and responses, envelopes and acks between workspace and app, live.

import { secondsOf } from "./dates.js";
import { h, newId } from "./dom.js";
import { ask, hear } from "./store.js";
import { trying } from "./toast.js";

const MOST = 300; // rows
const KINDS = [
  ["", "All traffic"],
  ["api", "API calls"],
  ["envelope", "Events and interactions"],
  ["response_url", "response_url calls"],
  ["upload", "Uploads"],
  ["socket", "Connection"],
];
const FROM_APP = new Set(["api", "response_url", "upload"]);

const list = h("div", { class: "wire", role: "list", "aria-label": "Traffic", tabindex: "0" });
const rows = new Map(); // number: {view, update}
const filter = { kind: "", text: "" };

export const startWire = () => hear("wire", (frame) => frame.lines.forEach(put));

/** Shows the traffic tab in the drawer's body. */
export function openWire(body) {
  const text = h("input", {
    type: "search",
    class: "input",
    placeholder: "Filter by method, type or text",
    "aria-label": "Filter traffic",
    value: filter.text,
    on: { input: () => ((filter.text = text.value), later()) },
  });
  const kind = h(
    "select",
    { class: "select", "aria-label": "Type", on: { change: () => ((filter.kind = kind.value), load()) } },
    KINDS.map(([value, label]) => h("option", { value, selected: value === filter.kind }, label)),
  );
  body.replaceChildren(
    h("div", { class: "drawer-tools" }, text, kind, h("span", { class: "hint" }, "→ from app · ← to app")),
    list,
  );
  load();
}

let pause = 0;
function later() {
  clearTimeout(pause);
  pause = setTimeout(load, 200);
}

let loads = 0;
async function load() {
  loads += 1;
  const mine = loads;
  const found = await trying(ask("wire", filter));
  if (!found || mine !== loads) return;
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
  const next = [...rows.keys()].filter((number) => number > line.number).sort((one, other) => one - other)[0];
  list.insertBefore(made.view, rows.get(next)?.view ?? null);
  if (rows.size > MOST) {
    const first = Math.min(...rows.keys());
    rows.get(first).view.remove();
    rows.delete(first);
  }
  if (end) list.scrollTop = list.scrollHeight;
}

function wireRow(line) {
  const id = newId("entry");
  const more = h("div", { id, class: "wire-more", hidden: true });
  const head = h("button", {
    type: "button",
    class: "wire-head",
    "aria-expanded": "false",
    "aria-controls": id,
    on: { click: () => toggle() },
  });
  const view = h("div", { class: "wire-row", role: "listitem" }, head, more);
  let current = line;
  const update = (next) => {
    current = next;
    head.className = `wire-head ${next.problem ? "is-bad" : next.status === "open" ? "is-open" : ""}`;
    head.replaceChildren(
      h(
        "span",
        { class: "wire-way", title: FROM_APP.has(next.kind) ? "From app" : "To app" },
        FROM_APP.has(next.kind) ? "→" : "←",
      ),
      h("span", { class: "wire-time" }, secondsOf(next.at)),
      h("span", { class: "wire-name" }, next.name),
      h("span", { class: "wire-what" }, next.what),
      h("span", { class: "wire-status" }, next.problem || next.status),
    );
    if (!more.hidden) reveal();
  };
  const reveal = async () => {
    const found = await trying(ask("entry", { number: current.number }));
    if (!found) return;
    more.replaceChildren(
      part(FROM_APP.has(found.kind) ? "Request" : "Envelope", found.sent),
      part("Response", found.answer),
    );
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

const part = (title, value) =>
  h(
    "section",
    {},
    h("h3", {}, title),
    value === null
      ? h("p", { class: "hint" }, "None")
      : h("pre", { class: "json", tabindex: "0" }, coloured(JSON.stringify(value, null, 2))),
  );

/** Highlights keys, strings and numbers; inserted as text, never as HTML. */
function coloured(json) {
  return json.split(/("(?:\\.|[^"\\])*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?)/).map((each, at) => {
    if (at % 2 === 0) return each;
    const kind = each.startsWith('"') ? (each.endsWith(":") ? "json-key" : "json-text") : "json-value";
    return h("span", { class: kind }, each);
  });
}
