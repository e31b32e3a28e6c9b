/** Countdowns: drawn four times a second from server time, spoken only at the warning marks and at the bell. */
import { page, place } from "./page.js";
import { say, sayMany } from "./words.js";
import { afterDraw } from "./draw.js";
import { crossed, face, left, mood, readMarks } from "./clock-face.js";
import { buzz } from "./buzz.js";
import { time } from "./time.js";

const BEAT = 250;
const seen = new Map();

const read = (element) => ({
  phase: element.dataset.phase,
  endsAt: Number.parseInt(element.dataset.endsAt, 10),
  remaining: Number.parseInt(element.dataset.remaining, 10),
});

function show(element) {
  const told = read(element);
  const ms = left(told, time.now());
  const marks = readMarks(element.dataset.warn);
  if (ms !== null) {
    const text = face(ms, page.locale);
    if (element.textContent !== text) element.textContent = text;
    for (const [name, is] of Object.entries(mood(ms, marks))) element.classList.toggle(name, is);
  }
  if (!("clockQuiet" in element.dataset)) listen(element.dataset, told, ms, marks);
}

/** Compare with the last look at the clock of this name; a first look and a changed end say nothing. */
function listen({ clockName: name = "", clockBell }, { phase, endsAt }, ms, marks) {
  const before = seen.get(name);
  const rung = phase === "open" && ms > 0 ? false : (before?.rung ?? true);
  const now = { phase, endsAt, ms, rung };
  seen.set(name, now);
  if (!before || before.rung) return;
  if (isBell(before, now)) ring(name, now, clockBell);
  else if (before.endsAt === endsAt && before.phase === "open" && phase === "open")
    warn(name, crossed(before.ms, ms, marks));
}

const isBell = (before, now) =>
  before.phase === "open" &&
  (now.phase === "grace" || now.phase === "closed" || (now.phase === "open" && now.ms <= 0));

function ring(name, now, bell = "bell") {
  now.rung = true;
  speak(name, say(bell));
  buzz([300, 150, 300]);
}

function warn(name, mark) {
  if (mark === null) return;
  speak(
    name,
    mark >= 60 ? sayMany("minutes_left", Math.round(mark / 60)) : sayMany("seconds_left", mark),
  );
  buzz([120]);
}

function speak(name, sentence) {
  place("announcer", "p", { class: "visually-hidden", role: "status" }).textContent = name
    ? `${name}: ${sentence}`
    : sentence;
}

function beat() {
  for (const element of document.querySelectorAll("[data-clock]")) show(element);
}

/** ask: called when the device slept or its clock was changed, so that the server is asked at once. */
export function startClocks(ask) {
  place("announcer", "p", { class: "visually-hidden", role: "status" });
  beat();
  afterDraw(beat);
  setInterval(() => {
    if (time.jumped()) ask();
    beat();
  }, BEAT);
}
