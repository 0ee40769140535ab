import path from 'node:path'
import { z } from 'zod'
import { COMMAND_INPUTS, PATH_INPUTS } from '../../shared/tool-input.ts'
import { commandLineOf } from './command-line.ts'

const MAX_TITLE_CHARACTERS = 500
const MAX_PATHS = 200
const MAX_PATH_CHARACTERS = 4_096

const text = z.string().nullish().catch(null)
/** As `tool_call`, `tool_call_update` and permission requests tell it; a member of another form counts as not told. */
export const toolCallSchema = z.object({
  toolCallId: z.string(),
  title: text,
  name: text,
  kind: text,
  status: text,
  locations: z
    .array(z.object({ path: z.string() }))
    .nullish()
    .catch(null),
  content: z.array(z.unknown()).nullish().catch(null),
  rawInput: z.record(z.string(), z.unknown()).nullish().catch(null),
  _meta: z.unknown().optional(),
})
export type ToldToolCall = z.infer<typeof toolCallSchema>

const diffSchema = z.object({ type: z.literal('diff'), path: z.string() })
const claudeMetaSchema = z.object({ claudeCode: z.object({ toolName: z.string() }) })

/** What is kept of a tool call: small, however large its input and output are. */
export interface ToolFacts {
  title: string | null
  kind: string | null
  status: string | null
  /** Absolute; from locations, diffs and the input. */
  paths: string[]
  /** There are more or longer paths than are kept. */
  pathsCut: boolean
  /** Its input holds a command, whether it can be read or not. */
  runsCommand: boolean
  /** The command line, where it can be told exactly. */
  command: string | null
  /** Everything by which agents name the tool that is called. */
  names: string[]
}

export function toolFacts(call: ToldToolCall, worktree: string): ToolFacts {
  const input = call.rawInput ?? {}
  const inputPaths = PATH_INPUTS.flatMap((key) => (typeof input[key] === 'string' ? [input[key]] : []))
  const diffPaths = (call.content ?? []).flatMap((part) => diffSchema.safeParse(part).data?.path ?? [])
  const told = [...(call.locations ?? []).map((location) => location.path), ...diffPaths, ...inputPaths]
  const paths = [...new Set(told.map((file) => path.resolve(worktree, file)))]
  const kept = keptPaths(paths)
  const claudeName = claudeMetaSchema.safeParse(call._meta).data?.claudeCode.toolName
  return {
    title: (call.title ?? call.name)?.slice(0, MAX_TITLE_CHARACTERS) ?? null,
    kind: call.kind ?? null,
    status: call.status ?? null,
    paths: kept,
    pathsCut: kept.length < paths.length,
    runsCommand: COMMAND_INPUTS.some((key) => key in input),
    command: commandLineOf(input),
    names: [call.name, call.title, claudeName].flatMap((name) => (name ? [name.slice(0, MAX_TITLE_CHARACTERS)] : [])),
  }
}

const keptPaths = (paths: readonly string[]): string[] =>
  paths.filter((file) => file.length <= MAX_PATH_CHARACTERS).slice(0, MAX_PATHS)

/** What a later message does not tell stays as it was; paths and names add up. */
export function mergeToolFacts(earlier: ToolFacts | undefined, later: ToolFacts): ToolFacts {
  if (earlier === undefined) return later
  const paths = [...new Set([...earlier.paths, ...later.paths])]
  const kept = keptPaths(paths)
  return {
    title: later.title ?? earlier.title,
    kind: later.kind ?? earlier.kind,
    status: later.status ?? earlier.status,
    paths: kept,
    pathsCut: earlier.pathsCut || later.pathsCut || kept.length < paths.length,
    runsCommand: earlier.runsCommand || later.runsCommand,
    command: later.runsCommand ? later.command : earlier.command,
    names: [...new Set([...earlier.names, ...later.names])].slice(0, 8),
  }
}

/**
 * Whether a tool call is a call of our own answer tool. Every agent names it in its own way, so the whole name must be one of
 * these forms; and because a title may be a model's words, nothing that runs a command or touches a file is ever taken for it.
 */
export function isOwnTool(facts: ToolFacts, server: string, tool: string): boolean {
  if (facts.runsCommand || facts.paths.length > 0 || facts.pathsCut) return false
  const own = new Set(
    [
      ...['mcp__S__T', 'mcp.S.T', 'mcp_S_T', 'S__T', 'S_T', 'S-T', 'S.T', 'S/T', 'S:T'],
      ...['T (S MCP Server)', 'Tool: S/T', 'mcp: S/T', 'mcp: S - T'],
    ].map((form) => form.replace('S', server).replace('T', tool).toLowerCase()),
  )
  return facts.names.some((name) => own.has(name.trim().toLowerCase()))
}
