// The emoji picker with search, for reactions and the message box.

import { closePopup, openPopup } from "./dialog.js";
import { h } from "./dom.js";
import { emojiOf, groups, search } from "./emoji.js";

const OFTEN = ["pushpin", "mag", "wrench", "rotating_light", "loudspeaker", "arrow_up", "white_check_mark", "eyes"];

export function pickEmoji(anchor, chosen) {
  const take = (name) => {
    closePopup(true);
    chosen(name);
  };
  const cell = (name) =>
    h(
      "button",
      { type: "button", class: "emoji-cell", "aria-label": name, title: `:${name}:`, on: { click: () => take(name) } },
      emojiOf(name),
    );
  const part = (title, names) => [
    h("h3", { class: "emoji-group" }, title),
    h("div", { class: "emoji-grid" }, names.map(cell)),
  ];
  const list = h("div", { class: "emoji-list" });
  const draw = () => {
    const text = input.value.trim();
    const found = text ? search(text) : [];
    list.replaceChildren(
      ...(text
        ? part(found.length ? "Search results" : "No emoji found", found)
        : [part("Frequently used", OFTEN), ...groups.map((each) => part(each.name, each.names))].flat()),
    );
  };
  const keys = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      list.querySelector(".emoji-cell")?.click();
    }
  };
  const input = h("input", {
    type: "search",
    class: "input",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    autocomplete: "off",
    on: { input: draw, keydown: keys },
  });
  list.addEventListener("keydown", roam);
  draw();
  openPopup(anchor, [input, list], { name: "emoji-popup", label: "Emoji" });
}

const ROW = 8;

function roam(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [...event.currentTarget.querySelectorAll(".emoji-cell")];
  cells[Math.max(0, Math.min(cells.length - 1, cells.indexOf(document.activeElement) + step))]?.focus();
}
