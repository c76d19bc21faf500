// Menus whose options come from the app: the person types, the app is asked, and its options are offered.

import { h, newId } from "./dom.js";
import { initial, keyOf, named } from "./fields.js";
import { plain } from "./mrkdwn.js";

const PAUSE = 200; // milliseconds after the last key before the app is asked
const SHORTEST = 3; // characters, Slack's default

export function externalSingle(each, block, scene, field) {
  let chosen = (scene.kept(block, each) ?? initial(each)).selected_option ?? null;
  const set = (option, tell = true) => {
    chosen = option;
    box.input.value = option?.text?.text ?? "";
    if (tell) scene.changed(box.input, each, block, chosen);
  };
  const box = lookup(each, block, scene, field, {
    take: set,
    left: () => {
      if (!box.input.value.trim() && chosen) set(null);
      else box.input.value = chosen?.text?.text ?? "";
    },
  });
  set(chosen, false);
  scene.register(block, each, () => chosen);
  return box.view;
}

export function externalMulti(each, block, scene, field) {
  let chosen = (scene.kept(block, each) ?? initial(each)).selected_options ?? [];
  const chips = h("ul", { class: "chips", "aria-label": "Selected" });
  const set = (options, tell = true) => {
    chosen = options;
    box.input.value = "";
    chips.replaceChildren(...chosen.map(chip));
    if (tell) scene.changed(box.input, each, block, chosen);
  };
  const without = (option) => chosen.filter((one) => one.value !== option.value);
  const chip = (option) =>
    h(
      "li",
      { class: "chip" },
      plain(option.text.text),
      h(
        "button",
        {
          type: "button",
          class: "chip-remove",
          "aria-label": `Remove ${option.text.text}`,
          on: { click: () => (set(without(option)), box.input.focus()) },
        },
        "×",
      ),
    );
  const box = lookup(each, block, scene, field, {
    take: (option) => set([...without(option), option]),
    left: () => (box.input.value = ""),
  });
  set(chosen, false);
  scene.register(block, each, () => chosen);
  return h("div", { class: "multi" }, chips, box.view);
}

/** A text input with a list of suggestions: {view, input}. */
function lookup(each, block, scene, field, { take, left }) {
  const listId = newId("lookup");
  const shortest = each.min_query_length ?? SHORTEST;
  let options = [];
  let at = -1;
  let pause = 0;
  let asked = 0;

  const note = (text) => show([], h("li", { class: "lookup-note", role: "presentation" }, text));

  const ask = async () => {
    const typed = input.value.trim();
    if (typed.length < shortest) {
      note(`Type at least ${shortest} characters.`);
      return;
    }
    asked += 1;
    const mine = asked;
    note("Loading…");
    try {
      const answer = await scene.send("suggest", { action: each.action_id, block: block.block_id, typed });
      if (mine === asked && input === document.activeElement) offer(answer);
    } catch (error) {
      if (mine === asked) note(error.message);
    }
  };

  const offer = (answer) => {
    const groups = answer.option_groups ?? [{ options: answer.options }];
    const found = groups.flatMap((group) => group.options);
    let number = 0;
    const rows = groups.flatMap((group) => [
      group.label && h("li", { class: "lookup-group", role: "presentation" }, plain(group.label.text)),
      ...group.options.map((option) => row(option, number++)),
    ]);
    if (found.length) show(found, ...rows);
    else note("No results.");
  };

  const row = (option, number) =>
    h(
      "li",
      {
        id: `${listId}-${number}`,
        role: "option",
        class: "offer",
        "aria-selected": "false",
        on: { pointerdown: (event) => (event.preventDefault(), choose(number)) },
      },
      plain(option.text.text),
      option.description && h("span", { class: "hint" }, plain(option.description.text)),
    );

  const show = (found, ...rows) => {
    options = found;
    list.replaceChildren(...rows.filter(Boolean));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  };

  const hide = () => {
    clearTimeout(pause);
    asked += 1;
    options = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (wanted) => {
    at = wanted;
    const rows = [...list.querySelectorAll("[role=option]")];
    rows.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
    if (rows[at]) {
      input.setAttribute("aria-activedescendant", rows[at].id);
      rows[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const option = options[number];
    hide();
    take(option);
  };

  const typed = () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  };

  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) typed();
    else if (step && options.length) mark((at + step + options.length) % options.length);
    else if (event.key === "Enter" && options[at]) choose(at);
    else if (event.key === "Enter" && !list.hidden) typed();
    else if (event.key === "Escape" && !list.hidden) hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const input = h("input", {
    type: "text",
    class: "input",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    "data-key": keyOf(each, block),
    placeholder: each.placeholder?.text ?? "Type to search",
    autocomplete: "off",
    ...named(each, field),
    on: {
      input: typed,
      keydown: keys,
      focus: () => shortest === 0 && !input.value && typed(),
      blur: () => (hide(), left()),
    },
  });
  if (each.focus_on_load) input.setAttribute("autofocus", "");
  const list = h("ul", {
    id: listId,
    role: "listbox",
    class: "lookup-list",
    "aria-label": "Suggestions",
    hidden: true,
  });
  return { view: h("div", { class: "lookup" }, input, list), input };
}
