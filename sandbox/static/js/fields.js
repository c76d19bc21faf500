// What every input has in common: its key, its name, and its initial value.

export const keyOf = (each, block) => `${block.block_id}/${each.action_id}`;

/** The attributes that name an element, with or without a label of its own. */
export function named(each, field) {
  if (field.id && !GROUPED.has(each.type)) return { id: field.id, ...field.aria };
  if (field.aria) return { "aria-labelledby": field.label, ...field.aria };
  return { "aria-label": each.placeholder?.text ?? NAMES[each.type] ?? "Choose" };
}

const NAMES = {
  datepicker: "Date",
  timepicker: "Time",
  datetimepicker: "Date and time",
  checkboxes: "Options",
  radio_buttons: "Options",
};
export const GROUPED = new Set(["checkboxes", "radio_buttons"]);

/** An untouched element's value, in the shape of Slack's state. */
export function initial(each) {
  return {
    value: each.initial_value,
    rich_text_value: each.type === "rich_text_input" ? each.initial_value : undefined,
    selected_option: each.initial_option,
    selected_options: each.initial_options,
    selected_user: each.initial_user,
    selected_users: each.initial_users,
    selected_conversation: each.initial_conversation,
    selected_conversations: each.initial_conversations,
    selected_channel: each.initial_channel,
    selected_channels: each.initial_channels,
    selected_date: each.initial_date,
    selected_time: each.initial_time,
    selected_date_time: each.initial_date_time,
  };
}
