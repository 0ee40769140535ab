import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultApplies, parseFault } from '../../electron/agents/demo/fault.ts'
import { readScript, type Script, scriptSchema, selectTurn, type TurnInfo } from '../../electron/agents/demo/script.ts'

const info = (change: Partial<TurnInfo> = {}): TurnInfo => ({
  role: 'implementation',
  kind: 'implement',
  turn: 1,
  task: 'Add the button',
  attempt: 1,
  ...change,
})

const says = (say: string, when?: object) => ({ ...(when === undefined ? {} : { when }), steps: [{ say }] })
const scriptOf = (...turns: object[]): Script => scriptSchema.parse({ implementation: turns })
const chosen = (script: Script, change: Partial<TurnInfo> = {}, prompt = '') =>
  selectTurn(script, info(change), prompt)?.steps[0]?.say

describe('which turn of the script is played', () => {
  test('turns without a condition are counted, and the last one goes on for ever', () => {
    const script = scriptOf(says('one'), says('two'))
    expect([1, 2, 3, 99].map((turn) => chosen(script, { turn }))).toEqual(['one', 'two', 'two', 'two'])
  })

  test('the first turn whose condition holds goes before the count, and does not take a number', () => {
    const script = scriptOf(
      says('one'),
      says('second attempt', { attempt: 2 }),
      says('never', { attempt: 2 }),
      says('two'),
    )
    expect(chosen(script, { turn: 1, attempt: 2 })).toBe('second attempt')
    expect(chosen(script, { turn: 2 })).toBe('two')
  })

  test.each([
    [{ kind: 'implement' }, true],
    [{ kind: 'plan' }, false],
    [{ task: 'the but' }, true],
    [{ task: 'the door' }, false],
    [{ attempt: 1 }, true],
    [{ attempt: 2 }, false],
    [{ turn: 1 }, true],
    [{ turn: 2 }, false],
    [{ prompt: 'failed: v1' }, true],
    [{ prompt: 'failed: v2' }, false],
    [{ kind: 'implement', task: 'button', attempt: 1, turn: 1, prompt: 'v1' }, true],
    [{ kind: 'implement', task: 'button', attempt: 1, turn: 2, prompt: 'v1' }, false],
  ])('%j holds: %s', (when, holds) => {
    expect(chosen(scriptOf(says('yes', when)), {}, 'It failed: v1 exited with 1.')).toBe(holds ? 'yes' : undefined)
  })

  test('a condition on the task does not hold in a turn without a task', () => {
    expect(chosen(scriptOf(says('yes', { task: 'button' })), { task: null, attempt: null })).toBeUndefined()
  })

  test('a role the script does not have has no turn', () => {
    expect(selectTurn(scriptOf(says('one')), info({ role: 'checker' }), '')).toBeNull()
  })
})

describe('a script file', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'triptych-script-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const read = (content: string): Script => {
    const file = path.join(folder, 'script.json')
    writeFileSync(file, content)
    return readScript(file)
  }

  test('content may be its lines', () => {
    const script = read('{"checker":[{"steps":[{"write":{"path":"a","content":["one","two"]}}]}]}')
    expect(script.checker?.[0]?.steps[0]?.write?.content).toBe('one\ntwo\n')
  })

  test.each([
    ['{"checker":', /script\.json is not JSON/],
    ['{"tester":[]}', /tester/],
    ['{"checker":[{"steps":[{"sleepMs":"long"}]}]}', /checker\[0\]\.steps\[0\]\.sleepMs/],
    ['{"checker":[{"steps":[{"shout":"hi"}]}]}', /shout/],
    ['{"checker":[{"steps":[{"say":"hi","sleepMs":1}]}]}', /exactly one of say, think/],
    ['{"checker":[{"when":{"mood":"good"},"steps":[]}]}', /mood/],
    ['{"checker":[{"steps":[{"write":{"path":"a","content":7}}]}]}', /a text or a list of lines[\s\S]*write\.content/],
  ])('%s is refused, and the message names the place', (content, message) => {
    expect(() => read(content)).toThrow(message)
  })
})

describe('a fault', () => {
  test('is meant for every implementation turn unless it says otherwise', () => {
    expect(parseFault('crash')).toEqual({ name: 'crash', role: 'implementation', turn: null })
    expect(parseFault('lie@checker')).toEqual({ name: 'lie', role: 'checker', turn: null })
    expect(parseFault('hang@strategy:2')).toEqual({ name: 'hang', role: 'strategy', turn: 2 })
  })

  test('applies to its role and turn only', () => {
    expect(faultApplies(parseFault('crash'), info({ turn: 7 }))).toBe(true)
    expect(faultApplies(parseFault('crash'), info({ role: 'checker' }))).toBe(false)
    expect(faultApplies(parseFault('crash@implementation:2'), info({ turn: 1 }))).toBe(false)
    expect(faultApplies(parseFault('crash@implementation:2'), info({ turn: 2 }))).toBe(true)
  })

  test.each([
    ['explode', /the fault is one of hang, slow/],
    ['crash@boss', /the role is one of strategy, implementation, checker/],
    ['crash@checker:0', /turn/],
    ['crash@checker:first', /<fault>\[@<role>\[:<turn>\]\]/],
  ])('%s is refused', (text, message) => {
    expect(() => parseFault(text)).toThrow(message)
  })
})
