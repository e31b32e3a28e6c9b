/** Dragging somebody to a place of the line. Every drag has its buttons, too: this is only the shorter way. */

const item = (event) => event.target.closest?.("[data-reorder] > [data-place]");
let held = null;

function over(event) {
  const under = item(event);
  if (!held || !under) return;
  event.preventDefault();
  for (const one of document.querySelectorAll(".is-under")) one.classList.remove("is-under");
  if (under.id !== held.id) under.classList.add("is-under");
}

function drop(event) {
  const under = item(event);
  if (!held || !under || under.id === held.id) return;
  event.preventDefault();
  const values = { expected: held.version, to: under.dataset.place };
  globalThis.htmx.ajax("POST", held.at, { values, swap: "none" });
}

function end() {
  held = null;
  for (const one of document.querySelectorAll(".is-under")) one.classList.remove("is-under");
}

/** What was seen when the drag began counts: if another chair was faster, the server says who. */
function start(event) {
  const one = item(event);
  if (!one) return;
  held = { id: one.id, at: one.dataset.placeAt, version: one.dataset.version };
  event.dataTransfer.effectAllowed = "move";
}

export function startReorder() {
  for (const [name, act] of Object.entries({ dragstart: start, dragover: over, drop, dragend: end }))
    document.addEventListener(name, act);
}
