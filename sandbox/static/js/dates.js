// Dates and times in the time zone of the person on screen, by the sandbox clock.

import { world, zone } from "./store.js";

const formats = new Map();

function format(options) {
  const key = JSON.stringify([zone(), options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }));
  return formats.get(key);
}

const write = (seconds, options) => format(options).format(new Date(seconds * 1000));

export const timeOf = (seconds) => write(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const secondsOf = (seconds) =>
  write(seconds, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const isoDay = (seconds) => {
  const part = Object.fromEntries(
    format({ year: "numeric", month: "2-digit", day: "2-digit" })
      .formatToParts(new Date(seconds * 1000))
      .map((each) => [each.type, each.value]),
  );
  return `${part.year}-${part.month}-${part.day}`;
};

export const clockDate = (seconds) =>
  write(seconds, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const zoneName = (seconds) =>
  format({ timeZoneName: "short" })
    .formatToParts(new Date(seconds * 1000))
    .find((each) => each.type === "timeZoneName")?.value ?? zone();

export function fullTime(seconds) {
  const utc = new Date(seconds * 1000).toISOString().slice(11, 16);
  return `${longDay(seconds)}, ${secondsOf(seconds)} (${zone()}), ${utc} UTC`;
}

function longDay(seconds) {
  return write(seconds, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** "Today", "Yesterday" or the date, for the divider between days. */
export function dayTitle(seconds) {
  return near(seconds, true) ?? longDay(seconds);
}

function near(seconds, capital) {
  const day = isoDay(seconds);
  const names = {
    [isoDay(world.clock)]: "today",
    [isoDay(world.clock - 86400)]: "yesterday",
    [isoDay(world.clock + 86400)]: "tomorrow",
  };
  const name = names[day];
  return name && capital ? name[0].toUpperCase() + name.slice(1) : name;
}

/** "just now", "12 minutes ago", "in 6 minutes" */
export function ago(seconds) {
  const distance = world.clock - seconds;
  const size = Math.abs(distance);
  if (size < 60) return distance > -1 ? "just now" : "in less than a minute";
  const [count, unit] =
    size < 3600 ? [size / 60, "minute"] : size < 86400 ? [size / 3600, "hour"] : [size / 86400, "day"];
  const whole = Math.floor(count);
  const words = `${whole} ${unit}${whole === 1 ? "" : "s"}`;
  return distance >= 0 ? `${words} ago` : `in ${words}`;
}

function ordinal(day) {
  const teens = day % 100 > 10 && day % 100 < 14;
  return `${day}${teens ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th")}`;
}

/** Slack's date tokens. */
const TOKENS = {
  date_num: isoDay,
  date_slash: (at) => isoDay(at).split("-").reverse().join("/"),
  date_long: (at) => `${write(at, { weekday: "long" })}, ${TOKENS.date(at)}`,
  date_long_full: (at) => TOKENS.date(at),
  date_long_pretty: (at) => near(at) ?? TOKENS.date_long(at),
  day_divider_pretty: (at) => near(at) ?? TOKENS.date_long(at),
  date: (at) => `${write(at, { month: "long" })} ${ordinal(Number(isoDay(at).slice(8)))}, ${isoDay(at).slice(0, 4)}`,
  date_pretty: (at) => near(at) ?? TOKENS.date(at),
  date_short: (at) => `${write(at, { month: "short" })} ${Number(isoDay(at).slice(8))}, ${isoDay(at).slice(0, 4)}`,
  date_short_pretty: (at) => near(at) ?? TOKENS.date_short(at),
  time: timeOf,
  time_secs: secondsOf,
  ago,
};

export function dateText(seconds, template) {
  return template.replace(/\{(\w+)\}/g, (token, name) => (TOKENS[name] ? TOKENS[name](seconds) : token));
}

/** Seconds since the epoch of "2024-01-15T14:23" read in the person's zone. */
export function fromLocal(text) {
  const guess = Date.parse(`${text}:00Z`) / 1000;
  if (Number.isNaN(guess)) return null;
  const shown = Date.parse(`${toLocal(guess)}:00Z`) / 1000;
  return guess - (shown - guess);
}

export function toLocal(seconds) {
  return `${isoDay(seconds)}T${timeOf(seconds)}`;
}
