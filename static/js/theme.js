/** Light or dark: as the system says until the person chooses. */

const KEPT = "facilitator-theme";

const recall = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

const isDark = () => {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  for (const toggle of document.querySelectorAll("[data-theme-toggle]"))
    toggle.setAttribute("aria-pressed", String(isDark()));
}

function toggle(event) {
  if (!event.target.closest?.("[data-theme-toggle]")) return;
  const theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // chosen for this page only
  }
  show(theme);
}

export function startTheme() {
  show(recall());
  document.addEventListener("click", toggle);
}
