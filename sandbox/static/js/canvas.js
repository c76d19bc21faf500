// A canvas: a document in a channel, shown as rendered Markdown and edited as plain text.

import { ago } from "./dates.js";
import { fill, h, icon } from "./dom.js";
import { markdown } from "./markdown.js";
import { ask, nameOf, world } from "./store.js";
import { trying } from "./toast.js";

let editing = null; // {who, channel, canvas, seen, text} while a canvas is being edited

export const canvasTitle = (canvas) => canvas.title || "Canvas";

export const canvasTab = (canvas) => `canvas/${canvas.id}`;

/** Returns the canvas shown in a tab. */
export const canvasOf = (channel, tab) => channel.canvases.find((each) => canvasTab(each) === tab);

/** Shows a canvas in `body`. Unsaved edits stay until the person saves or cancels. */
export async function drawCanvas(body, channel, canvas) {
  if (isEdited(channel, canvas) && body.querySelector(".canvas-text")) return;
  const found = await trying(ask("canvas", { channel: channel.id, canvas: canvas.id }));
  if (!found) return;
  const open = isEdited(channel, canvas);
  fill(body, open ? writing(body, channel, found) : reading(body, channel, found));
}

const isEdited = (channel, canvas) =>
  editing?.who === world.me && editing.channel === channel.id && editing.canvas === canvas.id;

function reading(body, channel, canvas) {
  const change = () => {
    editing = { who: world.me, channel: channel.id, canvas: canvas.id, seen: canvas.revision, text: canvas.text };
    fill(body, writing(body, channel, canvas));
    body.querySelector(".canvas-text").focus();
  };
  return h(
    "article",
    { class: "canvas", "aria-label": canvasTitle(canvas) },
    h(
      "div",
      { class: "canvas-head" },
      h("span", { class: "hint" }, `Last edited by ${nameOf(canvas.updated_by)} `, when(canvas.updated)),
      canvas.editable &&
        h(
          "button",
          { type: "button", class: "button", "data-key": "canvas-edit", on: { click: change } },
          icon("edit"),
          " Edit",
        ),
    ),
    canvas.title && h("h2", { class: "canvas-title" }, canvas.title),
    canvas.text ? markdown(canvas.text) : h("p", { class: "hint" }, "This canvas is empty."),
  );
}

const when = (seconds) => h("time", { "data-ago": String(seconds) }, ago(seconds));

function writing(body, channel, canvas) {
  const note = h("p", { class: "act-error", role: "alert" });
  const leave = () => {
    editing = null;
    drawCanvas(body, channel, canvas).then(() => body.querySelector('[data-key="canvas-edit"]')?.focus());
  };
  const save = async (event) => {
    event.preventDefault();
    try {
      await ask("edit_canvas", editing);
      leave();
    } catch (error) {
      note.textContent = error.message;
    }
  };
  const text = h("textarea", {
    class: "input canvas-text",
    rows: "24",
    "aria-label": `Edit ${canvasTitle(canvas)}`,
    "data-key": "canvas-text",
    spellcheck: "true",
    value: editing.text,
    on: { input: () => (editing.text = text.value) },
  });
  return h(
    "form",
    { class: "canvas", "aria-label": canvasTitle(canvas), on: { submit: save } },
    text,
    note,
    h(
      "div",
      { class: "canvas-foot" },
      h("span", { class: "hint" }, "Markdown: # headings, lists, tables, ![](@ID) to mention someone."),
      h("button", { type: "button", class: "button", on: { click: leave } }, "Cancel"),
      h("button", { type: "submit", class: "button primary solid" }, "Save"),
    ),
  );
}
