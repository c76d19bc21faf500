// Standard Markdown, as in the markdown block: headings, lists, tables, code, quotes, emphasis, links.
// Raw HTML in it stays text.

import { h } from "./dom.js";
import { channelLink, link, mention, plain } from "./mrkdwn.js";

export function markdown(source) {
  return h("div", { class: "markdown" }, blocks(source.replace(/\r\n?/g, "\n").split("\n")));
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function blocks(lines) {
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = block(lines, at);
    if (node) made.push(node);
    at = next;
  }
  return made;
}

function block(lines, at) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (FENCE.test(line)) return fence(lines, at);
  const heading = HEADING.exec(line);
  if (heading)
    return [
      h(
        "p",
        {
          class: `md-heading md-h${heading[1].length}`,
          role: "heading",
          "aria-level": String(Math.min(heading[1].length + 1, 6)),
        },
        spans(heading[2]),
      ),
      at + 1,
    ];
  if (RULE.test(line)) return [h("hr", {}), at + 1];
  if (QUOTE.test(line)) return quote(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "")) return table(lines, at);
  return paragraph(lines, at);
}

function fence(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  return [h("pre", { class: "code", tabindex: "0" }, h("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  return [h("blockquote", {}, blocks(lines.slice(at, end).map((each) => each.replace(QUOTE, "")))), end];
}

function list(lines, at) {
  const first = ITEM.exec(lines[at]);
  const ordered = /\d/.test(first[2]);
  const items = [];
  let end = at;
  while (end < lines.length) {
    const found = ITEM.exec(lines[end]);
    const indent = /^\s*/.exec(lines[end])[0].length;
    if (found && found[1].length <= first[1].length + 1) {
      if (found[1].length < first[1].length || /\d/.test(found[2]) !== ordered) break;
      items.push([found[3]]);
    } else if (lines[end].trim() && indent > first[1].length) {
      items.at(-1).push(lines[end].slice(Math.min(indent, first[1].length + 2)));
    } else {
      break;
    }
    end += 1;
  }
  const start = ordered ? { start: String(parseInt(first[2], 10)) } : {};
  return [h(ordered ? "ol" : "ul", { class: "bullets", ...start }, items.map(item)), end];
}

function item([text, ...rest]) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  const mark = task
    ? h(
        "span",
        { class: "task", role: "img", "aria-label": task[1] === " " ? "open" : "done" },
        task[1] === " " ? "☐" : "☑",
      )
    : null;
  return h(
    "li",
    { class: task ? "task-item" : null },
    mark,
    spans(task ? task[2] : text),
    rest.length ? blocks(rest) : null,
  );
}

function table(lines, at) {
  const aligned = cells(lines[at + 1]).map((each) =>
    /^:-+:$/.test(each) ? "center" : /-:$/.test(each) ? "right" : "left",
  );
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((each, column) => h(tag, { class: `align-${aligned[column] ?? "left"}` }, spans(each))),
    );
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  return [
    h(
      "div",
      { class: "table-wrap", tabindex: "0", role: "group", "aria-label": "Table" },
      h("table", {}, h("thead", {}, row(lines[at], "th")), h("tbody", {}, body)),
    ),
    end,
  ];
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((each) => each.trim().replace(/\\\|/g, "|"));
}

function paragraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !starts(lines, end)) end += 1;
  return [h("p", {}, spans(lines.slice(at, end).join("\n"))), end];
}

const starts = (lines, at) => [FENCE, HEADING, RULE, QUOTE, ITEM].some((each) => each.test(lines[at]));

const SPAN =
  /(?<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|(?<escape>\\[\\`*_{}[\]()#+\-.!|~<>])|`(?<code>[^`]+)`|!\[(?<alt>[^\]]*)\]\((?<src>[^)\s]+)\)|\[(?<label>[^\]]+)\]\((?<href>[^)\s]+)[^)]*\)|\*\*(?<strong>(?=\S)[\s\S]+?)\*\*|__(?<strong2>(?=\S)[\s\S]+?)__|~~(?<strike>(?=\S)[\s\S]+?)~~|\*(?<em>(?=\S)[^*]+?)\*|(?<!\w)_(?<em2>(?=\S)[^_]+?)_(?!\w)|<(?<auto>https?:[^>\s]+)>|(?<bare>https?:\/\/[^\s<>()]*[^\s<>().,;:!?])/;

/** A character reference as its character; an unknown name stays as it is. */
function decoded(entity) {
  const page = new DOMParser().parseFromString(entity, "text/html");
  return page.documentElement.textContent;
}

/** A list of nodes. */
function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return plain(text);
  return [
    ...plain(text.slice(0, found.index)),
    span(found.groups),
    ...spans(text.slice(found.index + found[0].length)),
  ];
}

function span(group) {
  if (group.entity) return decoded(group.entity);
  if (group.escape) return group.escape[1];
  if (group.code) return h("code", {}, group.code);
  if (/^@[UW]/.test(group.src)) return mention(group.src.slice(1));
  if (/^#[CG]/.test(group.src)) return channelLink(group.src.slice(1));
  if (group.src) return link(group.src, group.alt || group.src);
  if (group.href) return link(group.href, group.label);
  if (group.strong ?? group.strong2) return h("strong", {}, spans(group.strong ?? group.strong2));
  if (group.strike) return h("s", {}, spans(group.strike));
  if (group.em ?? group.em2) return h("em", {}, spans(group.em ?? group.em2));
  return link(group.auto ?? group.bare);
}
