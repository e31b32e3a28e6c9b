/** A table corrects a point that is read back to it, or dissents: in a dialog outside the regions. */
import "./app.js";

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-answer-with]");
  if (!button) return;
  const asked = document.getElementById("answer");
  const { answers, round } = button.closest("[data-answers]").dataset;
  const { point, round: of, verdict, words } = asked.querySelector("form").elements;
  if (point.value !== answers || verdict.value !== button.dataset.answerWith) words.value = "";
  [point.value, of.value, verdict.value] = [answers, round, button.dataset.answerWith];
  asked.querySelector("[data-statement]").textContent =
    button.closest("[data-answers]").querySelector(".note-words").textContent;
  asked.showModal();
});
