/** Whole runs by agents that no code knows, by configuration alone: plain commands, and a program that speaks ACP. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeOneTask } from '../support/one-task.ts'
import { triptych } from '../support/terminal.ts'

const PROGRAM = path.resolve(import.meta.dirname, '../support/command-agent.ts')
const ACP_PROGRAM = path.resolve(import.meta.dirname, '../support/acp-agent.ts')

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

test('plan, work, check and review by an ACP agent that no code knows', async () => {
  const { terminal, repository } = makeOneTask({})
  mkdirSync(terminal.home, { recursive: true })
  const agents = { mine: { command: ACP_PROGRAM, args: ['none'], env: { MINE: '1' }, family: 'mine' } }
  writeFileSync(path.join(terminal.home, 'settings.json'), JSON.stringify({ agents }))
  const goal = ['--goal', 'Add sum', '--policy', 'unattended', '--agent', 'mine']
  const finished = await triptych(terminal, 'run', '--repo', repository.root, ...goal)
  expect(finished.exitCode, finished.stdout + finished.stderr).toBe(0)
  const branch = repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/triptych')
  expect(repository.git('show', `${branch}:src/sum.js`)).toContain('a + b')
}, 90_000)
