// Builds the page inside output frames, served under /o/. Its origin is opaque, so that it may not load modules: each part is
// one classic script. The libraries for plots are parts of their own, loaded by the frames that need them.
import { readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(web, "frame");
const to = join(web, "target/classes/page/o");

/** Gives the script's path below /o/. */
async function script(name, define = {}) {
  const [result] = [
    await build({
      configFile: false,
      root: from,
      base: "/o/",
      logLevel: "warn",
      define,
      build: {
        outDir: to,
        emptyOutDir: false,
        target: "es2023",
        reportCompressedSize: false,
        chunkSizeWarningLimit: 4096,
        rollupOptions: {
          input: join(from, `${name}.ts`),
          output: { format: "iife", name: `anode_${name}`, entryFileNames: "assets/[name]-[hash].js" },
        },
      },
    }),
  ].flat();
  return result.output.find((part) => part.isEntry).fileName;
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const vega = await script("vega");
const plotly = await script("plotly");
const frame = await script("frame", {
  VEGA_SCRIPT: JSON.stringify(`/o/${vega}`),
  PLOTLY_SCRIPT: JSON.stringify(`/o/${plotly}`),
});
const page = readFileSync(join(from, "frame.html"), "utf8").replace("frame.ts", `/o/${frame}`);
writeFileSync(join(to, "frame.html"), page);
