// The way in: the code of the link, or one that is typed, is exchanged for a cookie.

import { element } from "./draw.js";

/**
 * Exchange a code for a cookie; return why that failed, or an empty string.
 * @param {string} code
 */
async function exchange(code) {
  try {
    const answer = await fetch("enter", { method: "POST", body: code });
    return answer.ok ? "" : await answer.text();
  } catch {
    return "Not connected. Is the phone in the same network as the computer?";
  }
}

/** Use the code in the address, if there is one; return why that failed, or an empty string. */
export async function enterByLink() {
  const code = location.hash.slice(1);
  if (!code) return "";
  history.replaceState(null, "", location.pathname);
  return exchange(code);
}

/**
 * Ask for the code that the terminal shows, until it is right.
 * @param {string} why why it is needed
 * @param {() => void} entered
 */
export function askForCode(why, entered) {
  const form = /** @type {HTMLFormElement} */ (element("enter"));
  const field = /** @type {HTMLInputElement} */ (element("code"));
  element("why").textContent = why;
  form.hidden = false;
  field.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    void exchange(field.value).then((failed) => {
      element("why").textContent = failed;
      form.hidden = !failed;
      if (!failed) entered();
    });
  };
}
