import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { FakeTurn } from '../../support/fake-model.ts'
import { makeRepository } from '../../support/repository.ts'
import { openWorld } from '../world.ts'
import { DONE, expectAnswered, type Scenario, submit, thenSubmit, timesAsked } from './scenario.ts'

const CONTENT = 'Grüße, "world" $HOME `x`'

const edit: Scenario = {
  name: 'edit',
  short: true,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit((turn) => ({ text: 'I write it. ', call: agent.write(turn, 'hello.txt', CONTENT) })),
    )
    const turn = await world.turn({ permission: 'allow' })
    expectAnswered(turn)
    expect(world.repository.read('hello.txt').trimEnd()).toBe(CONTENT)
    expect(world.repository.git('status', '--porcelain', '--ignored')).toBe('?? hello.txt')
    expect(turn.outputs).toContainEqual(expect.objectContaining({ kind: 'tool' }))
    return `answered; ${timesAsked(turn)}; tokens ${turn.result.tokens ?? 'not told'}`
  },
}

const allowed: Scenario = {
  name: 'permission allowed',
  short: true,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit(() => ({ call: agent.askedShell('echo allowed > shell.txt') })),
    )
    const turn = await world.turn({ permission: 'allow' })
    expectAnswered(turn)
    expect(turn.permissions.length).toBeGreaterThan(0)
    expect(turn.permissions[0]?.ownTool).toBe(false)
    expect(world.repository.read('shell.txt')).toBe('allowed\n')
    return `${timesAsked(turn)} (${turn.permissions[0]?.toolKind}); done`
  },
}

const rejected: Scenario = {
  name: 'permission rejected',
  short: true,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit(() => ({ call: agent.askedShell('echo no > shell.txt') })),
    )
    const turn = await world.turn({ permission: 'reject' })
    expectAnswered(turn)
    expect(turn.permissions.length).toBeGreaterThan(0)
    expect(existsSync(path.join(world.repository.root, 'shell.txt'))).toBe(false)
    const repaired = world.model.requests.some(({ turn: asked }) => asked?.kind === 'repair')
    return repaired ? 'not done; ended the turn, answered when prompted again' : 'not done; went on'
  },
}

const wrongThenRight: Scenario = {
  name: 'answer wrong, then right',
  short: true,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit(() => submit({ outcome: 'done' })),
    )
    const turn = await world.turn()
    expectAnswered(turn)
    const told = world.model.requests.flatMap(({ messages }) => messages).find(({ role }) => role === 'tool')
    expect(told?.text).toContain('summary')
    return told?.text.includes('Not accepted') ? 'corrected by our tool' : 'corrected by the agent itself'
  },
}

/** Numbered, because some agents stop a model that repeats itself. */
const BIG_TEXT = Array.from({ length: 300_000 }, (_, line) => `This is line ${line}.\n`)
  .join('')
  .slice(0, 5_000_000)

const bigAnswer: Scenario = {
  name: '5 MB answer',
  short: false,
  async run(agent) {
    const world = await openWorld(agent, (_turn, step) =>
      step === 0 ? { ...submit(), text: BIG_TEXT } : { text: '.' },
    )
    const turn = await world.turn()
    expectAnswered(turn)
    const received = turn.outputs.flatMap((output) => (output.kind === 'text' ? [output.text] : [])).join('')
    expect(received).toContain(BIG_TEXT)
    expect(turn.result.responseText.length).toBeLessThanOrEqual(1024 * 1024)
    return 'all received; answered'
  },
}

const titleOf = ({ task }: FakeTurn): string => String(task?.title)

/** After a first turn: of two first starts in a fresh home, one Codex ends, because both make its database. */
const twoAtOnce: Scenario = {
  name: 'two sessions at once, in a home used before',
  short: false,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit(
        (turn) => ({ call: agent.write(turn, `${titleOf(turn)}.txt`, titleOf(turn)) }),
        (turn) => ({ ...DONE, summary: titleOf(turn) }),
      ),
    )
    const second = makeRepository()
    const unrelated = makeRepository()
    expect((await world.turn({ permission: 'allow', worktree: unrelated.root })).result.outcome.kind).toBe('answered')
    const turns = await Promise.all([
      world.turn({ permission: 'allow', title: 'first' }),
      world.turn({ permission: 'allow', title: 'second', worktree: second.root }),
    ])
    const answered = (summary: string) => ({ kind: 'answered', answer: { ...DONE, summary }, via: 'tool' })
    expect(turns.map(({ result }) => result.outcome)).toEqual([answered('first'), answered('second')])
    expect(world.repository.git('status', '--porcelain')).toBe('?? first.txt')
    expect(second.git('status', '--porcelain')).toBe('?? second.txt')
    expect(await world.running()).toEqual([])
    return 'both answered, nothing mixed up'
  },
}

const readOnly: Scenario = {
  name: 'role that only reads',
  short: false,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit((turn) => ({ call: agent.write(turn, 'hello.txt', 'hi') })),
    )
    const turn = await world.turn({ readOnly: true, permission: 'reject' })
    expectAnswered(turn)
    expect(existsSync(path.join(world.repository.root, 'hello.txt'))).toBe(false)
    return `nothing written (${turn.permissions.length === 0 ? 'prevented by itself' : timesAsked(turn)}); answered`
  },
}

export const WORK: readonly Scenario[] = [edit, allowed, rejected, readOnly, wrongThenRight, bigAnswer, twoAtOnce]
