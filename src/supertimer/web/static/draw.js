// Draws the workout. An element is touched only when what it shows has changed.

import { asked, buttons, tapCounts } from "./buttons.js";
import { bar, minutes } from "./timeline.js";

/** @import { Button } from "./buttons.js" */
/** @import { View } from "./timeline.js" */
/** @import { Picture, SetCard, Workout } from "./types.js" */

/** @param {string} id */
export function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @type {Map<string, string>} */
const shown = new Map();

/**
 * @param {string} id
 * @param {string} text
 */
function put(id, text) {
  if (shown.get(id) === text) return;
  shown.set(id, text);
  element(id).textContent = text;
}

/** @param {string} name @param {string} value */
function dress(name, value) {
  if (document.body.dataset[name] !== value) document.body.dataset[name] = value;
}

/** @param {HTMLElement} node @param {string} name @param {string} value */
function style(node, name, value) {
  const key = `${node.id} ${name}`;
  if (shown.get(key) === value) return;
  shown.set(key, value);
  node.style.setProperty(name, value);
}

/**
 * Draw what moves: called for each frame.
 * @param {View} view
 * @param {Workout} workout
 * @param {Picture} picture
 */
export function drawMoment(view, workout, picture) {
  const { stretch } = view;
  const card = workout.sets[stretch.set];
  dress("kind", stretch.kind);
  dress("phase", stretch.phase ?? "");
  dress("paused", String(view.paused));
  style(element("fill"), "--height", view.height.toFixed(4));
  put("word", view.arrow ? `${view.word} ${view.arrow}` : view.word);
  put("count", view.count);
  element("count").dataset.long = String(view.count.length > 2);
  put("rep", stretch.rep && stretch.kind === "phase" ? `Rep ${stretch.rep}` : "");
  put("tul", view.tul === null ? "" : minutes(view.tul));
  drawBar(card, view.tul);
  put("exercise", stretch.side && stretch.side !== card.side
    ? `${card.title}, ${stretch.side}` : card.title);
  put("load", stretch.kind === "done" ? "" : picture.load);
  put("settings", stretch.kind === "done" ? "" : facts(card));
  put("next", next(workout, stretch.set, stretch.kind, picture));
}

/** @param {SetCard} card @param {number | null} tul */
function drawBar(card, tul) {
  dress("bar", String(tul !== null));
  if (tul === null) return;
  const { under, window, last } = bar(card, tul);
  style(element("under"), "--share", under.toFixed(4));
  element("band").hidden = !window;
  element("mark").hidden = last === null;
  if (window) {
    style(element("band"), "--from", String(window[0]));
    style(element("band"), "--to", String(window[1]));
    style(element("opens"), "--place", String(window[0]));
    style(element("tops"), "--place", String(window[1]));
  }
  if (last !== null) {
    style(element("mark"), "--place", String(last));
    style(element("last"), "--place", String(last));
  }
  put("opens", card.window ? minutes(card.window[0]) : "");
  put("tops", card.window?.[1] ? minutes(card.window[1]) : "");
  put("last", card.last === undefined ? "" : `last ${minutes(card.last)}`);
}

/** @param {SetCard} card */
function facts(card) {
  const settings = card.settings.map(([name, value]) => `${name} ${value}`);
  return [card.place, ...settings, card.cue].filter(Boolean).join(" · ");
}

/** @param {Workout} workout @param {number} set @param {string} kind @param {Picture} picture */
function next(workout, set, kind, picture) {
  if (kind === "done") return "";
  if (kind === "rest" || kind === "waiting") {
    return picture.done.length ? picture.done[picture.done.length - 1].text : "";
  }
  const after = workout.order[workout.order.indexOf(set) + 1];
  return after === undefined ? "Then done" : `Next: ${workout.sets[after].title}`;
}

/**
 * Draw what changes with a message or a stretch: buttons, question, advice, results.
 * @param {View} view
 * @param {Workout} workout
 * @param {Picture} picture
 * @param {{alive: boolean, heard: boolean, act: (does: Button["does"]) => void}} how
 *   `heard`: whether to ask if the sound was heard
 */
export function drawParts(view, workout, picture, how) {
  const { stretch, paused } = view;
  put("name", workout.name);
  put("person", workout.person);
  put("advice", stretch.kind === "rest" || stretch.kind === "waiting" ? advice(picture) : "");
  list("done", stretch.kind === "done" ? picture.done.map((each) => each.text) : []);
  put("dots", dots(workout, picture, stretch.kind === "done" ? -1 : stretch.set));
  const keys = how.alive ? buttons(stretch.kind, paused, picture) : [];
  row(element("keys"), keys, how.act);
  const open = how.alive ? asked(picture, how.heard) : null;
  element("ask").hidden = !open;
  if (!open) delete element("ask").dataset.open;
  if (open) {
    if (element("ask").dataset.open !== open.question) say(open.question);
    element("ask").dataset.open = open.question;
    put("question", open.question);
    row(element("answers"), open.answers, how.act);
  }
  const main = /** @type {HTMLButtonElement} */ (element("main"));
  main.disabled = !tapCounts(stretch.kind, paused) || (stretch.kind === "waiting" && !how.alive);
  main.setAttribute("aria-label", stretch.kind === "phase" ? "Fatigue: end the set" : "Go");
}

/** @param {Picture} picture */
function advice(picture) {
  const last = picture.last && `Last time ${picture.last}`;
  const suggested = picture.suggested && `Suggested ${picture.suggested}: ${picture.reason}`;
  return [last, suggested || picture.reason].filter(Boolean).join(" · ");
}

/** @param {Workout} workout @param {Picture} picture @param {number} now */
function dots(workout, picture, now) {
  const done = new Map(picture.done.map((each) => [each.set, each.skipped ? "◌" : "●"]));
  return workout.order.map((set) => set === now ? "◉" : (done.get(set) ?? "○")).join(" ");
}

/** @param {string} id @param {string[]} texts */
function list(id, texts) {
  const key = texts.join("\n");
  if (shown.get(id) === key) return;
  shown.set(id, key);
  element(id).replaceChildren(...texts.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
}

/**
 * Show a row of buttons; those that stay keep the focus.
 * @param {HTMLElement} where
 * @param {Button[]} wanted
 * @param {(does: Button["does"]) => void} act
 */
function row(where, wanted, act) {
  const key = wanted.map((each) => `${each.does} ${each.label} ${each.look}`).join("|");
  if (shown.get(where.id) === key) return;
  shown.set(where.id, key);
  const old = new Map([...where.children].map((node) => [
    /** @type {HTMLElement} */ (node).dataset.action, /** @type {HTMLButtonElement} */ (node),
  ]));
  where.replaceChildren(...wanted.map(({ does, label, name, look }) => {
    const button = old.get(does) ?? document.createElement("button");
    if (!old.has(does)) {
      button.type = "button";
      button.dataset.action = does;
      button.addEventListener("click", () => act(does));
    }
    button.textContent = label;
    button.className = look ?? "";
    if (name) button.setAttribute("aria-label", name);
    else button.removeAttribute("aria-label");
    return button;
  }));
}

/** Tell how the connection is; empty for nothing to tell. @param {string} text */
export function drawLink(text) {
  put("link", text);
  element("link").hidden = !text;
}

/** Have a screen reader say something when it is free. @param {string} text */
export function say(text) {
  put("say", text);
}
