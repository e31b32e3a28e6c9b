/** data-confirm asks first, data-undo-post offers the way back afterwards, data-says tells that it is done. */
import { ask } from "./dialogs.js";
import { newKey, post } from "./post.js";
import { refuse } from "./refusals.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

const UNDO_SECONDS = 10;
const agreed = new WeakSet();

/** htmx has built the request before it asks, so it sends what the person saw, whatever is drawn meanwhile. */
function confirmRequests() {
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const { confirm } = ctx.sourceElement.dataset;
    if (confirm) ctx.confirm = confirm;
  });
  document.addEventListener("htmx:confirm", (event) => {
    event.preventDefault();
    const { ctx, issueRequest, dropRequest } = event.detail;
    ask(ctx.confirm, ctx.sourceElement.dataset.confirmYes).then((yes) =>
      yes ? issueRequest() : dropRequest(),
    );
  });
}

const isHtmx = (element) =>
  [...element.attributes].some(({ name }) =>
    /^(data-)?hx-(get|post|put|patch|delete|action)$/.test(name),
  );

/** Plain forms and links. */
function confirmPlain(event) {
  const element = event.target.closest?.("[data-confirm]");
  if (!element || isHtmx(element) || agreed.delete(element)) return;
  if ((event.type === "submit") !== (element.tagName === "FORM")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  ask(element.dataset.confirm, element.dataset.confirmYes).then((yes) => {
    if (!yes) return;
    agreed.add(element);
    if (element.tagName === "FORM") element.requestSubmit(submitter);
    else element.click();
  });
}

export function offerUndo(
  url,
  sentence,
  { body = {}, seconds = UNDO_SECONDS, done = () => {} } = {},
) {
  const undo = async () => {
    const key = newKey();
    const answer = await post(url, { ...body, key }, key);
    if (answer.verdict === "saved") done(answer);
    else refuse(answer.words ?? say(answer.verdict === "again" ? "no_connection" : "refused"));
  };
  toast(sentence, { undo, seconds });
}

function undoAfter({ defaultPrevented, detail: { ctx } }) {
  const { undoPost, undoLabel, undoSeconds } = ctx.sourceElement?.dataset ?? {};
  if (undoPost && !defaultPrevented && ctx.response?.status < 300) {
    offerUndo(undoPost, undoLabel ?? say("done"), { seconds: Number(undoSeconds) || UNDO_SECONDS });
  }
}

/** data-says tells that what was pressed has been done, where the page does not show it. */
function tellAfter({ defaultPrevented, detail: { ctx } }) {
  const { says } = ctx.sourceElement?.dataset ?? {};
  if (says && !defaultPrevented && ctx.response?.status < 300) toast(says);
}

export function startConfirm() {
  confirmRequests();
  document.addEventListener("submit", confirmPlain, true);
  document.addEventListener("click", confirmPlain, true);
  document.addEventListener("htmx:after:request", undoAfter);
  document.addEventListener("htmx:after:request", tellAfter);
}
