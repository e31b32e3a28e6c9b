/** The notes on their way, each with its state, until the live list holds them. */
import { make } from "./page.js";
import { number, say, sayMany } from "./words.js";
import { add, items, onAnswer, onItems, remove } from "./outbox.js";
import { afterDraw } from "./draw.js";
import { ask } from "./dialogs.js";
import { copy } from "./copy.js";
import { editWords } from "./edit-words.js";
import { isShown, unsaved } from "./outbox-rules.js";
import { newKey } from "./post.js";
import { slotNow } from "./slot.js";
import { toast } from "./toasts.js";

const SLOW = 5_000;
const LOOK = 1_000;

export const listedKeys = () =>
  new Set(
    [...document.querySelectorAll("[data-region] li[data-key]")].map((note) => note.dataset.key),
  );

function stateOf(item) {
  if (item.state === "sending" && Date.now() - item.touched > SLOW) return say("not_yet_saved");
  if (item.state === "refused")
    return (
      item.answer?.words ?? say(item.answer?.error === "too_long" ? "too_long_refused" : "refused")
    );
  if (item.state === "signed_out") return item.answer?.words ?? say("sign_in_again");
  if (item.state === "waiting" && item.answer?.verdict === "early") return item.answer.words;
  return say({ waiting: "saved_here", sending: "sending", saved: "saved" }[item.state]);
}

const elsewhere = (item) =>
  item.shown.round && item.shown.slot !== slotNow()?.id
    ? say("from_slot", {
        table: number(Number(item.shown.number) || 0),
        round: number(item.shown.round),
      })
    : "";

/** A refused note is edited into a new one: the old key stands for the old words. */
async function edit(item) {
  await editWords({
    title: say("edit_note"),
    words: item.note.words,
    kind: item.note.kind,
    save: async (said) => {
      await add({ ...item, key: newKey(), note: { ...item.note, ...said } });
      await remove(item.key);
    },
  });
}

const discard = async (item) =>
  (await ask(say("remove_question"), say("remove"))) && remove(item.key);

const button = (name, click) =>
  make("button", { type: "button", class: "button quiet", click }, say(name));

/** What was not sent need not be; what was refused is read, and put away. */
const floorButton = (item) =>
  button(item.state === "refused" ? "close" : "cancel", () => remove(item.key));

function buttons(item) {
  if (item.shown.floor) return item.state === "sending" ? [] : [floorButton(item)];
  if (item.state !== "refused" && item.state !== "signed_out") return [];
  const rest =
    item.state === "refused"
      ? [button("edit", () => edit(item)), button("remove", () => discard(item))]
      : [];
  return [button("copy", () => copy(item.note.words)), ...rest];
}

function line(item) {
  return make(
    "li",
    {
      "data-pending": item.key,
      "data-state": item.state,
      "data-told": stateOf(item),
      class: "outbox-note",
    },
    make("p", { dir: "auto", class: "note-words" }, item.shown.words ?? item.note.words),
    make(
      "p",
      { class: `save-state ${item.state}`, dir: "auto" },
      [elsewhere(item), stateOf(item)].filter(Boolean).join(" \u00b7 "),
    ),
    make("div", { class: "button-row" }, ...buttons(item)),
  );
}

/** Only lines that changed are made anew, so that a button under a finger stays. */
export function showPending(list) {
  const context = { listed: listedKeys(), slot: slotNow()?.id, now: Date.now() };
  const shown = items.filter((item) => isShown(item, context));
  const old = new Map([...list.children].map((child) => [child.dataset.pending, child]));
  const lines = shown.map((item) => {
    const known = old.get(item.key);
    return known?.dataset.told === stateOf(item) && known.dataset.state === item.state
      ? known
      : line(item);
  });
  if (lines.length !== list.children.length || lines.some((one, at) => one !== list.children[at]))
    list.replaceChildren(...lines);
  list.hidden = !lines.length;
  const summary = document.querySelector("[data-outbox-summary]");
  const waiting = unsaved(items).length;
  const sentence = waiting ? sayMany("waiting", waiting) : "";
  if (summary && summary.textContent !== sentence) summary.textContent = sentence;
}

/** What the server did to the text, or that it came late, is said once. */
function tellChanges(_key, { verdict, told }) {
  if (verdict !== "saved") return;
  if (told?.changed && told.changed.length !== 0)
    toast(typeof told.changed === "string" ? told.changed : say("changed_at_door"));
  if (told?.late) toast(say("saved_late"));
}

export function startPending(list) {
  const show = () => showPending(list);
  onItems(show);
  onAnswer(tellChanges);
  afterDraw(show);
  setInterval(() => items.length && show(), LOOK);
  show();
}
