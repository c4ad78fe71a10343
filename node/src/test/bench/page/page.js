// The notebook whose Automerge URL is the fragment, kept in this tab by automerge-repo, as one would build it: text for
// all cells, editors for those near the viewport.
import { splice } from "@automerge/automerge/slim";
import { initializeWasm, Repo } from "@automerge/automerge-repo/slim";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import wasm from "@automerge/automerge/automerge.wasm?url";
import { Cell } from "./cell.js";

// One screen more than is seen, on either side.
const NEAR = "400px 0px";
// Certainly on the first screen: these need not wait for the observer.
const FIRST_CELLS = 3;

await initializeWasm(wasm);
const repo = new Repo({ network: [new WebSocketClientAdapter(`ws://${location.host}/`)] });
const handle = await repo.find(location.hash.slice(1));

let typing = false;
const cells = new Map();
const { order, cells: contents } = handle.doc();
for (const id of order) cells.set(id, new Cell(contents[id].source, (changes) => typed(id, changes)));

// CodeMirror calls this before another change can come, so the document still has the text that was edited.
function typed(id, changes) {
  typing = true;
  handle.change((doc) => {
    changes.iterChanges((fromOld, toOld, from, _to, inserted) =>
      splice(doc, ["cells", id, "source"], from, toOld - fromOld, inserted.toString()),
    );
  });
  typing = false;
}

handle.on("change", ({ doc, patches }) => {
  if (typing) return;
  const changed = new Map();
  for (const { path, ...patch } of patches) {
    const [field, id, key, at] = path;
    if (field !== "cells" || key !== "source" || at === undefined) continue;
    if (!changed.has(id)) changed.set(id, []);
    const change = patch.action === "del" ? { from: at, to: at + (patch.length ?? 1) } : { from: at, insert: patch.value };
    changed.get(id).push(change);
  }
  for (const [id, changes] of changed) cells.get(id).follow(changes, doc.cells[id].source);
});

document.querySelector("main").append(...[...cells.values()].map((cell) => cell.section));
for (const cell of [...cells.values()].slice(0, FIRST_CELLS)) cell.isNear = true;

const bySection = new Map([...cells.values()].map((cell) => [cell.section, cell]));
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) bySection.get(target).isNear = isIntersecting;
  },
  { rootMargin: NEAR },
);
for (const section of bySection.keys()) observer.observe(section);
