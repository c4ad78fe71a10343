// Replays and loads one text in Automerge JS or Yjs. Usage: node document.mjs LIBRARY replay|load TRACE SAVED
// replay: 100 edits share a change, as in the Java side. Prints one JSON object {ms, rssMiB, length}.
import { readFileSync, writeFileSync } from "node:fs";

const [library, task, traceFile, savedFile] = process.argv.slice(2);
const EDITS_PER_CHANGE = 100;
const megabytes = () => process.memoryUsage.rss() / 1048576;

const libraries = {
  async automerge() {
    const automerge = await import("@automerge/automerge");
    return {
      replay(edits) {
        let doc = automerge.from({ text: "" });
        for (const part of parts(edits))
          doc = automerge.change(doc, (d) => {
            for (const [at, remove, insert] of part) automerge.splice(d, ["text"], at, remove, insert);
          });
        return { saved: automerge.save(doc), length: doc.text.length };
      },
      load: (bytes) => automerge.load(bytes).text.length,
    };
  },
  async yjs() {
    const yjs = await import("yjs");
    return {
      replay(edits) {
        const doc = new yjs.Doc();
        const text = doc.getText("text");
        for (const part of parts(edits))
          doc.transact(() => {
            for (const [at, remove, insert] of part) {
              if (remove) text.delete(at, remove);
              if (insert) text.insert(at, insert);
            }
          });
        return { saved: yjs.encodeStateAsUpdate(doc), length: text.length };
      },
      load(bytes) {
        const doc = new yjs.Doc();
        yjs.applyUpdate(doc, bytes);
        return doc.getText("text").toString().length;
      },
    };
  },
};

function* parts(edits) {
  for (let i = 0; i < edits.length; i += EDITS_PER_CHANGE) yield edits.slice(i, i + EDITS_PER_CHANGE);
}

const { replay, load } = await libraries[library]();
const input = task === "replay" ? JSON.parse(readFileSync(traceFile, "utf8")) : readFileSync(savedFile);
const before = megabytes();
const began = performance.now();
let length;
if (task === "replay") {
  const made = replay(input);
  length = made.length;
  const ms = performance.now() - began;
  writeFileSync(savedFile, made.saved);
  console.log(JSON.stringify({ ms, rssMiB: megabytes() - before, length }));
} else {
  length = load(new Uint8Array(input));
  console.log(JSON.stringify({ ms: performance.now() - began, rssMiB: megabytes() - before, length }));
}
