import { afterEach, expect, test } from 'vitest'
import { promptHeading } from '../../electron/engine/prompts/heading.ts'
import { type FakeModel, type FakeScript, startFakeModel } from './fake-model.ts'

let model: FakeModel | null = null
afterEach(() => model?.close())

const PROMPT = `${promptHeading({ role: 'implementation', kind: 'implement', task: { title: 'Say "hi"', attemptNumber: 2 } })}\n\n\`\`\`text\n# Triptych · strategy · plan\n\`\`\`\n`
const TOOLS = ['write', 'triptych_report_result'].map((name) => ({ type: 'function', function: { name } }))

async function start(script: FakeScript): Promise<FakeModel> {
  model = await startFakeModel({ script })
  return model
}

async function complete(
  url: string,
  messages: object[],
  tools: object[] = TOOLS,
): Promise<{ status: number; body: string }> {
  const body = JSON.stringify({ model: 'm', stream: true, messages, ...(tools.length > 0 ? { tools } : {}) })
  const response = await fetch(`${url}/chat/completions`, { method: 'POST', body })
  return { status: response.status, body: await response.text() }
}

const system = { role: 'system', content: 'You are an agent.\n  Working directory: /w/a run\n' }
const prompt = { role: 'user', content: [{ type: 'text', text: PROMPT }] }
const toolResult = { role: 'tool', tool_call_id: 'c', content: 'written' }

test('the script is asked by role, kind, task, attempt and step, and its calls carry the full name of the tool', async () => {
  const { url, requests } = await start((turn, step) =>
    step === 0
      ? { text: 'Writing.', call: { tool: 'write', arguments: { filePath: `${turn.cwd}/a.txt` } } }
      : { call: { tool: 'report_result', arguments: { outcome: 'done' } } },
  )
  const first = await complete(url, [system, { role: 'user', content: 'hello' }, prompt])
  expect(first.body).toContain('"name":"write","arguments":"{\\"filePath\\":\\"/w/a run/a.txt\\"}"')
  expect(first.body).toContain('"finish_reason":"tool_calls"')
  expect(first.body.endsWith('data: [DONE]\n\n')).toBe(true)
  const second = await complete(url, [system, toolResult, prompt, { role: 'assistant', content: null }, toolResult])
  expect(second.body).toContain('"name":"triptych_report_result"')
  expect(requests.map(({ turn, step }) => ({ turn, step }))).toEqual(
    [0, 1].map((step) => ({
      step,
      turn: {
        role: 'implementation',
        kind: 'implement',
        task: { title: 'Say "hi"', attemptNumber: 2 },
        tools: ['write', 'triptych_report_result'],
        cwd: '/w/a run',
      },
    })),
  )
})

test('requests without tools, or without one of our prompts, get plain text and ask no script', async () => {
  const { url, requests } = await start(() => {
    throw new Error('not to be asked')
  })
  expect((await complete(url, [prompt], [])).body).toContain('"finish_reason":"stop"')
  expect((await complete(url, [{ role: 'user', content: 'hello' }])).status).toBe(200)
  expect(requests.map(({ turn }) => turn)).toEqual([null, null])
})

test("a provider's error, a tool that is not there and a wrong address are errors", async () => {
  const { url } = await start((_turn, step) =>
    step === 0 ? { status: 429, message: 'slow down' } : { call: { tool: 'teleport', arguments: {} } },
  )
  expect(await complete(url, [prompt])).toMatchObject({ status: 429, body: expect.stringContaining('slow down') })
  expect(await complete(url, [prompt, toolResult])).toMatchObject({
    status: 400,
    body: expect.stringContaining('the agent offers write, triptych_report_result'),
  })
  expect((await fetch(`${url}/embeddings`, { method: 'POST', body: '{}' })).status).toBe(404)
})

test('closing ends requests that hang', async () => {
  const { url, requests } = await start(() => ({ hang: true }))
  const hanging = complete(url, [prompt]).then(
    () => 'answered',
    () => 'cut off',
  )
  await expect.poll(() => requests.length).toBe(1)
  await model?.close()
  expect(await hanging).toBe('cut off')
  model = null
})
