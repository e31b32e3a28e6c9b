/** Files that take a moment: the page says that they are being made, and hands them over when they are there. */
import { toast } from "./toasts.js";
import { say } from "./words.js";

const named = (answer) => {
  const own = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
  return own ? decodeURIComponent(own[1]) : "report";
};

function handOver(file, name) {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function bring(link) {
  link.setAttribute("aria-busy", "true");
  toast(say("file_being_made"));
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const name = named(answer);
    handOver(await answer.blob(), name);
    toast(say("file_ready", { name }));
  } catch {
    toast(say("file_failed"));
  } finally {
    link.removeAttribute("aria-busy");
  }
}

export function startExports() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-export]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") !== "true") bring(link);
  });
}
