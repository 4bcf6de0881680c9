// What the page says about itself: the connection, and presses that did not count.

import { minutes } from "./timeline.js";

/** @import { Picture } from "./types.js" */

/**
 * Return what to say about the connection; empty for nothing to say.
 * @param {{over: boolean, notice: string, known: boolean, alive: boolean,
 *   mark: {tul: number} | null, kind: string | undefined}} now
 */
export function linkText({ over, notice, known, alive, mark, kind }) {
  if (over) return "The workout was closed on the terminal. If it is not done, it can be resumed there.";
  if (notice) return notice;
  if (alive) return "";
  if (!known) return "Connecting …";
  if (mark) return `Not connected. Your fatigue at ${minutes(mark.tul)} is kept, and counts.`;
  return kind === "phase"
    ? "Not connected: this page may be behind. A tap still marks fatigue."
    : "Not connected: this page may be behind. If the program has stopped, resume the workout there.";
}

/**
 * Return why a press does not count, and what does.
 * @param {string} why what the program says; empty if the press means nothing now
 * @param {number | null} set the set for which it was fatigue
 * @param {Picture | null} picture
 */
export function refusal(why, set, picture) {
  if (!why) return "That does nothing now.";
  const done = picture?.done.at(-1);
  if (set === null || done?.set !== set) return why;
  return `The set was ended on the terminal or another page, at ${minutes(done.tul)}. `
    + "Your tap does not count.";
}

/** Return what to do about the sound. @param {boolean} heard */
export function heard(heard) {
  return heard
    ? "The sound follows the workout now. Earphones' buttons are the main key."
    : "Turn the volume up, and the phone's silent switch off. Earphones may be connected elsewhere.";
}
