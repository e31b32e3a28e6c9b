/** Signing out leaves nothing of this person on the device: kept pages, drafts, notes. Unsaved notes are asked about. */
import { ask } from "./dialogs.js";
import { forgetPages } from "./offline.js";
import { items, scope, store } from "./outbox.js";
import { unsaved } from "./outbox-rules.js";
import { say, sayMany } from "./words.js";

let cleared = false;

async function leave(event) {
  const door = event.target.closest?.("[data-sign-out]");
  if (!door || cleared || (event.type === "submit") !== (door.tagName === "FORM")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const waiting = unsaved(items).length;
  if (waiting && !(await ask(sayMany("sign_out_unsaved", waiting), say("sign_out")))) return;
  await Promise.all([forgetPages(), store.forget(scope)]);
  cleared = true;
  if (door.tagName === "FORM") door.requestSubmit(event.submitter);
  else door.click();
}

export function startSignOut() {
  document.addEventListener("submit", leave, true);
  document.addEventListener("click", leave, true);
}
