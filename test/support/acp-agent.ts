/** A small agent that speaks the protocol and plays every role of the sum job: `acp-agent.ts <mischief>`. It takes no tools. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { agent, ndJsonStream } from '@agentclientprotocol/sdk'
import { makeMischief, readMischief } from './mischief.ts'
import { workFor } from './sum-job.ts'

const mischief = readMischief(process.argv[2])
let cwd = ''

agent({ name: 'own' })
  .onRequest('initialize', () => ({
    protocolVersion: 1,
    agentInfo: { name: 'own', version: '1.0.0' },
    agentCapabilities: {},
  }))
  .onRequest('session/new', ({ params }) => {
    cwd = params.cwd
    return { sessionId: 'only' }
  })
  .onRequest('session/prompt', async ({ params, client }) => {
    const say = (text: string): Promise<void> =>
      client.notify('session/update', {
        sessionId: params.sessionId,
        update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } },
      })
    const { files, answer } = workFor(
      params.prompt.map((block) => (block.type === 'text' ? block.text : '')).join('\n'),
    )
    await say('At work.\n')
    await makeMischief(mischief, say)
    for (const [file, content] of Object.entries(files)) {
      const place = path.join(cwd, file)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, content)
    }
    await say(`\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\`\n`)
    return { stopReason: 'end_turn' }
  })
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)))
