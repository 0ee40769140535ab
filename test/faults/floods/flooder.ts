/** An ACP agent that pours out `flooder.ts <updates|line> <MiB>`, then ends its turn. It is written without a library, so that it is fast. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const [what, mebibytes = '1'] = process.argv.slice(2)
const BYTES = Number(mebibytes) * 1024 * 1024
const BATCH = 256 * 1024

const messageSchema = z.object({ id: z.number().optional(), method: z.string().optional() })
const replies: Record<string, object> = {
  initialize: { protocolVersion: 1, agentCapabilities: {} },
  'session/new': { sessionId: 's' },
}

async function pour(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Small valid messages, or one line that never ends. */
async function flood(): Promise<void> {
  const update = { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'word by word '.repeat(80) } }
  const line = `${JSON.stringify({ jsonrpc: '2.0', method: 'session/update', params: { sessionId: 's', update } })}\n`
  const piece = what === 'updates' ? line.repeat(Math.ceil(BATCH / line.length)) : 'x'.repeat(BATCH)
  for (let bytes = 0; bytes < BYTES; bytes += piece.length) await pour(piece)
  if (what !== 'updates') await pour('\n')
}

let prompts = 0
for await (const text of createInterface({ input: process.stdin })) {
  const { id, method = '' } = messageSchema.parse(JSON.parse(text))
  if (method === 'session/prompt') prompts += 1
  // The second prompt asks for the answer that the first one did not bring.
  if (method === 'session/prompt' && prompts === 1) await flood()
  const result = replies[method] ?? { stopReason: 'end_turn' }
  if (id !== undefined) await pour(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`)
}
