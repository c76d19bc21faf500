// Who somebody is, in a small square: initials on a colour that stays theirs.

import { h } from "./dom.js";
import { isApp } from "./store.js";

const COLOURS = 8;

export function avatar(id, name) {
  const letters = name.split(/[\s._-]+/).filter(Boolean).map((word) => [...word][0]);
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
  let sum = 0;
  for (const each of id || name) sum = (sum * 31 + each.codePointAt(0)) % 997;
  const look = isApp(id) ? "is-app" : `hue-${sum % COLOURS}`;
  return h("span", { class: `avatar ${look}`, "aria-hidden": "true" }, initials || "?");
}
