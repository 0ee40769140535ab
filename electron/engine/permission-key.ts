import { z } from 'zod'
import type { AgentRole } from '../../shared/words.ts'
import { hashValue } from '../hash.ts'
import type { PermissionRequest } from './agents-port.ts'

const recordSchema = z.record(z.string(), z.unknown())
type Fields = z.infer<typeof recordSchema>

/** Different each time the same thing is asked, or no part of what is asked. */
const OUTER_IDS = ['sessionId', 'options', '_meta', 'toolCall']
const CALL_IDS = ['toolCallId', 'status', '_meta', 'rawInput']
/** Ids that agents put among the members of a shell command's input. */
const COMMAND_IDS = ['call_id', 'turn_id', 'approval_id']

/**
 * Hash of a request without what differs each time it is made: two requests with one key ask the same thing. null: it tells only
 * a title, and the same title may stand for something else next time.
 */
export function permissionKey(role: AgentRole, request: PermissionRequest): string | null {
  const { toolKind, title, paths, command } = request
  const outer = fields(request.raw)
  const call = fields(outer?.['toolCall'])
  const input = call?.['rawInput']
  const parts = [
    outer === null ? request.raw : without(outer, OUTER_IDS),
    call === null ? outer?.['toolCall'] : without(call, CALL_IDS),
    command === null ? input : without(fields(input) ?? { input }, COMMAND_IDS),
  ]
  const isUnread = call === null
  if (
    command === null &&
    paths.length === 0 &&
    !(isUnread ? parts.some(tells) : tells(input) || tells(call['content']))
  )
    return null
  const told = parts.map((part) => JSON.stringify(part) ?? null)
  return hashValue({ v: 1, role, toolKind, title, paths, command, told })
}

const fields = (value: unknown): Fields | null => recordSchema.safeParse(value).data ?? null

const without = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

function tells(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

const gateSubjectSchema = z.looseObject({ key: z.string() })

/** The key of the request that a `permission` gate is about; null: it has none. */
export const permissionGateKey = (subject: unknown): string | null =>
  gateSubjectSchema.safeParse(subject).data?.key ?? null
