// Builds the page inside output frames, served under /o/. Its origin is opaque: browsers ask for its scripts as for those of a
// stranger, and the node refuses strangers. So its own script stands in the page itself, and the libraries for plots are handed
// to it by the page around it. Each is one classic script.
import { readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(web, "frame");
const to = join(web, "target/classes/page/o");

/** Gives the script's text. */
async function script(name) {
  const [result] = [
    await build({
      configFile: false,
      root: from,
      base: "/o/",
      logLevel: "warn",
      build: {
        outDir: to,
        emptyOutDir: false,
        target: "es2023",
        reportCompressedSize: false,
        chunkSizeWarningLimit: 4096,
        rollupOptions: {
          input: join(from, `${name}.ts`),
          output: { format: "iife", name: `anode_${name}`, entryFileNames: "assets/[name].js" },
        },
      },
    }),
  ].flat();
  return result.output.find((part) => part.isEntry).code;
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
await script("vega");
await script("plotly");
const frame = (await script("frame")).replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
rmSync(join(to, "assets/frame.js"));
const loading = /<script src="frame.ts"><\/script>/;
const page = readFileSync(join(from, "frame.html"), "utf8");
if (!loading.test(page)) throw new Error("frame.html does not load frame.ts");
writeFileSync(
  join(to, "frame.html"),
  page.replace(loading, () => `<script>${frame}</script>`),
);
