import { defineConfig } from "vite";

// One script and one style sheet, without dynamic imports, so that a report is a single file that opens from disk.
export default defineConfig({
  publicDir: false,
  logLevel: "warn",
  build: {
    target: ["chrome111", "firefox113", "safari16.4"],
    cssCodeSplit: false,
    modulePreload: false,
    // Both files are inlined into a page on disk: their size matters, their compressed size does not.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      input: "src/main.tsx",
      output: { format: "iife", entryFileNames: "report.js", assetFileNames: "report[extname]" },
    },
  },
});
