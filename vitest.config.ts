import { defineConfig } from 'vitest/config'
import { countingReporter } from './scripts/test-reporter.mjs'

export default defineConfig({
  test: {
    // `npm run story` tells one story after the other, each on a line of its own.
    reporters: [process.env['TRIPTYCH_STORY_TIMES'] === undefined ? 'default' : 'verbose', countingReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: 'test/support/build-programs.ts',
          setupFiles: 'test/support/bundled-demo-agent.ts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/agents/**', 'test/e2e/**', 'test/packaging/**'],
          // Most tests wait for child processes; vitest's own choice is one worker on two cores.
          maxWorkers: 3,
          // Hundreds of them steer real processes by the clock: once more before it counts as failed, and whatever needed it is named.
          retry: 1,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          globalSetup: 'test/support/build-programs.ts',
          setupFiles: 'test/support/bundled-demo-agent.ts',
          include: ['test/e2e/**/*.test.ts'],
          // Each file owns a Chromium and agents that are mostly waited for; more than two make a small machine miss deadlines.
          maxWorkers: 2,
          // A story steers dozens of processes and a browser by the clock: once more before it counts as failed.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'packaging',
          include: ['test/packaging/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'agents',
          globalSetup: ['test/support/build-programs.ts', 'test/agents/outcomes.ts'],
          include: ['test/agents/**/*.test.ts'],
          // Those of `more` need what only `npm run agents` installs.
          exclude: [
            'test/agents/**/node_modules/**',
            ...(process.env['TRIPTYCH_AGENTS'] === 'all' ? [] : ['test/agents/more/**']),
          ],
          // Agents are mostly waited for: for their own start and for the clock.
          maxWorkers: 3,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
