import { expect, test } from 'vitest'
import { tellsOfFailure } from '../../../renderer/viewers/failure-line.ts'

test.each([
  ['  ✗ rejects cursor with offset 9 ms', true],
  [' FAIL  test/routes/shipments.test.ts', true],
  ['src/a.ts(3,1): error TS2307: Cannot find module', true],
  ['node: cannot open the file', true],
  ['Tests  1 failed | 82 passed (83)', true],
  ['not ok 3 - keeps the total', true],
  ['Traceback (most recent call last):', true],
  ["thread 'main' panicked at src/main.rs:2", true],
  ['permission denied', true],
  ['  AssertionError [ERR_ASSERTION]: 1000 cents became 999', true],
  ['java.lang.IllegalStateException: closed', true],
  ['1 failed, 0 errors', true],
  ['Tests: 1 failed, 0 total', true],
  ['found 0 errors', false],
  ['# fail 0', false],
  ['errors: 0, failures: 0', false],
  ['no failures', false],
  ['  ✓ fails on an unknown cursor', false],
  ['ok 2 - reports an error', false],
  [' PASS  test/error.test.ts', false],
  ['82 passed', false],
  ['', false],
])('%j tells of a failure: %s', (line, tells) => expect(tellsOfFailure(line)).toBe(tells))
