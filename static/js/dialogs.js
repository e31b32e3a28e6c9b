/** Native dialogs, made when needed and gone when closed. Escape and the back gesture mean "no". */
import { make } from "./page.js";
import { say } from "./words.js";

let count = 0;

/** Shows a modal dialog with this title and content; resolves to the value it was closed with ("" for Escape). */
export function openDialog(title, fillIn) {
  const heading = make("h2", { id: `asked-${++count}-title`, dir: "auto" }, title);
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": heading.id });
  const body = make("div", { class: "dialog-body stack" }, ...[fillIn(dialog)].flat());
  const closed = new Promise((resolve) =>
    dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue))),
  );
  dialog.append(make("div", { class: "dialog-head" }, heading), body);
  document.body.append(dialog);
  dialog.showModal();
  return closed;
}

/** A row of buttons: [{text, value, kind}] or [{text, click, kind}]. */
export const buttonRow = (dialog, buttons) =>
  make(
    "div",
    { class: "button-row" },
    ...buttons.map(({ text, value, click, kind = "" }) =>
      make(
        "button",
        {
          type: "button",
          class: `button ${kind}`.trim(),
          click: click ?? (() => dialog.close(value)),
        },
        text,
      ),
    ),
  );

/** Closes a dialog of the page, however it was opened. */
export function closeDialog(dialog) {
  if (dialog?.open) dialog.close();
  else dialog?.hidePopover?.();
}

/**
 * data-opens="id" shows a dialog of the page, data-closes inside one closes it. A dialog shown as a popover does
 * not hear <form method="dialog">, so that is done here.
 */
export function startDialogs() {
  document.addEventListener("click", ({ target }) => {
    const opens = target.closest?.("[data-opens]")?.dataset.opens;
    if (opens) document.getElementById(opens)?.showModal();
    if (target.closest?.("[data-closes]")) closeDialog(target.closest("dialog"));
  });
  document.addEventListener(
    "submit",
    ({ target }) => target.method === "dialog" && closeDialog(target.closest("dialog[popover]")),
  );
}

/** One question, yes or no. */
export async function ask(question, yes = say("yes")) {
  const answer = await openDialog(question, (dialog) =>
    buttonRow(dialog, [
      { text: say("no"), value: "" },
      { text: yes, value: "yes", kind: "primary" },
    ]),
  );
  return answer === "yes";
}
