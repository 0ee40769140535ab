import { z } from 'zod'
import { AGENT_ROLES } from '../words.ts'

/** What a rule matches; members that are left out match everything. */
const ruleSchema = z.strictObject({
  role: z.enum(AGENT_ROLES).optional(),
  /** ACP tool kind: read, edit, delete, move, search, execute, think, fetch, other. */
  kind: z.string().min(1).max(50).optional(),
  /** The whole command line; `*` stands for anything: `npm test*`. */
  command: z.string().min(1).max(1_000).optional(),
  /** Glob over the path relative to the worktree; outside of the worktree: absolute. */
  path: z.string().min(1).max(1_000).optional(),
})

/** A person's rules in `settings.json`. `reject` goes before `allow`, both before the policy's own. */
export const permissionRulesSchema = z.strictObject({
  allow: z.array(ruleSchema).max(200).default([]),
  reject: z.array(ruleSchema).max(200).default([]),
})
export type PermissionRuleSettings = z.infer<typeof ruleSchema>
export type PermissionSettings = z.infer<typeof permissionRulesSchema>
