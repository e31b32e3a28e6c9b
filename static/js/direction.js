/**
 * The direction of a box people write in. dir="auto" serves, but with a megabyte in the box it stops Chromium for
 * ten seconds; so a very long text gets the direction of its first letter instead.
 */

const MUCH = 20_000;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** "rtl" or "ltr" by the first letter. Pure. */
export function directionOf(words) {
  const [letter] = words.slice(0, MUCH).match(/\p{L}/u) ?? [""];
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}

function fit(box, words) {
  const direction = words.length > MUCH ? directionOf(words) : "auto";
  if (box.dir !== direction) box.dir = direction;
}

/** Puts words into a box, the direction first. */
export function setWords(box, words) {
  fit(box, words);
  box.value = words;
}

/** Keeps the direction fitting while the person types and pastes. */
export function fitDirection(box) {
  box.addEventListener("paste", ({ clipboardData }) =>
    fit(box, box.value + (clipboardData?.getData("text") ?? "")),
  );
  box.addEventListener("beforeinput", ({ data }) => fit(box, box.value + (data ?? "")));
  box.addEventListener("input", () => fit(box, box.value));
}
