// Starts the page and handles navigation.

import { canvasTab } from "./canvas.js";
import { focusComposer, openChannel, putMessages, showTab, startChannel } from "./channel.js";
import { closePopup, popupOpen } from "./dialog.js";
import { announce } from "./dom.js";
import { startDrawer } from "./drawer.js";
import { startModals } from "./modal.js";
import { closeSide, openThread, putThread, startSide } from "./side.js";
import { startSidebar } from "./sidebar.js";
import { ask, changed, connect, hear, here, isAppDm, on, place, recall, remember, world } from "./store.js";
import { startTopbar } from "./topbar.js";
import { trying } from "./toast.js";

let opened = ""; // the person and conversation on screen

function go(channel, { around = "", focus = true } = {}) {
  document.body.classList.remove("sidebar-open");
  if (channel !== place.channel) {
    if (place.thread || place.side) closeSide();
    place.tab = "messages";
  }
  place.channel = channel;
  opened = "";
  arrive(around, focus);
}

/** Opens the conversation in `place` once the workspace is loaded; the first channel if there is no such one. */
async function arrive(around = "", focus = false) {
  if (!world.channels.size || !world.team) return;
  if (!here()) place.channel = firstChannel();
  const wanted = `${world.me}/${place.channel}`;
  if (wanted === opened && !around) return;
  if (!here()) return;
  opened = wanted;
  remember();
  changed("place");
  await openChannel(around);
  if (isAppDm(here()) && place.tab === "home") showTab("home");
  if (place.thread) openThread(place.channel, place.thread);
  if (focus && innerWidth > 760) focusComposer();
}

function firstChannel() {
  const mine = [...world.channels.values()].filter((each) => each.kind === "channel" && each.member && !each.archived);
  return (mine.find((each) => each.general) ?? mine[0] ?? [...world.channels.values()][0])?.id ?? "";
}

async function actAs(person) {
  opened = "";
  announce(""); // clear what was announced to the previous person
  closeSide();
  await trying(ask("act_as", { person }));
  remember();
  arrive();
}

/** Returns false if this person can't see that canvas. */
function openCanvas(id) {
  const channel = [...world.channels.values()].find((each) => each.canvases.some((canvas) => canvas.id === id));
  if (!channel) return false;
  go(channel.id, { focus: false });
  showTab(canvasTab({ id }));
  return true;
}

function followLinks(event) {
  const anchor = event.target.closest?.("a[href]");
  if (!anchor || event.ctrlKey || event.metaKey) return;
  if (anchor.dataset.channel) {
    event.preventDefault();
    go(anchor.dataset.channel);
    return;
  }
  const document = /^https:\/\/([^.]+)\.slack\.com\/docs\/\w+\/(\w+)$/.exec(anchor.href);
  if (document && document[1] === world.team.domain && openCanvas(document[2])) {
    event.preventDefault();
    return;
  }
  const found = /^https:\/\/([^.]+)\.slack\.com\/archives\/(\w+)(?:\/p(\d{10})(\d{6})(?:\?thread_ts=([\d.]+))?)?/.exec(
    anchor.href,
  );
  if (!found || found[1] !== world.team.domain || !world.channels.has(found[2])) return;
  event.preventDefault();
  const [, , channel, seconds, micros, parent] = found;
  const ts = seconds && `${seconds}.${micros}`;
  if (parent && parent !== ts) (go(channel, { around: parent, focus: false }), openThread(channel, parent));
  else go(channel, { around: ts ?? "", focus: false });
}

function keys(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (popupOpen()) closePopup(true);
  else if (document.body.classList.contains("sidebar-open")) document.body.classList.remove("sidebar-open");
  else if (document.getElementById("side").contains(document.activeElement)) closeSide();
}

recall();
startTopbar(actAs);
startSidebar(go);
startChannel(openThread);
startSide();
startModals();
startDrawer();
hear("messages", (frame) => (frame.thread ? putThread(frame) : putMessages(frame)));
on(["channels", "team", "me"], () => arrive());
on(["online"], () => {
  if (!world.online) opened = "";
});
document.addEventListener("click", followLinks);
document.addEventListener("keydown", keys);
document.addEventListener("pointerdown", (event) => {
  const open = document.body.classList.contains("sidebar-open");
  if (open && !event.target.closest("#sidebar, #topbar")) document.body.classList.remove("sidebar-open");
});
connect();
