// One message: author, time, content, reactions, thread, and its actions.

import { avatar } from "./avatar.js";
import { drawAttachment, drawBlocks, drawFile } from "./blocks.js";
import { ago, dayTitle, fullTime, timeOf } from "./dates.js";
import { confirm, openMenu, popupAnchor } from "./dialog.js";
import { h, icon, iconButton } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { mrkdwn, typed } from "./mrkdwn.js";
import { pickEmoji } from "./picker.js";
import { messageScene } from "./scene.js";
import { ask, isApp, nameOf, world } from "./store.js";
import { toast, trying } from "./toast.js";

const TOGETHER = 300; // seconds within which messages of one author are grouped
const SYSTEM = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "channel_archive",
  "channel_convert_to_private",
  "channel_convert_to_public",
]);

export const seconds = (message) => Number.parseFloat(message.ts);

export function authorOf(message) {
  if (message.username) return message.username;
  return message.user ? nameOf(message.user) : message.bot_id ? "App" : "Sandbox";
}

const authorId = (message) => message.user || message.bot_id || message.username || "";
const isBot = (message) => Boolean(message.bot_id) || isApp(message.user) || message.subtype === "bot_message";

/** Whether a message is grouped under the header of the one before it. */
function follows(before, message) {
  if (!before || SYSTEM.has(before.subtype) || before.subtype === "tombstone") return false;
  const close = seconds(message) - seconds(before) < TOGETHER;
  return (
    close &&
    authorId(before) === authorId(message) &&
    authorOf(before) === authorOf(message) &&
    before.ephemeral === message.ephemeral &&
    !message.pinned_to
  );
}

/** `frame`: before (the message above), isNew (the first unread one), inThread, openThread. */
export function drawMessage(message, frame) {
  const when = seconds(message);
  const newDay = !frame.inThread && (!frame.before || dayTitle(seconds(frame.before)) !== dayTitle(when));
  const startsThread = frame.inThread && frame.before && frame.before.ts === frame.root;
  const joined = !newDay && !frame.isNew && !startsThread && follows(frame.before, message);
  const marks = [message.ephemeral && "is-ephemeral", message.pinned_to && "is-pinned", joined && "is-joined"].filter(
    Boolean,
  );
  const label = `${authorOf(message)}, ${timeOf(when)}${message.ephemeral ? ", only visible to you" : ""}`;
  const made = h("article", {
    class: `msg ${marks.join(" ")}`,
    tabindex: "-1",
    "data-ts": message.ts,
    "aria-label": label,
  });
  made.append(
    ...[
      newDay && h("div", { class: "day" }, h("span", {}, dayTitle(when))),
      startsThread && h("div", { class: "day" }, h("span", {}, "Replies")),
      frame.isNew && h("div", { class: "new-line" }, h("span", {}, "New")),
      SYSTEM.has(message.subtype) ? systemLine(message) : row(message, joined, frame),
    ].filter(Boolean),
  );
  const arm = () => showTools(made, message, frame);
  made.addEventListener("pointerenter", arm);
  made.addEventListener("focusin", arm);
  made.addEventListener("keydown", (event) => onKey(event, made));
  return made;
}

const stamp = (message) =>
  h(
    "time",
    { class: "when", datetime: new Date(seconds(message) * 1000).toISOString(), title: fullTime(seconds(message)) },
    timeOf(seconds(message)),
  );

function systemLine(message) {
  const said = message.text.startsWith(`<@${message.user}>`) ? message.text : `<@${message.user}> ${message.text}`;
  return h("div", { class: "system" }, stamp(message), h("span", {}, mrkdwn(said)));
}

function row(message, joined, frame) {
  const name = authorOf(message);
  const head = h(
    "div",
    { class: "msg-head" },
    h("span", { class: "who" }, name),
    isBot(message) && h("span", { class: "badge" }, "App"),
    world.people.get(message.user)?.guest && h("span", { class: "badge" }, "Guest"),
    stamp(message),
  );
  return h(
    "div",
    { class: "msg-row" },
    h("div", { class: "gutter" }, joined ? stamp(message) : avatar(authorId(message), name)),
    h("div", { class: "msg-body" }, notes(message), joined ? null : head, content(message), under(message, frame)),
  );
}

function notes(message) {
  const who = message.pinned_to && "Pinned";
  return [
    who && h("p", { class: "note is-pin" }, icon("pin"), who),
    message.ephemeral && h("p", { class: "note" }, icon("eye"), "Only visible to you"),
    message.subtype === "thread_broadcast" && h("p", { class: "note" }, icon("reply"), "Replied to a thread"),
  ];
}

function content(message) {
  const scene = messageScene(message);
  const body = h("div", { class: "content" });
  if (message.subtype === "tombstone") body.append(h("em", { class: "hint" }, message.text));
  else if (message.blocks?.length) body.append(...drawBlocks(message.blocks, scene));
  else if (message.text)
    body.append(
      h(
        "div",
        { class: "text" },
        mrkdwn(message.text),
        message.edited && !isBot(message) && h("span", { class: "hint edited" }, "(edited)"),
      ),
    );
  body.append(...(message.attachments ?? []).map((each) => drawAttachment(each, scene)));
  body.append(...(message.files ?? []).map(drawFile));
  return body;
}

function under(message, frame) {
  return [
    message.reactions?.length ? reactions(message) : null,
    !frame.inThread && message.reply_count ? threadLine(message, frame) : null,
    message.ephemeral &&
      h(
        "button",
        {
          type: "button",
          class: "text-button",
          "data-key": "dismiss",
          on: { click: () => trying(ask("dismiss", spot(message))) },
        },
        "Dismiss message",
      ),
  ];
}

const spot = (message) => ({ channel: message.channel, ts: message.ts });
const toggle = (message, emoji) => trying(ask("react", { ...spot(message), emoji }));

function reactions(message) {
  const pills = message.reactions.map((each) => {
    const mine = each.users.includes(world.me);
    const who = each.users.map((one) => (one === world.me ? "you" : nameOf(one))).join(", ");
    return h(
      "button",
      {
        type: "button",
        class: `reaction${mine ? " is-mine" : ""}`,
        "aria-pressed": String(mine),
        "aria-label": `${each.name}, ${each.count}: ${who}`,
        title: `${who} reacted with :${each.name}:`,
        "data-key": `reaction/${each.name}`,
        on: { click: () => toggle(message, each.name) },
      },
      h("span", { class: "emoji" }, emojiOf(each.name) ?? `:${each.name}:`),
      String(each.count),
    );
  });
  const add = iconButton("smile", "Add reaction", () => pickEmoji(add, (name) => toggle(message, name)), {
    class: "reaction is-add",
    "data-key": "reaction+",
  });
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, pills, add);
}

function threadLine(message, frame) {
  const count = message.reply_count;
  const faces = (message.reply_users ?? []).slice(0, 4).map((each) => avatar(each, nameOf(each)));
  const last = Number.parseFloat(message.latest_reply);
  return h(
    "button",
    { type: "button", class: "thread-line", "data-key": "thread", on: { click: () => frame.openThread(message.ts) } },
    h("span", { class: "faces" }, faces),
    h("strong", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    message.unread_replies ? h("span", { class: "count" }, `${message.unread_replies} new`) : null,
    h("span", { class: "hint" }, "Last reply ", h("time", { "data-ago": String(last), title: fullTime(last) }, ago(last))),
  );
}

// --- message actions: one toolbar, shown on the message under the pointer or focus

const tools = h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" });

function showTools(article, message, frame) {
  const anchor = popupAnchor();
  if (tools.dataset.of === `${message.channel}/${message.ts}` && tools.parentElement === article) return;
  if (anchor && tools.contains(anchor)) return; // its menu is open
  if (SYSTEM.has(message.subtype) || message.subtype === "tombstone") return;
  tools.dataset.of = `${message.channel}/${message.ts}`;
  tools.replaceChildren(...toolButtons(message, frame));
  article.append(tools);
}

function toolButtons(message, frame) {
  if (message.ephemeral) return [moreButton(message)];
  const react = iconButton("smile", "Find another reaction", () => pickEmoji(react, (name) => toggle(message, name)), {
    "data-tool": "react",
  });
  const canReply = !frame.inThread && frame.openThread;
  const reply = canReply
    ? iconButton("reply", "Reply in thread", () => frame.openThread(message.thread_ts ?? message.ts), {
        "data-tool": "reply",
      })
    : null;
  return [
    ...["white_check_mark", "eyes"].map((name) => quick(message, name)),
    react,
    reply,
    moreButton(message),
  ].filter(Boolean);
}

function quick(message, name) {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": `React with ${name}`,
      title: `React with :${name}:`,
      on: { click: () => toggle(message, name) },
    },
    h("span", { class: "emoji" }, emojiOf(name)),
  );
}

function moreButton(message) {
  const made = iconButton("more", "More actions", () => openMenu(made, "Message actions", menuOf(message, made)), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "data-tool": "more",
  });
  return made;
}

function menuOf(message) {
  const app = world.team.app;
  const shortcuts = message.ephemeral ? [] : app.shortcuts.filter((each) => each.type === "message");
  const pinned = Boolean(message.pinned_to);
  const items = [
    ...shortcuts.map((each) => ({
      label: each.name,
      note: app.name,
      shape: icon("bolt"),
      run: () => trying(ask("shortcut", { callback: each.callback_id, ...spot(message) })),
    })),
    shortcuts.length ? null : undefined,
    ...(message.ephemeral
      ? []
      : [
          {
            label: pinned ? "Unpin from channel" : "Pin to channel",
            shape: icon("pin"),
            run: () => trying(ask("pin", spot(message))),
          },
          {
            label: "Copy link",
            shape: icon("link"),
            run: () => copy(message.permalink, "Link copied."),
          },
        ]),
    { label: "Copy text", shape: icon("file"), run: () => copy(typed(message.text), "Text copied.") },
    ...(message.mine
      ? [
          null,
          { label: "Edit message", shape: icon("edit"), run: () => editMessage(message) },
          { label: "Delete message", shape: icon("trash"), danger: true, run: () => remove(message) },
        ]
      : []),
  ];
  return items.filter((each) => each !== undefined);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    toast(text);
  }
}

async function remove(message) {
  const sure = await confirm({
    title: "Delete message",
    text: "Are you sure you want to delete this message? This cannot be undone.",
    yes: "Delete",
    no: "Cancel",
    danger: true,
  });
  if (sure) trying(ask("delete", spot(message)));
}

/** Edits in place: Enter saves, Escape cancels. */
export function editMessage(message) {
  const article = document.querySelector(`.msg[data-ts="${CSS.escape(message.ts)}"]`);
  const body = article?.querySelector(".content");
  if (!body) return;
  const input = h("textarea", { class: "input", "aria-label": "Edit message", rows: "3" });
  input.value = typed(message.text);
  const leave = () => {
    form.replaceWith(body);
    article.focus();
    article.dispatchEvent(new CustomEvent("written", { bubbles: true }));
  };
  const save = async () => {
    const text = input.value.trim();
    if (text && (await trying(ask("edit", { ...spot(message), text }).then(() => true))) && form.isConnected) leave();
  };
  const keys = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") leave();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };
  const form = h(
    "div",
    { class: "edit-form", on: { keydown: keys } },
    input,
    h(
      "div",
      { class: "row-end" },
      h("button", { type: "button", class: "button", on: { click: leave } }, "Cancel"),
      h("button", { type: "button", class: "button primary solid", on: { click: save } }, "Save"),
    ),
  );
  body.replaceWith(form);
  input.focus();
}

const KEYS = { r: "react", t: "reply", m: "more" };

function onKey(event, article) {
  if (event.target !== article || event.ctrlKey || event.metaKey || event.altKey) return;
  const tool = KEYS[event.key];
  if (tool) {
    event.preventDefault();
    article.querySelector(`[data-tool=${tool}]`)?.click();
  }
}

export const textOf = (message) => typed(message.text || "").slice(0, 200);
