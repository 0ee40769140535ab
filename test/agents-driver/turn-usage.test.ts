import { expect, test } from 'vitest'
import { createSessionUpdates } from '../../electron/agents/session-updates.ts'
import { createTurnUsage } from '../../electron/agents/turn-usage.ts'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'

const SESSION = { sessionId: 's', continued: false }
const told = (used: number, costMicros: number | null = null) => ({ used, size: 1_000, costMicros })

function usageWith(costBeforeMicros: number | null = null) {
  const outputs: AgentOutput[] = []
  const usage = createTurnUsage(costBeforeMicros, (output) => outputs.push(output))
  const tokens = () => outputs.map((output) => (output.kind === 'usage' ? output.tokens : null))
  return { usage, outputs, tokens }
}

test('nothing told is nothing known', () => {
  const { usage, outputs } = usageWith()
  usage.begin(SESSION)
  usage.prompted(null)
  expect(usage.result()).toEqual({ tokens: null, costMicros: null, contextUsed: null, contextSize: null })
  expect(outputs).toEqual([])
})

test('while it runs the largest context counts, at the end what was reported', () => {
  const { usage, tokens } = usageWith()
  usage.begin(SESSION)
  usage.told('s', told(100))
  usage.told('s', told(300))
  usage.told('s', told(200)) // Compacted.
  expect(tokens()).toEqual([100, 300, 300])
  expect(usage.result()).toMatchObject({ tokens: 300, contextUsed: 200, contextSize: 1_000 })
  usage.prompted(1_000)
  usage.prompted(500)
  expect(tokens().slice(3)).toEqual([1_000, 1_500])
  expect(usage.result().tokens).toBe(1_500)
})

test('cost: what the session has cost more than was counted before, of this session only', () => {
  const { usage } = usageWith(700)
  usage.told('s', told(50, 800)) // As a replay tells it: a turn that was cut had spent it.
  usage.begin({ sessionId: 's', continued: true })
  expect(usage.result()).toMatchObject({ costMicros: 100, tokens: null, contextUsed: 50 })
  usage.told('other', told(999, 9_999))
  usage.told('s', told(60, 950))
  usage.told('s', told(70))
  expect(usage.result()).toMatchObject({ costMicros: 250, contextUsed: 70 })
})

test('cost: where nothing was counted before, from what a replay tells', () => {
  const { usage } = usageWith()
  usage.told('s', told(50, 800))
  usage.begin({ sessionId: 's', continued: true })
  usage.told('s', told(60, 950))
  expect(usage.result().costMicros).toBe(150)
})

test('cost: an agent that counts anew in each process', () => {
  const { usage } = usageWith(700)
  usage.begin({ sessionId: 's', continued: true })
  usage.told('s', told(60, 300))
  expect(usage.result().costMicros).toBe(300)
})

test('a new session in place of one that was lost begins at nothing', () => {
  const { usage } = usageWith()
  usage.told('lost', told(500, 5_000))
  usage.begin({ sessionId: 'lost', continued: true })
  usage.begin({ sessionId: 'new', continued: false })
  expect(usage.result()).toMatchObject({ costMicros: null, contextUsed: null })
  usage.told('new', told(10, 20))
  expect(usage.result()).toMatchObject({ costMicros: 20, contextUsed: 10, tokens: 10 })
})

test('a session whose earlier cost nobody knows costs nobody knows how much', () => {
  const { usage } = usageWith()
  usage.begin({ sessionId: 's', continued: true })
  usage.told('s', told(10, 5_000))
  expect(usage.result().costMicros).toBeNull()
})

test('numbers that no count can be are not told, and fractions are no trouble', () => {
  const { usage, outputs } = usageWith()
  const updates = createSessionUpdates({ turnId: 't', worktree: '/w', usage, onOutput: () => undefined })
  usage.begin(SESSION)
  const take = (told: object) => updates.take({ sessionId: 's', update: { sessionUpdate: 'usage_update', ...told } })
  take({ used: 1e300, size: 100 })
  take({ used: -1, size: 100 })
  expect(outputs).toEqual([])
  take({ used: 12.6, size: 100.2, cost: { amount: -1, currency: 'USD' } })
  take({ used: 12.6, size: 100.2, cost: { amount: 1e300, currency: 'USD' } })
  expect(usage.result()).toEqual({ tokens: 13, costMicros: null, contextUsed: 13, contextSize: 100 })
})
