// What the device can do beside showing a page: stay awake, vibrate, take the earphones' button.
// Each is used where the browser has it, and missing elsewhere.

export class Device {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  /** @type {HTMLAudioElement | null} */
  #silence = null;

  /** Keep the screen on while the page is seen. */
  async stayAwake() {
    if (this.#lock && !this.#lock.released) return;
    try {
      this.#lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      this.#lock = null;  // the battery is low, or the page is not seen
    }
  }

  /** Vibrate for a turnaround. @param {string} phase */
  vibrate(phase) {
    navigator.vibrate?.(phase === "lift" ? [70] : phase === "lower" ? [70, 90, 70] : [40]);
  }

  /**
   * Let the earphones' button be the main key. It needs a sound that plays: a silent one.
   * @param {string} title
   * @param {() => void} pressed
   */
  async takeMediaKeys(title, pressed) {
    const session = navigator.mediaSession;
    if (!session) return;
    if (!this.#silence) {
      this.#silence = new Audio("sound/silence");
      this.#silence.loop = true;
    }
    try {
      await this.#silence.play();
    } catch {
      return;
    }
    session.metadata = new MediaMetadata({ title, artist: "supertimer" });
    for (const key of /** @type {MediaSessionAction[]} */ (["play", "pause", "nexttrack"])) {
      session.setActionHandler(key, () => {
        void this.#silence?.play();
        pressed();
      });
    }
  }

  /** Give the earphones' button back. */
  leaveMediaKeys() {
    this.#silence?.pause();
  }
}
