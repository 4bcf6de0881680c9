import assert from "node:assert/strict";
import test from "node:test";

import { answers, buttons, tapCounts } from "../static/buttons.js";

/** @import { Action, Picture } from "../static/types.js" */

/** @param {Action[]} can @param {string} suggested @returns {Picture} */
function picture(can, suggested = "") {
  return {
    type: "picture", stretches: [], load: "", last: "", suggested, reason: "", notice: "",
    early: false, can, done: [],
  };
}

test("only buttons that do something are shown, and the main one comes first", () => {
  const shown = buttons("rest", false, picture(["undo", "longer", "main", "keep"]));
  assert.deepEqual(shown.map((each) => each.action), ["main", "longer", "undo"]);
  assert.deepEqual(shown.map((each) => each.primary), [true, false, false]);
});

test("fatigue has no button, since a tap anywhere is fatigue", () => {
  assert.deepEqual(buttons("phase", false, picture(["main", "pause"])).map((each) => each.action),
    ["pause"]);
  assert.equal(buttons("phase", true, picture(["main"]))[0].label, "Resume");
});

test("a suggested load comes after the main button", () => {
  const shown = buttons("waiting", false, picture(["main", "skip", "accept"], "110 kg"));
  assert.deepEqual(shown.map((each) => each.label), ["Go", "Take 110 kg", "Skip"]);
});

test("a tap counts where a set begins or ends, and nowhere else", () => {
  const kinds = ["phase", "waiting", "rest", "ready", "push", "done"];
  assert.deepEqual(kinds.filter((kind) => tapCounts(kind, false)), ["phase", "waiting"]);
  assert.deepEqual(kinds.filter((kind) => tapCounts(kind, true)), []);
});

test("the question about a mistake has its answers", () => {
  assert.deepEqual(answers(picture(["keep", "redo"])).map((each) => each.label),
    ["Redo the set", "Keep it"]);
});
