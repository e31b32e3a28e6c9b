/**
 * The card "go to table 7". It fills the screen when it comes, but never over a text being written: then it is a
 * strip (body data-move="bar") until the text is kept, or the person opens it.
 */
import { isTyping } from "./page.js";
import { afterDraw } from "./draw.js";

let folded = "";
let shown = "";

const isBusy = () => {
  const box = document.querySelector("form[data-outbox] [name=words]");
  return Boolean(box?.value.trim()) || (box === document.activeElement && isTyping());
};

/** full, bar, or nothing; a card once full stays full until the person folds it. */
function look() {
  const card = document.querySelector("[data-move]:not(body)")?.dataset.move;
  if (!card) {
    shown = "";
    delete document.body.dataset.move;
    return;
  }
  if (card !== folded && !isBusy()) shown = card;
  const state = shown === card && card !== folded ? "full" : "bar";
  if (document.body.dataset.move !== state) document.body.dataset.move = state;
}

function clicked(event) {
  const card = document.querySelector("[data-move]:not(body)")?.dataset.move;
  if (event.target.closest?.("[data-move-fold]")) folded = card;
  else if (event.target.closest?.("[data-move-show]")) {
    folded = "";
    shown = card;
  } else return;
  look();
}

export function startArrival() {
  look();
  afterDraw(look);
  document.addEventListener("click", clicked);
  document.addEventListener("focusout", () => setTimeout(look));
}
