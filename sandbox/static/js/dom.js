// Creates elements. Text is inserted as text, never as HTML; the page creates elements only through here.

/** h("button", {class: "x", on: {click}, "aria-label": "…"}, "text", node, [more]) */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  set(element, props ?? {});
  element.append(...nodes(children));
  return element;
}

function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "style") {
      for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
    } else if (name === "value" || name === "checked" || name === "selected") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

export function nodes(children) {
  return children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false && each !== "");
}

/** Replaces a container's content; focus stays on the element with the same data-key. */
export function fill(container, ...children) {
  const active = document.activeElement;
  const key = container.contains(active) ? active.closest("[data-key]")?.dataset.key : undefined;
  const top = container.scrollTop;
  container.replaceChildren(...nodes(children));
  container.scrollTop = top;
  if (key !== undefined) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Replaces an element with another for the same thing; focus stays on the same data-key. */
export function swap(old, made) {
  const active = document.activeElement;
  const inside = old.contains(active);
  const key = inside ? active.closest("[data-key]")?.dataset.key : undefined;
  old.replaceWith(made);
  if (!inside) return;
  const target = key === undefined ? null : made.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (target ?? made).focus({ preventScroll: true });
}

let lastId = 0;
export function newId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Announces a text to screen readers. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

// Icons on a 20 × 20 grid, as strokes.
const ICONS = {
  hash: "M7.5 3 6 17M14 3l-1.500 14M3.500 7.500h13M3 12.500h13",
  lock: "M5.500 9h9v7.500h-9zM7 9V6.500a3 3 0 0 1 6 0V9",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5 5 15",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  smile: "M10 17a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM7.500 8v.5M12.500 8v.5M7 12c1.500 1.800 4.500 1.800 6 0",
  reply: "M16.500 4.500h-13v9h4v3l4-3h5zM7 8h6M7 10.500h4",
  pin: "M8 3h5M8.500 3v5L6 11.500h9L12.500 8V3M10.500 11.500V17",
  clip: "M14.500 8.500 9 14a2.500 2.500 0 0 1-3.500-3.500l6-6a3.500 3.500 0 0 1 5 5l-6.500 6.500",
  send: "M3.500 10 17 3.500 12 17l-2.500-5.500zM9.500 11.500 17 3.500",
  bolt: "M11 2.500 4.500 11.500h5L9 17.500l6.500-9h-5z",
  play: "M6.500 4.500v11l9-5.500z",
  pause: "M7 4.500v11M13 4.500v11",
  stop: "M5.500 5.500h9v9h-9z",
  rewind: "M4 4.500v4h4M4.300 8.500a6.300 6.300 0 1 1-.6 3.500",
  wrench: "M12 8 4.500 15.500M15.800 5.500 13 8.300 11.700 7l2.800-2.800a3.500 3.500 0 1 0 1.300 1.300z",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  down: "M5.500 8l4.500 4.500L14.500 8",
  back: "M12 4.500 6.500 10l5.500 5.500",
  people:
    "M7.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 16c0-6 9-6 9 0M13 5a2.300 2.300 0 0 1 0 4.500M14.500 12c1.700.5 2.500 2 2.500 4",
  info: "M10 17a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM10 9v4.500M10 6.500v.01",
  file: "M6 3h5.500L15 6.500V17H6zM11.500 3v3.500H15",
  home: "M3.500 9.500 10 4l6.500 5.500M5.500 8.500V16h9V8.500",
  link: "M8.500 11.500a3 3 0 0 0 4.300 0l2.400-2.400a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0l-2.400 2.400a3 3 0 0 0 4.300 4.300l1-1",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1c0 2.500 4 2.500 4-1a7 7 0 1 0-3 5.700",
  edit: "M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200z",
  trash: "M4.500 6h11M8 6V4h4v2M6 6l.7 10.500h6.600L14 6",
  eye: "M2.500 10C5 5 15 5 17.500 10 15 15 5 15 2.500 10zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** An icon-only button; the label is its accessible name and tooltip. */
export function iconButton(name, label, click, more = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click }, ...more },
    icon(name),
  );
}
