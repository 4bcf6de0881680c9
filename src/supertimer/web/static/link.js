// The connection to the program. It is lost when nothing was heard for a while, even if the browser
// believes that it is open; then the page connects again, for as long as it takes.

/** @import { Message } from "./types.js" */

export const PING_MS = 1000;
export const SILENT_MS = 3500;
const AGAIN_MS = 700;

/** Codes with which the program closes a page. */
export const CLOSED = { access: 4403, full: 4429 };

export class Link {
  /** @type {WebSocket | null} */
  #socket = null;
  #heard = -Infinity;
  #opened = -Infinity;
  #stopped = false;

  /**
   * @param {string} url
   * @param {{message: (message: Message) => void, opened: () => void,
   *   changed: () => void, refused: (code: number) => void}} events
   */
  constructor(url, events) {
    this.url = url;
    this.events = events;
    setInterval(() => this.#tend(), PING_MS);
    this.#connect();
  }

  /** Whether it connects no more: the code is not valid, or the workout is closed. */
  get stopped() {
    return this.#stopped;
  }

  /** Whether the program was heard lately. */
  get alive() {
    return this.#socket?.readyState === WebSocket.OPEN &&
      performance.now() - this.#heard < SILENT_MS;
  }

  /** For how long the program was not heard, in milliseconds. */
  get silent() {
    return performance.now() - this.#heard;
  }

  /**
   * Send a message if the connection is open.
   * @param {object} message
   */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Ask for the time now. */
  ping() {
    this.send({ type: "ping", sent: performance.now() });
  }

  /** Connect no more. */
  stop() {
    this.#stopped = true;
    this.#drop();
  }

  /** Look after the connection at once, such as when the phone was unlocked. */
  wake() {
    this.#tend();
  }

  #connect() {
    if (this.#stopped) return;
    this.#opened = performance.now();
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#heard = performance.now();
      this.ping();
      this.events.opened();
    };
    socket.onmessage = (event) => {
      if (socket !== this.#socket) return;
      this.#heard = performance.now();
      this.events.message(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      this.#drop();
      if (event.code === CLOSED.access || event.code === CLOSED.full) {
        if (event.code === CLOSED.access) this.#stopped = true;
        this.events.refused(event.code);
      }
      this.events.changed();
      setTimeout(() => { if (!this.#socket) this.#connect(); }, AGAIN_MS);
    };
  }

  #tend() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.ping();
    const late = performance.now() - Math.max(this.#heard, this.#opened) > SILENT_MS;
    if (late || !this.#socket) {
      this.#drop();
      this.#connect();
    }
    this.events.changed();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
