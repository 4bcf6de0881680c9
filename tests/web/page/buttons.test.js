import assert from "node:assert/strict";
import test from "node:test";

import { asked, buttons, tapCounts } from "../static/buttons.js";

/** @import { Action, Picture } from "../static/types.js" */

/** @param {Action[]} can @param {Partial<Picture>} [more] @returns {Picture} */
function picture(can, more = {}) {
  return {
    type: "picture", stretches: [], load: "100 kg", last: "", suggested: "", reason: "", notice: "",
    early: false, stopping: false, can, left: [], done: [], ...more,
  };
}

/** @type {Action[]} */
const ALL = ["main", "pause", "skip", "redo", "undo", "longer", "shorter", "heavier", "lighter",
  "order", "postpone", "one_more", "stop"];

/** @param {ReturnType<typeof buttons>} shown */
function does(shown) {
  return shown.map((each) => each.does);
}

test("only buttons that do something are shown, and the main one comes first", () => {
  const shown = buttons("rest", false, picture(["undo", "longer", "main", "keep"]));
  assert.deepEqual(does(shown), ["main", "longer", "undo"]);
  assert.deepEqual(shown.map((each) => each.look), ["primary", undefined, undefined]);
});

test("pause, undo, skip, redo, load, rest, order, and stop are there whenever they mean something", () => {
  assert.deepEqual(does(buttons("phase", false, picture(ALL))),
    ["pause", "redo", "skip", "undo", "stop"]);
  assert.deepEqual(does(buttons("rest", false, picture(ALL))),
    ["main", "lighter", "type", "heavier", "shorter", "longer", "pause", "undo", "redo", "order",
      "stop"]);
  assert.deepEqual(does(buttons("waiting", false, picture(ALL))),
    ["main", "lighter", "type", "heavier", "longer", "skip", "undo", "redo", "order", "stop"]);
  assert.deepEqual(does(buttons("phase", true, picture(ALL))),
    ["main", "redo", "skip", "undo", "stop"]);
});

test("fatigue has no button, since a tap anywhere is fatigue", () => {
  assert.deepEqual(does(buttons("phase", false, picture(["main", "pause"]))), ["pause"]);
  assert.equal(buttons("phase", true, picture(["main"]))[0].label, "Resume");
});

test("a load can be typed between lighter and heavier, and where the machine has no other one", () => {
  const shown = buttons("waiting", false, picture(["main", "lighter", "heavier", "skip"]));
  assert.deepEqual(does(shown), ["main", "lighter", "type", "heavier", "skip"]);
  assert.equal(shown[2].label, "100 kg");
  assert.deepEqual(does(buttons("waiting", false, picture(["main", "skip"], { load: "" }))),
    ["main", "type", "skip"]);
});

test("a suggested load comes after the main button", () => {
  const shown = buttons("waiting", false, picture(["main", "skip", "accept"],
    { suggested: "110 kg" }));
  assert.deepEqual(shown.map((each) => each.label), ["Go", "Take 110 kg", "100 kg", "Skip"]);
});

test("signs have names for a screen reader", () => {
  for (const each of buttons("rest", false, picture(ALL))) {
    assert.match(each.name ?? each.label, /[A-Za-z]{2}/);
  }
});

test("a tap counts where a set begins or ends, and nowhere else", () => {
  const kinds = ["phase", "waiting", "rest", "ready", "push", "done"];
  assert.deepEqual(kinds.filter((kind) => tapCounts(kind, false)), ["phase", "waiting"]);
  assert.deepEqual(kinds.filter((kind) => tapCounts(kind, true)), []);
});

test("one question is open at a time, the most urgent one", () => {
  const early = picture(["keep", "redo"], { early: true });
  assert.deepEqual(asked(early, true)?.answers.map((each) => each.label),
    ["Redo the set", "Keep it"]);
  const stopping = asked({ ...early, stopping: true }, true);
  assert.deepEqual(stopping?.answers.map((each) => each.does), ["stop", "keep"]);
  assert.deepEqual(asked(picture([]), true)?.answers.map((each) => each.does), ["heard", "silent"]);
  assert.equal(asked(picture([]), false), null);
});
