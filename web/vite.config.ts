import { defineConfig } from "vitest/config";

// The page itself. The page inside output frames has a build of its own: vite.frame.config.ts.
export default defineConfig({
  base: "/",
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
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "frame/**/*.test.ts"],
  },
});
