// rich_text blocks as elements.

import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { channelLink, group, link, mention, time } from "./mrkdwn.js";

export function richText(block) {
  return h(
    "div",
    { class: "rich" },
    block.elements.map((part) => PARTS[part.type]?.(part)),
  );
}

const PARTS = {
  rich_text_section: (part) => h("div", { class: "prose" }, part.elements.map(leaf)),
  rich_text_list: list,
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(leaf)),
  rich_text_preformatted: (part) => h("pre", { class: "code" }, h("code", {}, part.elements.map(leaf))),
};

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const start = part.offset ? { start: part.offset + 1 } : {};
  const items = part.elements.map((each) => h("li", {}, each.elements.map(leaf)));
  return h(tag, { ...start, class: "bullets", style: { "margin-left": `${(part.indent ?? 0) * 1.4}em` } }, items);
}

function leaf(element) {
  const made = LEAVES[element.type]?.(element) ?? element.fallback ?? "";
  return styled(made, element.style ?? {});
}

const LEAVES = {
  text: (each) => each.text,
  link: (each) => link(each.url, each.text),
  user: (each) => mention(each.user_id),
  usergroup: (each) => group(each.usergroup_id),
  channel: (each) => channelLink(each.channel_id),
  emoji: (each) => emojiOf(each.name) ?? `:${each.name}:`,
  broadcast: (each) => h("span", { class: "mention mention-me" }, `@${each.range}`),
  date: (each) => time(each.timestamp, each.format),
  color: (each) => h("code", {}, each.value),
};

const STYLES = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
  ["underline", "u"],
];

function styled(node, style) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}
