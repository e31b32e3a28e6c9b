/** The browser side of every screen. Each part starts only where its elements are. */
import { page, place } from "./page.js";
import { say } from "./words.js";
import { afterDraw, draw } from "./draw.js";
import { heard } from "./time.js";
import { Live } from "./live.js";
import { showLink } from "./connection.js";
import { peekWhile } from "./peek.js";
import { startAges } from "./ages.js";
import { startArrival } from "./arrival.js";
import { startAwake } from "./awake.js";
import { startBuzz } from "./buzz.js";
import { startClocks } from "./clock.js";
import { startConfirm } from "./confirm.js";
import { startCopy } from "./copy.js";
import { startDialogs } from "./dialogs.js";
import { startFilling } from "./filling.js";
import { startFloor } from "./floor.js";
import { startKeyboard } from "./keyboard.js";
import { startNotes } from "./notes.js";
import { startOffline, forgetPages } from "./offline.js";
import { items, offerMissing, onAnswer, onMemoryOnly, start, wake } from "./outbox.js";
import { unsaved } from "./outbox-rules.js";
import { fetchMine, startOwnNotes } from "./own-notes.js";
import { listedKeys, startPending } from "./pending.js";
import { startRefusals } from "./refusals.js";
import { startReorder } from "./reorder.js";
import { startShortcuts } from "./shortcuts.js";
import { startSignOut } from "./sign-out.js";
import { slotNow } from "./slot.js";
import { startTheme } from "./theme.js";
import { startTold } from "./told.js";

function startPage() {
  startTheme();
  startRefusals();
  startConfirm();
  startTold();
  startCopy();
  startDialogs();
  startKeyboard();
  startFilling();
  startShortcuts();
  startReorder();
  startAwake();
}

function startWriting(form) {
  startOwnNotes();
  startPending(
    document.querySelector("[data-outbox-list]") ??
      place("outbox", "ol", { "data-outbox-list": "" }),
  );
  onMemoryOnly(warnMemory);
  start();
  startNotes(form);
  const asking = document.querySelector("form[data-floor-ask]");
  if (asking) startFloor(asking);
  startSignOut();
  fetchMine();
}

function warnMemory() {
  const warning = place("device-warning", "p", { class: "device-warning", role: "alert" });
  warning.textContent = say("memory_only");
  warning.hidden = false;
  addEventListener(
    "beforeunload",
    (event) => unsaved(items).length && event.preventDefault(),
  );
}

/** writes: this page has a note form, so a socket that comes back also offers the notes. */
function startLive(writes) {
  let lost = false; // until the first list of notes that comes after a loss
  const live = new Live({ path: page.live, draw, heard, link });

  function link(state, code, tries) {
    showLink(state, code);
    peekWhile(state, tries, { link, over: (final) => live.end(final) });
    if (state === "over" && (code === 4401 || code === 4403)) forgetPages();
    lost ||= state === "away";
  }
  onAnswer((_key, { verdict }) => verdict === "again" && live.ask()); // a note met silence: is the socket dead too?
  afterDraw(({ dataset: { region } }) => {
    if (region === "card") wake(); // a round may have begun
    if (region === "notes" && lost && writes) {
      lost = false;
      cameBack();
    }
  });
  live.start();
  startClocks(() => live.ask());
}

function cameBack() {
  offerMissing(listedKeys(), slotNow()?.id);
  fetchMine();
}

startPage();
const form = document.querySelector('form[data-outbox="notes"]');
if (form) startWriting(form);
if (page.live) {
  startBuzz();
  startAges();
  startArrival();
  startLive(Boolean(form));
} else startClocks(() => {});
startOffline();
