// The second wall behind markdown: DOMPurify with a short list, and no address but the ones that were meant.
import DOMPurify, { type Config } from "dompurify";
import { HEADING_PREFIX } from "./headings";
import { isLinkable, isOwnPicture } from "./links";

const TAGS =
  "a abbr b blockquote br caption center cite code dd del details div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr";
const ATTRIBUTES =
  "align alt aria-label checked class colspan disabled height href id open rel rowspan src start target title type width";

const CONFIG = {
  ALLOWED_TAGS: TAGS.split(" "),
  ALLOWED_ATTR: ATTRIBUTES.split(" "),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

/** The classes that render.ts writes. */
const OWN_CLASS = /^(?:math|math-display|md-[a-z]+|t-[a-z]+|language-[\w.+-]{1,40})$/;

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (node) => {
  const id = node.getAttribute("id");
  if (id !== null && !id.startsWith(HEADING_PREFIX)) node.removeAttribute("id");
  const classes = [...node.classList].filter((name) => OWN_CLASS.test(name));
  if (node.hasAttribute("class")) node.setAttribute("class", classes.join(" "));
  if (node.nodeName === "A") checkLink(node);
  else node.removeAttribute("href");
  if (node.nodeName === "IMG" ? !isOwnPicture(node.getAttribute("src") ?? "") : node.hasAttribute("src")) node.remove();
  if (node.nodeName === "INPUT" && node.getAttribute("type") !== "checkbox") node.remove();
});

function checkLink(link: Element): void {
  const href = link.getAttribute("href");
  if (href === null || href.startsWith(`#${HEADING_PREFIX}`)) return;
  if (!isLinkable(href)) return link.removeAttribute("href");
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

/** Nodes that may stand in the page. */
export function purified(html: string): DocumentFragment {
  return purifier.sanitize(html, CONFIG);
}
