import { setTimeout as sleep } from 'node:timers/promises'
import { RequestError } from '@agentclientprotocol/sdk'
import type { FaultyTurn } from './faulty-turns.ts'
import { performSteps, type Turn } from './steps.ts'

const LIMIT_RESETS_AFTER_MS = 5_000
const USAGE_REPORTS = 40
const USAGE_PAUSE_MS = 100
const TOKENS_EACH = 5_000
const DOLLARS_EACH = 0.05
const CONTEXT_SIZE = 200_000

/** Turns of an agent whose provider refuses, fails or counts: the words are those of real agents, and no demo notice spoils them. */
export const PROVIDER_FAULTS = {
  async rate_limit() {
    const resetsAt = new Date(Date.now() + LIMIT_RESETS_AFTER_MS).toISOString()
    const message = `429 Too Many Requests: usage limit reached, try again at ${resetsAt}`
    throw new RequestError(429, message, { status: 429, code: 'usage_limit_reached', resetsAt })
  },

  login: () => Promise.reject(RequestError.authRequired()),

  chat_error: (turn) => turn.say('API Error: 400 invalid_request_error: the model does not exist', 0),

  transport: (turn) => turn.say('unexpected status 500 Internal Server Error: the provider is down', 0),

  refusal: async (turn) => turn.end('refusal'),

  async max_tokens(turn) {
    await turn.say('The answer is that')
    turn.end('max_tokens')
  },

  async empty() {
    // Ends its turn without a word.
  },

  async usage_grows(turn, steps) {
    for (let report = 1; report <= USAGE_REPORTS; report += 1) {
      await reportUsage(turn, report)
      await sleep(USAGE_PAUSE_MS, undefined, { signal: turn.signal })
    }
    await performSteps(turn, steps)
  },
} satisfies Record<string, FaultyTurn>

const reportUsage = (turn: Turn, count: number): Promise<void> =>
  turn.update({
    sessionUpdate: 'usage_update',
    used: Math.min(count * TOKENS_EACH, CONTEXT_SIZE),
    size: CONTEXT_SIZE,
    cost: { amount: count * DOLLARS_EACH, currency: 'USD' },
  })
