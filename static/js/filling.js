/**
 * Forms of the page that begin with what a region shows: data-fills-from="#element" on the form, data-fill="name" on
 * its fields, the values in the element's data-name. What a person began to change is never overwritten, by a
 * drawing least of all: it keeps the version it began from, is kept on the device until it is sent, and
 * data-closes-after closes the form's dialog once the server has taken it.
 */
import { afterDraw } from "./draw.js";
import { closeDialog } from "./dialogs.js";
import { scope, store } from "./outbox.js";

const forms = () => document.querySelectorAll("form[data-fills-from]");
const fieldsOf = (form) => [...form.querySelectorAll("[data-fill]")];
const idOf = (form) => `${scope}|filled|${form.dataset.fillsFrom}`;
const changed = new WeakSet();

function fill(form, values) {
  for (const field of fieldsOf(form)) {
    const value = values[field.dataset.fill] ?? "";
    if (field.value !== value) field.value = value;
  }
}

function follow(form) {
  const source = document.querySelector(form.dataset.fillsFrom);
  if (source && !changed.has(form)) fill(form, source.dataset);
}

async function restore(form) {
  const kept = await store.draft(idOf(form));
  if (!kept || changed.has(form)) return;
  changed.add(form);
  fill(form, kept.values);
}

function typed({ target }) {
  const form = target.closest?.("form[data-fills-from]");
  if (!form || !("fill" in target.dataset)) return;
  changed.add(form);
  const values = Object.fromEntries(
    fieldsOf(form).map((field) => [field.dataset.fill, field.value]),
  );
  store.saveDraft({ id: idOf(form), scope, values, touched: Date.now() });
}

function taken({ defaultPrevented, detail: { ctx } }) {
  const form = ctx.sourceElement;
  if (defaultPrevented || !(ctx.response?.status < 300)) return;
  if (form?.matches?.("form[data-fills-from]")) {
    changed.delete(form);
    store.dropDraft(idOf(form));
  }
  if (form?.matches?.("[data-closes-after]")) closeDialog(form.closest("dialog"));
}

export function startFilling() {
  const followAll = () => forms().forEach(follow);
  followAll();
  forms().forEach(restore);
  afterDraw(followAll);
  document.addEventListener("input", typed);
  document.addEventListener("htmx:after:request", taken);
}
