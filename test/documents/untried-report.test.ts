import { expect, test } from 'vitest'
import type { Known } from './known.ts'
import { untriedReport } from './untried-report.ts'

const KNOWN: Record<string, Known> = {
  'npm start': { by: 'test/e2e/documents.test.ts', code: null },
  'npm pack': { by: 'test/packaging/npm-package.test.ts', code: 0 },
  'npm run soak': { longerThan: 'npm run soak -- --runs 1' },
}

test('a command that nobody noted has failed, with whose it is; those that are longer than others are not counted', () => {
  expect(untriedReport(['npm start', 'npm pack', ''], KNOWN)).toEqual({
    passed: 2,
    failed: [],
    retried: [],
    skipped: [],
  })
  expect(untriedReport(['npm start -- --port 1', 'npm pack'], KNOWN)).toMatchObject({
    passed: 1,
    failed: [{ name: 'the documents: npm start', reason: 'test/e2e/documents.test.ts did not try it, or it failed' }],
  })
})
