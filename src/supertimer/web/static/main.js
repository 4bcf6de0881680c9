// The page: messages come in, frames go out, and taps go to the program.

import { tapCounts } from "./buttons.js";
import { Clock } from "./clock.js";
import { Device } from "./device.js";
import { drawLink, drawMoment, drawParts, element, say } from "./draw.js";
import { CLOSED, Link } from "./link.js";
import { Presses } from "./presses.js";
import { Player } from "./sound.js";
import { Switch } from "./switch.js";
import { interrupted, minutes, view as viewAt } from "./timeline.js";

/** @import { Action, Message, Picture, Stretch, Workout } from "./types.js" */
/** @import { View } from "./timeline.js" */

/** A tap this early in a set is not fatigue, in milliseconds; the program thinks so too. */
const START_MS = 2000;
/** A notice of this page's own is shown for so long, in milliseconds. */
const NOTICE_MS = 5000;

const clock = new Clock();
const player = new Player(clock);
const device = new Device();
const sound = new Switch(player, element("sound"), {
  on: () => void device.takeMediaKeys(workout?.name ?? "", mediaKey),
  off: () => device.leaveMediaKeys(),
  first: () => {
    void player.play(workout?.samples ?? []);
    tell("Did you hear two notes rise and two notes fall? If not, turn the volume up, and the "
      + "phone's silent switch off.", 9000);
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
/** @type {{at: number, tul: number} | null} a fatigue that the program has not answered */
let mark = null;
/** @type {{text: string, until: number}} */
let notice = { text: "", until: 0 };
let over = false;
setInterval(() => picture && pace(picture.stretches, now()), 100);
let stale = true;  // whether buttons and texts have to be drawn again
let fresh = false;  // whether the next cues are all of them
/** @type {Stretch | null} */
let latest = null;

/** Exchange the link's token for a cookie, then connect. */
async function enter() {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, "", location.pathname);
    const answer = await fetch("enter", { method: "POST", body: token }).catch(() => null);
    if (answer && !answer.ok) {
      drawLink(await answer.text());
      return;
    }
  }
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  link = new Link(`${scheme}://${location.host}/live`, {
    message: receive,
    opened: () => { fresh = true; presses.reconnected(); flush(); },
    changed: () => { stale = true; flush(); },
    refused: (code) => tell(code === CLOSED.access
      ? "This link is no longer valid. Scan the code on the terminal again."
      : "Too many pages show this workout.", Infinity),
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
  }
  stale = true;
}

/** @param {Picture} next */
function take(next) {
  const at = now();
  const before = picture?.stretches ?? [];
  const cut = interrupted(before, next.stretches, at);
  picture = next;
  if (mark && viewAt(next.stretches, at)?.stretch.kind !== "phase") mark = null;
  if (cut) {
    player.hush();
    player.tie();
  }
  if (next.notice) tell(next.notice);
}

/** @param {number} id @param {string | undefined} refused */
function answered(id, refused) {
  if (!presses.answered(id)) return;
  if (refused !== undefined) tell(refused ? `${refused} ${became()}` : "That does nothing now.");
  if (mark) {
    mark = null;
    player.tie();
  }
}

/** Return what the workout has come to, for a press that came too late. */
function became() {
  const done = picture?.done.at(-1);
  return done ? `The set: ${done.text}.` : "";
}

function now() {
  return clock.at(performance.now());
}

/** @param {string} text @param {number} [ms] */
function tell(text, ms = NOTICE_MS) {
  notice = { text, until: performance.now() + ms };
  stale = true;
}

/** Send what is to be sent, and drop what waited too long. */
function flush() {
  const own = performance.now();
  if (presses.expire(own).length) tell("That was not sent. Try again when the connection is back.");
  for (const press of presses.due(own)) link?.send(press);
}

/**
 * Do what a button says.
 * @param {Action} action
 * @param {number} [own] when it was pressed, by the page's clock
 */
function act(action, own = performance.now()) {
  const view = picture && viewAt(picture.stretches, clock.at(own));
  if (!view || !clock.known || over || mark) return;
  const at = clock.at(own);
  const fatigue = action === "main" && view.stretch.kind === "phase" && !view.paused;
  if (fatigue && (view.tul ?? 0) < START_MS) return;
  if (!fatigue && !link?.alive) {
    tell("Not connected: use the terminal.");
    return;
  }
  if (fatigue) {
    mark = { at, tul: view.tul ?? 0 };
    player.hush();
  }
  presses.add(action, at, performance.now(), fatigue);
  stale = true;
  flush();
}

/** @param {number} own */
function tap(own) {
  const view = picture && viewAt(picture.stretches, clock.at(own));
  if (view && tapCounts(view.stretch.kind, view.paused)) act("main", own);
}

/** What the earphones' button does: a tap, or the end of a pause. */
function mediaKey() {
  const view = picture && viewAt(picture.stretches, now());
  if (view?.paused) act("main");
  else tap(performance.now());
}

/** @param {View} view @param {number} at */
function frameOf(view, at) {
  if (!mark) return view;
  const count = minutes(mark.tul);
  return { ...view, word: "Fatigue", arrow: "", count, tul: mark.tul, height: 0,
    stretch: { ...view.stretch, kind: /** @type {"push"} */ ("push"), phase: undefined },
    elapsed: at - mark.at };
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
  const view = picture && clock.known ? viewAt(picture.stretches, at) : null;
  if (notice.text && performance.now() > notice.until) tell("", 0);
  if (view && workout && picture) {
    if (view.stretch.since !== latest?.since || view.stretch.kind !== latest?.kind) begun(view);
    drawMoment(frameOf(view, at), workout, picture);
    if (stale) {
      const alive = Boolean(link?.alive) && !over && !mark;
      drawParts(view, workout, picture, { alive, act });
    }
  }
  if (stale) drawLink(linkText(view));
  stale = false;
}

/** @param {View | null} view */
function linkText(view) {
  if (over) return "The workout was closed on the terminal. It can be resumed there.";
  if (notice.text) return notice.text;
  if (!link || link.alive) return "";
  if (!picture) return "Connecting …";
  if (mark) return `Not connected. Your fatigue at ${minutes(mark.tul)} is kept, and counts.`;
  return view?.stretch.kind === "phase"
    ? "Not connected: this page may be behind. A tap still marks fatigue."
    : "Not connected: this page may be behind.";
}

/** A stretch has begun: say so, each in its way. @param {View} view */
function begun(view) {
  const first = latest === null;
  latest = view.stretch;
  stale = true;
  const title = workout?.sets[view.stretch.set].title ?? "";
  const rep = view.stretch.rep ? `, rep ${view.stretch.rep}` : "";
  say(view.stretch.kind === "phase" ? `${view.word}${rep}` : `${view.word}. ${title}`);
  if (!first && !view.paused && view.elapsed < 1000 && view.stretch.kind === "phase") {
    device.vibrate(view.stretch.phase ?? "");
  }
}

let touched = -Infinity;
const main = element("main");
main.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary || event.button !== 0) return;
  touched = event.timeStamp;
  tap(event.timeStamp);
});
main.addEventListener("click", (event) => {
  // A screen reader and a keyboard click without touching.
  if (event.timeStamp - touched > 1000) tap(event.timeStamp);
});
element("sound").addEventListener("click", () => void sound.toggle());
document.addEventListener("pointerup", () => {
  void device.stayAwake();
  void sound.touched(workout?.sound === "play");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.repeat || event.target !== document.body) return;
  event.preventDefault();
  mediaKey();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  void device.stayAwake();
  link?.wake();
  stale = true;
});
addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("hashchange", () => location.reload());

void enter();
requestAnimationFrame(frame);
