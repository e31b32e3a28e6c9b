/** How much of the page a phone's keyboard covers, for the bar that stays above it (CSS --keyboard). */

function measureKeyboard() {
  const { height, offsetTop } = window.visualViewport;
  const covered = Math.max(0, Math.round(window.innerHeight - height - offsetTop));
  document.documentElement.style.setProperty("--keyboard", `${covered}px`);
}

export function startKeyboard() {
  if (!window.visualViewport) return;
  for (const event of ["resize", "scroll"])
    window.visualViewport.addEventListener(event, measureKeyboard);
}
