// The policy of this page leaves one way to the network: WebRTC, which it does not cover. Here it is taken away before any
// output is in the page, and so are frames inside outputs, which would have it anew.

const CONNECTIONS = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"];
const FRAMES = "iframe, frame, frameset, object, embed, portal, fencedframe";

/** @param onFrame is called when a frame was taken out */
export function closeDoors(onFrame: () => void): void {
  for (const name of CONNECTIONS) close(window, name);
  const watch = frameWatch(onFrame);
  watch(document);
  watchShadows(watch);
  // Documents written anew lose their watch; markup that brings shadows of its own has none.
  close(Document.prototype, "open");
  close(Document, "parseHTMLUnsafe");
  close(Element.prototype, "setHTMLUnsafe");
  close(ShadowRoot.prototype, "setHTMLUnsafe");
  for (const name of ["write", "writeln"]) close(Document.prototype, name, writeAtEnd);
}

function close(owner: object, name: string, value?: unknown): void {
  if (name in owner) Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}

/** A frame's page is loaded later than the script that adds it ends; watchers are called in between. */
function frameWatch(onFrame: () => void): (root: Node) => void {
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) takeOut(node, onFrame);
  });
  return (root) => watcher.observe(root, { subtree: true, childList: true });
}

function takeOut(node: Node, onFrame: () => void): void {
  if (!(node instanceof Element)) return;
  for (const frame of [...node.querySelectorAll(FRAMES), ...(node.matches(FRAMES) ? [node] : [])]) {
    frame.remove();
    onFrame();
  }
}

function watchShadows(watch: (root: Node) => void): void {
  const attach = Element.prototype.attachShadow;
  const watched = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attach.call(this, { ...init, clonable: false });
    watch(root);
    return root;
  };
  close(Element.prototype, "attachShadow", watched);
}

/** What a script writes comes after the output. */
function writeAtEnd(...texts: string[]): void {
  const place = document.getElementById("output") ?? document.body;
  place.append(document.createRange().createContextualFragment(texts.join("")));
}
