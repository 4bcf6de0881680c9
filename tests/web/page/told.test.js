import assert from "node:assert/strict";
import test from "node:test";

import { heard, linkText, refusal } from "../static/told.js";

/** @import { Picture } from "../static/types.js" */

const NOW = { over: false, notice: "", known: true, alive: true, mark: null, kind: "phase" };

test("a page that is connected says nothing, and one that is not says that it may be behind", () => {
  assert.equal(linkText(NOW), "");
  for (const kind of ["phase", "rest"]) {
    assert.match(linkText({ ...NOW, alive: false, kind }), /may be behind/);
  }
  assert.match(linkText({ ...NOW, alive: false }), /still marks fatigue/);
  assert.match(linkText({ ...NOW, alive: false, mark: { tul: 102_000 } }), /1:42 is kept/);
  assert.match(linkText({ ...NOW, alive: false, known: false }), /Connecting/);
});

test("a notice comes before the state of the connection, and the end before a notice", () => {
  assert.equal(linkText({ ...NOW, alive: false, notice: "A" }), "A");
  assert.match(linkText({ ...NOW, over: true, notice: "A" }), /closed on the terminal/);
});

test("a fatigue that came too late is told when the set ended", () => {
  /** @type {Picture} */
  const picture = {
    type: "picture", stretches: [], load: "", last: "", suggested: "", reason: "", notice: "",
    early: false, stopping: false, can: [], left: [],
    done: [{ set: 3, text: "", tul: 102_900, skipped: false }],
  };
  assert.match(refusal("Too late.", 3, picture), /on the terminal or another page, at 1:42/);
  assert.equal(refusal("Too late.", 4, picture), "Too late.");
  assert.equal(refusal("Too late.", null, picture), "Too late.");
  assert.equal(refusal("", 3, picture), "That does nothing now.");
});

test("who heard nothing is told what to do", () => {
  assert.notEqual(heard(true), heard(false));
  assert.match(heard(false), /volume/);
});
