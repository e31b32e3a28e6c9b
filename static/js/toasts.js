/** Short messages outside the regions. One with an undo stays as long as the undo does. */
import { make, place } from "./page.js";
import { say } from "./words.js";

const STAY = 6;

/** undo: called when the person takes it back within `seconds`. Hovering or focus stops the going. */
export function toast(sentence, { undo = null, seconds = STAY } = {}) {
  const area = place("toasts", "div", { class: "toasts", role: "status" });
  const line = make("p", { class: "toast" }, make("span", { dir: "auto" }, sentence));
  const go = () => {
    clearTimeout(timer);
    line.remove();
  };
  let timer = setTimeout(go, seconds * 1000);
  const hold = () => clearTimeout(timer);
  const release = () => (timer = setTimeout(go, seconds * 1000));
  const takeBack = { type: "button", class: "button", click: () => (go(), undo()) };
  if (undo) line.append(" ", make("button", takeBack, say("undo")));
  for (const [event, act] of [
    ["pointerenter", hold],
    ["focusin", hold],
    ["pointerleave", release],
    ["focusout", release],
  ])
    line.addEventListener(event, act);
  area.append(line);
}
