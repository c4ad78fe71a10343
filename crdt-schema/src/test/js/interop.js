// Reads what Anode made, checks it, edits it, writes it for Anode to read. Arguments: input file, output file.
import { readFileSync, writeFileSync } from "node:fs"
import assert from "node:assert/strict"
import * as A from "@automerge/automerge"

const hex = bytes => Buffer.from(bytes).toString("hex")
const unhex = text => new Uint8Array(Buffer.from(text, "hex"))

// Strings of ours are scalars, which this library shows as objects of their own; texts are plain strings to it.
const plain = value => {
  if (A.isImmutableString(value)) return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (value && typeof value === "object" && !(value instanceof Date))
    return Object.fromEntries(Object.keys(value).sort().map(key => [key, plain(value[key])]))
  return value
}

const input = JSON.parse(readFileSync(process.argv[2], "utf8"))
const actor = "6a732d6163746f722d30303030303031"

const loaded = A.load(unhex(input.snapshot), { actor })
assert.deepEqual(A.getHeads(loaded).sort(), input.heads)
assert.deepEqual(plain(A.toJS(loaded)), input.content)

const [applied] = A.applyChanges(A.init({ actor }), input.chunks.map(unhex))
assert.deepEqual(A.getHeads(applied).sort(), input.heads)
assert.deepEqual(plain(A.toJS(applied)), input.content)
assert.deepEqual(input.chunks.map(chunk => A.decodeChange(unhex(chunk)).hash), input.hashes)

let edited = loaded
const before = A.getHeads(loaded)
edited = A.change(edited, d => A.splice(d, ["cells", "a", "source"], 2, 2, "👍🏽é"))
edited = A.change(edited, d => {
  d.cells.js = {
    type: new A.ImmutableString("markdown"),
    order: new A.ImmutableString("Z"),
    source: "# from JS 😀\n",
    deleted: false,
    meta: { n: 1, f: 1.5, list: [true, null, new A.ImmutableString("é")] },
    attachments: {},
  }
})
edited = A.change(edited, d => { d.cells.b.deleted = true; delete d.meta.k })

writeFileSync(process.argv[3], JSON.stringify({
  chunks: A.getChanges(A.view(edited, before), edited).map(hex),
  hashes: A.getChanges(A.view(edited, before), edited).map(change => A.decodeChange(change).hash),
  heads: A.getHeads(edited).sort(),
  snapshot: hex(A.save(edited)),
  sourceOfA: edited.cells.a.source,
}))
