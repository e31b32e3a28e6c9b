/** Says how the connection is: calmly (after four seconds), in its own line, never over what is being typed. */
import { page, place } from "./page.js";
import { say } from "./words.js";

const CALM = 4_000;
const FINAL = {
  4400: "bad_message",
  4401: "signed_out",
  4403: "right_withdrawn",
  4410: "dialogue_over",
};

let timer = 0;
let calm = true;

function tell(sentence) {
  if (page.screen === "wall") return; // a hall does not need to read about the network
  const bar = place("connection", "p", { class: "connection", role: "status", hidden: "" });
  if (bar.textContent !== sentence) bar.textContent = sentence;
  bar.hidden = !sentence;
}

function awaySentence() {
  const clock = new Intl.DateTimeFormat(page.locale, { timeStyle: "short" });
  return page.keptAt && calm
    ? say("kept_page", { time: clock.format(page.keptAt) })
    : say("offline");
}

/** state: joining · live · away · over · slow (updates fetched now and then, the socket being blocked). */
export function showLink(state, code) {
  document.body.dataset.link = state;
  if (state === "over") return over(code);
  if (state === "live" || state === "slow") {
    clearTimeout(timer);
    timer = 0;
    calm = false;
    tell(state === "slow" ? say("slow_updates") : "");
  } else timer ||= setTimeout(() => tell(awaySentence()), page.keptAt && calm ? 0 : CALM);
}

function over(code) {
  clearTimeout(timer);
  tell(say(FINAL[code] ?? "signed_out"));
  const bar = document.getElementById("connection");
  if (bar && code !== 4410)
    bar.append(
      " ",
      Object.assign(document.createElement("a"), { href: "/", textContent: say("join_again") }),
    );
}
