/** One verification command: what its log tells of the files that it changed. */
import { expect, test } from 'vitest'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { runVerification } from '../../electron/engine/steps/run-command.ts'
import { livedRun } from '../support/lived-run.ts'

async function logOf(output: string, changes: PathChange[]): Promise<string> {
  const life = livedRun({}, { command: async () => 0 })
  const { commands, git } = life.ports
  life.ports.commands = {
    runShell: async (run) => ({ ...(await commands.runShell(run)), log: new TextEncoder().encode(output) }),
  }
  life.ports.git = { ...git, putBackChanged: async () => changes }
  const run = life.store.getRun(life.runId)
  const ctx = { ports: life.ports, run, place: life.ports.workplace(run) }
  const asked = { commit: 'c', metadata: { label: 'v1' }, signal: new AbortController().signal }
  const result = await runVerification(ctx, 'npm test', asked)
  return result === null ? '' : result.logTail
}

test('a command that changes nothing leaves its log as it is', async () => {
  expect(await logOf('ok\n', [])).toBe('ok\n')
})

test('files that were put back, and files that are not judged, are named at the end of the log', async () => {
  const changes: PathChange[] = [
    { path: 'src/sum.js', kind: 'modified' },
    { path: 'src/gone.js', kind: 'deleted' },
    { path: 'dist/sum.js', kind: 'added' },
  ]
  expect(await logOf('ok', changes)).toBe(
    'ok\n[Triptych] This command changed files that are judged. They were put back: src/sum.js, src/gone.js.\n' +
      '[Triptych] This command left files that are not part of what is judged: dist/sum.js.\n',
  )
})

test('many files are counted', async () => {
  const changes = Array.from({ length: 23 }, (_, index): PathChange => ({ path: `f${index}`, kind: 'modified' }))
  expect(await logOf('', changes)).toContain('f19 and 3 more.')
})
