/** What is wider than the cell scrolls by itself, by keyboard too. */
export function letScroll(element: HTMLElement): void {
  for (const wide of element.querySelectorAll<HTMLElement>(".md-scroll, pre, .math-display"))
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}
