// Suggestions in the message box: commands from the manifest, people, channels, emoji.
// A suggestion is {label, note, text, replaces, shape}; `replaces` counts the characters before the cursor.

import { h, icon } from "./dom.js";
import { emojiOf, search } from "./emoji.js";
import { isApp, world } from "./store.js";

export const MOST_OFFERED = 8;

export function offersFor(before, inThread) {
  if (before.startsWith("/") && !inThread) return commandOffers(before);
  const word = /(?:^|[\s(])([@#:])([^\s@#:]*(?: [^\s@#:]*)?)$/.exec(before);
  return word ? WORDS[word[1]](word[2]) : [];
}

function commandOffers(before) {
  const [name, ...rest] = before.split(" ");
  const commands = world.team.app.commands;
  if (!rest.length) {
    return commands
      .filter((each) => each.name.startsWith(name))
      .map((each) => ({
        label: each.name,
        note: [each.usage_hint, each.description].filter(Boolean).join("   ·   "),
        text: `${each.name} `,
        replaces: name.length,
        shape: icon("bolt"),
      }));
  }
  const known = commands.find((each) => each.name === name);
  const typed = rest.join(" ");
  const hints = (known?.usage_hint ?? "")
    .replace(/^\[|\]$/g, "")
    .split("|")
    .map((each) => each.trim())
    .filter((each) => each && !/^[<[(]/.test(each));
  if (!typed.includes(" ")) {
    return hints
      .filter((each) => each.split(" ")[0].startsWith(typed))
      .map((each) => ({
        label: `${name} ${each}`,
        text: `${each.split(" ")[0]} `,
        replaces: typed.length,
        optional: !typed,
        shape: icon("bolt"),
      }));
  }
  return [];
}

const WORDS = { "@": people, "#": channels, ":": emoji };

function people(typed) {
  const wanted = typed.toLowerCase();
  const fits = (...names) =>
    names.some((each) => each.toLowerCase().startsWith(wanted) || each.toLowerCase().includes(` ${wanted}`));
  const found = [...world.people.values()].filter((each) => !each.deleted && fits(each.name, each.handle));
  const groups = world.team.groups.filter((each) => fits(each.handle));
  const wide = ["here", "channel"].filter((each) => wanted && each.startsWith(wanted));
  const offer = (name, note) => ({ label: `@${name}`, note, text: `@${name} `, replaces: typed.length + 1 });
  return [
    ...found.map((each) => offer(each.name, isApp(each.id) ? "App" : each.title || `@${each.handle}`)),
    ...groups.map((each) => offer(each.handle, "Group")),
    ...wide.map((each) => offer(each, "Notify everyone in this channel")),
  ];
}

function channels(typed) {
  const found = [...world.channels.values()].filter(
    (each) => each.kind === "channel" && !each.archived && each.name.includes(typed.toLowerCase()),
  );
  return found.map((each) => ({
    label: `#${each.name}`,
    note: each.topic,
    text: `#${each.name} `,
    replaces: typed.length + 1,
  }));
}

function emoji(typed) {
  if (typed.length < 2) return [];
  return search(typed, MOST_OFFERED).map((name) => ({
    label: `:${name}:`,
    text: `${emojiOf(name)} `,
    replaces: typed.length + 1,
    shape: h("span", { class: "emoji" }, emojiOf(name)),
  }));
}
