/** The page's one server clock: started from the page itself, sharpened by every pong. */
import { page } from "./page.js";
import { ServerTime } from "./server-time.js";

const SKEW = "facilitator-clock-skew";

export const time = new ServerTime();

/** A fresh page says the server's time itself; one reopened without a connection knows only the last skew. */
function begin() {
  const [trip] = performance.getEntriesByType("navigation");
  if (page.drawnAt && !page.keptAt)
    time.sample(trip?.requestStart ?? 0, page.drawnAt, trip?.responseStart ?? 0);
  else time.remember(Number(recall() ?? NaN));
}

export function heard(asked, serverNow, answered) {
  time.sample(asked, serverNow, answered);
  try {
    localStorage.setItem(SKEW, String(Math.round(time.skew)));
  } catch {
    // a private window: the next page starts from its own data-now
  }
}

function recall() {
  try {
    return localStorage.getItem(SKEW);
  } catch {
    return null;
  }
}

begin();
