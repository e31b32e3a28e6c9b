/** The harvest board: choosing, splitting and wording in dialogs outside the regions, and dragging. */
import "./app.js";
import { make } from "./page.js";
import { refuse } from "./refusals.js";
import { startUnread } from "./unread.js";
import { say } from "./words.js";

const base = location.pathname;
startUnread();
const dialog = (id) => document.getElementById(id);
const points = () => [...document.querySelectorAll("[data-point]")];
const pointOf = (element) => element.closest("[data-point]");
const statement = (point) => point.querySelector("[data-statement]").textContent;

/** Posts as a form does; a refusal is told in its own words, and the dialog stays as it is. */
async function send(path, pairs) {
  let answer;
  try {
    answer = await fetch(base + path, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(pairs),
      credentials: "same-origin",
    });
  } catch {
    refuse(say("no_connection"));
    return false;
  }
  if (answer.ok) return true;
  const told = await answer.json().catch(() => ({}));
  refuse(told.words ?? say("refused"));
  return false;
}

const seenOf = (...elements) => [...new Set(elements.map(({ dataset }) => dataset.seen).filter(Boolean))].join(",");

/** Lists every point but one; resolves when one is chosen and the board has changed. */
function choose(words, but, act) {
  const asked = dialog("choose-point");
  const others = points().filter((point) => point !== but);
  asked.querySelector("[data-chosen]").textContent = words;
  asked.querySelector("[data-none]").hidden = others.length > 0;
  asked.querySelector("[data-choices]").replaceChildren(
    ...others.map((point) =>
      make(
        "li",
        {},
        make("button", { type: "button", class: "button", dir: "auto", click: async () => (await act(point)) && asked.close() }, statement(point)),
      ),
    ),
  );
  asked.showModal();
}

const move = (note, point, side = "same") =>
  send("/notes/move", [["notes", note.dataset.note], ["seen", seenOf(note, point)], ["to", point.dataset.point], ["side", side]]);
const join = (how, point, other) => send(`/points/${point.dataset.point}/${how}/${other.dataset.point}`, [["seen", seenOf(point, other)]]);

function chooseForNote(button) {
  const note = button.closest("[data-note]");
  choose(note.querySelector(".note-words").textContent, pointOf(note), (point) => move(note, point));
}

function chooseForPoint(button) {
  const point = pointOf(button);
  choose(statement(point), point, (other) => join(button.dataset.joins, point, other));
}

function askToSplit(point) {
  const asked = dialog("split-point");
  const notes = [...point.querySelectorAll("[data-note]")].map((note) =>
    make(
      "label",
      { class: "choice" },
      make("input", { type: "checkbox", name: "notes", value: note.dataset.note }),
      make("span", { dir: "auto" }, note.querySelector(".note-words").textContent),
    ),
  );
  asked.querySelector("[data-choices]").replaceChildren(...notes);
  submitted(asked, (form) => send("/notes/point", [...new FormData(form), ["seen", point.dataset.seen]]));
}

function askForWords(point) {
  const asked = dialog("word-point");
  const area = asked.querySelector("textarea");
  area.value = statement(point);
  submitted(asked, (form) => send(`/points/${point.dataset.point}/words`, [...new FormData(form), ["seen", seen], ["side", "same"]]));
  const { seen } = point.dataset; // what the person saw while typing, whatever is drawn meanwhile
  area.select();
}

function askForTitle(point) {
  const asked = dialog("title-point");
  const { seen } = point.dataset;
  asked.querySelector("input").value = point.querySelector("[data-title]")?.textContent ?? "";
  submitted(asked, (form) => send(`/points/${point.dataset.point}/title`, [...new FormData(form), ["seen", seen]]));
}

function askForTags(point) {
  const asked = dialog("tag-point");
  const has = new Set(point.dataset.tags.split(" "));
  for (const box of asked.querySelectorAll("input")) box.checked = has.has(box.value);
  for (const group of asked.querySelectorAll("details")) group.open = Boolean(group.querySelector(":checked"));
  const { seen } = point.dataset;
  submitted(asked, (form) => send(`/points/${point.dataset.point}/tags`, [...new FormData(form), ["seen", seen]]));
}

function askForCriteria(point) {
  const asked = dialog("bank-point");
  if (!asked) return location.reload(); // criteria were set after this page was drawn
  const { seen } = point.dataset;
  asked.querySelector("[data-chosen]").textContent = statement(point);
  asked.querySelector("form").reset();
  submitted(asked, (form) => send(`/points/${point.dataset.point}/bank`, [...new FormData(form), ["seen", seen]]));
}

function askWhoTakesItUp(point) {
  const asked = dialog("follow-point");
  const form = asked.querySelector("form");
  const { seen } = point.dataset;
  const said = point.querySelector("[data-status]");
  const put = (pairs) => send(`/points/${point.dataset.point}/follow-up`, [...pairs, ["seen", seen]]);
  asked.querySelector("[data-chosen]").textContent = statement(point);
  for (const field of form.querySelectorAll("input[type=text]")) field.value = said?.querySelector(`[data-follows=${field.name}]`)?.textContent ?? "";
  form.elements.status.value = said?.dataset.status ?? "open";
  const nobody = form.querySelector("[data-clears]");
  nobody.hidden = !said;
  nobody.onclick = async () => (await put([])) && asked.close();
  submitted(asked, () => put(new FormData(form)));
  form.elements.taken_up.focus();
}

function askForSupport(point) {
  const asked = dialog("support-point");
  for (const box of asked.querySelectorAll("[name=side]")) {
    const position = point.querySelector(`[data-side=${box.value}] [data-statement]`);
    box.closest("label").hidden = !position;
    box.labels[0].lastElementChild.textContent = position?.textContent ?? "";
  }
  asked.querySelector("form").reset();
  submitted(asked, (form) => {
    const said = new FormData(form);
    return send(`/points/${point.dataset.point}/sides/${said.get("side")}/support`, [...said]);
  });
}

/** Shows a dialog with a form; it closes when what was sent has been done. */
function submitted(asked, act) {
  const form = asked.querySelector("form");
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (await act(form)) asked.close();
  };
  asked.showModal();
}

const BUTTONS = [
  ["[data-moves]", chooseForNote],
  ["[data-joins]", chooseForPoint],
  ["[data-splits-point]", (button) => askToSplit(pointOf(button))],
  ["[data-words-point]", (button) => askForWords(pointOf(button))],
  ["[data-supports-point]", (button) => askForSupport(pointOf(button))],
  ["[data-titles-point]", (button) => askForTitle(pointOf(button))],
  ["[data-banks-point]", (button) => askForCriteria(pointOf(button))],
  ["[data-follows-point]", (button) => askWhoTakesItUp(pointOf(button))],
  ["[data-tags-point]", (button) => askForTags(pointOf(button))],
];
document.addEventListener("click", ({ target }) => {
  for (const [selector, act] of BUTTONS) {
    const button = target.closest?.(selector);
    if (button) act(button);
  }
  for (const each of document.querySelectorAll("details.more[open]")) if (!each.contains(target) || target.closest("button")) each.open = false;
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const each of document.querySelectorAll("details.more[open]")) each.open = false;
});

/** Dragging: a note onto a point moves it there, a point onto a point merges them. Each has its button too. */
let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-note], [data-point]");
  event.dataTransfer.effectAllowed = "move";
});
const aim = (target) => {
  const point = target.closest?.("[data-point]");
  return point && dragged && point !== dragged && point !== pointOf(dragged) ? point : null;
};
document.addEventListener("dragover", (event) => {
  for (const each of document.querySelectorAll(".is-aim")) each.classList.remove("is-aim");
  const point = aim(event.target);
  if (!point) return;
  event.preventDefault();
  point.classList.add("is-aim");
});
document.addEventListener("drop", (event) => {
  const point = aim(event.target);
  if (!point) return;
  event.preventDefault();
  if (dragged.dataset.note) move(dragged, point, event.target.closest("[data-side]")?.dataset.side ?? "same");
  else join("merge", point, dragged);
});
document.addEventListener("dragend", () => {
  for (const each of document.querySelectorAll(".is-aim")) each.classList.remove("is-aim");
  dragged = null;
});
