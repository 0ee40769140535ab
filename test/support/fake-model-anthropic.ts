import { z } from 'zod'
import {
  type AnswerWriter,
  contentText,
  FAKE_USAGE,
  type ModelMessage,
  type ModelProtocol,
  type ServerSentEvent,
  type ToolCall,
} from './fake-model-protocol.ts'

const partSchema = z.looseObject({ type: z.string(), text: z.string().optional(), content: z.unknown().optional() })
const requestSchema = z.object({
  model: z.string(),
  system: contentText.nullish(),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(partSchema)]) })),
  tools: z.array(z.object({ name: z.string() })).default([]),
  stream: z.boolean().default(false),
})

/** Anthropic Messages. */
export const anthropicMessages: ModelProtocol = {
  speaks: (path) => path.endsWith('/messages'),
  read(body) {
    const { system, messages, ...request } = requestSchema.parse(body)
    return { ...request, messages: [{ role: 'system', text: system ?? '' }, ...messages.flatMap(messagesOf)] }
  },
  writer: anthropicWriter,
  error: (status, message) => ({ type: 'error', error: { type: errorType(status), message } }),
}

/** Results of tools come as parts of a message of the user. */
function messagesOf({ role, content }: z.infer<typeof requestSchema>['messages'][number]): ModelMessage[] {
  if (typeof content === 'string') return [{ role, text: content }]
  const results = content.filter(({ type }) => type === 'tool_result')
  const texts = content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
  return [
    ...results.map((result) => ({ role: 'tool', text: contentText.catch('').parse(result.content) })),
    ...(texts.length > 0 ? [{ role, text: texts.join('\n') }] : []),
  ]
}

/** Clients decide by it, not by the status alone. */
function errorType(status: number): string {
  const types: Record<number, string> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  }
  return types[status] ?? 'api_error'
}

function anthropicWriter(model: string, number: number): AnswerWriter {
  const { input, output } = FAKE_USAGE
  const message = (content: object[], stopReason: string | null) => ({
    ...{ id: `msg_fake_${number}`, type: 'message', role: 'assistant', model, content },
    ...{ stop_reason: stopReason, stop_sequence: null, usage: { input_tokens: input, output_tokens: output } },
  })
  let index = 0
  let open = false
  let called = false
  const event = (type: string, more: object = {}): ServerSentEvent => ({ event: type, data: { type, ...more } })
  const endText = (): ServerSentEvent[] => {
    if (!open) return []
    open = false
    return [event('content_block_stop', { index: index++ })]
  }
  return {
    begin: () => [event('message_start', { message: message([], null) })],
    text(piece) {
      const begun = open ? [] : [event('content_block_start', { index, content_block: { type: 'text', text: '' } })]
      open = true
      return [...begun, event('content_block_delta', { index, delta: { type: 'text_delta', text: piece } })]
    },
    call(call) {
      called = true
      const before = endText()
      const delta = { type: 'input_json_delta', partial_json: JSON.stringify(call.arguments) }
      return [
        ...before,
        event('content_block_start', { index, content_block: { ...toolUse(call), input: {} } }),
        event('content_block_delta', { index, delta }),
        event('content_block_stop', { index: index++ }),
      ]
    },
    end() {
      const delta = { stop_reason: called ? 'tool_use' : 'end_turn', stop_sequence: null }
      return [...endText(), event('message_delta', { delta, usage: { output_tokens: output } }), event('message_stop')]
    },
    document: (text, call) =>
      message(
        [{ type: 'text', text }, ...(call === null ? [] : [toolUse(call)])],
        call === null ? 'end_turn' : 'tool_use',
      ),
  }
}

const toolUse = ({ id, tool, arguments: given }: ToolCall) => ({
  ...{ type: 'tool_use', id: `toolu_${id}`, name: tool.name, input: given },
})
