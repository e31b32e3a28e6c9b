/** A person's own notes in the live list: marked, with buttons to edit, withdraw and bring back. */
import { page, make } from "./page.js";
import { say } from "./words.js";
import { afterDraw, afterMorph, leaveAlone } from "./draw.js";
import { change, items, onAnswer, onItems } from "./outbox.js";
import { editNote } from "./note-edit.js";
import { offerUndo } from "./confirm.js";
import { newKey, post } from "./post.js";
import { refuse } from "./refusals.js";

const ids = new Set();
const drawn = new WeakMap();
const serverHtml = (element) => element.outerHTML.replaceAll(' data-htmx-powered="true"', "");

const idOf = (note) => note.id.replace(/^note-/, "");
const isOwn = (note) => ids.has(idOf(note)) || items.some((item) => item.key === note.dataset.key);
const urlOf = (note, noun = "") => `${page.base}/notes/${idOf(note)}${noun && `/${noun}`}`;

/** What the server drew is remembered before it is marked: an unchanged note is then left alone, buttons and focus too. */
function mark(note) {
  if (!drawn.has(note)) drawn.set(note, serverHtml(note));
  if (note.classList.contains("is-own") || !isOwn(note)) return;
  note.classList.add("is-own");
  const area = note.querySelector("[data-own-actions]") ?? note;
  const button = (name, click) =>
    make(
      "button",
      { type: "button", id: `${name}-${note.id}`, class: "button quiet", click },
      say(name),
    );
  if ("withdrawn" in note.dataset) area.append(button("bring_back", () => bringBack(note)));
  else
    area.append(
      button("edit", () => editNote(note, urlOf(note))),
      button("withdraw", () => withdraw(note)),
    );
}

export const markAll = () => document.querySelectorAll(".note[data-key]").forEach(mark);

async function command(note, noun) {
  const key = newKey();
  const answer = await post(urlOf(note, noun), { version: Number(note.dataset.version), key }, key);
  if (answer.verdict !== "saved")
    refuse(answer.words ?? say(answer.verdict === "again" ? "no_connection" : "refused"));
  return answer.verdict === "saved" ? answer.told : null;
}

async function withdraw(note) {
  const told = await command(note, "withdrawal");
  if (!told) return;
  change(note.dataset.key, (item) => ({ ...item, withdrawn: true }));
  const version = Number(told.version) || Number(note.dataset.version);
  offerUndo(urlOf(note, "restoration"), say("withdrawn"), {
    body: { version },
    done: () => restored(note),
  });
}

async function bringBack(note) {
  if (await command(note, "restoration")) restored(note);
}

const restored = (note) => change(note.dataset.key, (item) => ({ ...item, withdrawn: false }));

/** The server knows what this person wrote on other devices. */
export async function fetchMine() {
  const answer = await fetch(`${page.base}/mine`, {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!answer?.ok || !/json/.test(answer.headers.get("Content-Type") ?? "")) return;
  for (const id of (await answer.json()).ids ?? []) ids.add(String(id));
  markAll();
}

export function startOwnNotes() {
  leaveAlone((old, fresh) => {
    if (!drawn.has(old)) return false;
    if (drawn.get(old) === serverHtml(fresh)) return true;
    drawn.delete(old);
    return false;
  });
  afterMorph(markAll);
  afterDraw(markAll);
  onItems(markAll);
  onAnswer(
    (_key, answer) =>
      answer.verdict === "saved" && answer.told?.id && ids.add(String(answer.told.id)),
  );
  markAll();
}
