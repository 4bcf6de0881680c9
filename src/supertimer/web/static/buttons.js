// Which buttons the thumb finds at each moment.

/** @import { Action, Picture } from "./types.js" */

/**
 * A button. `does` is an action of the program, or one of this page's own.
 * @typedef {object} Button
 * @property {Action | Own} does
 * @property {string} label
 * @property {string} [name] what a screen reader calls it, if not its label
 * @property {"primary" | "wide" | "row"} [look]
 */

/**
 * What this page does by itself: ask for a load, take the answer to whether the sound was heard.
 * @typedef {"type" | "heard" | "silent"} Own
 */

/** @type {Record<string, Action[]>} */
const KEYS = {
  phase: ["pause", "redo", "skip", "undo", "stop"],
  push: ["undo", "skip", "pause", "stop"],
  ready: ["lighter", "heavier", "pause", "skip", "redo", "undo", "stop"],
  rest: ["main", "lighter", "heavier", "shorter", "longer", "pause", "undo", "redo", "order", "stop"],
  waiting: ["main", "lighter", "heavier", "longer", "skip", "undo", "redo", "order", "stop"],
  done: ["undo", "one_more"],
  paused: ["main", "redo", "skip", "undo", "stop"],
};

/** @type {Record<string, string>} */
const LABELS = {
  main: "Go", pause: "Pause", redo: "Redo", skip: "Skip", undo: "Undo", stop: "Stop", order: "Order",
  shorter: "−15 s", longer: "+15 s", lighter: "−", heavier: "+", one_more: "One more set",
};

/** @type {Record<string, Record<string, string>>} where a button means something special */
const SPECIAL = {
  push: { undo: "Undo fatigue", skip: "End push" },
  ready: { redo: "Restart" },
  rest: { main: "Start now" },
  waiting: { longer: "Rest 15\u00a0s" },
  paused: { main: "Resume" },
};

/** @type {Record<string, string>} what a screen reader calls a sign */
const NAMES = {
  lighter: "Lighter", heavier: "Heavier", shorter: "−15 s of rest", longer: "+15 s of rest",
};

/**
 * Return the buttons for a moment, the primary one first.
 * @param {string} kind
 * @param {boolean} paused
 * @param {Picture} picture
 * @returns {Button[]}
 */
export function buttons(kind, paused, picture) {
  const moment = paused ? "paused" : kind;
  /** @type {Button[]} */
  const shown = [];
  for (const does of KEYS[moment].filter((action) => picture.can.includes(action))) {
    const special = SPECIAL[moment]?.[does];
    const label = special ?? LABELS[does];
    if (does === "main") shown.push({ does, label, look: "primary" });
    else shown.push({ does, label, name: special ? undefined : NAMES[does] });
    if (does === "lighter") shown.push(load(picture, "wide"));
  }
  if (!shown.some((each) => each.does === "type") && typed(moment, picture)) {
    shown.splice(shown[0]?.look === "primary" ? 1 : 0, 0, load(picture, "row"));
  }
  if (picture.suggested && picture.can.includes("accept") && !paused) {
    shown.splice(shown[0]?.look === "primary" ? 1 : 0, 0, {
      does: "accept", label: `Take ${picture.suggested}`, look: "row",
    });
  }
  return shown;
}

/** @param {Picture} picture @param {Button["look"]} look @returns {Button} */
function load(picture, look) {
  const label = picture.load || "Load";
  return { does: "type", label, name: `Load: ${picture.load || "none"}. Change it`, look };
}

/** Whether a load can be typed though no lighter one exists. @param {string} moment @param {Picture} picture */
function typed(moment, picture) {
  return (moment === "rest" || moment === "waiting") && picture.can.includes("skip");
}

/**
 * Return the question that is open, and its answers; null for none.
 * @param {Picture} picture
 * @param {boolean} heard whether to ask if the sound was heard
 * @returns {{question: string, answers: Button[]} | null}
 */
export function asked(picture, heard) {
  if (picture.stopping) {
    return {
      question: "Stop the workout?",
      answers: [{ does: "stop", label: "Stop" }, { does: "keep", label: "Continue" }],
    };
  }
  if (picture.early) {
    /** @type {[Action, string][]} */
    const all = [["undo", "Undo"], ["redo", "Redo the set"], ["keep", "Keep it"]];
    return {
      question: "Did the set end by mistake?",
      answers: all.filter(([does]) => picture.can.includes(does))
        .map(([does, label]) => ({ does, label })),
    };
  }
  if (!heard) return null;
  return {
    question: "Did you hear lift and lower? Two notes rise, then two notes fall.",
    answers: [{ does: "heard", label: "Yes" }, { does: "silent", label: "No" }],
  };
}

/**
 * Whether a tap anywhere is the main key now: where it ends a set or begins one. Elsewhere, it
 * would be an accident.
 * @param {string} kind
 * @param {boolean} paused
 */
export function tapCounts(kind, paused) {
  return !paused && (kind === "phase" || kind === "waiting");
}
