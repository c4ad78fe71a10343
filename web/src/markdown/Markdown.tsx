import { useLayoutEffect, useRef } from "preact/hooks";
import type { Attachments } from "../protocol";
import { HEADING_PREFIX } from "./headings";
import { typeset } from "./formulas";
import { letScroll } from "./scrolling";
import { isTameHtml, isTameSource } from "./limits";
import "./markdown.css";
import { purified } from "./purify";
import { rendered } from "./render";

/** A stranger's markdown. Asks nothing of the network, runs nothing, opens links in new tabs. */
export function Markdown({ source, attachments }: { source: string; attachments?: Attachments }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current!;
    let current = true;
    element.replaceChildren(nodesOf(source, attachments));
    const formulas = [...element.querySelectorAll<HTMLElement>(".math")];
    typeset(
      formulas,
      () => current,
      () => letScroll(element),
    );
    linkHeadings(element);
    letScroll(element);
    return () => void (current = false);
  }, [source, attachments]);
  return <div ref={box} class="markdown" />;
}

function nodesOf(source: string, attachments: Attachments | undefined): Node {
  const html = isTameSource(source) ? rendered(source, attachments) : undefined;
  return html !== undefined && isTameHtml(html) ? purified(html) : asText(source);
}

function asText(source: string): Node {
  const text = document.createElement("pre");
  text.textContent = source;
  return text;
}

/** Links inside the notebook go there; the address of the page stays, since it says which notebook this is. */
function linkHeadings(element: HTMLElement): void {
  for (const link of element.querySelectorAll<HTMLAnchorElement>(`a[href^="#${HEADING_PREFIX}"]`)) {
    const id = link.getAttribute("href")!.slice(1);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(document.getElementById(id));
    });
  }
}

function goTo(target: HTMLElement | null): void {
  if (!target) return;
  target.tabIndex = -1;
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
}
