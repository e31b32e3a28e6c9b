/** Copy buttons: data-copy="text" or data-copy-from="#id". Works without HTTPS too. */
import { say } from "./words.js";
import { toast } from "./toasts.js";

export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    toast(say("copied"));
  } catch {
    toast(say(copyOldWay(words) ? "copied" : "copy_failed"));
  }
}

function copyOldWay(words) {
  const focus = document.activeElement;
  const box = Object.assign(document.createElement("textarea"), {
    value: words,
    readOnly: true,
    className: "visually-hidden",
  });
  (document.querySelector(":is(dialog[open], :popover-open)") ?? document.body).append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  focus?.focus({ preventScroll: true });
  return done;
}

function clicked(event) {
  const button = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  copy(source ? (source.value ?? source.textContent.trim()) : button.dataset.copy);
}

export const startCopy = () => document.addEventListener("click", clicked);
