// The workout's clock on this page. Each answered ping says what time it was between sending and
// receiving; the quickest answer knows it best.

const KEPT = 30;

export class Clock {
  /** @type {{trip: number, offset: number}[]} */
  #samples = [];
  /** @type {number | null} */
  #opened = null;

  /** Whether the time of the workout is known. */
  get known() {
    return this.#samples.length > 0;
  }

  /** Milliseconds from the page's time to the workout's. */
  get offset() {
    let best = this.#samples[0];
    for (const sample of this.#samples) if (sample.trip <= best.trip) best = sample;
    return best ? best.offset : 0;
  }

  /**
   * Take an answer to a ping; both times are the page's own.
   * @param {{sent: number, now: number, opened: number}} pong
   * @param {number} received
   */
  pong(pong, received) {
    if (pong.opened !== this.#opened) this.#samples = [];  // the computer slept
    this.#opened = pong.opened;
    const trip = received - pong.sent;
    this.#samples.push({ trip, offset: pong.now - (pong.sent + received) / 2 });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  /**
   * Return the workout's time at the page's time `own`.
   * @param {number} own
   */
  at(own) {
    return own + this.offset;
  }

  /**
   * Return the page's time at the workout's time `at`.
   * @param {number} at
   */
  own(at) {
    return at - this.offset;
  }
}
