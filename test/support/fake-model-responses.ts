import { z } from 'zod'
import {
  type AnswerWriter,
  contentText,
  FAKE_USAGE,
  type ModelMessage,
  type ModelProtocol,
  type ModelRequest,
  type OfferedTool,
  type ServerSentEvent,
  type ToolCall,
} from './fake-model-protocol.ts'

const itemSchema = z.looseObject({ type: z.string().default('message'), role: z.string().optional() })
const toolSchema = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  tools: z.array(z.unknown()).optional(),
})
const requestSchema = z.object({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.array(itemSchema),
  tools: z.array(toolSchema).default([]),
  stream: z.literal(true),
})

/** OpenAI Responses. */
export const responses: ModelProtocol = {
  speaks: (path) => path.endsWith('/responses'),
  read: readRequest,
  writer: responsesWriter,
  error: (status, message) => ({ error: { message, type: 'fake_model', code: String(status) } }),
}

function readRequest(body: unknown): ModelRequest {
  const { model, instructions, input, tools, stream } = requestSchema.parse(body)
  const messages = [{ role: 'system', text: instructions ?? '' }, ...input.flatMap(messageOf)]
  return { model, messages, tools: tools.flatMap(offeredTools), stream }
}

function messageOf(item: z.infer<typeof itemSchema>): ModelMessage[] {
  if (item.type === 'message') {
    const text = contentText.catch('').parse(item['content'])
    return [{ role: item.role === 'developer' ? 'system' : (item.role ?? 'user'), text }]
  }
  return item.type.endsWith('_output') ? [{ role: 'tool', text: contentText.catch('').parse(item['output']) }] : []
}

/** MCP tools come in a group of their server. */
function offeredTools(tool: z.infer<typeof toolSchema>): OfferedTool[] {
  const { type, name, tools = [] } = tool
  if (type !== 'namespace') return [{ name: name ?? type }]
  return tools.flatMap((inner) => {
    const told = toolSchema.safeParse(inner).data?.name
    return told === undefined ? [] : [{ name: told, ...(name === undefined ? {} : { namespace: name }) }]
  })
}

/** Only the events that clients go by. */
function responsesWriter(model: string, number: number): AnswerWriter {
  const items: object[] = []
  let text: string | null = null
  const event = (type: string, more: object): ServerSentEvent => ({ event: type, data: { type, ...more } })
  const response = (status: string, usage: object | null) => ({
    response: { id: `resp_${number}`, object: 'response', created_at: 0, status, model, output: items, usage },
  })
  const message = (status: string, content: object[]) => ({
    ...{ type: 'message', id: `msg_${number}`, role: 'assistant', status, content },
  })
  const added = (item: object) => event('response.output_item.added', { output_index: items.length, item })
  const done = (item: object) => event('response.output_item.done', { output_index: items.push(item) - 1, item })
  const endText = (): ServerSentEvent[] => {
    if (text === null) return []
    const whole = { type: 'output_text', text, annotations: [] }
    text = null
    return [done(message('completed', [whole]))]
  }
  return {
    begin: () => [event('response.created', response('in_progress', null))],
    text(piece) {
      const begun = text === null ? [added(message('in_progress', []))] : []
      text = `${text ?? ''}${piece}`
      const place = { item_id: `msg_${number}`, output_index: items.length, content_index: 0 }
      return [...begun, event('response.output_text.delta', { ...place, delta: piece })]
    },
    call(call) {
      const item = functionCall(call)
      return [...endText(), added({ ...item, status: 'in_progress', arguments: '' }), done(item)]
    },
    end: () => [...endText(), event('response.completed', response('completed', USAGE))],
    document: () => null,
  }
}

const functionCall = ({ id, tool, arguments: given }: ToolCall) => ({
  ...{ type: 'function_call', id: `fc_${id}`, call_id: id, status: 'completed' },
  ...tool,
  arguments: JSON.stringify(given),
})

const USAGE = {
  input_tokens: FAKE_USAGE.input,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: FAKE_USAGE.output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: FAKE_USAGE.input + FAKE_USAGE.output,
}
