/** A dialog in which a person changes the words and the kind of a note. */
import { make } from "./page.js";
import { number, say } from "./words.js";
import { buttonRow, openDialog } from "./dialogs.js";
import { fitDirection, setWords } from "./direction.js";
import { measure } from "./measure.js";
import { savesOn } from "./notes.js";

const limitOf = () =>
  Number(document.querySelector("form[data-outbox] [name=words]")?.dataset.limit) || Infinity;

/** The kinds the note form offers, as a select set to this one; null where it offers none. */
function kindSelect(kind) {
  const fields = [...document.querySelectorAll("form[data-outbox] [name=kind]")];
  const choices = fields.flatMap((field) =>
    field.options
      ? [...field.options].map((one) => [one.value, one.text])
      : [[field.value, field.labels[0]?.textContent.trim() ?? field.value]],
  );
  if (!choices.length) return null;
  const select = make(
    "select",
    { class: "input", name: "kind" },
    ...choices.map(([value, text]) => new Option(text, value)),
  );
  select.value = kind;
  return select;
}

/**
 * Shows words in a dialog. save({words, kind}) → a sentence when it cannot be done (the dialog stays, text and all),
 * or nothing when it is done. typed(words) is told at each pause.
 */
export function editWords({ title, words, kind, save, typed = () => {}, sentence = "" }) {
  return openDialog(title, (dialog) => {
    const box = make("textarea", {
      class: "input",
      dir: "auto",
      rows: "5",
      "aria-label": title,
      input: () => (typed(box.value), check()),
    });
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
    box.addEventListener(
      "keydown",
      (event) => savesOn(event, dialog) && (event.preventDefault(), submit()),
    );
    const buttons = [
      { text: say("cancel"), value: "cancel" },
      { text: say("save"), click: submit, kind: "primary" },
    ];
    return [
      box,
      ...(kinds ? [make("label", { class: "field" }, say("kind"), kinds)] : []),
      told,
      buttonRow(dialog, buttons),
    ];
  });
}
