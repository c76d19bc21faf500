// Under the hood: faults to inject, and which are active.

import { fill, h, newId } from "./dom.js";
import { ask, world } from "./store.js";
import { trying } from "./toast.js";

const armed = h("div", { class: "armed", role: "status" });

/** Shows the faults tab in the drawer's body. */
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
        h("h3", {}, "Connection"),
        h(
          "div",
          { class: "break-grid" },
          button("Disconnect", "Closes the Socket Mode connection. The app is asked to reconnect.", go("disconnect")),
          button("Cut connection for 30 s", "Blocks all requests and connections for 30 s of sandbox time.", go("cut")),
          button(
            "Revoke bot token",
            "Every call with the bot token fails until the faults are cleared.",
            go("refuse_token"),
          ),
          button("Redeliver last event", "Sends the last event again, marked as a retry.", go("again")),
        ),
      ),
      h(
        "section",
        {},
        h("h3", {}, "Next API call"),
        h(
          "div",
          { class: "break-fields" },
          labelled("Method", method),
          labelled("Error", error),
          labelled("Retry-After (seconds)", wait),
          names,
        ),
        h(
          "div",
          { class: "break-grid" },
          button(
            "Fail",
            "Returns the error without doing anything.",
            go("fail", () => ({ method: method.value, error: error.value })),
          ),
          button(
            "Rate limit",
            "Returns HTTP 429 with Retry-After.",
            go("rate_limit", () => ({ method: method.value, seconds: Number(wait.value) })),
          ),
          button(
            "Drop response",
            "Does the work, then closes the connection without a response.",
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
      ? "Connection cut"
      : !each.method
        ? `Bot token: ${each.effect}`
        : `${each.method}: ${each.effect}${each.times > 1 ? `, ${each.times} times` : ""}`;
  const there = world.connections
    ? `${world.connections} app connection${world.connections === 1 ? "" : "s"}.`
    : "The app isn't connected.";
  fill(
    armed,
    h("p", { class: "hint" }, there, world.faults.length ? "" : " No active faults."),
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
              "Clear all",
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
