// The sync server of the page, which it serves as well. Usage: node server.mjs SOURCES, a JSON array of the cells' texts.
// Prints the address of the page with a notebook of these cells; ends with its standard input.
import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import { WebSocketServer } from "ws";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

const files = new Map();
for (const name of readdirSync("dist", { recursive: true }))
  if (extname(name) in TYPES) files.set(`/${name}`, gzipSync(readFileSync(`dist/${name}`), { level: 9 }));

const server = createServer((request, response) => {
  const path = request.url === "/" ? "/index.html" : request.url;
  const body = files.get(path);
  if (!body) return response.writeHead(404).end();
  const { port } = server.address();
  response.writeHead(200, {
    "Content-Type": TYPES[extname(path)],
    "Content-Encoding": "gzip",
    "Content-Length": body.length,
    "Cache-Control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    // Nothing leaves this machine. Eval: cbor-x reads quicker with it.
    "Content-Security-Policy": `default-src 'self' 'unsafe-inline' 'unsafe-eval' data:; connect-src 'self' ws://127.0.0.1:${port}`,
  });
  response.end(body);
});

const repo = new Repo({
  network: [new WebSocketServerAdapter(new WebSocketServer({ server }))],
  // Whoever knows the URL gets the notebook; none is pressed on anybody.
  sharePolicy: async () => false,
});
const order = [];
const cells = {};
for (const [index, source] of JSON.parse(readFileSync(process.argv[2], "utf8")).entries()) {
  order.push(`c${index}`);
  cells[`c${index}`] = { type: "code", source };
}
const notebook = repo.create({ order, cells });

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/#${notebook.url}`));
process.stdin.on("end", () => process.exit()).resume();
