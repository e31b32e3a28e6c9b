/** What the server said about this page, read once from <body data-…>. */

const said = document.body.dataset;
const live = said.live ?? "";

export const page = Object.freeze({
  screen: said.screen ?? "",
  live,
  /** "/phone/{slug}": every post of this screen begins with it. */
  base: live.replace(/\/live$/, ""),
  /** Who holds this door pass: notes of another person never leave under this name. */
  person: said.person ?? "",
  locale: document.documentElement.lang || "en",
  /** Server time (epoch ms) when the page was drawn. */
  drawnAt: Number(said.now) || 0,
  /** Set by the service worker on a page reopened without a connection: when it was kept. */
  keptAt: Number(said.kept) || 0,
});

export const isTyping = (element = document.activeElement) =>
  Boolean(element?.closest?.("textarea, select, [contenteditable=''], [contenteditable=true]")) ||
  (element?.tagName === "INPUT" && !/^(button|checkbox|radio|submit|reset)$/.test(element.type));

/** The element with this id; made at the end of the body where the template has none. */
export function place(id, tag, attributes = {}) {
  const found = document.getElementById(id);
  if (found) return found;
  const made = Object.assign(document.createElement(tag), { id });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  document.body.append(made);
  return made;
}

/** A small element tree without markup strings: people's words only ever become text. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}
