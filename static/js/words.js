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

export const { say, sayMany, number } = phrases(given(), page.locale);
