import { defineConfig } from "vitest/config";

// The page itself. The page inside output frames has a build of its own: build/frame.mjs.
/** KaTeX's fonts in the one format that every browser knows. */
const onlyWoff2 = {
  name: "only-woff2",
  enforce: "pre" as const,
  transform: (code: string, id: string) =>
    /katex.*\.css$/.test(id) ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, "") : undefined,
};

export default defineConfig({
  base: "/",
  plugins: [onlyWoff2],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "target/classes/page",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    // Data URLs would only move bytes of small files into files that everybody loads.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  test: {
    environment: "node",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "frame/**/*.test.ts"],
  },
});
