// The scene of a block: what was entered so far, and how an action is sent.

import { choose } from "./elements.js";
import { ask } from "./store.js";

const chosen = new Map(); // what was chosen last in messages, for which the workspace keeps no state

export function messageScene(message) {
  const key = (block, each) => `${message.channel}/${message.ts}/${block.block_id}/${each.action_id}`;
  return {
    on: "message",
    send: (verb, details) => ask(verb, { on: "message", channel: message.channel, ts: message.ts, ...details }),
    kept: (block, each) => chosen.get(key(block, each)),
    register: () => {},
    async changed(control, each, block, value) {
      if (await choose(control, each, block, this, value)) chosen.set(key(block, each), stateOf(each, value));
    },
  };
}

export function homeScene(view) {
  return {
    on: "home",
    send: (verb, details) => ask(verb, { on: "home", ...details }),
    kept: (block, each) => view.state?.values[block.block_id]?.[each.action_id],
    register: () => {},
    changed(control, each, block, value) {
      return choose(control, each, block, this, value);
    },
  };
}

const FIELDS = {
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
};

/** Options from the app are kept whole, because only the app knows their text. */
const optionOf = (value) => (typeof value === "object" ? value : { value });

/** A value in the shape of Slack's state, so that it can be restored. */
export function stateOf(each, value) {
  const field = FIELDS[each.type] ?? "value";
  if (field === "selected_option") return { [field]: value ? optionOf(value) : null };
  if (field === "selected_options") return { [field]: value.map(optionOf) };
  if (each.type === "rich_text_input")
    return { rich_text_value: { elements: [{ elements: [{ text: value ?? "" }] }] } };
  return { [field]: value };
}
