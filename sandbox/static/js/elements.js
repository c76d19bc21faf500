// Block Kit's interactive elements. Each is built for a `scene`: the message, modal or Home that contains it.
// A scene has on ("message", "modal", "home"), send(verb, details), kept (values entered so far), register(…).

import { confirm, openMenu } from "./dialog.js";
import { fromLocal, toLocal } from "./dates.js";
import { h, icon, newId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { externalMulti, externalSingle } from "./external.js";
import { initial, keyOf, named } from "./fields.js";
import { SAFE, mrkdwn, plain } from "./mrkdwn.js";
import { isAppDm, titleOf, world } from "./store.js";

export function element(made, block, scene, field = {}) {
  const build = BUILDERS[made.type] ?? ((each) => h("span", { class: "unknown" }, `(${each.type})`));
  return build(made, block, scene, field);
}

export const words = (object) => (object ? (object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text)) : []);

/** Asks for confirmation if the element requires it, then sends; shows progress and errors on the element. */
async function act(control, each, block, scene, verb, details) {
  if (control.getAttribute("aria-busy") === "true") return false;
  if (each.confirm && !(await agreed(each.confirm))) return false;
  control.setAttribute("aria-busy", "true");
  try {
    await scene.send(verb, { action: each.action_id, block: block.block_id, ...details });
  } catch (error) {
    complain(control, error.message);
  } finally {
    control.setAttribute("aria-busy", "false");
  }
  return true;
}

const agreed = (dialog) =>
  confirm({
    title: dialog.title?.text ?? "Are you sure?",
    text: words(dialog.text),
    yes: dialog.confirm?.text ?? "Yes",
    no: dialog.deny?.text ?? "Cancel",
    danger: dialog.style === "danger",
  });

function complain(control, text) {
  const holder = control.closest(".block") ?? control.parentElement;
  holder?.querySelector(":scope > .act-error")?.remove();
  holder?.append(h("p", { class: "act-error", role: "alert" }, text));
}

// --- buttons; one with a URL is a link, and the app still gets its action

function button(each, block, scene) {
  const style = each.style ? ` ${each.style}` : "";
  const click = () => act(made, each, block, scene, "press", { value: each.value });
  const address = SAFE.test(each.url ?? "") ? each.url : null;
  const goes = address && { href: address, target: "_blank", rel: "noopener noreferrer" };
  const label = each.accessibility_label ? { "aria-label": each.accessibility_label } : {};
  const made = h(
    goes ? "a" : "button",
    {
      class: `button${style}`,
      "data-key": `${keyOf(each, block)}/${each.value ?? ""}`,
      ...(goes ?? { type: "button" }),
      ...label,
      on: { click },
    },
    plain(each.text.text),
  );
  return made;
}

function overflow(each, block, scene) {
  const choose = (option) => {
    if (option.url) open(option.url, "_blank", "noopener,noreferrer");
    act(made, each, block, scene, "choose", { value: option.value });
  };
  const items = each.options.map((option) => ({ label: option.text.text, run: () => choose(option) }));
  const made = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": "More actions",
      "data-key": keyOf(each, block),
      on: { click: () => openMenu(made, "More actions", items) },
    },
    icon("more"),
  );
  return made;
}

// --- menus: native selects, which work with every keyboard and phone

const LISTS = {
  static: (each) =>
    (each.option_groups ?? [{ options: each.options ?? [] }]).map((group) => ({
      label: group.label?.text,
      options: group.options.map((option) => [option.value, withEmoji(option.text.text)]),
    })),
  users: () => [
    { options: [...world.people.values()].filter((each) => !each.deleted).map((each) => [each.id, each.name]) },
  ],
  conversations: (each) => [{ options: conversationsFor(each.filter) }],
  channels: () => [{ options: conversationsFor({ include: ["public"] }) }],
};

function conversationsFor(filter = {}) {
  const kindOf = (each) => (each.kind !== "channel" ? each.kind : each.private ? "private" : "public");
  const wanted = (each) =>
    (!filter.include || filter.include.includes(kindOf(each))) && !(filter.exclude_bot_users && isAppDm(each));
  return [...world.channels.values()]
    .filter(wanted)
    .map((each) => [each.id, each.kind === "channel" ? `#${each.name}` : titleOf(each)]);
}

const listsOf = (each) => LISTS[each.type.replace(/^multi_|_select$/g, "").replace(/_select$/, "")](each);

function optionNodes(groups, chosen) {
  return groups.map((group) => {
    const options = group.options.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
    return group.label ? h("optgroup", { label: group.label }, options) : options;
  });
}

function single(valueOf) {
  return (each, block, scene, field) => {
    const chosen = valueOf(scene.kept(block, each) ?? initial(each)) ?? "";
    const holder = each.placeholder?.text ?? "Select an option";
    const change = () => scene.changed(made, each, block, made.value || null);
    const made = h(
      "select",
      { class: "select", "data-key": keyOf(each, block), ...named(each, field), on: { change } },
      h("option", { value: "", selected: !chosen }, holder),
      optionNodes(listsOf(each), chosen),
    );
    scene.register(block, each, () => made.value || null);
    return made;
  };
}

function multi(valuesOf) {
  return (each, block, scene, field) => {
    const groups = listsOf(each);
    const names = new Map(groups.flatMap((group) => group.options));
    let chosen = valuesOf(scene.kept(block, each) ?? initial(each));
    const chips = h("ul", { class: "chips", "aria-label": "Selected" });
    const pick = h("select", { class: "select", "data-key": keyOf(each, block), ...named(each, field) });
    const set = (values, tell = true) => {
      chosen = values;
      draw();
      if (tell) scene.changed(pick, each, block, chosen);
    };
    const chip = (value) =>
      h(
        "li",
        { class: "chip" },
        names.get(value) ?? value,
        h(
          "button",
          {
            type: "button",
            class: "chip-remove",
            "aria-label": `Remove ${names.get(value) ?? value}`,
            on: { click: () => (set(chosen.filter((one) => one !== value)), pick.focus()) },
          },
          "×",
        ),
      );
    const draw = () => {
      chips.replaceChildren(...chosen.map(chip));
      const left = groups.map((group) => ({
        ...group,
        options: group.options.filter(([value]) => !chosen.includes(value)),
      }));
      pick.replaceChildren(
        h("option", { value: "", selected: true }, each.placeholder?.text ?? "Select options"),
        ...optionNodes(left).flat(),
      );
    };
    pick.addEventListener("change", () => pick.value && set([...chosen, pick.value]));
    draw();
    scene.register(block, each, () => chosen);
    return h("div", { class: "multi" }, chips, pick);
  };
}

// --- boxes

function boxes(type, read, chosenOf) {
  return (each, block, scene, field) => {
    const name = newId("boxes");
    const chosen = chosenOf(scene.kept(block, each) ?? initial(each));
    const inputs = each.options.map((option) =>
      h("input", {
        type,
        name,
        id: newId("box"),
        value: option.value,
        checked: chosen.includes(option.value),
        "data-key": `${keyOf(each, block)}/${option.value}`,
      }),
    );
    const value = () => read(inputs.filter((one) => one.checked).map((one) => one.value));
    const rows = each.options.map((option, at) =>
      h(
        "div",
        { class: "box" },
        inputs[at],
        h(
          "label",
          { for: inputs[at].id },
          h("span", {}, words(option.text)),
          option.description && h("span", { class: "hint" }, words(option.description)),
        ),
      ),
    );
    const role = type === "radio" ? "radiogroup" : "group";
    const made = h(
      "div",
      { class: "boxes", role, ...named(each, field), on: { change: () => scene.changed(made, each, block, value()) } },
      rows,
    );
    scene.register(block, each, value);
    return made;
  };
}

// --- what is typed

const KINDS = {
  number_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
  plain_text_input: "text",
};

function entry(each, block, scene, field) {
  const many = each.multiline || each.type === "rich_text_input";
  const value = shownValue(scene.kept(block, each) ?? initial(each), each.type);
  const props = {
    class: "input",
    "data-key": keyOf(each, block),
    placeholder: each.placeholder?.text,
    autocomplete: "off",
    ...named(each, field),
  };
  if (each.type === "number_input") props.inputmode = each.is_decimal_allowed ? "decimal" : "numeric";
  const made = many ? h("textarea", { ...props, rows: "4" }) : h("input", { ...props, type: KINDS[each.type] });
  made.value = value;
  const read = () => (each.type === "datetimepicker" ? made.value && fromLocal(made.value) : made.value) || null;
  made.addEventListener("change", () => scene.changed(made, each, block, read()));
  made.addEventListener("input", () => scene.typing?.());
  if (each.focus_on_load) made.setAttribute("autofocus", "");
  scene.register(block, each, read);
  return made;
}

function shownValue(value, type) {
  if (value === null || value === undefined) return "";
  if (type === "datetimepicker") return value.selected_date_time ? toLocal(value.selected_date_time) : "";
  if (type === "rich_text_input")
    return (value.rich_text_value?.elements ?? [])
      .flatMap((part) => part.elements ?? [])
      .map((each) => each.text ?? "")
      .join("");
  return value.value ?? value.selected_date ?? value.selected_time ?? "";
}

function fileInput(each) {
  return h("p", { class: "hint" }, `File uploads aren't supported in the sandbox (${each.type}).`);
}

const option = (value) => value.selected_option?.value;
const options = (value) => (value.selected_options ?? []).map((each) => each.value);

const BUILDERS = {
  button,
  overflow,
  static_select: single(option),
  external_select: externalSingle,
  users_select: single((value) => value.selected_user),
  conversations_select: single((value) => value.selected_conversation),
  channels_select: single((value) => value.selected_channel),
  multi_static_select: multi(options),
  multi_external_select: externalMulti,
  multi_users_select: multi((value) => value.selected_users ?? []),
  multi_conversations_select: multi((value) => value.selected_conversations ?? []),
  multi_channels_select: multi((value) => value.selected_channels ?? []),
  checkboxes: boxes("checkbox", (values) => values, options),
  radio_buttons: boxes(
    "radio",
    (values) => values[0] ?? null,
    (value) => [option(value)],
  ),
  plain_text_input: entry,
  rich_text_input: entry,
  number_input: entry,
  email_text_input: entry,
  url_text_input: entry,
  datepicker: entry,
  timepicker: entry,
  datetimepicker: entry,
  file_input: fileInput,
};

/** Asks for confirmation if the element requires it, then sends the choice to the app. */
export const choose = (control, each, block, scene, value) => act(control, each, block, scene, "choose", { value });
