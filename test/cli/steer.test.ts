import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { MAX_MESSAGE_CHARACTERS } from '../../shared/text-limits.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { beside } from './in-process.ts'

function atWork() {
  const folder = makeTempFolder('steer')
  const terminal = openTerminal(folder)
  const store = openStore(databaseFile(terminal.home))
  const { runId } = runAtWork(store)
  const steer = (...words: string[]) => beside(terminal, 'steer', runId.slice(0, 8), ...words)
  return { folder, store, runId, steer }
}

test('a message is kept for the role, from the line or from a file, and told by an event', async () => {
  const { folder, store, runId, steer } = atWork()
  const file = path.join(folder, 'note.md')
  writeFileSync(file, 'Use the old name.\n')
  const later = await steer('strategy', '--message', 'Smaller tasks')
  expect(later).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('next turn begins with it') })
  const now = await steer('implementation', '--interrupt', '--message', `@${file}`)
  expect(now).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is cancelled') })
  expect(store.newestMessages(runId, 9)).toMatchObject([
    { role: 'strategy', mode: 'next_turn', text: 'Smaller tasks', sentAt: null },
    { role: 'implementation', mode: 'interrupt', text: 'Use the old name.', sentAt: null },
  ])
  expect(store.listEvents(runId).filter(({ kind }) => kind === 'message_queued')).toHaveLength(2)
  store.close()
})

test('what cannot be sent is refused, and nothing is kept', async () => {
  const { folder, store, runId, steer } = atWork()
  const file = path.join(folder, 'long.md')
  writeFileSync(file, 'x'.repeat(MAX_MESSAGE_CHARACTERS + 1))
  const [long, unread] = [await steer('checker', '--message', `@${file}`), await steer('checker', '--message=@nowhere')]
  store.finishRun(runId, 'completed', 'Done.')
  const late = await steer('checker', '--message', 'Once more')
  expect([long, unread, late].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2])
  expect(long.stderr).toContain('20000 is the limit')
  expect(unread.stderr).toContain('cannot be read')
  expect(late.stderr).toContain('already ended')
  expect(store.newestMessages(runId, 9)).toEqual([])
  store.close()
})
