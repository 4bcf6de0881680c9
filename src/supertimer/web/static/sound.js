// Plays the cues that the program promised, at their moments on the audio clock. No timer plays a
// sound: each is handed to the audio thread long before, and so it sounds even if the network, or
// this page, is busy with something else.

/** @import { Cue } from "./types.js" */
/** @import { Clock } from "./clock.js" */

const LOOK_MS = 250;
const SAMPLES = 16;
/** A cue that is more than this late is left out, in milliseconds. */
const LATE_MS = 300;
/** The next segment's cues move if the clocks have slipped by more than this, in milliseconds. */
export const SLIP_MS = 8;
/** Within a set they move at the next phase only for more than this: the rest is noise. */
export const GAP_MS = 25;
/** A stretch that begins this soon does not move, in seconds: its first sound may be on its way. */
const SOON_S = 0.5;
/** How long a sound that is cut off fades, in seconds. */
const FADE_S = 0.008;
const KNEE = 0.75;

/** Return the middle of some numbers: one that is far off does not move it. @param {number[]} all */
export function median(all) {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @typedef {{cue: Cue, source: AudioBufferSourceNode | null, gain: GainNode | null, when: number}} Placed */

export class Player {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AudioNode | null} */
  #out = null;
  /** @type {Map<string, Promise<AudioBuffer | null>>} */
  #buffers = new Map();
  /** @type {Map<number, Placed>} */
  #placed = new Map();
  /** @type {number[]} milliseconds from the page's time to the audio clock's */
  #offsets = [];
  /** @type {{from: number, tie: number}[]} milliseconds from the workout's time to the audio
   *   clock's, from a moment on */
  #ties = [];
  #next = Infinity;
  #limit = SLIP_MS;

  /** @param {Clock} clock */
  constructor(clock) {
    this.clock = clock;
    setInterval(() => this.#look(), LOOK_MS);
  }

  /** Whether sounds are heard. */
  get running() {
    return this.#context?.state === "running";
  }

  /** Begin to play; the browser wants a tap for that. */
  async start() {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: "playback" });
      this.#out = this.#chain(this.#context);
    }
    await this.#context.resume();
    this.#look();
    for (const placed of this.#placed.values()) void this.#buffer(placed.cue.sound);
    if (!this.#ties.length) this.tie();
  }

  /** Stop playing, until `start`. */
  async stop() {
    await this.#context?.suspend();
  }

  /**
   * Take what differs in the cues to come.
   * @param {number[]} drop
   * @param {Cue[]} add
   */
  change(drop, add) {
    for (const id of drop) this.#drop(id);
    for (const cue of add) {
      const placed = { cue, source: null, gain: null, when: 0 };
      this.#placed.set(cue.id, placed);
      this.#place(placed);
    }
  }

  /** Forget all cues, such as before a connection sends them all again. @param {Cue[]} cues */
  replace(cues) {
    const kept = new Map(cues.map((cue) => [cue.id, cue]));
    for (const id of [...this.#placed.keys()]) if (!kept.has(id)) this.#drop(id);
    this.change([], cues.filter((cue) => !this.#placed.has(cue.id)));
  }

  /** Let all sounds that are heard now fade out, and take back those to come. */
  hush() {
    const now = this.#context?.currentTime ?? 0;
    for (const placed of this.#placed.values()) {
      placed.gain?.gain.setTargetAtTime(0, now, FADE_S / 3);
      placed.source?.stop(now + FADE_S);
      placed.source = null;
    }
  }

  /** Place all cues to come by the clocks as they are now: a key has begun a stretch. */
  tie() {
    const fresh = this.#fresh();
    this.#ties = fresh === null ? [] : [{ from: -Infinity, tie: fresh }];
    for (const placed of this.#placed.values()) this.#place(placed);
  }

  /**
   * Take the moment at which the next stretch begins; until then, nothing moves.
   * @param {number} at
   * @param {boolean} begins whether a segment begins there, and not only a phase
   */
  until(at, begins) {
    this.#next = at;
    this.#limit = begins ? SLIP_MS : GAP_MS;
  }

  /** If the clocks have slipped, move the cues from the next stretch on. */
  #correct() {
    const fresh = this.#fresh();
    const last = this.#ties.at(-1);
    if (!last || fresh === null || Math.abs(fresh - last.tie) <= this.#limit) return;
    const from = this.#next;
    if ((from + last.tie) / 1000 - (this.#context?.currentTime ?? 0) < SOON_S) return;
    this.#ties = [...this.#ties.filter((each) => each.from < from), { from, tie: fresh }];
    for (const placed of this.#placed.values()) if (placed.cue.at >= from) this.#place(placed);
  }

  /** Return when a cue sounds, in seconds of the audio clock. @param {number} at */
  #when(at) {
    const tied = this.#ties.findLast((each) => each.from <= at);
    return tied === undefined ? null : (at + tied.tie) / 1000;
  }

  /** Play cues now, whatever the workout does. @param {Cue[]} cues */
  async play(cues) {
    const begin = (this.#context?.currentTime ?? 0) + 0.15;
    for (const cue of cues) {
      const buffer = await this.#buffer(cue.sound);
      if (buffer) this.#begin(buffer, cue.gain, begin + cue.at / 1000);
    }
  }

  /** @param {AudioContext} context */
  #chain(context) {
    const shaper = context.createWaveShaper();
    const size = 4097;
    const range = 4;  // what goes beyond full scale is bent, as on the computer
    shaper.curve = Float32Array.from({ length: size }, (_, place) => {
      const x = ((place / (size - 1)) * 2 - 1) * range;
      const loud = Math.abs(x);
      const room = 1 - KNEE;
      return loud <= KNEE ? x : Math.sign(x) * (KNEE + room * Math.tanh((loud - KNEE) / room));
    });
    const scale = context.createGain();
    scale.gain.value = 1 / range;
    scale.connect(shaper).connect(context.destination);
    return scale;
  }

  /** @param {string} name */
  #buffer(name) {
    const context = this.#context;
    if (!context) return Promise.resolve(null);
    let buffer = this.#buffers.get(name);
    if (!buffer) {
      buffer = fetch(`sound/${name}`)
        .then((answer) => answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status))
        .then((bytes) => context.decodeAudioData(bytes))
        .catch(() => { this.#buffers.delete(name); return null; });
      this.#buffers.set(name, buffer);
    }
    return buffer;
  }

  /** Sample how the audio clock lies on the page's. */
  #look() {
    const context = this.#context;
    if (!context || context.state !== "running") return;
    const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {};
    if (contextTime && performanceTime) {
      this.#offsets.push(contextTime * 1000 - performanceTime);
    } else {
      const late = (context.outputLatency || context.baseLatency || 0) * 1000;
      this.#offsets.push(context.currentTime * 1000 - late - performance.now());
    }
    if (this.#offsets.length > SAMPLES) this.#offsets.shift();
    if (this.#ties.length) this.#correct();
    else this.tie();
  }

  /** Return milliseconds from the workout's time to the audio clock's; null if unknown. */
  #fresh() {
    if (!this.#offsets.length || !this.clock.known) return null;
    return median(this.#offsets) - this.clock.offset;
  }

  /** @param {Placed} placed */
  #place(placed) {
    const { cue } = placed;
    const context = this.#context;
    const when = this.#when(cue.at);
    if (!context || when === null) return;
    if (placed.source) {
      if (placed.when <= context.currentTime || placed.when === when) return;
      placed.source.stop();
      placed.source = null;
    }
    void this.#buffer(cue.sound).then((buffer) => {
      if (!buffer || placed.source || this.#placed.get(cue.id) !== placed) return;
      if (this.#when(cue.at) !== when) return;  // the clocks slipped while it was fetched
      const now = context.currentTime;
      if (when < now - LATE_MS / 1000) return;
      const begun = this.#begin(buffer, cue.gain, Math.max(when, now));
      Object.assign(placed, begun, { when });
    });
  }

  /**
   * @param {AudioBuffer} buffer
   * @param {number} loud
   * @param {number} when
   */
  #begin(buffer, loud, when) {
    const context = /** @type {AudioContext} */ (this.#context);
    const source = context.createBufferSource();
    const gain = context.createGain();
    source.buffer = buffer;
    gain.gain.value = loud;
    source.connect(gain).connect(/** @type {AudioNode} */ (this.#out));
    source.start(when);
    return { source, gain };
  }

  /** @param {number} id */
  #drop(id) {
    const placed = this.#placed.get(id);
    this.#placed.delete(id);
    if (placed?.source && placed.when > (this.#context?.currentTime ?? 0)) placed.source.stop();
  }
}
