/** A plain command that plays every role of the sum job: `command-agent.ts [--mischief <word>] [--json] [--prompt <file>]`, else the prompt on stdin. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { makeMischief, readMischief } from './mischief.ts'
import { workFor } from './sum-job.ts'

const { values } = parseArgs({
  options: {
    mischief: { type: 'string', default: 'none' },
    json: { type: 'boolean', default: false },
    prompt: { type: 'string' },
  },
})

const say = (words: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(words, (error) => (error ? reject(error) : resolve())))

const prompt = values.prompt === undefined ? await text(process.stdin) : readFileSync(values.prompt, 'utf8')
const { files, answer } = workFor(prompt)
await say('At work.\n')
await makeMischief(readMischief(values.mischief), say)
for (const [file, content] of Object.entries(files)) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}
await say(values.json ? `${JSON.stringify(answer)}\n` : `\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\`\n`)
