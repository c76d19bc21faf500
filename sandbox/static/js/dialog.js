// Dialogs and popups: native dialogs trap focus and close with Escape; popups close on a click outside.

import { h, iconButton, newId, nodes } from "./dom.js";

/** Shows a dialog and returns its element. `cancel` is called for Escape and ×; without it the dialog closes. */
export function openDialog({ title, body, foot = [], name = "", cancel, closeLabel = "Close" }) {
  const id = newId("dialog");
  const made = h("dialog", { class: `dialog ${name}`, "aria-labelledby": id });
  const leave = () => (cancel ? cancel() : shut(made));
  const head = h("div", { class: "dialog-head" }, h("h2", { id }, title), iconButton("close", closeLabel, leave));
  made.append(...nodes([head, body, foot.length ? h("div", { class: "dialog-foot" }, foot) : null]));
  made.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  document.body.append(made);
  made.showModal();
  return made;
}

export function shut(made) {
  made.close();
  made.remove();
}

/** Asks for confirmation; resolves to true or false. `danger` colors the confirm button. */
export function confirm({ title, text, yes, no, danger = false }) {
  return new Promise((resolve) => {
    const done = (answer) => {
      shut(made);
      resolve(answer);
    };
    const buttons = [
      h("button", { type: "button", class: "button", on: { click: () => done(false) } }, no),
      h(
        "button",
        { type: "button", class: `button ${danger ? "danger" : "primary"} solid`, on: { click: () => done(true) } },
        yes,
      ),
    ];
    const made = openDialog({
      title,
      body: h("div", { class: "dialog-body" }, text),
      foot: buttons,
      name: "confirm",
      cancel: () => done(false),
    });
    made.setAttribute("role", "alertdialog");
    buttons[1].focus();
  });
}

/** Asks for one line of text; resolves to the text, or null if canceled. */
export function prompt({ title, label, value = "", yes, hint = "", extra = null }) {
  return new Promise((resolve) => {
    const input = h("input", { type: "text", id: newId("prompt"), class: "input", value, autocomplete: "off" });
    const done = (answer) => {
      shut(made);
      resolve(answer);
    };
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim()) done(input.value.trim());
    };
    const fields = [
      h("label", { for: input.id, class: "label" }, label),
      input,
      hint && h("p", { class: "hint" }, hint),
      extra,
    ];
    const foot = h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button", on: { click: () => done(null) } }, "Cancel"),
      h("button", { type: "submit", class: "button primary solid" }, yes),
    );
    const form = h("form", { on: { submit } }, h("div", { class: "dialog-body" }, fields), foot);
    const made = openDialog({ title, body: form, cancel: () => done(null) });
    input.select();
  });
}

let popup = null;

/** Shows content next to its button until Escape, a click outside, or `closePopup`. */
export function openPopup(anchor, content, { name = "", label = "" } = {}) {
  const again = popup?.anchor === anchor;
  closePopup();
  if (again) return;
  const holder = anchor.closest("dialog, main, header, aside, .drawer") ?? document.body; // nothing outside an open modal dialog can be clicked
  const made = h("div", { class: `popup ${name}`, ...(label ? { role: "dialog", "aria-label": label } : {}) }, content);
  holder.append(made);
  popup = { anchor, made };
  anchor.setAttribute("aria-expanded", "true");
  put(made, anchor);
  made.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointer, true);
  (made.querySelector("[data-first], input, button, a") ?? made).focus();
}

export function closePopup(back = false) {
  if (!popup) return;
  const { anchor, made } = popup;
  popup = null;
  made.remove();
  anchor.setAttribute("aria-expanded", "false");
  document.removeEventListener("pointerdown", onPointer, true);
  if (back && anchor.isConnected) anchor.focus();
}

export const popupOpen = () => popup !== null;
export const popupAnchor = () => popup?.anchor ?? null;

function onKey(event) {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  closePopup(true);
}

function onPointer(event) {
  if (!popup.made.contains(event.target) && !popup.anchor.contains(event.target)) closePopup();
}

/** Places the popup below the anchor if there is room, else above; always inside the window. */
function put(made, anchor) {
  const spot = anchor.getBoundingClientRect();
  const { width, height } = made.getBoundingClientRect();
  const below = spot.bottom + 4 + height <= innerHeight || spot.top < innerHeight / 2;
  const top = below ? Math.min(spot.bottom + 4, innerHeight - height - 8) : spot.top - height - 4;
  const left = Math.min(
    Math.max(8, spot.left + width > innerWidth - 8 ? spot.right - width : spot.left),
    innerWidth - width - 8,
  );
  made.style.top = `${Math.max(8, top)}px`;
  made.style.left = `${Math.max(8, left)}px`;
}

/** Opens a menu of `{label, run, danger, checked, note}`; null is a separator. */
export function openMenu(anchor, label, items) {
  const buttons = items.map((each) => (each ? menuItem(each) : h("div", { role: "separator", class: "menu-line" })));
  const list = h("div", { role: "menu", "aria-label": label, class: "menu", on: { keydown: roam } }, buttons);
  openPopup(anchor, list, { name: "menu-popup" });
}

function menuItem({ label, run, danger, checked, note, shape }) {
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  const click = () => {
    closePopup(true);
    run();
  };
  const state = checked === undefined ? {} : { "aria-checked": String(checked) };
  return h(
    "button",
    { type: "button", role, tabindex: "-1", class: `menu-item${danger ? " is-danger" : ""}`, ...state, on: { click } },
    shape,
    h("span", { class: "menu-label" }, label),
    note && h("span", { class: "menu-note" }, note),
  );
}

function roam(event) {
  const items = [...event.currentTarget.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next % items.length].focus();
  } else if (event.key === "Tab") {
    closePopup();
  } else if (/^\p{L}$/u.test(event.key)) {
    items.find((each) => each.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}
