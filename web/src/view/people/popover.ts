// A popover below the control that opens it, within the page.
const EDGE_PX = 8;

/** For `onToggle`: puts the popover below its control, which has the popover's id in `popovertarget`. */
export function placed(event: Event): void {
  const popover = event.currentTarget as HTMLElement;
  if ((event as ToggleEvent).newState !== "open") return;
  const control = document.querySelector(`[popovertarget="${popover.id}"]`);
  if (!control) return;
  const { left, bottom } = control.getBoundingClientRect();
  // The page's, without the place that is kept for a scrollbar.
  const most = document.body.clientWidth - popover.offsetWidth - EDGE_PX;
  popover.style.inset = `${bottom + EDGE_PX}px auto auto ${Math.max(EDGE_PX, Math.min(left, most))}px`;
}
