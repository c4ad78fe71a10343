// HTML and JavaScript outputs.
import DOMPurify from "dompurify";

/** With `active` its scripts run; without, nothing of it does. */
export function showHtml(output: HTMLElement, html: string, active: boolean): void {
  if (active) output.append(withoutHints(document.createRange().createContextualFragment(html)));
  else output.append(DOMPurify.sanitize(html, { ADD_TAGS: ["style"], FORCE_BODY: true, RETURN_DOM_FRAGMENT: true }));
}

/** The policy lets no link load anything, but browsers connect to hosts they are only pointed to. */
function withoutHints(fragment: DocumentFragment): DocumentFragment {
  for (const hint of fragment.querySelectorAll("link, meta, base")) hint.remove();
  return fragment;
}

/** As Jupyter does: `element` is where the script may draw. */
export function runScript(output: HTMLElement, code: string): void | Promise<void> {
  const result: unknown = new Function("element", code)(output);
  if (result instanceof Promise) return result.then(() => undefined);
}
