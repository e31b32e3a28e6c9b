/** The page's own phrases, from <body data-words>. */
import { page } from "./page.js";
import { phrases } from "./phrases.js";

function given() {
  try {
    return JSON.parse(document.body.dataset.words || "{}");
  } catch {
    return {};
  }
}

const known = phrases(given(), page.locale);
export const say = known.say;
export const sayMany = known.sayMany;
export const number = known.number;
