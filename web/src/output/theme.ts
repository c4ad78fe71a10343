// Whether the page is dark: the frames can't see it.

function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === "dark" || scheme === "light") return scheme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** What a frame has to know to look like a part of the page. */
export interface Look {
  readonly dark: boolean;
  /** CSS colour of what the frame stands on. */
  readonly ground: string;
}

export function lookAt(element: Element): Look {
  return { dark: isDark(), ground: groundOf(element) };
}

function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== "" && colour !== "transparent" && !/^rgba\(.*, 0\)$/.test(colour)) return colour;
  }
  return "Canvas";
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
