// Block Kit blocks as elements, for messages, modals and Home.

import { openDialog } from "./dialog.js";
import { element, words } from "./elements.js";
import { GROUPED } from "./fields.js";
import { h, icon, newId } from "./dom.js";
import { markdown } from "./markdown.js";
import { link } from "./mrkdwn.js";
import { richText } from "./richtext.js";

export function drawBlocks(blocks, scene) {
  return blocks.map((block) => {
    const build = BUILDERS[block.type];
    const made = build ? build(block, scene) : h("p", { class: "unknown" }, `(${block.type})`);
    made.classList.add("block", `block-${block.type}`);
    return made;
  });
}

function section(block, scene) {
  const fields = block.fields?.map((each) => h("div", { class: "field" }, words(each)));
  const accessory =
    block.accessory &&
    h(
      "div",
      { class: "accessory" },
      block.accessory.type === "image" ? picture(block.accessory) : element(block.accessory, block, scene),
    );
  return h(
    "div",
    {},
    h("div", { class: "section-text" }, words(block.text), fields && h("div", { class: "fields" }, fields)),
    accessory,
  );
}

const actions = (block, scene) =>
  h(
    "div",
    {},
    block.elements.map((each) => element(each, block, scene)),
  );

function context(block) {
  const parts = block.elements.map((each) => (each.type === "image" ? picture(each) : h("span", {}, words(each))));
  return h("div", {}, parts);
}

const header = (block, scene) =>
  h("p", { role: "heading", "aria-level": scene.on === "modal" ? "3" : "2" }, words(block.text));
const divider = () => h("hr", {});

function input(block, scene) {
  const grouped = GROUPED.has(block.element.type);
  const [id, label, hint, error] = ["field", "label", "hint", "error"].map(newId);
  const wrong = scene.errors?.[block.block_id];
  const described = [block.hint && hint, wrong && error].filter(Boolean).join(" ");
  const aria = {
    "aria-describedby": described || null,
    "aria-invalid": wrong ? "true" : null,
    "aria-required": block.optional || grouped ? null : "true",
  };
  const optional = block.optional && h("span", { class: "optional" }, " (optional)");
  const made = element(block.element, block, scene, { id, label, aria });
  return h(
    "div",
    { "data-block": block.block_id, class: wrong ? "is-wrong" : "" },
    h(
      grouped ? "span" : "label",
      { class: "label", id: label, for: grouped ? null : id },
      words(block.label),
      optional,
    ),
    made,
    block.hint && h("p", { class: "hint", id: hint }, words(block.hint)),
    wrong && h("p", { class: "field-error", id: error, role: "alert" }, wrong),
  );
}

/** Images are only loaded from this workspace: the page sends no requests to other sites. */
function picture(block) {
  const address = block.image_url ?? block.slack_file?.url ?? "";
  const file = block.slack_file?.id ?? /\/files-pri\/[^/]*-(F\w+)\//.exec(address)?.[1];
  const source = file ? `/page/files/${file}` : address.startsWith("data:image/") ? address : null;
  if (source) return h("img", { src: source, alt: block.alt_text, class: "picture", loading: "lazy" });
  return h("span", { class: "no-picture" }, icon("eye"), ` ${block.alt_text} `, address && link(address));
}

const image = (block) => h("figure", {}, block.title && h("figcaption", {}, words(block.title)), picture(block));

function table(block) {
  const [head, ...rows] = block.rows;
  const align = (at) => `align-${block.column_settings?.[at]?.align ?? "left"}`;
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((each, at) => h(tag, { class: align(at) }, each.type === "rich_text" ? richText(each) : each.text)),
    );
  const body = h(
    "table",
    {},
    h("thead", {}, row(head, "th")),
    h(
      "tbody",
      {},
      rows.map((each) => row(each, "td")),
    ),
  );
  return h("div", { class: "table-wrap", tabindex: "0", role: "group", "aria-label": "Table" }, body);
}

function video(block) {
  return h(
    "div",
    {},
    h("strong", {}, words(block.title)),
    " ",
    link(block.title_url ?? block.video_url, block.alt_text),
  );
}

const file = (block) => h("div", { class: "file-chip" }, icon("file"), ` ${block.external_id}`);

const BUILDERS = {
  section,
  actions,
  context,
  header,
  divider,
  input,
  image,
  table,
  video,
  file,
  rich_text: (block) => richText(block),
  markdown: (block) => h("div", {}, markdown(block.text)),
};

/** A legacy attachment: a colored bar with text, fields or blocks. */
export function drawAttachment(attachment, scene) {
  const body = attachment.blocks ? drawBlocks(attachment.blocks, scene) : old(attachment);
  const colour = /^#?[0-9a-f]{3,8}$/i.test(attachment.color ?? "") ? `#${attachment.color.replace("#", "")}` : null;
  const named = { good: "var(--good)", warning: "var(--warn)", danger: "var(--danger)" }[attachment.color];
  return h("div", { class: "attachment", style: { "border-left-color": named ?? colour ?? "var(--line)" } }, body);
}

function old(attachment) {
  const text = (value) => words({ type: "mrkdwn", text: value });
  const title =
    attachment.title &&
    h(
      "p",
      {},
      h("strong", {}, attachment.title_link ? link(attachment.title_link, attachment.title) : attachment.title),
    );
  const fields = attachment.fields?.map((each) =>
    h("div", { class: "field" }, h("strong", {}, each.title), h("div", {}, text(each.value ?? ""))),
  );
  const body = attachment.text ?? (title || fields ? "" : attachment.fallback);
  return [
    attachment.pretext && h("p", {}, text(attachment.pretext)),
    title,
    body && h("p", {}, text(body)),
    fields && h("div", { class: "fields" }, fields),
    attachment.footer && h("p", { class: "hint" }, attachment.footer),
  ];
}

const SIZES = [
  ["MB", 1024 * 1024],
  ["kB", 1024],
];

function sizeOf(bytes) {
  const [unit, size] = SIZES.find(([, each]) => bytes >= each) ?? ["B", 1];
  return `${size === 1 ? bytes : (bytes / size).toFixed(1)} ${unit}`;
}

export function drawFile(each) {
  const address = `/page/files/${each.id}`;
  const preview =
    each.mimetype?.startsWith("image/") &&
    h("img", { src: address, alt: each.title || each.name, class: "picture", loading: "lazy" });
  return h(
    "div",
    { class: "file" },
    preview,
    h(
      "div",
      { class: "file-line" },
      icon("file"),
      h(
        "a",
        {
          class: "file-name",
          href: address,
          target: "_blank",
          rel: "noopener",
          on: { click: (event) => read(event, each, address) },
        },
        each.title || each.name,
      ),
      h("span", { class: "hint" }, `${each.pretty_type ?? ""} ${sizeOf(each.size ?? 0)}`),
      h(
        "a",
        { class: "hint", href: `${address}?download`, download: each.name, "aria-label": `Download ${each.name}` },
        "Download",
      ),
    ),
  );
}

const READABLE = /^(text\/(?!html)|application\/json)/;

/** Text files open on the page, Markdown rendered; everything else opens in a new tab. */
async function read(event, each, address) {
  if (!READABLE.test(each.mimetype ?? "") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const text = await (await fetch(address)).text();
  const body = each.mimetype === "text/markdown" ? markdown(text) : h("pre", { class: "code" }, text);
  const foot = [h("a", { class: "button", href: `${address}?download`, download: each.name }, "Download")];
  openDialog({
    title: each.title || each.name,
    body: h("div", { class: "dialog-body document", tabindex: "0" }, body),
    foot,
    name: "reader",
  });
}
