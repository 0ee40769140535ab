/** `node decide.ts <database> <run> <verdict>`: answers every gate of the run as soon as a line arrives on standard input; prints what came of each. */
import { once } from 'node:events'
import { z } from 'zod'
import { decideGate } from '../../../electron/engine/decide.ts'
import { openStore } from '../../../electron/store/store.ts'
import { APPROVAL_VERDICTS } from '../../../shared/words.ts'

const [file = '', runId = '', word = ''] = process.argv.slice(2)
const verdict = z.enum(APPROVAL_VERDICTS).parse(word)
const store = openStore(file)
const gates = store.listGates(runId)
console.log('ready')
await once(process.stdin, 'data')
/** The verdict that counts, as this process was told; `won`: it is its own. */
const told = gates.map(({ id, subjectHash }) => {
  const input = { subjectHash, verdict, source: 'human', rationale: 'because', payload: {} } as const
  const decided = decideGate(store, id, input)
  if (decided.ok) return { id, won: true, verdict: decided.value.verdict }
  if (decided.error.kind === 'already_decided') return { id, won: false, verdict: decided.error.verdict }
  throw new Error(`Gate ${id}: ${JSON.stringify(decided.error)}`)
})
store.close()
console.log(JSON.stringify(told))
process.stdin.destroy()
