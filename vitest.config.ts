import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
  // Vitest would load a second copy of graphql (ESM beside CommonJS), and graphql refuses types of another copy.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // One more than there are cores, because most files wait longer than they compute. At most eight, because all share
    // the connections of one PostgreSQL.
    maxWorkers: Math.min(8, availableParallelism() + 1),
    // A busy machine may stand still for seconds, and only a test that fails takes these.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    unstubGlobals: true,
    // Loading the modules again for each file took half of the CPU time of quick tests. Test files must not change
    // shared state.
    isolate: false,
  },
});
