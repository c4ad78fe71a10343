/**
 * How a control looks that this computer may not use: it keeps its place and its focus, and says why. What is asked of it is
 * answered with the same sentence.
 */
export function blockedBy(obstacle: string | null): { "aria-disabled"?: true; title?: string } {
  return obstacle === null ? {} : { "aria-disabled": true, title: obstacle };
}
