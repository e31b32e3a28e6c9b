/**
 * Draws a region from the server's HTML with htmx's morph. Nothing outside the region is touched; focus, caret,
 * scroll and opened <details> stay as the person left them.
 */

const before = new Set();
const after = new Set();
let morph = null;

/** Called with (section) when it has been drawn, before htmx looks at its new buttons. */
export const afterMorph = (listener) => before.add(listener);
/** Called with (section) when drawing is finished. */
export const afterDraw = (listener) => after.add(listener);

const vetoes = new Set();
/** A veto is asked (old, new) for every element that would change; true leaves the old one alone. */
export const leaveAlone = (veto) => vetoes.add(veto);

globalThis.htmx?.registerExtension("facilitator", {
  init: (htmx) => (morph = htmx.morph),
  htmx_before_morph_node: (old, { newNode }) => ![...vetoes].some((veto) => veto(old, newNode)),
  htmx_before_morph_attr: (element, { attrName }) =>
    !(attrName === "open" && /^(DETAILS|DIALOG)$/.test(element.tagName)),
});

export function draw(name, html) {
  const section = document.getElementById(`region-${name}`);
  if (!section) return;
  const focus = holdFocus(section);
  const scroll = holdScroll();
  const drawing = parse(html);
  if (morph) morph(section, drawing, true);
  else section.replaceChildren(drawing);
  for (const listener of before) listener(section);
  globalThis.htmx?.process(section);
  for (const listener of after) listener(section);
  focus();
  scroll();
}

/** Only what can be drawn inside: no scripts, nothing that htmx would carry elsewhere. */
function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll(
    "script, hx-partial, [hx-swap-oob], [data-hx-swap-oob]",
  ))
    element.remove();
  return template.content;
}

/** Focus inside a region survives its drawing: on the same element, its successor of that id, or the region. */
function holdFocus(section) {
  const active = document.activeElement;
  if (!active || active === section || !section.contains(active)) return () => {};
  const { id } = active;
  return () => {
    if (document.activeElement === active) return;
    const heir = active.isConnected
      ? active
      : (id && section.querySelector(`[id="${CSS.escape(id)}"]`)) || section;
    if (heir === section) section.tabIndex = -1;
    heir.focus({ preventScroll: true });
  };
}

/** Browsers without scroll anchoring would move the box under the fingers when something above it grows. */
function holdScroll() {
  const anchor = document.activeElement?.closest("form[data-outbox]");
  if (!anchor || CSS.supports("overflow-anchor", "auto")) return () => {};
  const top = anchor.getBoundingClientRect().top;
  return () => scrollBy(0, anchor.getBoundingClientRect().top - top);
}
