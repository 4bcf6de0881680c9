// Which buttons the thumb finds at each moment.

/** @import { Action, Picture } from "./types.js" */

/** @typedef {{action: Action, label: string, primary?: boolean}} Button */

/** @type {Record<string, [Action, string][]>} */
const KEYS = {
  phase: [["pause", "Pause"], ["redo", "Redo"], ["skip", "Skip"], ["undo", "Undo"]],
  push: [["undo", "Undo fatigue"], ["skip", "End push"], ["pause", "Pause"]],
  ready: [["pause", "Pause"], ["skip", "Skip"], ["redo", "Restart"], ["undo", "Undo"]],
  rest: [
    ["main", "Start now"], ["shorter", "−15 s"], ["longer", "+15 s"], ["pause", "Pause"],
    ["lighter", "Lighter"], ["heavier", "Heavier"], ["redo", "Redo"], ["undo", "Undo"],
    ["postpone", "Do later"], ["one_more", "+1 set"],
  ],
  waiting: [
    ["main", "Go"], ["lighter", "Lighter"], ["heavier", "Heavier"], ["skip", "Skip"],
    ["postpone", "Do later"], ["one_more", "+1 set"], ["redo", "Redo"], ["undo", "Undo"],
  ],
  done: [["undo", "Undo"], ["one_more", "+1 set"]],
  paused: [["main", "Resume"], ["redo", "Redo"], ["skip", "Skip"], ["undo", "Undo"]],
};

/**
 * Return the buttons for a moment, the primary one first.
 * @param {string} kind
 * @param {boolean} paused
 * @param {Picture} picture
 * @returns {Button[]}
 */
export function buttons(kind, paused, picture) {
  const found = KEYS[paused ? "paused" : kind].filter(([action]) => picture.can.includes(action));
  /** @type {Button[]} */
  const shown = found.map(([action, label]) => ({ action, label, primary: action === "main" }));
  if (picture.suggested && picture.can.includes("accept") && !paused) {
    shown.splice(shown[0]?.primary ? 1 : 0, 0, {
      action: "accept", label: `Take ${picture.suggested}`,
    });
  }
  return shown;
}

/**
 * Return the answers to the question whether a set ended by mistake.
 * @param {Picture} picture
 * @returns {Button[]}
 */
export function answers(picture) {
  /** @type {[Action, string][]} */
  const all = [["undo", "Undo"], ["redo", "Redo the set"], ["keep", "Keep it"]];
  return all.filter(([action]) => picture.can.includes(action))
    .map(([action, label]) => ({ action, label }));
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
