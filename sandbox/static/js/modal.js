// The app's modals: a stack whose top is shown as a form in a native dialog.

import { drawBlocks } from "./blocks.js";
import { h, iconButton, newId } from "./dom.js";
import { choose } from "./elements.js";
import { plain } from "./mrkdwn.js";
import { stateOf } from "./scene.js";
import { ask, on, world } from "./store.js";
import { toast } from "./toast.js";

const PAUSE = 300; // milliseconds after the last key before the values are sent

let open = null; // {id, look, dialog, scene}

export function startModals() {
  on(["modals", "me"], draw);
}

function draw() {
  const view = world.modals.at(-1);
  if (!view) {
    close();
    return;
  }
  const look = `${view.id}/${view.hash}/${JSON.stringify(view.errors)}/${world.modals.length}`;
  if (open?.look === look) return;
  const same = open?.id === view.id;
  const kept = same ? open.scene.all() : {};
  const focus = same ? document.activeElement?.closest?.("[data-key]")?.dataset.key : undefined;
  const scroll = same ? (open.dialog.querySelector(".modal-body")?.scrollTop ?? 0) : 0;
  const back = open?.back ?? document.activeElement;
  close(false);
  show(view, look, kept, back);
  open.dialog.querySelector(".modal-body").scrollTop = scroll;
  settleFocus(view, focus);
}

function close(restore = true) {
  if (!open) return;
  const { dialog, back, scene } = open;
  scene.end();
  open = null;
  dialog.close();
  dialog.remove();
  if (restore && back?.isConnected) back.focus();
}

function settleFocus(view, key) {
  const wrong = open.dialog.querySelector('[aria-invalid="true"]');
  const kept = key && open.dialog.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const first =
    open.dialog.querySelector("[autofocus]") ??
    open.dialog.querySelector(".modal-body :is(input, textarea, select)") ??
    open.dialog.querySelector(".modal-foot button:last-child") ??
    open.dialog.querySelector("button");
  const target = (Object.keys(view.errors).length && wrong) || kept || first;
  (target?.matches("[role]") ? (target.querySelector("input") ?? target) : target)?.focus();
}

function show(view, look, kept, back) {
  const id = newId("modal");
  const scene = formScene(view, kept);
  const banner = h("div", { class: "modal-banner" });
  const leave = () => ask("close_modal").catch((error) => toast(error.message, "is-error"));
  const submit = async (event) => {
    event.preventDefault();
    if (send?.getAttribute("aria-busy") === "true") return;
    send?.setAttribute("aria-busy", "true");
    banner.replaceChildren();
    try {
      await ask("submit", { values: scene.values() });
    } catch (error) {
      banner.replaceChildren(h("p", { class: "act-error", role: "alert" }, error.message));
    } finally {
      send?.setAttribute("aria-busy", "false");
    }
  };
  const send =
    view.submit &&
    h("button", { type: "submit", class: "button primary solid", "data-key": "submit" }, plain(view.submit.text));
  const stacked = world.modals.length > 1;
  const shut = view.close || !view.submit ? (view.close?.text ?? "Close") : "Cancel";
  const head = h(
    "div",
    { class: "modal-head" },
    stacked && iconButton("back", "Back", leave, { "data-key": "back" }),
    h("h2", { id }, plain(view.title.text)),
    h("span", { class: "badge" }, world.team.app.name),
    iconButton("close", "Close", leave, { "data-key": "close" }),
  );
  const foot = h(
    "div",
    { class: "modal-foot" },
    h("button", { type: "button", class: "button", "data-key": "cancel", on: { click: leave } }, plain(shut)),
    send,
  );
  const body = h("div", { class: "modal-body", tabindex: "-1" }, drawBlocks(view.blocks, scene));
  const dialog = h(
    "dialog",
    { class: "modal", "aria-labelledby": id, on: { cancel: (event) => (event.preventDefault(), leave()) } },
    h("form", { novalidate: true, on: { submit } }, head, banner, body, foot),
  );
  document.body.append(dialog);
  dialog.showModal();
  open = { id: view.id, look, dialog, scene, back };
}

function formScene(view, kept) {
  const readers = new Map(); // block id / action id: {read, each, block}
  const key = (block, each) => `${block.block_id}/${each.action_id}`;
  let pause = 0;
  const scene = {
    on: "modal",
    errors: view.errors,
    send: (verb, details) => ask(verb, { on: "modal", values: scene.values(), ...details }),
    kept: (block, each) => kept[key(block, each)] ?? view.state?.values[block.block_id]?.[each.action_id],
    register: (block, each, read) => readers.set(key(block, each), { read, each, block }),
    async changed(control, each, block, value) {
      if (block.type !== "input") await choose(control, each, block, scene, value);
      else if (block.dispatch_action) await choose(control, each, block, scene, value);
      else handOver();
    },
    typing: () => {
      clearTimeout(pause);
      pause = setTimeout(handOver, PAUSE);
    },
    /** The values of a submission: the inputs, by block. */
    values: () =>
      Object.fromEntries(
        [...readers.values()]
          .filter((each) => each.block.type === "input")
          .map(({ block, read }) => [block.block_id, read()]),
      ),
    /** Everything entered so far, to restore after the app updates the view. */
    all: () => Object.fromEntries([...readers].map(([name, { read, each }]) => [name, stateOf(each, read())])),
    end: () => clearTimeout(pause),
  };
  const handOver = () => {
    clearTimeout(pause);
    ask("fill", { values: scene.values() }).catch(() => {});
  };
  return scene;
}
