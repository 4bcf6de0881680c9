// What the device can do beside showing a page: stay awake, vibrate, take the earphones' button.
// Each is used where the browser has it, and missing elsewhere.

/** The interval at which the video that keeps the screen on starts again, in seconds. */
const AGAIN_S = 15;

export class Device {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  /** @type {HTMLVideoElement | null} */
  #video = null;
  /** @type {HTMLAudioElement | null} */
  #silence = null;

  /** Keep the screen on while the page is seen; the browser wants a tap for that. */
  async stayAwake() {
    if (!("wakeLock" in navigator)) {
      await this.#play();
      return;
    }
    if (this.#lock && !this.#lock.released) return;
    try {
      this.#lock = (await navigator.wakeLock.request("screen")) ?? null;
    } catch {
      this.#lock = null;  // the battery is low, or the page is not seen
    }
  }

  /** Let the screen go off. */
  async sleep() {
    this.#video?.pause();
    await this.#lock?.release();
  }

  /**
   * Play a silent video: screens stay on for it where a page may not ask for that. It counts only
   * with a soundtrack that is not muted, and on iOS only if it does not loop by itself.
   */
  async #play() {
    if (!this.#video) {
      const video = document.createElement("video");
      video.src = "awake.mp4";
      video.playsInline = video.disableRemotePlayback = true;
      video.volume = 0.01;
      video.className = "unseen";
      video.tabIndex = -1;
      video.setAttribute("aria-hidden", "true");
      video.addEventListener("timeupdate", () => {
        if (video.currentTime > AGAIN_S) video.currentTime = 0;
      });
      document.body.append(video);
      this.#video = video;
    }
    await this.#video.play().catch(() => {});  // the next tap tries again
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
