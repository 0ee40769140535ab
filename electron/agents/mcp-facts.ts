import { z } from 'zod'
import type { McpServerEntry } from '../../shared/settings/mcp-settings.ts'
import { hashBytes, hashValue } from '../hash.ts'
import { SERVER_NAME } from './mcp-server.ts'

/** What agents, and through them models, are told of a tool. */
export const mcpToolSchema = z.object({
  name: z.string().min(1),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.unknown(),
  annotations: z.looseObject({ title: z.string().optional() }).optional(),
})
export type McpTool = z.infer<typeof mcpToolSchema>

/** Hash of all that a person trusts: how the server is started or reached, and its tools, in its order. */
export function serverHash(entry: McpServerEntry, tools: readonly McpTool[]): string {
  const reach =
    'command' in entry
      ? {
          command: entry.command,
          args: entry.args,
          env: Object.fromEntries(Object.entries(entry.env).map(([name, value]) => [name, hashBytes(value)])),
        }
      : { url: entry.url, headers: Object.keys(entry.headers).toSorted() }
  const told = tools.map((tool) => JSON.stringify(mcpToolSchema.parse(tool)))
  return hashValue({ v: 1, ...reach, tools: told })
}

const SECRET_OPTION = /^(-.*(?:token|secret|passw|api-?_?key|credential|auth)[^=]*)(=?)/i

/** The command line or the address, for people. Names of variables and headers are told, their values and other secrets are not. */
export function describeServer(entry: McpServerEntry): string {
  if ('url' in entry) {
    const { origin, pathname, search } = new URL(entry.url)
    return `${origin}${pathname}${search === '' ? '' : '?…'}${besides('header', Object.keys(entry.headers))}`
  }
  const args = entry.args.map((arg, index) => {
    const [, option, equals] = SECRET_OPTION.exec(arg) ?? []
    if (option !== undefined && equals === '=') return `${option}=…`
    const before = SECRET_OPTION.exec(entry.args[index - 1] ?? '')
    return before !== null && before[2] === '' && !arg.startsWith('-') ? '…' : arg
  })
  return [entry.command, ...args].map(quoted).join(' ') + besides('variable', Object.keys(entry.env))
}

const quoted = (part: string): string => (/^[\w@%+=:,./\\…-]+$/.test(part) ? part : JSON.stringify(part))

function besides(noun: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  return ` (with the ${noun}${names.length === 1 ? '' : 's'} ${names.join(', ')})`
}

/** A tool under our own name could be taken for ours, which is always allowed. */
export function pretender(tools: readonly McpTool[]): string | null {
  const isOurs = (text: string | undefined): boolean => text?.toLowerCase().includes(SERVER_NAME) ?? false
  const found = tools.find(({ name, title, annotations }) => [name, title, annotations?.title].some(isOurs))
  return found?.name ?? null
}
