import { z } from 'zod'
import { type AnswerWriter, contentText, FAKE_USAGE, type ModelProtocol, type ToolCall } from './fake-model-protocol.ts'

const requestSchema = z
  .object({
    model: z.string(),
    messages: z.array(z.object({ role: z.string(), content: contentText.nullish() })),
    tools: z
      .array(z.object({ function: z.object({ name: z.string() }) }).transform((tool) => tool.function))
      .default([]),
    stream: z.literal(true),
  })
  .transform(({ messages, ...request }) => ({
    ...request,
    messages: messages.map(({ role, content }) => ({ role, text: content ?? '' })),
  }))

/** OpenAI Chat Completions. */
export const chatCompletions: ModelProtocol = {
  speaks: (path) => path.endsWith('/chat/completions'),
  read: (body) => requestSchema.parse(body),
  writer: chatWriter,
  error: (status, message) => ({ error: { message, type: 'fake_model', code: status } }),
}

function chatWriter(model: string, number: number): AnswerWriter {
  const chunk = (more: object) => ({
    data: { id: `fake-${number}`, object: 'chat.completion.chunk', created: 0, model, ...more },
  })
  const choice = (delta: object, finishReason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] })
  const { input, output } = FAKE_USAGE
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
  let called = false
  return {
    begin: () => [choice({ role: 'assistant', content: '' })],
    text: (piece) => [choice({ content: piece })],
    call({ id, tool, arguments: given }: ToolCall) {
      called = true
      const invoked = { name: tool.name, arguments: JSON.stringify(given) }
      return [choice({ tool_calls: [{ index: 0, id, type: 'function', function: invoked }] })]
    },
    end: () => [choice({}, called ? 'tool_calls' : 'stop'), chunk({ choices: [], usage }), { data: '[DONE]' }],
    document: () => null,
  }
}
