// What was pressed on this page and the program has not answered yet. Each press has a number and is
// sent until it is answered. A mark of fatigue is kept as long as it takes, because it counts at its
// own moment; any other press that can't be sent at once is dropped, because it would come as a
// surprise.

/** @import { Press, Wish } from "./types.js" */

export const RESEND_MS = 1000;
export const DROP_MS = 4000;

export class Presses {
  #count = 0;
  /** @type {{press: Press, lasting: boolean, pressed: number, sent: number}[]} */
  #open = [];

  /** @param {string} page a random name, so that two pages' presses are never taken for one */
  constructor(page) {
    this.page = page;
  }

  /** How many presses wait for an answer. */
  get waiting() {
    return this.#open.length;
  }

  /**
   * Add a press at the workout's time `at`; `own` is the page's time.
   * @param {Wish} wish
   * @param {number} at
   * @param {number} own
   * @param {boolean} lasting whether it is kept until it is answered
   * @returns {number} its number
   */
  add(wish, at, own, lasting) {
    const id = ++this.#count;
    const time = Math.max(0, Math.round(at));
    const press = { ...wish, page: this.page, id, at: time };
    this.#open.push({ press, lasting, pressed: own, sent: -Infinity });
    return id;
  }

  /**
   * Return the presses to send now, and count them as sent.
   * @param {number} own the page's time
   */
  due(own) {
    const due = this.#open.filter((each) => own - each.sent >= RESEND_MS);
    for (const each of due) each.sent = own;
    return due.map((each) => each.press);
  }

  /** Note that a connection is new: whatever is open is sent again at once. */
  reconnected() {
    for (const each of this.#open) each.sent = -Infinity;
  }

  /**
   * Take an answer; return whether the press was open.
   * @param {number} id
   */
  answered(id) {
    const before = this.#open.length;
    this.#open = this.#open.filter((each) => each.press.id !== id);
    return this.#open.length < before;
  }

  /**
   * Drop presses that waited too long, and return them.
   * @param {number} own the page's time
   */
  expire(own) {
    const old = this.#open.filter((each) => !each.lasting && own - each.pressed >= DROP_MS);
    this.#open = this.#open.filter((each) => !old.includes(each));
    return old.map((each) => each.press);
  }
}
