// The message box: Enter sends, Shift+Enter adds a line, / runs a command, @ # and : complete.

import { MOST_OFFERED, offersFor } from "./completion.js";
import { openMenu } from "./dialog.js";
import { h, icon, iconButton, newId } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { pickEmoji } from "./picker.js";
import { ask, world } from "./store.js";
import { trying } from "./toast.js";

const MOST_FILE = 30 * 1024 * 1024; // bytes
const SLOW = 600; // milliseconds before the waiting note appears

const drafts = new Map();

export class Composer {
  /** `where()` returns {channel, thread}; `label` names the box; `id` is the element's id. */
  constructor({ where, label, id }) {
    this.where = where;
    this.files = [];
    this.offers = [];
    this.at = 0;
    this.listId = newId("offers");
    this.text = h("textarea", {
      id,
      rows: "1",
      class: "composer-text",
      "aria-label": label,
      placeholder: label,
      "aria-autocomplete": "list",
      "aria-controls": this.listId,
      autocomplete: "off",
      on: {
        keydown: (event) => this.key(event),
        input: () => this.typed(),
        blur: () => setTimeout(() => this.hide(), 150),
        click: () => this.offer(),
        paste: (event) => this.paste(event),
      },
    });
    this.list = h("ul", {
      id: this.listId,
      class: "offers",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.note = h("p", { class: "composer-note", role: "alert" });
    this.chips = h("ul", { class: "chips", "aria-label": "Attached files" });
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Choose files",
      tabindex: "-1",
      on: { change: () => this.attach(this.picker.files) },
    });
    this.sendButton = h(
      "button",
      { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)", on: { click: () => this.send() } },
      icon("send"),
    );
    const emoji = iconButton("smile", "Add emoji", () => pickEmoji(emoji, (name) => this.insert(emojiOf(name))));
    const bolt = iconButton("bolt", "Shortcuts", () => openMenu(bolt, "Shortcuts", this.shortcuts()), {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    });
    const bar = h(
      "div",
      { class: "composer-bar" },
      iconButton("clip", "Attach files", () => this.picker.click()),
      emoji,
      iconButton("at", "Mention someone", () => this.insert("@")),
      bolt,
      this.picker,
      h("span", { class: "composer-hint" }, "Enter to send, Shift+Enter for a new line"),
      this.sendButton,
    );
    this.view = h(
      "div",
      { class: "composer" },
      this.list,
      h("div", { class: "composer-box" }, this.chips, this.text, bar),
      this.note,
    );
    this.view.addEventListener("dragover", (event) => event.preventDefault());
    this.view.addEventListener("drop", (event) => this.dropped(event));
    this.restore();
  }

  get key_() {
    const { channel, thread } = this.where();
    return `${world.me}/${channel}/${thread ?? ""}`;
  }

  restore() {
    this.text.value = drafts.get(this.key_) ?? "";
    this.grow();
  }

  typed() {
    drafts.set(this.key_, this.text.value);
    this.note.textContent = "";
    this.grow();
    this.offer();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, innerHeight * 0.4)}px`;
    this.sendButton.classList.toggle("is-ready", Boolean(this.text.value.trim() || this.files.length));
  }

  insert(text) {
    const { selectionStart: start, selectionEnd: end } = this.text;
    this.text.setRangeText(text, start, end, "end");
    this.text.focus();
    this.typed();
  }

  // --- sending

  async send() {
    const text = this.text.value.trim();
    const files = this.files;
    if (!text && !files.length) return;
    const { channel, thread } = this.where();
    this.clear();
    const slow = setTimeout(() => (this.note.textContent = `Waiting for ${world.team.app.name}…`), SLOW);
    try {
      if (text.startsWith("/") && !thread && !files.length) await ask("command", { channel, text });
      else await ask("post", { channel, thread: thread ?? null, text, files });
      clearTimeout(slow);
      this.note.textContent = "";
    } catch (error) {
      clearTimeout(slow);
      this.bring(text, files);
      this.note.textContent = error.message;
    }
  }

  clear() {
    this.text.value = "";
    this.files = [];
    this.note.textContent = "";
    drafts.delete(this.key_);
    this.showFiles();
    this.grow();
    this.hide();
  }

  /** Restores what could not be sent, unless something else was typed in the meantime. */
  bring(text, files) {
    if (this.text.value) return;
    this.text.value = text;
    this.files = files;
    drafts.set(this.key_, text);
    this.showFiles();
    this.grow();
  }

  // --- files

  async attach(chosen) {
    for (const file of [...chosen]) {
      if (file.size > MOST_FILE) this.note.textContent = `${file.name} is too large. The limit is 30 MB.`;
      else this.files.push({ name: file.name, type: file.type, data: await base64(file) });
    }
    this.picker.value = "";
    this.showFiles();
    this.grow();
    this.text.focus();
  }

  dropped(event) {
    event.preventDefault();
    this.attach(event.dataTransfer.files);
  }

  paste(event) {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      this.attach(event.clipboardData.files);
    }
  }

  showFiles() {
    const leave = (file) => {
      this.files = this.files.filter((each) => each !== file);
      this.showFiles();
      this.text.focus();
    };
    this.chips.replaceChildren(
      ...this.files.map((file) =>
        h(
          "li",
          { class: "chip" },
          icon("file"),
          file.name,
          h(
            "button",
            {
              type: "button",
              class: "chip-remove",
              "aria-label": `Remove ${file.name}`,
              on: { click: () => leave(file) },
            },
            "×",
          ),
        ),
      ),
    );
  }

  shortcuts() {
    const app = world.team.app;
    const known = app.shortcuts
      .filter((each) => each.type === "global")
      .map((each) => ({
        label: each.name,
        note: each.description || app.name,
        shape: icon("bolt"),
        run: () => trying(ask("shortcut", { callback: each.callback_id })),
      }));
    const commands = app.commands.map((each) => ({
      label: each.name,
      note: each.description,
      shape: icon("send"),
      run: () => this.start(`${each.name} `),
    }));
    return [...known, ...(known.length && commands.length ? [null] : []), ...commands];
  }

  start(text) {
    this.text.value = text;
    this.text.focus();
    this.typed();
  }

  // --- completion

  offer() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    this.offers = offersFor(before, Boolean(this.where().thread)).slice(0, MOST_OFFERED);
    this.at = 0;
    this.showOffers();
  }

  showOffers() {
    this.list.hidden = !this.offers.length;
    this.list.replaceChildren(
      ...this.offers.map((each, at) =>
        h(
          "li",
          {
            id: `${this.listId}-${at}`,
            role: "option",
            "aria-selected": String(at === this.at),
            class: "offer",
            on: { pointerdown: (event) => (event.preventDefault(), this.take(each)) },
          },
          h("span", { class: "offer-shape" }, each.shape ?? ""),
          h("strong", {}, each.label),
          h("span", { class: "hint" }, each.note ?? ""),
        ),
      ),
    );
    if (this.offers.length) this.text.setAttribute("aria-activedescendant", `${this.listId}-${this.at}`);
    else this.text.removeAttribute("aria-activedescendant");
  }

  hide() {
    this.offers = [];
    this.showOffers();
  }

  take(offer) {
    const end = this.text.selectionStart;
    this.text.setRangeText(offer.text, end - offer.replaces, end, "end");
    this.typed();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.offers.length && this.offerKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.text.value) {
      this.editLast?.();
    }
  }

  /** Whether the suggestions handled the key. Enter sends a command that is already complete. */
  offerKey(event) {
    const count = this.offers.length;
    if (event.key === "Escape") this.hide();
    else if (event.key === "ArrowDown") this.move((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.move((this.at + count - 1) % count);
    else if (event.key === "Tab" && !event.shiftKey) this.take(this.offers[this.at]);
    else if (event.key === "Enter" && !event.shiftKey && !this.isComplete()) this.take(this.offers[this.at]);
    else return false;
    return true;
  }

  isComplete() {
    const offer = this.offers[this.at];
    const typed = this.text.value.slice(0, this.text.selectionStart).slice(-offer.replaces || Infinity);
    return offer.optional || typed === offer.text.trim();
  }

  move(at) {
    this.at = at;
    this.showOffers();
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
