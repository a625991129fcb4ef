import { defineConfig } from 'vite';

/** Builds what the server sends: `built/index.html`, and files whose names hold a hash of their content. */
export default defineConfig({
  root: import.meta.dirname,
  // Where this is built must not show in it.
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'built',
    emptyOutDir: true,
    assetsDir: 'dashboard',
    // Pages are forbidden to hold anything inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first that know light-dark().
    target: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
  },
  logLevel: 'warn',
});
