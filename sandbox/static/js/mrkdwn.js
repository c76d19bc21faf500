// Slack's mrkdwn as elements: mentions, links, dates, emphasis, code, quotes, emoji. The only place that decodes
// its three entities.

import { ago, dateText, fullTime } from "./dates.js";
import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { nameOf, world } from "./store.js";

const OPEN = "\uE000";
const SHUT = "\uE001";
const HELD = /\uE000(\d+)\uE001/;
const MARKED = /(?<![\w*~_])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*~_])/;
const TAGS = { "*": "strong", _: "em", "~": "s" };

const decoded = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A list of nodes. */
export function mrkdwn(source) {
  const parts = [];
  const text = source.replace(/[\uE000\uE001]/g, "");
  const fences = /```\n?([\s\S]+?)\n?```\n?/g;
  let end = 0;
  for (const fence of text.matchAll(fences)) {
    parts.push(...paragraphs(text.slice(end, fence.index).replace(/\n$/, "")));
    parts.push(h("pre", { class: "code" }, h("code", {}, withTokens(fence[1]))));
    end = fence.index + fence[0].length;
  }
  return [...parts, ...paragraphs(text.slice(end))];
}

const KINDS = [
  ["quote", /^(?:&gt;|>) ?/],
  ["list", /^[•◦▪] +/],
];

/** Groups consecutive lines of the same kind: quotes, bullets, text. */
function paragraphs(text) {
  if (!text) return [];
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, mark] = KINDS.find(([, pattern]) => pattern.test(line)) ?? ["text", /^/];
    const bare = line.replace(mark, "");
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(bare);
    else groups.push({ kind, lines: [bare] });
  }
  return groups.flatMap(setGroup);
}

function setGroup({ kind, lines }) {
  if (kind === "quote") return [h("blockquote", {}, inline(lines.join("\n")))];
  if (kind === "list")
    return [
      h(
        "ul",
        { class: "bullets" },
        lines.map((line) => h("li", {}, inline(line))),
      ),
    ];
  return [h("span", { class: "prose" }, inline(lines.join("\n")))];
}

/** Tokens and code are set aside while emphasis is parsed: an underscore in a URL is not emphasis. */
export function inline(text) {
  const held = [];
  const hold = (node) => `${OPEN}${held.push(node) - 1}${SHUT}`;
  const bare = text
    .replace(/`([^`\n]+)`/g, (_, code) => hold(h("code", {}, withTokens(code))))
    .replace(/<([^<>\n]+)>/g, (_, inside) => hold(token(inside)));
  return emphasis(bare, held);
}

function emphasis(text, held) {
  const found = MARKED.exec(text);
  if (!found) return leaves(text, held);
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const marked = h(TAGS[found[1]], {}, emphasis(found[2], held));
  return [...leaves(before, held), marked, ...emphasis(after, held)];
}

function leaves(text, held) {
  return text.split(/(\uE000\d+\uE001)/).flatMap((part) => {
    const place = HELD.exec(part);
    return place ? [held[Number(place[1])]] : plain(decoded(part));
  });
}

function withTokens(text) {
  return text.split(/(<[^<>\n]+>)/).map((part) => (/^<.+>$/.test(part) ? token(part.slice(1, -1)) : decoded(part)));
}

/** Text with emoji, as nodes. */
export function plain(text) {
  return text.split(/(:[a-z0-9_+'-]+:(?::skin-tone-\d:)?)/).map((part) => {
    const found = /^:([a-z0-9_+'-]+):/.exec(part);
    const character = found && emojiOf(found[1]);
    return character
      ? h("span", { class: "emoji", role: "img", "aria-label": found[1], title: `:${found[1]}:` }, character)
      : part;
  });
}

function token(inside) {
  const bar = inside.indexOf("|");
  const body = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : decoded(inside.slice(bar + 1));
  if (body.startsWith("@")) return mention(body.slice(1), label);
  if (body.startsWith("#")) return channelLink(body.slice(1), label);
  if (body.startsWith("!")) return special(body.slice(1), label);
  return link(decoded(body), label);
}

export function mention(id, label = "") {
  const known = world.people.has(id) || id === "USLACKBOT";
  const mine = id === world.me ? " mention-me" : "";
  return h("span", { class: `mention${mine}`, "data-person": id }, `@${known ? nameOf(id) : label || id}`);
}

export function channelLink(id, label = "") {
  const channel = world.channels.get(id);
  const name = channel?.name ?? label;
  if (!channel) return h("span", { class: "mention" }, name ? `#${name}` : "a private channel");
  return h("a", { class: "mention", href: `#/${id}`, "data-channel": id }, `#${name}`);
}

function special(body, label) {
  const [kind, ...rest] = body.split("^");
  if (kind === "date") return date(rest, label);
  if (kind === "subteam") return group(rest[0], label);
  if (["here", "channel", "everyone"].includes(kind)) return h("span", { class: "mention mention-me" }, `@${kind}`);
  return label || `<${kind}>`;
}

export function group(id, label = "") {
  const known = world.team.app && world.team.groups.find((each) => each.id === id);
  const mine = known?.users.includes(world.me) ? " mention-me" : "";
  return h("span", { class: `mention${mine}` }, known ? `@${known.handle}` : label || `@${id}`);
}

function date([seconds, template, address], fallback) {
  const at = Number(seconds);
  if (!template || Number.isNaN(at)) return fallback;
  const text = decoded(template);
  const shown = time(at, text);
  return address ? link(decoded(address), shown) : shown;
}

export function time(at, template) {
  const moves = /\{(ago|[a-z_]+_pretty)\}/.test(template);
  const moving = moves ? { "data-at": String(at), "data-template": template } : {};
  return h(
    "time",
    { datetime: new Date(at * 1000).toISOString(), title: fullTime(at), ...moving },
    dateText(at, template),
  );
}

/** Updates relative times as the clock moves. */
export function refreshTimes() {
  for (const each of document.querySelectorAll("time[data-at]")) {
    const text = dateText(Number(each.dataset.at), each.dataset.template);
    if (each.textContent !== text) each.textContent = text;
  }
  for (const each of document.querySelectorAll("time[data-ago]")) each.textContent = ago(Number(each.dataset.ago));
}

export const SAFE = /^(https?:|mailto:|tel:)/i;

/** External links open in a new tab and send no referrer. */
export function link(address, label = "") {
  const shown = label || address.replace(/^(mailto|tel):/, "");
  if (!SAFE.test(address)) return h("span", {}, shown);
  return h("a", { class: "link", href: address, target: "_blank", rel: "noopener noreferrer" }, shown);
}

/** The text as it was typed, for editing. */
export function typed(text) {
  const name = (body, label) => {
    if (body.startsWith("@")) return `@${nameOf(body.slice(1))}`;
    if (body.startsWith("#")) return `#${world.channels.get(body.slice(1))?.name ?? label}`;
    if (body.startsWith("!")) return label || `@${body.slice(1).split("^")[0]}`;
    return label || body;
  };
  return decoded(text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, body, label) => name(body, label ?? "")));
}
