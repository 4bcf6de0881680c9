// Where the page listens: to taps, keys, and to being seen again.

import { element } from "./draw.js";

/**
 * @param {{tap: (own: number) => void, mediaKey: () => void, touched: () => void,
 *   seen: () => void, sound: () => void}} events
 */
export function listen(events) {
  let touched = -Infinity;
  const main = element("main");
  main.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    touched = event.timeStamp;
    events.tap(event.timeStamp);
  });
  main.addEventListener("click", (event) => {
    // A screen reader and a keyboard click without touching.
    if (event.timeStamp - touched > 1000) events.tap(event.timeStamp);
  });
  element("sound").addEventListener("click", events.sound);
  document.addEventListener("pointerup", events.touched);
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.repeat || event.target !== document.body) return;
    event.preventDefault();
    events.mediaKey();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") events.seen();
  });
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("hashchange", () => location.reload());
}
