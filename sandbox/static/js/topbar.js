// The top bar: brand, clock, Under the hood, theme, and whom you act as.

import { avatar } from "./avatar.js";
import { replayBar, startClock } from "./clock.js";
import { openMenu } from "./dialog.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { toggleDrawer } from "./drawer.js";
import { me, on, place, world } from "./store.js";

const who = h("div", { class: "acting" });
const hood = h(
  "button",
  { type: "button", class: "quiet", title: "Under the hood", "aria-expanded": "false", on: { click: toggleDrawer } },
  icon("wrench"),
  h("span", { class: "wide" }, "Under the hood"),
);
const lost = h("p", { class: "lost", role: "status", hidden: true }, "Disconnected from the sandbox. Reconnecting…");

const LOOKS = [
  ["", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function startTopbar(actAs) {
  applyTheme();
  const theme = iconButton(
    "theme",
    "Theme",
    () =>
      openMenu(
        theme,
        "Theme",
        LOOKS.map(([value, label]) => ({
          label,
          checked: (localStorage.getItem("sandbox-theme") ?? "") === value,
          run: () => setTheme(value),
        })),
      ),
    { "aria-haspopup": "menu", "aria-expanded": "false" },
  );
  const sides = iconButton("menu", "Conversations", toggleSidebar, {
    class: "icon-button only-narrow",
    "aria-controls": "sidebar",
  });
  document
    .getElementById("topbar")
    .append(
      sides,
      h(
        "div",
        { class: "brand" },
        h("img", { src: "/static/mark.svg", alt: "", width: "24", height: "24" }),
        h("span", {}, "Muster sandbox"),
      ),
      h("span", { class: "grow" }),
      startClock(),
      hood,
      theme,
      who,
      replayBar,
      lost,
    );
  on(["people", "me", "channels"], () => drawWho(actAs));
  on(["place"], () => hood.setAttribute("aria-expanded", String(Boolean(place.drawer))));
  on(["online"], () => (lost.hidden = world.online));
}

function drawWho(actAs) {
  const person = me();
  if (!person) return;
  const people = [...world.people.values()].filter((each) => !each.bot && !each.deleted);
  const items = people.map((each) => ({
    label: each.name,
    note: [each.title, each.zone].filter(Boolean).join(" · "),
    checked: each.id === world.me,
    shape: avatar(each.id, each.name),
    run: () => actAs(each.id),
  }));
  const made = h(
    "button",
    {
      type: "button",
      class: "acting-button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      title: `Acting as ${person.name}`,
      "data-key": "acting",
      on: { click: () => openMenu(made, "Act as", items) },
    },
    avatar(person.id, person.name),
    h("span", { class: "wide" }, h("span", { class: "acting-as" }, "Acting as "), h("strong", {}, person.name)),
    icon("down"),
  );
  const key = JSON.stringify([person, people.length]);
  if (who.dataset.shown === key) return;
  who.dataset.shown = key;
  fill(who, made);
}

function toggleSidebar() {
  const open = document.body.classList.toggle("sidebar-open");
  if (open) document.querySelector("#sidebar .entry")?.focus();
}

function setTheme(value) {
  localStorage.setItem("sandbox-theme", value);
  applyTheme();
}

function applyTheme() {
  const value = localStorage.getItem("sandbox-theme") ?? "";
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
}
