/** What the server refused, in plain words, outside every region. Also what no connection let through. */
import { make, place } from "./page.js";
import { say } from "./words.js";
import { judge } from "./answers.js";

const MOST = 3;
const isPage = (text) => /^\s*<(!doctype|html)/i.test(text ?? "");

/** A sentence, or a .refusal element of the server's. */
export function refuse(told) {
  const area = place("refusals", "div", { class: "refusals", role: "alert" });
  const line = told instanceof Element ? told : make("p", { class: "refusal" }, make("span", { class: "grow", dir: "auto" }, told));
  line.append(make("button", { type: "button", "aria-label": say("close"), click: () => line.remove() }, "\u00d7"));
  area.append(line);
  (document.querySelector("dialog[open]") ?? document.body).append(area); // a modal dialog lies over everything else
  while (area.children.length > MOST) area.firstElementChild.remove();
}

/** The refusal in an answer's HTML (words only, links kept), or in its JSON, or our own sentence. */
function refuseAnswer({ status, text, type }) {
  const template = document.createElement("template");
  template.innerHTML = isPage(text) ? "" : (text ?? "");
  const found = [...template.content.querySelectorAll(".refusal")];
  for (const one of found) one.removeAttribute("role"); // the area speaks already
  const told = judge({ status, type, body: text ?? "" });
  if (found.length) return found.forEach(refuse);
  const key = status === 401 || status === 403 ? "signed_out" : status === 429 || status >= 500 ? "server_busy" : "refused";
  refuse(told.words ?? say(key));
}

const noConnection = () => refuse(say("no_connection"));

export function startRefusals() {
  place("refusals", "div", { class: "refusals", role: "alert" });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (ctx.swap !== "none" && ctx.response.status === 422) return; // a form drawn anew with its errors
    ctx.swap = "none"; // any other error replaces nothing on the screen
    refuseAnswer({ status: ctx.response.status, text: ctx.text, type: ctx.response.headers.get("Content-Type") ?? "" });
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => ctx && !ctx.response && noConnection());
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const portal = ctx.response?.status < 300 && isPage(ctx.text) && ctx.target !== document.body && !ctx.select;
    if (!portal) return;
    event.preventDefault();
    noConnection();
  });
}
