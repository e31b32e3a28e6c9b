/** The note form. It stands outside every region: nothing but the person changes what is in the box. */
import { page } from "./page.js";
import { number, say } from "./words.js";
import { add } from "./outbox.js";
import { afterDraw } from "./draw.js";
import { Draft } from "./draft.js";
import { fitDirection, setWords } from "./direction.js";
import { measure } from "./measure.js";
import { newKey } from "./post.js";
import { slotNow } from "./slot.js";
import { time } from "./time.js";

export function startNotes(form) {
  const box = form.elements.words;
  const field = (name) => form.elements[name];
  const draft = new Draft(() => ({
    words: box.value,
    question: field("question")?.value ?? "",
    kind: field("kind")?.value ?? "",
  }));
  const limits = takeLimits(box);
  fitDirection(box);

  function showQuestions(questions, chosen) {
    const select = field("question");
    if (!select?.options) return;
    const same =
      [...select.options].map((one) => one.value).join() === questions.map((one) => one.id).join();
    const keep = chosen ?? select.value;
    if (!same) select.replaceChildren(...questions.map((one) => new Option(one.text, one.id)));
    if (questions.some((one) => one.id === keep)) select.value = keep;
  }

  function showPlace() {
    const now = slotNow();
    draft.moved(now);
    if (!draft.slot && now) showQuestions(now.questions);
    const elsewhere = draft.slot?.session && draft.slot.id !== now?.id;
    show(form.querySelector("[data-kept-at]"), elsewhere && say(draft.slot.table ? "kept_at" : "kept_in_room", placeOf(draft.slot)));
    return draft.slot?.session;
  }

  function showLength() {
    const { count, over } = measure(box.value, limits.limit, limits.bytes);
    const output = form.querySelector("[data-count]");
    if (output)
      output.value = Number.isFinite(limits.limit)
        ? `${number(count)} / ${number(limits.limit)}`
        : number(count);
    output?.classList.toggle("is-over", over);
    show(
      form.querySelector("[data-too-long]"),
      over && say("too_long", { n: number(count), most: number(limits.limit) }),
    );
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = over;
    box.setAttribute("aria-invalid", String(over));
    return over;
  }

  function changed() {
    draft.typed(slotNow());
    showLength();
    showPlace();
  }

  function save() {
    if (!box.value.trim()) return box.focus();
    draft.typed(slotNow());
    if (showLength()) return;
    if (!showPlace()) return show(form.querySelector("[data-kept-at]"), say("no_place"));
    const said = draft.read();
    const { slot, draft: kept } = draft.take();
    setWords(box, "");
    choose(field("kind"), ""); // the next note is of its own kind
    changed();
    add({
      key: newKey(),
      action: form.getAttribute("action"),
      draft: kept,
      note: noteOf(said, slot),
      shown: shownOf(slot),
    });
    if (form.hasAttribute("data-enter-saves")) box.focus();
  }

  const noteOf = ({ words, question, kind }, { session, round, table }) => ({
    session,
    round,
    table,
    kind,
    words,
    question: question || null,
    language: field("language")?.value || form.dataset.language || page.locale,
    written_at: new Date(time.now()).toISOString(),
  });

  async function restore() {
    const found = await draft.find(slotNow());
    if (!found) return;
    draft.slot = found.slot;
    showQuestions(found.slot.questions, found.question);
    choose(field("kind"), found.kind);
    setWords(box, box.value && box.value !== found.words ? found.words + box.value : found.words);
    showLength();
    showPlace();
  }

  form.addEventListener("submit", (event) => (event.preventDefault(), save()));
  form.addEventListener("input", changed);
  box.addEventListener(
    "keydown",
    (event) => savesOn(event, form) && (event.preventDefault(), save()),
  );
  for (const event of ["pagehide", "visibilitychange", "freeze"])
    addEventListener(event, () => draft.save(), true);
  afterDraw(showPlace);
  showLength();
  showPlace();
  restore();
}

const placeOf = (slot) => ({
  table: number(Number(slot.number) || 0),
  round: number(slot.round || 0),
});
const shownOf = (slot) => ({ slot: slot.id, number: slot.number, round: slot.round });

/** The browser would cut a long paste without a word; counting is ours, so its own limit goes. */
function takeLimits(box) {
  const limit = Number(box.dataset.limit || box.getAttribute("maxlength")) || Infinity;
  box.removeAttribute("maxlength");
  return { limit, bytes: Number(box.dataset.limitBytes) || Infinity };
}

/** Ctrl or Cmd + Enter always; Enter alone where the form asks for it; never within an input method. */
export function savesOn(event, form) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return form.hasAttribute("data-enter-saves") && !event.shiftKey && !event.altKey;
}

/** A select, or radios; their common `value` does not take "" everywhere. */
function choose(field, value) {
  if (field instanceof RadioNodeList) for (const one of field) one.checked = one.value === value;
  else if (field) field.value = value;
}

function show(element, sentence) {
  if (!element) return;
  element.hidden = !sentence;
  if (sentence && element.textContent !== sentence) element.textContent = sentence;
}
