// Avatars: initials on a color that stays the same for each person.

import { h } from "./dom.js";
import { isApp, world } from "./store.js";

const COLOURS = 8;

export function avatar(id, name) {
  const letters = name
    .split(/[\s._-]+/)
    .filter(Boolean)
    .map((word) => [...word][0]);
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
  const look = isApp(id) ? "is-app" : `hue-${numberOf(id || name) % COLOURS}`;
  return h("span", { class: `avatar ${look}`, "aria-hidden": "true" }, initials || "?");
}

/** A number by order of arrival, so that colors differ in a small workspace; by name for everyone else. */
function numberOf(id) {
  const at = [...world.people.keys()].indexOf(id);
  if (at >= 0) return at;
  let sum = 0;
  for (const each of id) sum = (sum * 31 + each.codePointAt(0)) % 997;
  return sum;
}
