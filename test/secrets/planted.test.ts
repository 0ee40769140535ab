/** Whole runs of an agent that tells its 500 secrets wherever it can; afterwards they are looked for in every byte that is stored. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { makeTempFolder } from '../support/repository.ts'
import { formsOf, nameOf, PLANTED } from './fixtures/planted.ts'
import { beginPlanted, driveToItsEnd, filesBelow, foundBelow, rowsOf } from './planted-run.ts'

test('500 planted secrets are nowhere in the data folder [fault 26]', { timeout: 120_000 }, async () => {
  const run = await beginPlanted(makeTempFolder('planted'))
  await driveToItsEnd(run)
  const { backend, runId } = run
  const { store, home } = backend
  expect(store.getRun(runId)).toMatchObject({ status: 'completed' })

  // It was all said, and heard: the marks stand where the secrets stood.
  const turns = path.join(home, 'runs', runId, 'turns')
  const transcripts = readdirSync(turns).map((file) => readFileSync(path.join(turns, file), 'utf8'))
  expect(transcripts.length).toBeGreaterThanOrEqual(6)
  for (const transcript of transcripts) {
    expect(PLANTED.filter((_, index) => !transcript.includes(`[secret ${nameOf(index)}]`))).toEqual([])
  }
  expect(rowsOf(databaseFile(home)).toString()).toContain('[secret PLANTED_499]')
  const [task] = store.listTasks(runId)
  const attempts = store.listAttempts(task?.id ?? '')
  expect(attempts.map(({ status }) => status)).toEqual(['failed', 'failed', 'completed'])
  expect(attempts[1]?.summary).toMatch(/^The change contains the value of secret PLANTED_4\. Never write it/)

  expect(filesBelow(home).some((file) => file.endsWith('-wal'))).toBe(true)
  expect(foundBelow(home)).toEqual([])
  await backend.close()
  expect(foundBelow(home)).toEqual([])
})

test('the search finds what is there', () => {
  const home = makeTempFolder('home')
  new DatabaseSync(databaseFile(home)).exec('CREATE TABLE t (x)')
  const forms = PLANTED.flatMap(formsOf)
  writeFileSync(path.join(home, 'leak'), forms.join('\n'))
  expect(foundBelow(home).length).toBeGreaterThanOrEqual(forms.length)
})
