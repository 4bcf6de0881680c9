// What covers the page for a moment: the list of what is left, and the field for a load.

import { element } from "./draw.js";

/** @import { Picture, Wish } from "./types.js" */

/** @param {string} id */
function dialog(id) {
  return /** @type {HTMLDialogElement} */ (element(id));
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {string} [name] what a screen reader calls it
 */
function button(label, act, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

/** Close what covers the page. */
export function closeSheets() {
  for (const id of ["order", "load-sheet"]) dialog(id).close();
}

/** Open the list of what is left. */
export function openOrder() {
  dialog("order").showModal();
}

/**
 * Fill the list of what is left: each exercise can be done next, or be left out.
 * @param {Picture} picture
 * @param {(wish: Wish) => void} send
 */
export function fillOrder(picture, send) {
  /** @param {Wish} wish */
  const chosen = (wish) => () => {
    dialog("order").close();
    send(wish);
  };
  element("left").replaceChildren(...picture.left.map(({ unit, name, sets }, place) => {
    const row = document.createElement("li");
    const text = document.createElement("span");
    text.textContent = name;
    const count = document.createElement("small");
    count.textContent = `${place ? "" : "next, "}${sets} ${sets === 1 ? "set" : "sets"} left`;
    text.append(count);
    row.append(text);
    if (place) {
      const wish = /** @type {const} */ ({ type: "order", unit, leave_out: false });
      row.append(button("Next", chosen(wish), `${name} next`));
    } else if (picture.can.includes("postpone")) {
      row.append(button("Later", chosen({ type: "press", action: "postpone" }), `${name} later`));
    }
    const wish = /** @type {const} */ ({ type: "order", unit, leave_out: true });
    row.append(button("Leave out", chosen(wish), `Leave out ${name}`));
    return row;
  }));
  const more = element("one-more");
  more.hidden = !picture.can.includes("one_more");
  more.onclick = chosen({ type: "press", action: "one_more" });
  element("order-close").onclick = () => dialog("order").close();
}

/**
 * Ask for the load of a set.
 * @param {string} title
 * @param {string} load as it is now
 * @param {(text: string) => void} typed
 */
export function openLoad(title, load, typed) {
  const field = /** @type {HTMLInputElement} */ (element("load-field"));
  element("load-title").textContent = `Load for ${title}`;
  field.value = load.split(" ").length === 2 ? load.split(" ")[0] : load;
  const form = /** @type {HTMLFormElement} */ (element("load-form"));
  form.onsubmit = (event) => {
    event.preventDefault();
    dialog("load-sheet").close();
    if (field.value.trim()) typed(field.value.trim());
  };
  element("load-close").onclick = () => dialog("load-sheet").close();
  dialog("load-sheet").showModal();
  field.select();
}
