/** Editing an own note in a dialog outside the regions. Two versions of a text are shown side by side, never merged. */
import { make } from "./page.js";
import { number, say } from "./words.js";
import { buttonRow, openDialog } from "./dialogs.js";
import { fitDirection, setWords } from "./direction.js";
import { measure } from "./measure.js";
import { newKey, post } from "./post.js";
import { savesOn } from "./notes.js";
import { scope, store } from "./outbox.js";

const limitOf = () => Number(document.querySelector("form[data-outbox] [name=words]")?.dataset.limit) || Infinity;

/** The kinds the note form offers, as a select set to this one; null where it offers none. */
function kindSelect(kind) {
  const fields = [...document.querySelectorAll("form[data-outbox] [name=kind]")];
  const choices = fields.flatMap((field) =>
    field.options
      ? [...field.options].map((one) => [one.value, one.text])
      : [[field.value, field.labels[0]?.textContent.trim() ?? field.value]],
  );
  if (!choices.length) return null;
  const select = make("select", { class: "input", name: "kind" }, ...choices.map(([value, text]) => new Option(text, value)));
  select.value = kind;
  return select;
}

/**
 * Shows words in a dialog. save({words, kind}) → a sentence when it cannot be done (the dialog stays, text and all),
 * or nothing when it is done. typed(words) is told at each pause.
 */
export function editWords({ title, words, kind, save, typed = () => {}, sentence = "" }) {
  return openDialog(title, (dialog) => {
    const box = make("textarea", { class: "input", dir: "auto", rows: "5", "aria-label": title, input: () => (typed(box.value), check()) });
    const kinds = kindSelect(kind);
    const told = make("p", { class: "refusal", role: "alert", dir: "auto", hidden: true });
    const tell = (sentence) => ((told.textContent = sentence ?? ""), (told.hidden = !sentence));
    const check = () => {
      const { count, over } = measure(box.value, limitOf());
      tell(over ? say("too_long", { n: number(count), most: number(limitOf()) }) : "");
      return !over && box.value.trim();
    };
    const submit = async () => {
      if (!check() || box.readOnly) return;
      box.readOnly = true;
      const refusal = await save({ words: box.value, kind: kinds?.value ?? kind });
      box.readOnly = false;
      if (refusal) tell(refusal);
      else dialog.close("saved");
    };
    setWords(box, words);
    fitDirection(box);
    tell(sentence);
    box.addEventListener("keydown", (event) => savesOn(event, dialog) && (event.preventDefault(), submit()));
    const buttons = [{ text: say("cancel"), value: "cancel" }, { text: say("save"), click: submit, kind: "primary" }];
    return [box, ...(kinds ? [make("label", { class: "field" }, say("kind"), kinds)] : []), told, buttonRow(dialog, buttons)];
  });
}

/** One try to save: {done} · {theirs: {words, version}} · {sentence}. */
async function send(url, version, said) {
  const key = newKey();
  const answer = await post(url, { version, ...said, key }, key);
  if (answer.verdict === "saved") return { done: true };
  if (answer.error === "conflict" && answer.current) return { theirs: answer.current };
  return { sentence: answer.words ?? say(answer.verdict === "again" ? "edit_unsent" : "refused") };
}

/**
 * note: the li of the live list; url: where its new words go. An edit that was not finished is kept on the device
 * with the version it began from, so that it can never silently replace a newer one.
 */
export async function editNote(note, url) {
  const id = `${scope}|edit|${note.id}`;
  const kept = await store.draft(id);
  let version = kept?.version ?? Number(note.dataset.version);
  let said = { words: kept?.words ?? wordsOf(note), kind: note.dataset.kind };
  let last = {};
  const save = async (typing) => ((said = typing), (last = await send(url, version, said)).sentence);
  const typed = (words) => store.saveDraft({ id, scope, words, version, touched: Date.now() });

  while (!last.done) {
    const closed = await editWords({ title: say("edit_note"), ...said, save, typed, sentence: last.sentence });
    if (closed === "cancel") break;
    if (closed !== "saved") return; // Escape: the text waits on the device
    while (last.theirs) {
      const choice = await chooseText(said.words, last.theirs.words);
      if (choice === "theirs") last = { done: true };
      else if (choice !== "mine") return;
      else {
        version = last.theirs.version;
        await save(said);
      }
    }
  }
  await store.dropDraft(id);
}

const wordsOf = (note) => note.querySelector("[data-note-words]")?.textContent ?? "";

/** Both texts, side by side. Escape keeps the own text on the device for later. */
function chooseText(mine, theirs) {
  const column = (heading, words) => make("section", {}, make("h3", {}, heading), make("p", { dir: "auto", class: "note-words" }, words));
  return openDialog(say("conflict"), (dialog) => [
    make("div", { class: "both-texts" }, column(say("your_text"), mine), column(say("their_text"), theirs)),
    buttonRow(dialog, [
      { text: say("take_theirs"), value: "theirs" },
      { text: say("keep_mine"), value: "mine", kind: "primary" },
    ]),
  ]);
}
