import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compileMessages } from "./build/compile-messages.ts";
import { oneOrigin } from "./build/one-origin.ts";
import { precompress } from "./build/precompress.ts";
import { themeScript } from "./build/theme-script.ts";

const SERVER = process.env.MILEPOST_DEV_SERVER ?? "http://127.0.0.1:8000";
const PROXIED = ["/api", "/healthz", "/readyz", "/metrics", "/openapi.json", "/asyncapi.json"];

/** What the first paint needs travels in two files, not in one small file per module that pages share. */
const chunkGroups = [
  { name: "vendor", tags: ["$initial" as const], test: /node_modules/ },
  { name: "base", tags: ["$initial" as const], test: /src\/(shared|app\/frame)\// },
];

export default defineConfig({
  plugins: [react(), tailwindcss(), compileMessages(), themeScript(), oneOrigin(), precompress()],
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  server: {
    // 127.0.0.1 answers as localhost too, because browsers try both addresses of that name.
    host: "127.0.0.1",
    port: 3000,
    strictPort: true,
    // HTTP only: the socket goes to the server directly, so that a proxy is never what breaks it.
    proxy: Object.fromEntries(PROXIED.map((path) => [path, { target: SERVER, changeOrigin: true }])),
  },
  build: {
    outDir: resolve(import.meta.dirname, "../src/milepost/static"),
    emptyOutDir: true,
    assetsDir: "assets",
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
