import assert from "node:assert/strict";
import test from "node:test";

import { Clock } from "../static/clock.js";

test("the quickest answer tells the time", () => {
  const clock = new Clock();
  assert.equal(clock.known, false);
  clock.pong({ sent: 100, now: 5_200, opened: 1 }, 300);  // 200 ms there and back
  assert.equal(clock.at(200), 5_200);
  clock.pong({ sent: 1_000, now: 6_004, opened: 1 }, 1_010);
  assert.equal(clock.at(1_005), 6_004);
  clock.pong({ sent: 2_000, now: 9_000, opened: 1 }, 2_900);  // slow, and far off
  assert.equal(clock.at(1_005), 6_004);
  assert.equal(clock.own(clock.at(1_234)), 1_234);
});

test("an answer is never off by more than half of its trip", () => {
  for (let there = 0; there <= 90; there += 10) {
    const clock = new Clock();
    const offset = 4_000;
    clock.pong({ sent: 0, now: there + offset, opened: 1 }, 90);
    assert.ok(Math.abs(clock.offset - offset) <= 45);
  }
});

test("after the computer slept, only later answers count", () => {
  const clock = new Clock();
  clock.pong({ sent: 0, now: 1_000, opened: 1 }, 2);
  clock.pong({ sent: 1_000, now: 62_000, opened: -60_000 }, 1_100);
  assert.equal(clock.at(1_050), 62_000);
});

test("old answers are forgotten, so a drifting clock is followed", () => {
  const clock = new Clock();
  for (let place = 0; place < 100; place++) {
    clock.pong({ sent: place * 1_000, now: place * 1_001, opened: 1 }, place * 1_000);
  }
  assert.ok(clock.offset >= 70);
});
