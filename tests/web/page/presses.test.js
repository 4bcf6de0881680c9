import assert from "node:assert/strict";
import test from "node:test";

import { DROP_MS, Presses, RESEND_MS } from "../static/presses.js";

/** @import { Action, Wish } from "../static/types.js" */

/** @param {Action} action @returns {Wish} */
function key(action) {
  return { type: "press", action };
}

test("a press is sent until it is answered, under one number", () => {
  const presses = new Presses("abcdefgh");
  const id = presses.add(key("main"), 5_000.4, 0, true);
  assert.deepEqual(presses.due(0),
    [{ type: "press", page: "abcdefgh", id, action: "main", at: 5_000 }]);
  assert.deepEqual(presses.due(RESEND_MS - 1), []);
  assert.equal(presses.due(RESEND_MS)[0].id, id);
  assert.equal(presses.answered(id), true);
  assert.equal(presses.answered(id), false, "an answer that comes twice");
  assert.deepEqual(presses.due(99_999), []);
});

test("a new connection sends at once what is open, in order", () => {
  const presses = new Presses("abcdefgh");
  const ids = [presses.add(key("pause"), 1, 0, false), presses.add(key("main"), 2, 0, true)];
  presses.due(0);
  presses.reconnected();
  assert.deepEqual(presses.due(1).map((press) => press.id), ids);
});

test("a mark of fatigue is kept, other presses are dropped", () => {
  const presses = new Presses("abcdefgh");
  const skip = presses.add(key("skip"), 1, 0, false);
  const mark = presses.add(key("main"), 2, 0, true);
  assert.deepEqual(presses.expire(DROP_MS - 1), []);
  assert.deepEqual(presses.expire(DROP_MS).map((press) => press.id), [skip]);
  assert.deepEqual(presses.expire(3_600_000), []);
  assert.deepEqual(presses.due(3_600_000).map((press) => press.id), [mark]);
  assert.equal(presses.answered(skip), false, "its answer comes too late");
  assert.equal(presses.waiting, 1);
});
