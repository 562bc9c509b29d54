import { defineConfig } from "vite";

// One script and one style sheet with fixed names: Python puts both into the page.
export default defineConfig({
  build: {
    outDir: "../src/echelon/report/bundle",
    emptyOutDir: false,
    cssCodeSplit: false,
    target: "es2022",
    reportCompressedSize: false,
    rollupOptions: {
      input: "src/main.ts",
      output: {
        format: "iife",
        entryFileNames: "report.js",
        assetFileNames: "report[extname]",
      },
    },
  },
});
