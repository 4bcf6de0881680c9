// The messages of docs/messages.md as types; nothing in this file runs.

/** @typedef {"main"|"pause"|"skip"|"redo"|"undo"|"keep"|"longer"|"shorter"|"heavier"|"lighter"|
 *   "accept"|"earlier"|"later"|"order"|"postpone"|"one_more"|"stop"} Action */

/**
 * A stretch of time with one picture. All times are milliseconds since the workout was opened.
 * @typedef {object} Stretch
 * @property {"phase"|"rest"|"ready"|"push"|"waiting"|"done"} kind
 * @property {number} since from when on it is shown
 * @property {number} at when it began, as if it had never been paused
 * @property {number} [ms] its length; absent if that is open
 * @property {number} [stopped] how much of it has passed, if it is paused
 * @property {number} [resumes] when it continues, if a count of three runs
 * @property {number} set
 * @property {string} [label]
 * @property {string} [phase]
 * @property {number} [rep]
 * @property {number} [tul] the time under load when it began
 * @property {[number, number]} [heights]
 * @property {string} [side]
 * @property {number} [effort]
 */

/**
 * @typedef {object} SetCard
 * @property {string} exercise
 * @property {string} place
 * @property {string} title
 * @property {string} [side]
 * @property {[number, number | null]} [window] a window without a top has null there
 * @property {number} [last]
 * @property {number} full
 * @property {[string, string][]} settings
 * @property {string} cue
 * @property {boolean} fatigue
 */

/**
 * @typedef {object} Workout
 * @property {"workout"} type
 * @property {string} name
 * @property {string} person
 * @property {SetCard[]} sets
 * @property {number[]} order
 * @property {"none"|"offer"|"play"} sound
 * @property {Cue[]} samples the accents of lift and lower, to be tried
 */

/**
 * @typedef {object} Picture
 * @property {"picture"} type
 * @property {Stretch[]} stretches
 * @property {string} load
 * @property {string} last
 * @property {string} suggested
 * @property {string} reason
 * @property {string} notice
 * @property {boolean} early
 * @property {boolean} stopping whether the lifter is asked whether to stop the workout
 * @property {Action[]} can
 * @property {{unit: number, name: string, sets: number}[]} left
 * @property {{set: number, text: string, tul: number, skipped: boolean}[]} done
 */

/** @typedef {{id: number, at: number, sound: string, gain: number, speech: boolean}} Cue */
/** @typedef {{type: "cues", drop: number[], add: Cue[]}} Cues */
/** @typedef {{type: "pong", sent: number, now: number, opened: number}} Pong */
/** @typedef {{type: "answer", id: number, refused?: string}} Answer */
/** @typedef {{type: "over"}} Over */
/** @typedef {Workout|Picture|Cues|Pong|Answer|Over} Message */
/** @typedef {{type: "press", action: Action}
 *   | {type: "order", unit: number, leave_out: boolean}
 *   | {type: "load", set: number, text: string}} Wish what was pressed */
/** @typedef {Wish & {page: string, id: number, at: number}} Press */

export {};
