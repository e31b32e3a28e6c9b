/** The sections of an outline: added, moved, taken out and brought back. What is saved is what stands here. */
import "./app.js";

const list = document.querySelector("[data-chapters]");
const place = document.querySelector("[data-place]");
const tookOut = document.querySelector("[data-took-out]");
let last = null;

function tell(chapter) {
  const all = [...list.children];
  const words = list.dataset.told.replace("{place}", all.indexOf(chapter) + 1).replace("{all}", all.length);
  place.textContent = words;
}

function add() {
  const another = document.getElementById("another-chapter").content.firstElementChild.cloneNode(true);
  list.append(another);
  another.querySelector("input").focus();
  tell(another);
}

function move(chapter, up, button) {
  const beside = up ? chapter.previousElementSibling : chapter.nextElementSibling;
  if (!beside) return;
  if (up) beside.before(chapter);
  else beside.after(chapter);
  button.focus();
  tell(chapter);
}

function takeOut(chapter) {
  last = { chapter, before: chapter.nextElementSibling };
  chapter.remove();
  tookOut.hidden = false;
  tookOut.querySelector("button").focus();
}

function putBack() {
  list.insertBefore(last.chapter, last.before?.isConnected ? last.before : null);
  tookOut.hidden = true;
  last.chapter.querySelector("input").focus();
}

list.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  const chapter = target.closest("[data-chapter]");
  if (!button) return;
  if ("up" in button.dataset) move(chapter, true, button);
  if ("down" in button.dataset) move(chapter, false, button);
  if ("takesOut" in button.dataset) takeOut(chapter);
});
document.querySelector("[data-adds]").addEventListener("click", add);
document.querySelector("[data-puts-back]").addEventListener("click", putBack);
