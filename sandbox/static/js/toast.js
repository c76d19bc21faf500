// Short notifications at the edge of the window: errors, and actions whose result is not visible.

import { h, iconButton } from "./dom.js";

const STAY = 8000; // milliseconds

export function toast(text, kind = "") {
  const made = h(
    "div",
    { class: `toast ${kind}` },
    h("span", {}, text),
    iconButton("close", "Dismiss notification", () => made.remove()),
  );
  document.getElementById("toasts").append(made);
  setTimeout(() => made.remove(), STAY);
}

/** Awaits a request; shows its error and returns undefined if it was rejected. */
export async function trying(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message, "is-error");
    return undefined;
  }
}
