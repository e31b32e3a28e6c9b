/** Single keys printed on buttons (data-shortcut="n"). Silent while a person types, in dialogs, and when switched off. */
import { isTyping } from "./page.js";

const OFF = "facilitator-shortcuts-off";

const isOff = () => document.body.dataset.shortcuts === "off";

/** The key as printed, also on a keyboard of another script (code "KeyN" for "n"). */
export const names = (event, key) =>
  event.key.toLowerCase() === key ||
  (!/^[\x00-\x7f]$/.test(event.key) && event.code === `Key${key.toUpperCase()}`);

function pressed(event) {
  if (
    isOff() ||
    event.defaultPrevented ||
    event.repeat ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  )
    return;
  if (isTyping() || document.querySelector(":is(dialog[open], :popover-open)")) return;
  const target = [...document.querySelectorAll("[data-shortcut]")].find(
    (one) =>
      names(event, one.dataset.shortcut.toLowerCase()) &&
      !one.disabled &&
      one.checkVisibility?.() !== false,
  );
  if (!target) return;
  event.preventDefault();
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) target.focus();
  else target.click();
}

function remember(off) {
  try {
    localStorage.setItem(OFF, off ? "1" : "");
  } catch {
    // remembered for this page only
  }
}

function recall() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function show(off) {
  document.body.dataset.shortcuts = off ? "off" : "on";
  for (const toggle of document.querySelectorAll("[data-shortcuts-toggle]"))
    toggle.setAttribute("aria-pressed", String(!off));
}

export function startShortcuts() {
  show(recall());
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-shortcuts-toggle]")) return;
    remember(!isOff());
    show(!isOff());
  });
}
