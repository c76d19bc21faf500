// Under the hood: things to break on purpose, and what is armed.

import { fill, h, newId } from "./dom.js";
import { ask, world } from "./store.js";
import { trying } from "./toast.js";

const armed = h("div", { class: "armed", role: "status" });

/** Shows what can be broken in the drawer's body. */
export function openBreaks(body) {
  const method = h("input", {
    type: "text",
    class: "input",
    id: newId("method"),
    value: "chat.postMessage",
    list: "methods",
    autocomplete: "off",
  });
  const error = h("input", {
    type: "text",
    class: "input",
    id: newId("error"),
    value: "internal_error",
    autocomplete: "off",
  });
  const wait = h("input", { type: "number", class: "input", id: newId("wait"), value: "30", min: "1", max: "600" });
  const names = h(
    "datalist",
    { id: "methods" },
    METHODS.map((each) => h("option", { value: each })),
  );
  const go =
    (verb, details = () => ({})) =>
    () =>
      trying(ask("break", { verb, ...details() }));
  const button = (label, note, run) =>
    h(
      "button",
      { type: "button", class: "break", on: { click: run } },
      h("strong", {}, label),
      h("span", { class: "hint" }, note),
    );
  const labelled = (label, input) =>
    h("div", { class: "labelled" }, h("label", { class: "label", for: input.id }, label), input);
  body.replaceChildren(
    h(
      "div",
      { class: "breaks" },
      armed,
      h(
        "section",
        {},
        h("h3", {}, "The connection"),
        h(
          "div",
          { class: "break-grid" },
          button("Disconnect", "Ends Socket Mode; the app is told to come back", go("disconnect")),
          button("Cut for 30 s", "No request and no connection gets through, on the sandbox's clock", go("cut")),
          button("Deliver the last event twice", "Once more, with the retry fields", go("again")),
        ),
      ),
      h(
        "section",
        {},
        h("h3", {}, "The next call of a method"),
        h(
          "div",
          { class: "break-fields" },
          labelled("Method", method),
          labelled("Error", error),
          labelled("Retry-After, seconds", wait),
          names,
        ),
        h(
          "div",
          { class: "break-grid" },
          button(
            "Fail",
            "Answers with the error and does nothing",
            go("fail", () => ({ method: method.value, error: error.value })),
          ),
          button(
            "Rate-limit",
            "HTTP 429 with Retry-After",
            go("rate_limit", () => ({ method: method.value, seconds: Number(wait.value) })),
          ),
          button(
            "Lose the answer",
            "Does the work, then cuts the line: the app cannot know",
            go("lose", () => ({ method: method.value })),
          ),
        ),
      ),
    ),
  );
  drawArmed();
}

export function drawArmed() {
  const words = (each) =>
    each.effect === "cut"
      ? "The connection is cut"
      : `${each.method}: ${each.effect}${each.times > 1 ? `, ${each.times} times` : ""}`;
  const there = world.connections
    ? `${world.connections} connection${world.connections === 1 ? "" : "s"} of the app.`
    : "The app is not connected.";
  fill(
    armed,
    h("p", { class: "hint" }, there, world.faults.length ? "" : " Nothing is armed."),
    world.faults.length
      ? h(
          "ul",
          { class: "chips" },
          world.faults.map((each) => h("li", { class: "chip is-armed" }, words(each))),
          h(
            "li",
            {},
            h(
              "button",
              {
                type: "button",
                class: "text-button",
                "data-key": "disarm",
                on: { click: () => trying(ask("break", { verb: "disarm" })) },
              },
              "Disarm all",
            ),
          ),
        )
      : null,
  );
}

const METHODS = [
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "conversations.create",
  "conversations.invite",
  "conversations.setTopic",
  "conversations.history",
  "views.open",
  "views.publish",
  "pins.add",
  "reactions.add",
  "bookmarks.add",
  "files.completeUploadExternal",
  "users.info",
];
