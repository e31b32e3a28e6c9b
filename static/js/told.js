/** What follows a command that was done: its form is emptied, and the server's sentence is said with the way back. */
import { closeDialog } from "./dialogs.js";
import { toast } from "./toasts.js";

const UNDO_SECONDS = 30;

/** HX-Trigger: {"told": {words, undo, values}}. The way back is a command like any other, and may be refused. */
function told({ detail: { words, undo, values } }) {
  const back = () => globalThis.htmx.ajax("POST", undo, { values, swap: "none" });
  toast(words, undo ? { undo: back, seconds: UNDO_SECONDS } : {});
}

/** A form marked data-clears keeps its text when it was refused, and is ready for the next when it was not. */
function done({ defaultPrevented, detail: { ctx } }) {
  const form = ctx.sourceElement;
  if (!form?.matches?.("form[data-clears]") || defaultPrevented || !(ctx.response?.status < 300)) return;
  form.reset();
  document.getElementById("refusals")?.replaceChildren(); // what it was refused for is over
  closeDialog(form.closest("dialog"));
}

export function startTold() {
  document.addEventListener("told", told);
  document.addEventListener("htmx:after:request", done);
}
