/** Asking for the floor and taking it back: kept on the device like a note, until the server has it. */
import { page } from "./page.js";
import { say } from "./words.js";
import { afterDraw } from "./draw.js";
import { add, items, onAnswer, onItems, remove } from "./outbox.js";
import { newKey } from "./post.js";
import { toast } from "./toasts.js";

const stateNow = () => document.getElementById("floor-state")?.dataset;

/** The form shows only where there is a floor; its big button only to who may still ask for a turn. */
function show(form) {
  const state = stateNow();
  form.hidden = !state;
  if (!state) return;
  form.querySelector("#ask").hidden = state.asked === "yes" || state.open === "no";
  form.querySelector("[data-floor-closed]").hidden = state.asked === "yes" || state.open === "yes";
}

const send = (action, note, words) =>
  add({ key: newKey(), action, note, shown: { slot: "floor", words, floor: true } });

function ask(event, form) {
  event.preventDefault();
  const said = new FormData(form, event.submitter);
  send(
    form.getAttribute("action"),
    {
      session: stateNow().session,
      kind: said.get("kind") ?? "intervention",
      prepared: said.has("prepared"),
      speaks_for: said.get("speaks_for") || "self",
      aid: said.get("aid") ?? "",
      language: page.locale,
    },
    event.submitter?.textContent.trim() ?? "",
  );
  form.querySelector("details").open = false;
  form.reset();
}

/** A request that has not left yet is simply forgotten; one that may have arrived is followed by its withdrawal. */
export async function takeBack(asked) {
  const unsent = items.find((item) => item.key === asked && item.state === "waiting");
  if (unsent) return remove(asked);
  return send(
    `${page.base}/floor/withdrawals`,
    { asked, session: stateNow()?.session },
    say("withdraw_floor"),
  );
}

const isLeaving = (asked) =>
  items.some((item) => item.note?.asked === asked && item.state !== "refused");

/** Where a request stands, its withdrawal shows too while it is on its way. */
function showLeaving() {
  for (const button of document.querySelectorAll("[data-floor-withdraw]")) {
    const leaving = isLeaving(button.dataset.floorWithdraw);
    if (button.disabled === leaving) continue;
    const words = button.querySelector("span");
    button.dataset.words ??= words.textContent;
    button.disabled = leaving;
    words.textContent = leaving ? say("withdrawing") : button.dataset.words;
  }
}

export function startFloor(form) {
  form.addEventListener("submit", (event) => ask(event, form));
  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-floor-withdraw]")?.dataset.floorWithdraw;
    if (asked) takeBack(asked);
  });
  onAnswer((key, { verdict }) => {
    const done = items.find((item) => item.key === key && item.shown?.floor);
    if (!done || verdict !== "saved") return;
    toast(say("floor_done", { what: done.shown.words }));
    remove(key);
  });
  onItems(showLeaving);
  afterDraw(() => {
    show(form);
    showLeaving();
  });
  show(form);
}
