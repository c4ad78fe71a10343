// Whether the page is dark: the frames can't see it.

export function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === "dark" || scheme === "light") return scheme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Calls back after changes of the system's wish or the page's own. */
export function onTheme(callback: () => void): () => void {
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const own = new MutationObserver(callback);
  wish.addEventListener("change", callback);
  own.observe(document.documentElement, { attributes: true });
  return () => {
    wish.removeEventListener("change", callback);
    own.disconnect();
  };
}
