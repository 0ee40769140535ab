import { describe, expect, test } from 'vitest'
import { restExitCode } from '../../electron/cli/work-on-run.ts'
import type { Rest } from '../../electron/engine/engine.ts'
import type { GateKind, RunStatus } from '../../shared/words.ts'

describe('exit codes', () => {
  const waits = (why: 'paused' | 'limit' | 'gate'): Rest => ({ kind: 'wait', why })
  const cases: [Rest, RunStatus, GateKind[], number][] = [
    [{ kind: 'end' }, 'completed', [], 0],
    [{ kind: 'end' }, 'failed', [], 1],
    [{ kind: 'end' }, 'cancelled', [], 1],
    [waits('gate'), 'awaiting_approval', ['plan'], 3],
    [waits('gate'), 'awaiting_approval', ['budget', 'final'], 3],
    [waits('gate'), 'awaiting_approval', ['budget'], 4],
    [waits('gate'), 'awaiting_approval', ['login'], 6],
    [waits('limit'), 'paused', [], 4],
    [waits('paused'), 'paused', [], 4],
  ]
  test.each(cases)('%j of a run that is %s with gates %j: %i', (rest, status, kinds, exitCode) => {
    expect(
      restExitCode(
        rest,
        { status },
        kinds.map((kind) => ({ kind })),
      ),
    ).toBe(exitCode)
  })
})
