// The time machine: shows the clock, moves it, and runs replays. Shown only where the workspace has controls.

import { clockDate, fullTime, timeOf, zoneName } from "./dates.js";
import { confirm, openDialog, shut } from "./dialog.js";
import { fill, h, icon, iconButton, newId } from "./dom.js";
import { refreshTimes } from "./mrkdwn.js";
import { ask, on, world } from "./store.js";
import { toast, trying } from "./toast.js";

const SKIPS = [5, 15, 60];
const NO_FILE = "Without a file, the sample incident is replayed.";
const SPEEDS = [
  ["1", "Real time"],
  ["10", "10×"],
  ["60", "60×"],
  ["0", "As fast as possible"],
];

const face = h("div", { class: "clock-face", role: "timer", "aria-label": "Sandbox clock" });
const tools = h("div", { class: "clock-tools", role: "group", "aria-label": "Time machine" });
const bar = h("div", { class: "replay", hidden: true });
let skipping = false;

export function startClock() {
  on(["clock", "me", "people"], drawFace);
  on(["progress"], () => (drawTools(), drawReplay()));
  return h("div", { class: "clock" }, face, tools);
}

export const replayBar = bar;

function drawFace() {
  if (!world.clock) return;
  const [time, date] = [timeOf(world.clock), clockDate(world.clock)];
  const key = `${time} ${date} ${zoneName(world.clock)}`;
  if (face.dataset.shown !== key) {
    face.dataset.shown = key;
    face.title = fullTime(world.clock);
    fill(
      face,
      h("strong", {}, time),
      h("span", { class: "clock-date" }, `${date}`),
      h("span", { class: "clock-zone" }, zoneName(world.clock)),
    );
  }
  refreshTimes();
}

const control = (verb, details = {}) => trying(ask("control", { verb, ...details }));

async function skip(minutes) {
  if (skipping) return;
  skipping = true;
  drawTools();
  await control("skip", { minutes });
  skipping = false;
  drawTools();
}

function drawTools() {
  const state = world.progress;
  tools.hidden = !state;
  if (!state) return;
  const key = JSON.stringify([state.running, state.playing, skipping]);
  if (tools.dataset.shown === key) return;
  tools.dataset.shown = key;
  const busy = { "aria-busy": String(skipping), "aria-disabled": String(state.running || skipping) };
  const steps = SKIPS.map((each) =>
    h(
      "button",
      {
        type: "button",
        class: "skip",
        title: `Skip ahead ${each} minutes`,
        "aria-label": `Skip ahead ${each} minutes`,
        "data-key": `skip/${each}`,
        ...busy,
        on: { click: () => !state.running && skip(each) },
      },
      `+${each}`,
      h("span", { class: "wide" }, " min"),
    ),
  );
  const run = state.playing
    ? iconButton("pause", "Pause clock", () => control("pause"), { "data-key": "play" })
    : iconButton("play", "Run clock in real time", () => control("play"), { "data-key": "play" });
  const replay = h(
    "button",
    { type: "button", class: "quiet", "data-key": "replay", title: "Replay an incident", on: { click: askReplay } },
    icon("rewind"),
    h("span", { class: "wide" }, "Replay"),
  );
  fill(tools, steps, run, replay);
}

let told = "";

function drawReplay() {
  const state = world.progress;
  if (state?.failure && state.failure !== told) toast(state.failure, "is-error");
  told = state?.failure ?? told;
  bar.hidden = !state?.running;
  if (bar.hidden) return;
  const share = state.all ? Math.round((state.done / state.all) * 100) : 0;
  fill(
    bar,
    h("progress", { max: "100", value: share, "aria-label": "Replay progress" }),
    h(
      "span",
      { class: "replay-what" },
      `Step ${state.done} of ${state.all}`,
      h("span", { class: "hint" }, ` ${state.what ?? ""}`),
    ),
    h(
      "button",
      { type: "button", class: "quiet", "data-key": "stop", on: { click: () => control("stop") } },
      icon("stop"),
      "Stop",
    ),
  );
}

function askReplay() {
  let file = null;
  const input = h("input", {
    type: "file",
    id: newId("file"),
    class: "input",
    accept: ".json,.txt,application/json,text/plain",
    on: { change: () => take(input.files[0]) },
  });
  const told = h("p", { class: "hint", role: "status" }, NO_FILE);
  const take = (chosen) => {
    file = chosen ?? null;
    told.textContent = file ? `Ready to replay ${file.name}.` : NO_FILE;
  };
  const drop = h(
    "div",
    {
      class: "drop",
      on: {
        dragover: (event) => event.preventDefault(),
        drop: (event) => (event.preventDefault(), take(event.dataTransfer.files[0])),
      },
    },
    h("label", { class: "label", for: input.id }, "Incident file (choose a file or drop it here)"),
    input,
    told,
  );
  const speed = h(
    "select",
    { class: "select", id: newId("speed") },
    SPEEDS.map(([value, text]) => h("option", { value, selected: value === "60" }, text)),
  );
  const start = async () => {
    const text = file ? await file.text() : null;
    shut(made);
    await control("replay", { text, name: file?.name ?? "", speed: Number(speed.value) });
  };
  const fresh = async () => {
    shut(made);
    const sure = await confirm({
      title: "Clear the sandbox?",
      text: "All channels, messages and incidents in this sandbox will be deleted. You can't undo this.",
      yes: "Clear sandbox",
      no: "Cancel",
      danger: true,
    });
    if (sure) control("fresh");
  };
  const foot = [
    h("button", { type: "button", class: "button danger", on: { click: fresh } }, "Clear sandbox…"),
    h("span", { class: "grow" }),
    h("button", { type: "button", class: "button primary solid", on: { click: start } }, "Start replay"),
  ];
  const made = openDialog({
    title: "Replay an incident",
    body: h("div", { class: "dialog-body" }, drop, h("label", { class: "label", for: speed.id }, "Speed"), speed),
    foot,
    name: "replay-dialog",
  });
}
