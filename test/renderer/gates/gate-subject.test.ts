import { describe, expect, it } from 'vitest'
import {
  blockedSubject,
  budgetSubject,
  loginSubject,
  planSubject,
  resultSubject,
  scopeSubject,
  serverSubject,
} from '../../../renderer/views/gates/gate-subject.ts'

const task = {
  title: 'One',
  objective: 'Do it',
  acceptanceCriteria: ['works'],
  verificationSteps: ['npm test'],
  allowedPaths: [],
}

describe('subjects of gates', () => {
  it('reads a plan with its set-up', () => {
    const subject = {
      v: 1,
      kind: 'plan',
      runId: 'r',
      revision: 2,
      tasks: [task],
      setup: { commands: ['npm ci'], copy: [] },
    }
    expect(planSubject(subject)).toEqual({ revision: 2, tasks: [task], setup: { commands: ['npm ci'], copy: [] } })
  })

  it.each([
    [
      'a task without criteria',
      { revision: 1, tasks: [{ ...task, acceptanceCriteria: undefined }], setup: { commands: [], copy: [] } },
    ],
    [
      'a criterion that is no text',
      { revision: 1, tasks: [{ ...task, acceptanceCriteria: [1] }], setup: { commands: [], copy: [] } },
    ],
    ['no set-up', { revision: 1, tasks: [task] }],
    ['a revision that is no number', { revision: '1', tasks: [task], setup: { commands: [], copy: [] } }],
    ['a list', []],
  ])('does not understand a plan with %s', (_, subject) => {
    expect(planSubject(subject)).toBeNull()
  })

  it('reads what is blocked, with the parts that the cause has', () => {
    expect(blockedSubject({ cause: 'task', signatures: ['verify:v1=1'] })).toEqual({
      cause: 'task',
      signatures: ['verify:v1=1'],
      detail: null,
      command: null,
      log: null,
    })
    expect(blockedSubject({ cause: 'setup', signatures: [], command: 'npm ci', log: 'sha256:1' })?.command).toBe(
      'npm ci',
    )
    expect(blockedSubject({ cause: 'weather', signatures: [] })).toBeNull()
  })

  it.each([
    ['a budget', budgetSubject({ name: 'turns', limit: 60, spent: 60 }), { name: 'turns', limit: 60, spent: 60 }],
    ['an unknown budget', budgetSubject({ name: 'patience', limit: 1, spent: 1 }), null],
    [
      'a log-in',
      loginSubject({ agent: 'Codex', remedy: 'Run `codex login`' }),
      { agent: 'Codex', remedy: 'Run `codex login`' },
    ],
    ['a log-in without its remedy', loginSubject({ agent: 'Codex' }), null],
    ['outside paths', scopeSubject({ outsidePaths: ['a'] }), { outsidePaths: ['a'] }],
    ['no outside paths', scopeSubject({}), null],
    [
      'a result',
      resultSubject({ base: 'b', head: 'h', tree: 't', evidenceHash: 'e', review: { id: 'r', objections: ['x'] } }),
      { base: 'b', head: 'h', tree: 't', objections: ['x'] },
    ],
    [
      'a task: its commit is the head',
      resultSubject({ base: null, commit: 'c', tree: 't', evidenceHash: 'e' }),
      { base: null, head: 'c', tree: 't', objections: [] },
    ],
    [
      'an MCP server',
      serverSubject({ v: 1, name: 'notes', hash: 'h', commandLine: 'node notes.mjs', tools: ['add'], changed: true }),
      { name: 'notes', commandLine: 'node notes.mjs', tools: ['add'], changed: true },
    ],
    ['an MCP server with tools of another form', serverSubject({ name: 'n', commandLine: 'c', tools: [{}] }), null],
    ['a result without evidence', resultSubject({ base: 'b', head: 'h' }), null],
  ])('reads %s', (_, read, expected) => {
    expect(read).toEqual(expected)
  })
})
