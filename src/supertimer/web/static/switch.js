// The button that turns the sound of this page on and off. A browser plays nothing before the first
// tap, so after the page was loaded again, sound that was on waits for one.

/** @import { Player } from "./sound.js" */

const KEY = "sound";

export class Switch {
  #player;
  #button;
  #events;
  /** Whether the user wants sound: null before it was asked for. */
  #wanted = sessionStorage.getItem(KEY);

  /**
   * @param {Player} player
   * @param {HTMLElement} button
   * @param {{on: () => void, off: () => void, first: () => void}} events
   */
  constructor(player, button, events) {
    this.#player = player;
    this.#button = button;
    this.#events = events;
    this.#draw();
  }

  /** Turn the sound on or off. */
  async toggle() {
    if (this.#player.running) await this.#off();
    else if (await this.#on()) this.#events.first();
  }

  /**
   * Take a tap anywhere: it is the first one that lets the browser play.
   * @param {boolean} plays whether the page plays unless the user turns it off
   */
  async touched(plays) {
    if (this.#player.running) return;
    if (this.#wanted === "on") await this.#on();
    else if (plays && this.#wanted === null) await this.toggle();
  }

  async #on() {
    this.#want("on");
    await this.#player.start();
    this.#events.on();
    this.#draw();
    return this.#player.running;
  }

  async #off() {
    this.#want("off");
    await this.#player.stop();
    this.#events.off();
    this.#draw();
  }

  /** @param {string} wanted */
  #want(wanted) {
    this.#wanted = wanted;
    sessionStorage.setItem(KEY, wanted);
  }

  #draw() {
    const { running } = this.#player;
    const waits = this.#wanted === "on" && !running;
    this.#button.textContent = running ? "Sound on" : waits ? "Tap for sound" : "Sound off";
    this.#button.setAttribute("aria-pressed", String(running));
  }
}
