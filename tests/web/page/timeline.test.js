import assert from "node:assert/strict";
import test from "node:test";

import { bar, current, interrupted, minutes, secondsLeft, view } from "../static/timeline.js";

/** @import { Stretch } from "../static/types.js" */

/** @type {Stretch} */
const LIFT = {
  kind: "phase", since: 1_000, at: 1_000, ms: 10_000, set: 0, phase: "lift", rep: 1, tul: 0,
  heights: [0, 1],
};
/** @type {Stretch} */
const LOWER = { ...LIFT, since: 11_000, at: 11_000, phase: "lower", tul: 10_000, heights: [1, 0] };
/** @type {Stretch} */
const REST = { kind: "rest", since: 21_000, at: 21_000, ms: 60_000, set: 1 };
/** @type {Stretch} */
const WAIT = { kind: "waiting", since: 81_000, at: 81_000, set: 1 };
const ALL = [LIFT, LOWER, REST, WAIT];

/** @param {number} at */
function seen(at) {
  const found = view(ALL, at);
  assert.ok(found);
  return found;
}

test("each moment belongs to the stretch that began last", () => {
  for (const [at, stretch] of /** @type {[number, Stretch][]} */ ([
    [0, LIFT], [1_000, LIFT], [10_999, LIFT], [11_000, LOWER], [30_000, REST], [999_999, WAIT],
  ])) assert.equal(current(ALL, at), stretch);
  assert.equal(view([], 5), null);
});

test("a phase counts down, rises, and adds to the time under load", () => {
  assert.deepEqual(
    [seen(1_000), seen(1_001), seen(2_000), seen(10_999)].map((each) => each.count),
    ["10", "10", "9", "1"],
  );
  assert.equal(seen(6_000).height, 0.5);
  assert.equal(seen(13_500).height, 0.75);
  assert.equal(seen(13_500).tul, 12_500);
  assert.deepEqual([seen(6_000).word, seen(6_000).arrow], ["Lift", "↑"]);
});

test("no time under load passes in a reset", () => {
  assert.equal(view([{ ...LIFT, phase: "reset", tul: 7_000 }], 5_000)?.tul, 7_000);
});

test("a rest counts down in minutes, a wait counts up", () => {
  assert.equal(seen(21_000).count, "1:00");
  assert.equal(seen(80_999).count, "0:01");
  assert.equal(seen(91_000).count, "+0:10");
  assert.equal(view([{ kind: "waiting", since: 0, at: 0, set: 0 }], 9_000)?.count, "");
});

test("a pause stands still, and counts three before it ends", () => {
  const stopped = { ...LIFT, since: 5_000, stopped: 4_000 };
  assert.deepEqual(["count", "word", "height"].map((key) =>
    view([stopped], 99_000)?.[/** @type {"count"} */ (key)]), ["6", "Paused", 0.4]);
  const again = [{ ...stopped, since: 100_000, resumes: 103_000 },
    { ...LIFT, since: 103_000, at: 99_000 }];
  assert.deepEqual([view(again, 100_500)?.word, view(again, 100_500)?.count], ["Ready", "3"]);
  assert.deepEqual([view(again, 103_000)?.word, view(again, 103_000)?.count], ["Lift", "6"]);
});

test("what goes on as it was promised interrupts nothing", () => {
  assert.equal(interrupted(ALL, [LOWER, REST], 12_000), false);
  assert.equal(interrupted([], ALL, 12_000), false);
  assert.equal(interrupted(ALL, [{ ...REST, since: 12_000, at: 12_000 }], 12_000), true);
  assert.equal(interrupted(ALL, [{ ...LOWER, since: 12_000, stopped: 1_000 }], 12_000), true);
  assert.equal(interrupted(ALL, [{ ...LOWER, at: 11_400 }], 12_000), true);
  assert.equal(interrupted(ALL, [{ ...REST, ms: 75_000 }], 30_000), false, "a longer rest");
});

test("the bar has its marks in their places", () => {
  const card = { exercise: "", place: "", title: "", full: 100_000, settings: [], cue: "",
    fatigue: true };
  assert.deepEqual(bar({ ...card, window: [40_000, 60_000], last: 50_000 }, 150_000),
    { under: 1, window: [0.4, 0.6], last: 0.5 });
  assert.deepEqual(bar({ ...card, window: [40_000, null] }, 0).window, [0.4, 1]);
  assert.deepEqual(bar(card, -5), { under: 0, window: undefined, last: null });
});

test("times are written as on the terminal", () => {
  assert.deepEqual([0, 999, 60_000, 108_900, -5].map(minutes),
    ["0:00", "0:00", "1:00", "1:48", "0:00"]);
  assert.deepEqual([10_000, 9_001, 9_000, 1, 0, -1].map(secondsLeft), [10, 10, 9, 1, 0, 0]);
});
