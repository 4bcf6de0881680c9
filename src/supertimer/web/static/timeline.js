// What the workout looks like at a moment: a pure function of the stretches that were promised.

/** @import { Stretch, SetCard } from "./types.js" */

/**
 * @typedef {object} View
 * @property {Stretch} stretch
 * @property {boolean} paused
 * @property {string} word what to do now
 * @property {string} arrow
 * @property {string} count what is left, as text
 * @property {number} height how high the fill is, 0 to 1
 * @property {number | null} tul time under load in milliseconds
 * @property {number} elapsed of the stretch
 */

const WORDS = { rest: "Rest", ready: "Ready", push: "Push", waiting: "Go?", done: "Done", phase: "" };
/** @type {Record<string, string>} */
const RESTS = { switch: "Switch", change: "Change", pause: "Breathe" };
/** @type {Record<string, string>} */
const ARROWS = { lift: "↑", lower: "↓" };

/**
 * Return the stretch that holds the moment `at`, or undefined if there is none at all.
 * @param {Stretch[]} stretches
 * @param {number} at
 */
export function current(stretches, at) {
  return stretches.findLast((stretch) => stretch.since <= at) ?? stretches[0];
}

/**
 * Return what is to be seen at the moment `at`.
 * @param {Stretch[]} stretches
 * @param {number} at
 * @returns {View | null}
 */
export function view(stretches, at) {
  const stretch = current(stretches, at);
  if (!stretch) return null;
  const paused = stretch.stopped !== undefined;
  const passed = stretch.stopped ?? Math.max(0, at - stretch.at);
  const elapsed = stretch.ms === undefined ? passed : Math.min(passed, stretch.ms);
  return {
    stretch,
    paused,
    word: word(stretch),
    arrow: paused ? "" : (ARROWS[stretch.phase ?? ""] ?? ""),
    count: count(stretch, elapsed, at),
    height: height(stretch, elapsed),
    tul: tul(stretch, elapsed),
    elapsed,
  };
}

/** @param {Stretch} stretch */
function word(stretch) {
  if (stretch.stopped !== undefined) return stretch.resumes === undefined ? "Paused" : "Ready";
  if (stretch.phase) return stretch.phase[0].toUpperCase() + stretch.phase.slice(1);
  return (stretch.kind === "rest" && RESTS[stretch.label ?? ""]) || WORDS[stretch.kind];
}

/**
 * @param {Stretch} stretch
 * @param {number} elapsed
 * @param {number} at
 */
function count(stretch, elapsed, at) {
  if (stretch.resumes !== undefined) return String(secondsLeft(stretch.resumes - at));
  if (stretch.kind === "done") return "";
  if (stretch.ms === undefined) return stretch.since > 0 ? `+${minutes(elapsed)}` : "";
  const left = secondsLeft(stretch.ms - elapsed);
  return stretch.kind === "rest" ? minutes(left * 1000) : String(left);
}

/**
 * @param {Stretch} stretch
 * @param {number} elapsed
 */
function height(stretch, elapsed) {
  const share = stretch.ms ? elapsed / stretch.ms : 0;
  if (stretch.heights) {
    const [from, to] = stretch.heights;
    return from + (to - from) * share;
  }
  return stretch.kind === "push" || stretch.kind === "rest" ? 1 - share : 0;
}

/**
 * @param {Stretch} stretch
 * @param {number} elapsed
 */
function tul(stretch, elapsed) {
  if (stretch.kind !== "phase") return stretch.kind === "push" ? (stretch.tul ?? null) : null;
  return (stretch.tul ?? 0) + (stretch.phase === "reset" ? 0 : elapsed);
}

/**
 * Whether something was pressed between two promises: they disagree about the moment `at`. Then
 * what sounds now has to stop.
 * @param {Stretch[]} before
 * @param {Stretch[]} after
 * @param {number} at
 */
export function interrupted(before, after, at) {
  const old = current(before, at);
  const now = current(after, at);
  if (!old || !now) return false;
  return old.kind !== now.kind || old.set !== now.set ||
    (old.stopped === undefined) !== (now.stopped === undefined) ||
    (now.kind === "phase" && now.at !== old.at);
}

/**
 * Return how the time under load lies on the bar, as shares of its length.
 * @param {SetCard} card
 * @param {number} under
 */
export function bar(card, under) {
  const share = (/** @type {number} */ ms) => Math.min(1, Math.max(0, ms / card.full));
  return {
    under: share(under),
    window: card.window && [share(card.window[0]), share(card.window[1] ?? Infinity)],
    last: card.last === undefined ? null : share(card.last),
  };
}

/** Return milliseconds as `1:48`. @param {number} ms */
export function minutes(ms) {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Return the seconds that are not over yet. @param {number} ms */
export function secondsLeft(ms) {
  return Math.max(0, Math.ceil(ms / 1000 - 1e-6));
}
