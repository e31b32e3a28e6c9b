/** The desk: where one was reading, what one was typing, and citing a note at the caret. */
import "./app.js";
import { startExports } from "./exports.js";

const store = {
  read: (key) => attempt(() => sessionStorage.getItem(key)),
  keep: (key, value) => attempt(() => sessionStorage.setItem(key, value)),
  drop: (key) => attempt(() => sessionStorage.removeItem(key)),
};

function attempt(act) {
  try {
    return act();
  } catch {
    return null; // a browser that keeps nothing
  }
}

/** Both sides scroll on their own; another choice of notes must not lose the place in the report. */
function keepPlaces() {
  const boxes = [...document.querySelectorAll("[data-keeps-scroll]")];
  const key = (box) => `place ${location.pathname} ${box.id}`;
  for (const box of boxes) {
    const target = location.hash && box.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    if (target) target.scrollIntoView({ block: "center" });
    else box.scrollTop = Number(store.read(key(box)) ?? 0);
  }
  addEventListener("pagehide", () => boxes.forEach((box) => store.keep(key(box), box.scrollTop)));
}

/** On a narrow screen one side at a time: the one that was asked for, else the report. */
function takeSides(desk) {
  function show() {
    const asked = document.getElementById(location.hash.slice(1));
    desk.dataset.side = asked?.closest(".desk-notes") ? "notes" : "report";
    for (const link of desk.querySelectorAll(".desk-switch a")) link.setAttribute("aria-current", link.hash === `#desk-${desk.dataset.side}`);
    asked?.scrollIntoView();
  }
  addEventListener("hashchange", show);
  show();
}

/** What is typed stays in this tab until it is saved or given up: a reload or a lost sign-in costs nothing. */
function keepText(form) {
  const key = `text ${form.dataset.keepsText}`;
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden])")];
  const version = form.elements.version?.value ?? "";
  const given = JSON.stringify(fields.map((field) => field.value));
  const line = form.querySelector("[data-rescued]");
  const kept = JSON.parse(store.read(key) ?? "null");

  function fill(values) {
    fields.forEach((field, at) => (field.value = values[at] ?? ""));
  }
  if (kept && !("cameBack" in form.dataset) && JSON.stringify(kept.values) !== given) {
    fill(kept.values);
    if (form.elements.version && kept.version) form.elements.version.value = kept.version;
    line.hidden = false;
  }
  form.addEventListener("input", () =>
    store.keep(key, JSON.stringify({ values: fields.map((field) => field.value), version: form.elements.version?.value ?? "" })),
  );
  form.addEventListener("submit", () => store.keep("sent", key));
  form.querySelector("[data-discards]").addEventListener("click", () => {
    store.drop(key);
    fill(JSON.parse(given));
    if (form.elements.version) form.elements.version.value = version;
    line.hidden = true;
    fields.at(-1).focus();
  });
  for (const link of document.querySelectorAll("[data-forgets]")) link.addEventListener("click", () => store.drop(key));
}

/** The server says that the form sent last has been stored. */
function forgetSaved() {
  const address = new URL(location.href);
  if (!address.searchParams.has("saved")) return;
  store.drop(store.read("sent"));
  address.searchParams.delete("saved");
  history.replaceState(history.state, "", address);
}

/** Puts [N12] where the caret is; beside another mark it joins it. */
function cite(area, reference, quotation) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const before = value.slice(0, start);
  const joined = !quotation && /\[[NP]\d+(?:, ?[NP]\d+)*\]\s*$/.test(before);
  if (joined) {
    const at = before.lastIndexOf("]");
    area.setRangeText(`, ${reference}`, at, at, "end");
    area.setSelectionRange(start + reference.length + 2, start + reference.length + 2);
  } else {
    const gap = before && !/\s$/.test(before) ? " " : "";
    const words = quotation ? `“${quotation}” [${reference}]` : `[${reference}]`;
    area.setRangeText(gap + words, start, end, "end");
  }
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

function startCiting(area) {
  area.setSelectionRange(area.value.length, area.value.length);
  for (const button of document.querySelectorAll("[data-cites]")) {
    button.hidden = false;
    button.addEventListener("click", () => cite(area, button.dataset.cites, button.dataset.quotes));
  }
}

/** A paragraph's other acts fold up again when one is chosen, or when one looks elsewhere. */
function foldUp() {
  const opened = () => document.querySelector("details.more[open]");
  function shut(details) {
    const within = details.contains(document.activeElement);
    details.open = false;
    if (within) details.querySelector("summary").focus();
  }
  document.addEventListener("click", ({ target }) => {
    const kept = target.closest?.("summary")?.parentElement;
    for (const each of document.querySelectorAll("details.more[open]")) if (each !== kept) shut(each);
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && opened() && shut(opened()));
}

const desk = document.querySelector("[data-sides]");
if (desk) takeSides(desk);
keepPlaces();
startExports();
foldUp();
forgetSaved();
const form = document.querySelector("form[data-keeps-text]");
if (form) {
  keepText(form);
  startCiting(form.querySelector("textarea"));
  document.getElementById("conflict")?.focus();
}
