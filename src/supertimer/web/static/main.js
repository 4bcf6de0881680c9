// The page: messages come in, frames go out, and what is pressed goes to the program.

import { tapCounts } from "./buttons.js";
import { Clock } from "./clock.js";
import { Device } from "./device.js";
import { drawLink, drawMoment, drawParts, element, say } from "./draw.js";
import { askForCode, enterByLink } from "./enter.js";
import { listen } from "./input.js";
import { CLOSED, Link } from "./link.js";
import { Presses } from "./presses.js";
import { closeSheets, fillOrder, openLoad, openOrder } from "./sheets.js";
import { Player } from "./sound.js";
import { Switch } from "./switch.js";
import { heard, linkText, refusal } from "./told.js";
import { interrupted, minutes, view as viewAt } from "./timeline.js";

/** @import { Button } from "./buttons.js" */
/** @import { Message, Picture, Stretch, Wish, Workout } from "./types.js" */
/** @import { View } from "./timeline.js" */

/** A tap this early in a set is not fatigue, in milliseconds; the program thinks so too. */
const START_MS = 2000;
/** How long a notice of this page itself is shown, in milliseconds. */
const NOTICE_MS = 5000;
/** How long the question whether the sound was heard is open, in milliseconds. */
const HEARD_MS = 20_000;

const clock = new Clock();
const player = new Player(clock);
const device = new Device();
const sound = new Switch(player, element("sound"), {
  on: () => void device.takeMediaKeys(workout?.name ?? "", mediaKey),
  off: () => { device.leaveMediaKeys(); askHeard(0); },
  first: () => {
    void player.play(workout?.samples ?? []);
    askHeard(HEARD_MS);
  },
});
const presses = new Presses(crypto.getRandomValues(new Uint32Array(3)).reduce(
  (name, part) => name + part.toString(36).padStart(7, "0"), ""));

/** @type {Workout | null} */
let workout = null;
/** @type {Picture | null} */
let picture = null;
/** @type {Link | null} */
let link = null;
/** @type {{at: number, tul: number, set: number, stale: boolean} | null} a fatigue without an answer;
 *   stale once the program shows that the set has ended */
let mark = null;
/** @type {{text: string, until: number}} */
let notice = { text: "", until: 0 };
let heardUntil = 0;
let over = false;
let stale = true;  // whether buttons and texts have to be drawn again
let fresh = false;  // whether the next cues are all of them
/** @type {Stretch | null} */
let latest = null;

/** Enter with the code of the link or with a typed one, then connect. */
async function enter() {
  const failed = await enterByLink();
  if (failed) askForCode(failed, connect);
  else connect();
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  link = new Link(`${scheme}://${location.host}/live`, {
    message: receive,
    opened: () => { fresh = true; presses.reconnected(); flush(); },
    changed: () => { stale = true; flush(); },
    refused: (code) => {
      if (code === CLOSED.access) askForCode(picture ? "The old code is no longer valid." : "", connect);
      else tell("Too many pages show this workout.", Infinity);
    },
  });
}

/** @param {Message} message */
function receive(message) {
  switch (message.type) {
    case "pong":
      clock.pong(message, performance.now());
      break;
    case "workout":
      workout = message;
      element("sound").hidden = message.sound === "none";
      break;
    case "picture":
      take(message);
      break;
    case "cues":
      if (fresh) player.replace(message.add);
      else player.change(message.drop, message.add);
      fresh = false;
      break;
    case "answer":
      answered(message.id, message.refused);
      break;
    case "over":
      over = true;
      link?.stop();
      player.hush();
      device.leaveMediaKeys();
      void device.sleep();
      closeSheets();
  }
  stale = true;
}

/** @param {Picture} next */
function take(next) {
  const at = now();
  const before = picture?.stretches ?? [];
  const cut = interrupted(before, next.stretches, at);
  picture = next;
  if (mark && viewAt(next.stretches, at)?.stretch.kind !== "phase") mark.stale = true;
  if (cut) {
    player.hush();
    player.tie();
  }
  if (next.notice) tell(next.notice);
  fillOrder(next, send);
}

/** @param {number} id @param {string | undefined} refused */
function answered(id, refused) {
  if (!presses.answered(id)) return;
  if (refused !== undefined) tell(refusal(refused, mark?.set ?? null, picture), 2 * NOTICE_MS);
  if (mark && !mark.stale) player.tie();
  mark = null;
}

/** The fatigue that this page shows and the program does not yet. */
function marked() {
  return mark?.stale ? null : mark;
}

function now() {
  return clock.at(performance.now());
}

/** @param {string} text @param {number} [ms] */
function tell(text, ms = NOTICE_MS) {
  notice = { text, until: performance.now() + ms };
  stale = true;
}

/** Ask for `ms` milliseconds whether the sound was heard. @param {number} ms */
function askHeard(ms) {
  heardUntil = performance.now() + ms;
  stale = true;
}

/** Send what is to be sent, and drop what waited too long. */
function flush() {
  const own = performance.now();
  if (presses.expire(own).length) tell("That was not sent. Try again when the connection is back.");
  for (const press of presses.due(own)) link?.send(press);
}

/**
 * Send what was pressed; nothing but fatigue is kept while the program can't be reached.
 * @param {Wish} wish
 * @param {number} [own] when it was pressed, by the page's clock
 */
function send(wish, own = performance.now()) {
  const at = clock.at(own);
  const view = picture && viewAt(picture.stretches, at);
  if (!view || !clock.known || over || marked()) return;
  const main = wish.type === "press" && wish.action === "main";
  const fatigue = main && view.stretch.kind === "phase" && !view.paused;
  if (fatigue && (view.tul ?? 0) < START_MS) return;
  if (!fatigue && !link?.alive) {
    tell("Not connected: use the terminal.");
    return;
  }
  if (fatigue) {
    mark = { at, tul: view.tul ?? 0, set: view.stretch.set, stale: false };
    player.hush();
  }
  presses.add(wish, at, performance.now(), fatigue);
  stale = true;
  flush();
}

/** Do what a button says. @param {Button["does"]} does */
function act(does) {
  switch (does) {
    case "order":
      openOrder();
      break;
    case "type": {
      const set = picture && viewAt(picture.stretches, now())?.stretch.set;
      if (set === null || set === undefined || !workout || !picture) return;
      openLoad(workout.sets[set].exercise, picture.load,
        (text) => send({ type: "load", set, text }));
      break;
    }
    case "heard":
    case "silent":
      askHeard(0);
      tell(heard(does === "heard"), does === "heard" ? NOTICE_MS : 3 * NOTICE_MS);
      break;
    default:
      send({ type: "press", action: does });
  }
}

/** @param {number} own */
function tap(own) {
  const view = picture && viewAt(picture.stretches, clock.at(own));
  if (view && tapCounts(view.stretch.kind, view.paused)) {
    send({ type: "press", action: "main" }, own);
  }
}

/** What the earphones' button does: a tap, or the end of a pause. */
function mediaKey() {
  const view = picture && viewAt(picture.stretches, now());
  if (view?.paused) act("main");
  else tap(performance.now());
}

/** @param {View} view @param {number} at */
function frameOf(view, at) {
  const ended = marked();
  if (!ended) return view;
  const count = minutes(ended.tul);
  return { ...view, word: "Fatigue", arrow: "", count, tul: ended.tul, height: 0,
    stretch: { ...view.stretch, kind: /** @type {"push"} */ ("push"), phase: undefined },
    elapsed: at - ended.at };
}

/** Tell the player how long the current stretch lasts. @param {Stretch[]} stretches @param {number} at */
function pace(stretches, at) {
  const next = stretches.find((stretch) => stretch.since > at);
  const kind = viewAt(stretches, at)?.stretch.kind;
  player.until(next?.since ?? Infinity, next?.kind !== kind);
}

function frame() {
  requestAnimationFrame(frame);
  const at = now();
  const own = performance.now();
  const view = picture && clock.known ? viewAt(picture.stretches, at) : null;
  if (notice.text && own > notice.until) tell("", 0);
  if (heardUntil && own > heardUntil) { heardUntil = 0; stale = true; }
  if (view && workout && picture) {
    if (view.stretch.since !== latest?.since || view.stretch.kind !== latest?.kind) begun(view);
    drawMoment(frameOf(view, at), workout, picture);
    if (stale) {
      const alive = Boolean(link?.alive) && !over && !marked();
      drawParts(view, workout, picture, { alive, heard: heardUntil > own, act });
    }
  }
  if (stale) {
    drawLink(linkText({ over, notice: notice.text, known: picture !== null, mark: marked(),
      alive: !link || link.alive || link.stopped, kind: view?.stretch.kind }));
  }
  stale = false;
}

/** A stretch has begun: say so, each in its way. @param {View} view */
function begun(view) {
  const first = latest === null;
  latest = view.stretch;
  stale = true;
  if (view.stretch.kind !== "rest" && view.stretch.kind !== "waiting") closeSheets();
  const title = workout?.sets[view.stretch.set].title ?? "";
  const rep = view.stretch.rep ? `, rep ${view.stretch.rep}` : "";
  const end = /\W$/.test(view.word) ? "" : ".";
  say(view.stretch.kind === "phase" ? `${view.word}${rep}` : `${view.word}${end} ${title}`);
  if (!first && !view.paused && view.elapsed < 1000 && view.stretch.kind === "phase") {
    device.vibrate(view.stretch.phase ?? "");
  }
}

listen({
  tap,
  mediaKey,
  touched: () => {
    if (!over) void device.stayAwake();
    void sound.touched(workout?.sound === "play");
  },
  seen: () => {
    if (!over) void device.stayAwake();
    link?.wake();
    stale = true;
  },
  sound: () => void sound.toggle(),
});
setInterval(() => picture && pace(picture.stretches, now()), 100);
void enter();
requestAnimationFrame(frame);
