/** A whole run whose three roles are plain commands, by configuration alone. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeOneTask } from '../support/one-task.ts'
import { triptych } from '../support/terminal.ts'

const PROGRAM = path.resolve(import.meta.dirname, '../support/command-agent.ts')

test('plan, work, check and review by a command: prompt on stdin and as a file, text and JSON out', async () => {
  const { terminal, repository } = makeOneTask({})
  const agents = {
    worker: { driver: 'command', command: PROGRAM },
    judge: {
      driver: 'command',
      command: PROGRAM,
      args: ['--json', '--prompt', '{promptFile}'],
      prompt: 'file',
      output: 'json',
    },
  }
  const settings = path.join(terminal.home, 'settings.json')
  mkdirSync(terminal.home, { recursive: true })
  writeFileSync(settings, JSON.stringify({ agents }))
  const roles = ['--agent', 'worker', '--agent', 'checker=judge']
  const args = ['run', '--repo', repository.root, '--goal', 'Add sum', '--policy', 'unattended', ...roles]
  const finished = await triptych(terminal, ...args)
  expect(finished.exitCode, finished.stdout + finished.stderr).toBe(0)
  expect(repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).toMatch(/^main\ntriptych\/add-sum-/)

  const store = openStore(databaseFile(terminal.home))
  const [run] = store.runStore.listRuns()
  const turns = store.listTurns(run?.id ?? '')
  expect(turns.map(({ role, kind, state, sessionId }) => [role, kind, state, sessionId])).toEqual([
    ['strategy', 'plan', 'finished', null],
    ['implementation', 'implement', 'finished', null],
    ['checker', 'check', 'finished', null],
    ['strategy', 'review', 'finished', null],
    ['checker', 'review', 'finished', null],
  ])
  store.close()
  const left = readdirSync(path.join(terminal.home, 'runs', run?.id ?? '', 'turns'))
  expect(left.filter((file) => file.includes('prompt'))).toEqual([])
  expect(readdirSync(path.join(terminal.home, 'children'))).toEqual([])
}, 90_000)
