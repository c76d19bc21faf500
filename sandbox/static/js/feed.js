// A list of messages of any length. It loads pages while scrolling and drops messages that are far away, so that
// the document never holds more than MOST of them.

import { announce, h, swap } from "./dom.js";
import { authorOf, drawMessage, textOf } from "./message.js";

const MOST = 180;
const NEAR = 700; // pixels from an end at which the next page is asked for
const AT_END = 40; // pixels from the bottom that still count as the bottom

export class Feed {
  /** `source`: label, older(ts), newer(ts), trim(first, last), newest(), seen(ts), frame; pages only if paged. */
  constructor(source) {
    this.source = source;
    this.items = [];
    this.rows = new Map();
    this.older = false;
    this.newer = false;
    this.missed = 0;
    this.readTo = "";
    this.loading = false;
    this.list = h("div", { class: "feed", role: "feed", "aria-label": source.label, "aria-busy": "false" });
    this.box = h("div", { class: "feed-box", on: { scroll: () => this.scrolled() } }, source.top, this.list);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toNewest() } });
    this.view = h("div", { class: "feed-view" }, this.box, this.jump);
    this.list.addEventListener("keydown", (event) => this.roam(event));
    this.list.addEventListener("written", (event) =>
      this.redraw(this.items.findIndex((each) => each.ts === event.target.dataset.ts)),
    );
    this.sizes = new ResizeObserver(() => this.stuck && this.toBottom());
    this.sizes.observe(this.box);
    this.sizes.observe(this.list);
    this.stuck = true;
    this.top = 0; // where the list was scrolled to last
  }

  end() {
    this.sizes.disconnect();
  }

  /** Replaces the list with a page. */
  load(page, { around = "" } = {}) {
    this.items = page.messages;
    this.older = page.older ?? false;
    this.newer = page.newer ?? false;
    this.readTo = page.read ?? "";
    this.missed = 0;
    this.firstNew = this.items.find((each) => each.ts > this.readTo && !each.mine && !each.ephemeral)?.ts;
    if (!this.readTo || this.items[0]?.ts === this.firstNew) this.firstNew = undefined;
    this.rows.clear();
    this.list.replaceChildren(...this.items.map((_, at) => this.draw(at)));
    this.rove();
    this.settle(around);
  }

  settle(around) {
    const row = this.rows.get(around) ?? (this.firstNew && this.rows.get(this.firstNew));
    this.stuck = !row;
    if (row) {
      row.scrollIntoView({ block: around ? "center" : "start" });
      if (around) row.classList.add("is-found");
    } else {
      this.toBottom();
    }
    this.stuck = this.atEnd();
    this.tellSeen();
  }

  frameOf(at) {
    const message = this.items[at];
    return { ...this.source.frame, before: this.items[at - 1], isNew: message.ts === this.firstNew };
  }

  draw(at) {
    const message = this.items[at];
    const row = drawMessage(message, this.frameOf(at));
    row.setAttribute("aria-setsize", "-1");
    row.setAttribute("aria-posinset", String(at + 1));
    this.rows.set(message.ts, row);
    return row;
  }

  redraw(at) {
    const old = this.items[at] && this.rows.get(this.items[at].ts);
    if (!old) return;
    const tab = old.tabIndex;
    const made = this.draw(at);
    made.tabIndex = tab;
    swap(old, made);
  }

  /** Applies what the workspace pushes: new, changed and deleted messages. */
  put(messages, gone) {
    const known = new Map(this.items.map((each, at) => [each.ts, at]));
    const stuck = this.stuck;
    for (const message of messages) {
      const at = known.get(message.ts);
      if (at !== undefined) this.change(at, message);
      else if (this.items.length === 0 || message.ts > this.items.at(-1).ts) this.add(message, stuck);
    }
    for (const ts of gone) this.drop(ts);
    if (stuck) this.toBottom();
    this.tellSeen();
    this.showJump();
  }

  change(at, message) {
    this.items[at] = message;
    if (this.rows.get(message.ts)?.querySelector(".edit-form")) return; // being edited: redrawn afterwards
    this.redraw(at);
  }

  add(message, stuck) {
    if (!message.mine) announce(`${authorOf(message)}: ${textOf(message)}`);
    if (this.newer) {
      this.missed += 1;
      return;
    }
    this.items.push(message);
    this.list.append(this.draw(this.items.length - 1));
    if (!stuck && !message.mine) this.missed += 1;
    if (message.mine) this.stuck = true;
    if (stuck) this.letGo("first");
    this.rove();
    if (message.mine) this.toBottom();
  }

  drop(ts) {
    const at = this.items.findIndex((each) => each.ts === ts);
    if (at < 0) return;
    this.items.splice(at, 1);
    this.rows.get(ts).remove();
    this.rows.delete(ts);
    this.redraw(at);
    this.rove();
  }

  /** Drops messages at one end while there are too many. */
  letGo(end) {
    const extra = this.items.length - MOST;
    if (extra <= 0 || !this.source.paged) return;
    const leaving = end === "first" ? this.items.splice(0, extra) : this.items.splice(-extra);
    for (const each of leaving) {
      this.rows.get(each.ts).remove();
      this.rows.delete(each.ts);
    }
    if (end === "first") this.older = true;
    else this.newer = true;
    if (end === "first") this.redraw(0);
    this.source.trim(this.items[0].ts, this.items.at(-1).ts);
  }

  // --- scrolling

  atEnd() {
    return !this.newer && this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < AT_END;
  }

  toBottom() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  scrolled() {
    const up = this.box.scrollTop < this.top;
    this.top = this.box.scrollTop;
    this.stuck = this.atEnd() || (this.stuck && !up); // content growing below does not count as scrolling up
    if (this.stuck) this.missed = 0;
    if (this.older && this.box.scrollTop < NEAR) this.more("older");
    if (this.newer && this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR) this.more("newer");
    this.tellSeen();
    this.showJump();
  }

  async more(side) {
    if (this.loading) return;
    this.loading = true;
    this.list.setAttribute("aria-busy", "true");
    try {
      const edge = side === "older" ? this.items[0]?.ts : this.items.at(-1)?.ts;
      const page = await this.source[side](edge);
      if (this.list.isConnected && edge === (side === "older" ? this.items[0]?.ts : this.items.at(-1)?.ts))
        this.join(side, page);
    } finally {
      this.loading = false;
      this.list.setAttribute("aria-busy", "false");
    }
  }

  /** Adds a page at one end without moving what is on screen. */
  join(side, page) {
    const anchor = this.rows.get(side === "older" ? this.items[0]?.ts : this.items.at(-1)?.ts);
    const was = anchor?.getBoundingClientRect().top ?? 0;
    if (side === "older") {
      this.items.unshift(...page.messages);
      this.list.prepend(...page.messages.map((_, at) => this.draw(at)));
      this.older = page.older;
      this.redraw(page.messages.length);
    } else {
      const from = this.items.length;
      this.items.push(...page.messages);
      this.list.append(...page.messages.map((_, at) => this.draw(from + at)));
      this.newer = page.newer;
    }
    const kept = this.rows.get(anchor?.dataset.ts) ?? anchor;
    const hold = () => kept && (this.box.scrollTop += kept.getBoundingClientRect().top - was);
    hold();
    const before = kept?.getBoundingClientRect().top ?? 0;
    this.letGo(side === "older" ? "last" : "first");
    if (kept?.isConnected) this.box.scrollTop += kept.getBoundingClientRect().top - before;
    this.rove();
  }

  showJump() {
    const away =
      !this.stuck &&
      (this.newer || this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight > this.box.clientHeight);
    this.jump.hidden = !(away || this.missed);
    this.jump.textContent = this.missed
      ? `${this.missed} new ${this.missed === 1 ? "message" : "messages"} ↓`
      : "Jump to latest ↓";
  }

  async toNewest() {
    this.missed = 0;
    if (this.newer) await this.source.newest();
    else this.toBottom();
    this.showJump();
  }

  tellSeen() {
    const last = this.items.at(-1);
    if (last && this.stuck && document.visibilityState === "visible") this.source.seen(last.ts);
  }

  // --- keyboard: one message at a time is in the tab order; arrows move

  rove(to = null) {
    this.list.setAttribute("role", this.items.length ? "feed" : "group"); // a feed must have articles
    const target = to ?? this.list.querySelector('.msg[tabindex="0"]') ?? this.list.lastElementChild;
    for (const each of this.list.querySelectorAll('.msg[tabindex="0"]')) if (each !== target) each.tabIndex = -1;
    if (target) target.tabIndex = 0;
  }

  roam(event) {
    const row = event.target.closest?.(".msg");
    if (event.target !== row) return;
    const next = {
      ArrowUp: row.previousElementSibling,
      ArrowDown: row.nextElementSibling,
      Home: this.list.firstElementChild,
      End: this.list.lastElementChild,
    }[event.key];
    if (!next) return;
    event.preventDefault();
    this.rove(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}
