// HTML and JavaScript outputs.
import DOMPurify from "dompurify";

/** With `active` its scripts run; without, nothing of it does. */
export function showHtml(output: HTMLElement, html: string, active: boolean): void {
  if (active) output.append(document.createRange().createContextualFragment(html));
  else output.append(DOMPurify.sanitize(html, { ADD_TAGS: ["style"], FORCE_BODY: true, RETURN_DOM_FRAGMENT: true }));
}

/** As Jupyter does: `element` is where the script may draw. */
export function runScript(output: HTMLElement, code: string): void | Promise<void> {
  const result: unknown = new Function("element", code)(output);
  if (result instanceof Promise) return result.then(() => undefined);
}
