import { z } from 'zod'
import {
  type AnswerWriter,
  FAKE_USAGE,
  type ModelMessage,
  type ModelProtocol,
  type ToolCall,
} from './fake-model-protocol.ts'

const partSchema = z.looseObject({
  text: z.string().optional(),
  functionResponse: z.object({ response: z.unknown() }).optional(),
})
const contentSchema = z.object({ role: z.string().default('user'), parts: z.array(partSchema).default([]) })
const requestSchema = z.object({
  contents: z.array(contentSchema),
  systemInstruction: z.object({ parts: z.array(partSchema) }).nullish(),
  tools: z.array(z.object({ functionDeclarations: z.array(z.object({ name: z.string() })).default([]) })).default([]),
})

const PATH = /\/models\/([^/:]+):(streamGenerateContent|generateContent)$/

/** Gemini. */
export const gemini: ModelProtocol = {
  speaks: (path) => PATH.test(path),
  read(body, path) {
    const { contents, systemInstruction, tools } = requestSchema.parse(body)
    const [, model = '', method] = PATH.exec(path) ?? []
    const system = systemInstruction?.parts.map(({ text }) => text ?? '').join('\n') ?? ''
    return {
      model,
      messages: [{ role: 'system', text: system }, ...contents.flatMap(messagesOf)],
      tools: tools.flatMap(({ functionDeclarations }) => functionDeclarations),
      stream: method === 'streamGenerateContent',
    }
  },
  writer: geminiWriter,
  error: (status, message) => ({ error: { code: status, message, status: STATUS_WORDS[status] ?? 'UNKNOWN' } }),
}

const STATUS_WORDS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
}

function messagesOf({ role, parts }: z.infer<typeof contentSchema>): ModelMessage[] {
  const said = role === 'model' ? 'assistant' : 'user'
  return parts.flatMap(({ text, functionResponse }): ModelMessage[] => {
    if (functionResponse !== undefined) return [{ role: 'tool', text: JSON.stringify(functionResponse.response) }]
    return text === undefined ? [] : [{ role: said, text }]
  })
}

function geminiWriter(model: string, number: number): AnswerWriter {
  const { input, output } = FAKE_USAGE
  const usageMetadata = {
    promptTokenCount: input,
    candidatesTokenCount: output,
    totalTokenCount: input + output,
  }
  const answer = (parts: object[], last: boolean) => ({
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(last ? { finishReason: 'STOP' } : {}) }],
    modelVersion: model,
    responseId: `fake-${number}`,
    ...(last ? { usageMetadata } : {}),
  })
  return {
    begin: () => [],
    text: (piece) => [{ data: answer([{ text: piece }], false) }],
    call: (call) => [{ data: answer([functionCall(call)], false) }],
    end: () => [{ data: answer([{ text: '' }], true) }],
    document: (text, call) => answer([{ text }, ...(call === null ? [] : [functionCall(call)])], true),
  }
}

const functionCall = ({ id, tool, arguments: given }: ToolCall) => ({
  functionCall: { id, name: tool.name, args: given },
})
