// Short notices at the edge of the window: what could not be done, and what was done out of sight.

import { h, iconButton } from "./dom.js";

const STAY = 8000; // milliseconds

export function toast(text, kind = "") {
  const made = h(
    "div",
    { class: `toast ${kind}` },
    h("span", {}, text),
    iconButton("close", "Dismiss notice", () => made.remove()),
  );
  document.getElementById("toasts").append(made);
  setTimeout(() => made.remove(), STAY);
}

/** Runs a request and shows its refusal; undefined if it was refused. */
export async function trying(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message, "is-error");
    return undefined;
  }
}
