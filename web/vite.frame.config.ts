import { defineConfig } from "vite";

// The page inside output frames, served under /o/. Its origin is opaque, so that it may not load modules: one classic script.
export default defineConfig({
  root: "frame",
  base: "/o/",
  build: {
    outDir: "../target/classes/page/o",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: "frame/frame.html" },
  },
});
