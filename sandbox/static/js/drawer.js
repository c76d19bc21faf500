// Under the hood: the drawer, its tabs, and the table that the caller provides.

import { drawArmed, openBreaks } from "./breaks.js";
import { roamTabs } from "./channel.js";
import { fill, h, iconButton } from "./dom.js";
import { ask, changed, on, place, remember, world } from "./store.js";
import { openWire, startWire } from "./wire.js";

const root = () => document.getElementById("drawer");
const body = h("div", { class: "drawer-body", id: "drawer-body", role: "tabpanel" });
const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Under the hood" });
let shown = "";

export function startDrawer() {
  startWire();
  on(["place", "progress", "online"], draw);
  on(["status"], () => shown === "outbox" && drawStatus());
  on(["faults", "connections"], () => shown === "break" && drawArmed());
}

export function toggleDrawer() {
  place.drawer = place.drawer ? "" : "wire";
  remember();
  changed("place");
}

const TABS = () =>
  [["wire", "Traffic"], world.progress && ["outbox", world.status?.title ?? "Outbox"], ["break", "Faults"]].filter(
    Boolean,
  );

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
  if (shown === "wire") openWire(body);
  else if (shown === "outbox") openStatus();
  else openBreaks(body);
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
  fill(
    tabs,
    TABS().map(([key, label]) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          class: "tab",
          "data-key": `drawer/${key}`,
          "aria-selected": String(place.drawer === key),
          tabindex: place.drawer === key ? "0" : "-1",
          "aria-controls": "drawer-body",
          on: { click: () => show(key) },
        },
        label,
      ),
    ),
  );
  if (!root().firstChild)
    root().append(
      h(
        "div",
        { class: "drawer-head" },
        h("h2", {}, "Under the hood"),
        tabs,
        iconButton("close", "Close Under the hood", toggleDrawer),
      ),
      body,
    );
}

// --- the caller's table

function openStatus() {
  body.replaceChildren(h("p", { class: "hint pad" }, "Loading…"));
  ask("watch", { parts: ["status"] }).catch(() => {});
}

function drawStatus() {
  const table = world.status;
  if (!table) return;
  drawTabs();
  const head = h(
    "tr",
    {},
    table.columns.map((each) => h("th", { scope: "col" }, each)),
  );
  const lines = table.rows.map((row) =>
    h(
      "tr",
      {},
      row.map((each) => h("td", {}, each)),
    ),
  );
  fill(
    body,
    table.note && h("p", { class: "hint pad" }, table.note),
    h(
      "div",
      { class: "table-wrap is-status", tabindex: "0", role: "group", "aria-label": table.title },
      h("table", {}, h("thead", {}, head), h("tbody", {}, lines)),
    ),
  );
}
