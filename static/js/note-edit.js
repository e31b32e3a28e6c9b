/**
 * Editing an own note in a dialog outside the regions. Two versions of a text are shown side by side, never merged.
 */
import { make } from "./page.js";
import { say } from "./words.js";
import { buttonRow, openDialog } from "./dialogs.js";
import { editWords } from "./edit-words.js";
import { newKey, post } from "./post.js";
import { scope, store } from "./outbox.js";

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
  const save = async (typing) => {
    said = typing;
    last = await send(url, version, said);
    return last.sentence;
  };
  const typed = (words) => store.saveDraft({ id, scope, words, version, touched: Date.now() });

  while (!last.done) {
    const closed = await editWords({
      title: say("edit_note"),
      ...said,
      save,
      typed,
      sentence: last.sentence,
    });
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
  const column = (heading, words) =>
    make(
      "section",
      {},
      make("h3", {}, heading),
      make("p", { dir: "auto", class: "note-words" }, words),
    );
  return openDialog(say("conflict"), (dialog) => [
    make(
      "div",
      { class: "both-texts" },
      column(say("your_text"), mine),
      column(say("their_text"), theirs),
    ),
    buttonRow(dialog, [
      { text: say("take_theirs"), value: "theirs" },
      { text: say("keep_mine"), value: "mine", kind: "primary" },
    ]),
  ]);
}
